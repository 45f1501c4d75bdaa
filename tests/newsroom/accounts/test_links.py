"""Links to an account: good once, for a time, and known to nobody who reads the database."""

import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts import inviting, links, profile, roles
from newsroom.models import AccountLink, Event, Session, User
from tests.at_once import at_once
from tests.factories import make_editor, make_lead, make_superuser
from tests.pages import parse, texts

pytestmark = pytest.mark.django_db

NEW = "a long enough phrase"
TWICE = {"new_password1": NEW, "new_password2": NEW}


def role(name):
    return str(roles.Group.objects.get(name=name).pk)


def invited(name="Nora Quist", **fields):
    return inviting.invite(name=name, role=role("Editors"), by=make_lead(), **fields)


def welcome(key):
    return reverse("welcome", args=[key])


class TestALink:
    def test_of_the_key_only_a_digest_is_kept(self):
        _person, key = invited()
        kept = " ".join(str(value) for value in AccountLink.objects.values().get().values())
        assert str(key) not in kept
        assert key.hex not in kept
        told = " ".join(str(event.detail) for event in Event.objects.all())
        assert str(key) not in told

    def test_the_invited_choose_their_password_and_are_at_their_desk(self, client):
        person, key = invited()
        page = client.get(welcome(key))
        assert "nora.quist" in page.content.decode()
        answer = client.post(welcome(key), {"name": "Nora Quist", **TWICE})
        assert answer.headers["Location"] == "/"
        assert client.get("/").context["user"] == person
        assert Client().login(username="nora.quist", password=NEW)
        assert Event.objects.filter(verb="user.joined", actor=person).exists()

    def test_looking_at_the_page_does_not_spend_it(self, client):
        _person, key = invited()
        assert [client.get(welcome(key)).status_code for _ in range(2)] == [200, 200]

    def test_it_works_once(self, client):
        _person, key = invited()
        client.post(welcome(key), {"name": "Nora Quist", **TWICE})
        another = Client().post(welcome(key), {"name": "X", **TWICE})
        assert another.status_code == 410
        assert "It was used on" in another.content.decode()
        assert User.objects.get(username="nora.quist").check_password(NEW)

    def test_it_expires(self, client):
        person, key = invited()
        AccountLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        answer = client.post(welcome(key), {"name": "Nora Quist", **TWICE})
        assert answer.status_code == 410
        assert "Ask whoever sent it for a new one" in answer.content.decode()
        person.refresh_from_db()
        assert not person.has_usable_password()

    def test_a_newer_one_takes_its_place(self, client):
        person, key = invited()
        newer = inviting.invite_again(person, by=make_lead())
        assert client.get(welcome(key)).status_code == 410
        assert client.get(welcome(newer)).status_code == 200

    def test_one_that_was_never_made_is_not_found(self, client):
        assert client.get(welcome(uuid.uuid4())).status_code == 404
        with pytest.raises(Http404):
            links.use_link(uuid.uuid4(), NEW)

    def test_it_does_not_open_an_account_that_was_closed_meanwhile(self, client):
        _person, key = invited()
        User.objects.filter(username="nora.quist").update(is_active=False)
        assert client.post(welcome(key), {"name": "N", **TWICE}).status_code == 410

    def test_a_weak_password_is_refused_at_its_field_and_the_link_still_works(self, client):
        _person, key = invited()
        weak = {"name": "Nora Quist", "new_password1": "1234", "new_password2": "1234"}
        answer = client.post(welcome(key), weak)
        assert answer.status_code == 422
        assert texts(answer, "//ul[contains(@class, 'errorlist')]")
        assert client.get(welcome(key)).status_code == 200

    def test_whoever_is_signed_in_is_told_that_the_link_is_for_somebody_else(self, client):
        _person, key = invited()
        client.force_login(make_editor("ada"))
        assert "You are signed in as ada" in client.get(welcome(key)).content.decode()
        client.post(welcome(key), {"name": "Nora Quist", **TWICE})
        assert client.get("/").context["user"].username == "nora.quist"


class TestAReset:
    def test_the_old_password_holds_until_the_link_is_used_and_then_every_session_ends(self):
        ada, lead = make_editor("ada"), make_lead()
        elsewhere = Client()
        elsewhere.force_login(ada)
        key = links.offer_reset(ada, by=lead)
        assert Client().login(username="ada", password="secret-word")
        Client().post(welcome(key), TWICE)
        assert elsewhere.get("/settings/").headers["Location"].startswith("/login/")
        assert not Client().login(username="ada", password="secret-word")
        assert Client().login(username="ada", password=NEW)
        verbs = Event.objects.filter(subject_id=ada.pk, subject_type="user").order_by("pk")
        assert list(verbs.values_list("verb", "actor")) == [
            ("user.reset_offered", lead.pk),
            ("user.password_changed", ada.pk),
        ]

    def test_it_does_not_ask_for_a_name(self, client):
        page = client.get(welcome(links.offer_reset(make_editor(), by=make_lead())))
        assert not parse(page).xpath("//input[@name='name']")

    def test_a_password_changed_otherwise_ends_it(self, client):
        ada = make_editor("ada")
        key = links.offer_reset(ada, by=make_lead())
        profile.change_password(ada, NEW, by=ada)
        assert client.get(welcome(key)).status_code == 410


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_of_two_who_use_a_link_one_gets_in(self):
        person, key = invited()
        first, second = at_once(
            lambda: links.use_link(key, "the first of two phrases", name="A"),
            lambda: links.use_link(key, "the second of two phrases", name="B"),
        )
        refused = [one for one in (first, second) if isinstance(one, links.LinkIsSpent)]
        assert len(refused) == 1
        person.refresh_from_db()
        chosen = "the first of two phrases" if second in refused else "the second of two phrases"
        assert person.check_password(chosen)

    def test_of_two_invitations_of_one_name_one_is_made(self):
        lead, editors = make_lead(), role("Editors")

        def ask():
            return inviting.invite(name="Nora Quist", role=editors, by=lead)

        outcomes = at_once(ask, ask)
        refused = [one for one in outcomes if isinstance(one, inviting.Taken)]
        assert len(refused) == 1
        assert User.objects.filter(username="nora.quist").count() == 1
        assert AccountLink.objects.count() == 1

    def test_of_two_invitations_of_one_address_one_is_made(self):
        lead, editors = make_lead(), role("Editors")
        outcomes = at_once(
            lambda: inviting.invite(name="Nora", mail="n@desk.example", role=editors, by=lead),
            lambda: inviting.invite(name="Quist", mail="N@desk.example", role=editors, by=lead),
        )
        assert sum(isinstance(one, inviting.Taken) for one in outcomes) == 1
        assert User.objects.filter(email__iexact="n@desk.example").count() == 1

    def test_two_administrators_cannot_take_the_role_from_each_other(self):
        one, other, editors = make_superuser(), make_superuser(), role("Editors")
        outcomes = at_once(
            lambda: roles.change_role(one, editors, by=other),
            lambda: roles.change_role(other, editors, by=one),
        )
        assert sum(isinstance(one, roles.CannotChangeRole) for one in outcomes) == 1
        assert User.objects.filter(is_superuser=True).count() == 1

    def test_two_new_links_at_once_leave_one_that_works(self):
        person, _key = invited()
        lead = make_lead()
        at_once(
            lambda: inviting.invite_again(person, by=lead),
            lambda: inviting.invite_again(person, by=lead),
        )
        assert AccountLink.objects.open().count() == 1


def test_the_day_of_the_last_page_is_kept_and_no_more(client):
    ada = make_editor("ada", seen_on=None)
    client.force_login(ada)
    assert Session.objects.count() == 1
    client.get("/settings/")
    ada.refresh_from_db()
    assert ada.seen_on == timezone.localdate()
