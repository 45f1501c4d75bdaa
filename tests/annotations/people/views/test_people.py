"""The list of people: inviting, roles, ways back in, leaving; who may, and what they learn."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.layers import deactivation
from annotations.models import Layer
from newsroom.accounts import inviting, roles
from newsroom.models import AccountLink, Event, User
from tests.counting import counted
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_lead,
    make_reviewer,
    make_superuser,
    make_user,
)
from tests.pages import choices, has_form_to, has_link_to, parse, texts

pytestmark = pytest.mark.django_db

PEOPLE = "/people/"


def role(name):
    return str(roles.Group.objects.get(name=name).pk)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def row_of(page, person):
    cells = texts(page, f"//a[@href='/people/{person.pk}/']/ancestor::tr/td")
    return cells[1:]


def the_link(page):
    (address,) = parse(page).xpath("//input[@id='account-link']/@value")
    return address


class TestTheList:
    def test_it_tells_role_and_work_and_the_last_day_of_each(self):
        lead, ada = make_lead("lee"), make_editor("ada", seen_on=None)
        yesterday = timezone.now() - timedelta(days=1)
        make_layer(editor=ada), make_layer(editor=ada, due_on=yesterday.date())
        for days in (1, 31):
            layer = make_layer(editor=ada, submitted=True)
            moment = timezone.now() - timedelta(days=days)
            Layer.objects.filter(pk=layer.pk).update(submitted_at=moment)
        page = signed_in(lead).get(PEOPLE)
        assert row_of(page, ada) == ["Editor", "2", "1", "1", "never"]
        assert row_of(page, lead)[0] == "Lead"

    def test_what_came_in_today_is_counted_tomorrow_for_whoever_reviews_blind(self):
        ada = make_editor("ada")
        make_layer(editor=ada, submitted=True)
        assert row_of(signed_in(make_lead()).get(PEOPLE), ada)[3] == "0"
        assert row_of(signed_in(make_superuser()).get(PEOPLE), ada)[3] == "1"

    def test_archived_work_is_not_to_do(self):
        ada = make_editor("ada")
        article = make_article(archived_at=timezone.now())
        make_layer(revision=article.latest_revision(), editor=ada)
        assert row_of(signed_in(make_lead()).get(PEOPLE), ada)[1] == "0"

    def test_closed_accounts_are_on_a_list_of_their_own(self):
        gone = make_editor("gone", is_active=False)
        client = signed_in(make_lead())
        assert not has_link_to(client.get(PEOPLE), f"/people/{gone.pk}/")
        assert has_link_to(client.get(f"{PEOPLE}?closed"), f"/people/{gone.pk}/")

    def test_whoever_has_no_role_stands_out(self):
        nobody = make_user("nobody")
        assert row_of(signed_in(make_lead()).get(PEOPLE), nobody)[0] == "no role"

    def test_it_costs_the_same_for_many_as_for_few(self):
        client = signed_in(make_lead())
        make_layer(), make_layer(submitted=True)
        few = counted(lambda: client.get(PEOPLE), warm=1).queries
        for number in range(12):
            editor = make_editor()
            make_layer(editor=editor, submitted=number % 2 == 0)
        inviting.invite(name="Nora Quist", role=role("Editors"), by=make_lead())
        assert counted(lambda: client.get(PEOPLE), warm=1).queries == few <= 20

    def test_the_menu_leads_there_for_whoever_may_and_to_the_admin_for_superusers_alone(self):
        for user, people, admin in (
            (make_superuser(), True, True),
            (make_lead(), True, False),
            (make_reviewer(), False, False),
            (make_editor(), False, False),
        ):
            page = signed_in(user).get("/settings/")
            assert has_link_to(page, PEOPLE) is people
            assert has_link_to(page, "/admin/") is admin


class TestInviting:
    def test_the_account_is_there_with_its_role_and_the_link_is_shown_once(self):
        lead = make_lead()
        client = signed_in(lead)
        answer = client.post(PEOPLE, {"name": "Nora Quist", "role": role("Editors")})
        assert answer.headers["Location"] == PEOPLE
        page = client.get(PEOPLE)
        nora = User.objects.get(username="nora.quist")
        assert (str(nora), nora.has_usable_password()) == ("Nora Quist", False)
        assert nora.has_perm("annotations.annotate")
        assert "invited, link good until" in page.content.decode()
        assert Client().get(the_link(page)).status_code == 200
        assert not parse(client.get(PEOPLE)).xpath("//input[@id='account-link']")
        event = Event.objects.get(verb="user.invited")
        assert (event.actor, event.subject_id) == (lead, str(nora.pk))

    @pytest.mark.parametrize(
        ("is_named", "begins"),
        [
            (True, "https://desk.example:8443/welcome/"),
            (False, "http://localhost:8123/welcome/"),
        ],
    )
    def test_the_link_begins_with_the_address_of_the_desk_or_with_the_one_in_use(
        self, settings, is_named, begins
    ):
        settings.SITE_URL, settings.SITE_IS_NAMED = "https://desk.example:8443", is_named
        client = Client(headers={"host": "localhost:8123"})
        client.force_login(make_lead())
        posted = {"name": "Nora Quist", "role": role("Editors")}
        assert the_link(client.post(PEOPLE, posted, follow=True)).startswith(begins)

    def test_a_name_that_is_taken_is_refused_at_its_field_and_what_was_typed_stays(self):
        client = signed_in(make_lead())
        make_editor("nora.quist")
        answer = client.post(PEOPLE, {"name": "Nora Quist", "role": role("Editors")})
        assert answer.status_code == 409
        (said,) = texts(answer, "//ul[contains(@class, 'errorlist')]")
        assert "add what tells the two apart" in said
        assert parse(answer).xpath("//input[@name='name']/@value") == ["Nora Quist"]
        assert not AccountLink.objects.exists()

    @pytest.mark.parametrize(
        ("closed", "words"), [(False, "is invited already"), (True, "open it again")]
    )
    def test_the_refusal_says_what_to_do_instead(self, closed, words):
        client = signed_in(make_lead())
        there, _key = inviting.invite(name="Nora Quist", role=role("Editors"), by=make_lead())
        if closed:
            User.objects.filter(pk=there.pk).update(is_active=False)
        answer = client.post(PEOPLE, {"name": "Nora Quist", "role": role("Editors")})
        assert words in " ".join(texts(answer, "//ul[contains(@class, 'errorlist')]"))

    def test_a_lead_gives_no_role_with_more_rights_than_their_own(self):
        lead = make_lead()
        more = roles.Group.objects.create(name="Keepers")
        more.permissions.add(roles.Group.objects.get(name="Leads").permissions.first())
        more.permissions.add(*permission("delete_user"))
        client = signed_in(lead)
        offered = choices(client.get(PEOPLE), "role")
        assert offered == [role("Editors"), role("Reviewers"), role("Leads")]
        for one in (str(more.pk), roles.ADMINISTRATOR):
            assert client.post(PEOPLE, {"name": "Nora", "role": one}).status_code == 422
        assert not User.objects.filter(username="nora").exists()
        chief = choices(signed_in(make_superuser()).get(PEOPLE), "role")
        assert chief == [*offered, str(more.pk), roles.ADMINISTRATOR]

    def test_with_mail_the_address_and_the_role_are_enough_and_the_link_goes_there(self, settings):
        settings.MAIL = True
        client = signed_in(make_lead(first_name="Vera", last_name="Novak"))
        client.post(PEOPLE, {"mail": "nora.q@desk.example", "name": "", "role": role("Editors")})
        (sent,) = outbox.outbox
        assert sent.to == ["nora.q@desk.example"]
        assert sent.subject == "Vera Novak invites you to Newsroom"
        assert "nora.q" in sent.body
        page = client.get(PEOPLE)
        assert not parse(page).xpath("//input[@id='account-link']")
        (path,) = [line for line in sent.body.splitlines() if "/welcome/" in line]
        assert Client().get(path).status_code == 200

    def test_an_address_that_is_taken_is_refused_whatever_its_capitals(self, settings):
        settings.MAIL = True
        make_editor("ada", email="Ada@desk.example")
        sent = {"mail": "ada@Desk.example", "name": "Another", "role": role("Editors")}
        assert signed_in(make_lead()).post(PEOPLE, sent).status_code == 409
        assert outbox.outbox == []

    def test_where_the_mail_is_not_taken_the_link_is_shown_instead(self, settings, monkeypatch):
        settings.MAIL = True

        def refuse(*_args):
            raise ConnectionRefusedError

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)
        client = signed_in(make_lead())
        client.post(PEOPLE, {"mail": "n@desk.example", "name": "Nora", "role": role("Editors")})
        page = client.get(PEOPLE)
        assert "did not take the mail" in page.content.decode()
        assert Client().get(the_link(page)).status_code == 200


def permission(codename):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename=codename)


class TestRoles:
    def test_a_new_role_takes_the_place_of_the_old_and_is_in_the_history(self):
        lead, ada = make_lead(), make_editor("ada")
        client = signed_in(lead)
        client.post(f"/people/{ada.pk}/role/", {"role": role("Reviewers")})
        assert [group.name for group in ada.groups.all()] == ["Reviewers"]
        event = Event.objects.get(verb="user.changed")
        assert event.detail["groups"] == [["Editors"], ["Reviewers"]]
        assert "ada" in client.get("/history/?kind=accounts").content.decode()

    def test_the_same_role_again_is_no_event(self):
        ada = make_editor("ada")
        signed_in(make_lead()).post(f"/people/{ada.pk}/role/", {"role": role("Editors")})
        assert not Event.objects.filter(verb="user.changed").exists()

    def test_nobody_changes_their_own(self):
        lead = make_lead()
        answer = signed_in(lead).post(f"/people/{lead.pk}/role/", {"role": role("Editors")})
        assert answer.status_code == 409
        assert "Nobody changes their own role" in answer.content.decode()

    def test_the_last_administrator_stays_one(self):
        chief, second = make_superuser(), make_superuser()
        client = signed_in(chief)
        assert client.post(f"/people/{second.pk}/role/", {"role": role("Leads")}).status_code == 302
        second.refresh_from_db()
        with pytest.raises(roles.CannotChangeRole, match="last administrator"):
            roles.change_role(chief, role("Leads"), by=second)

    def test_a_lead_changes_nothing_of_an_administrator(self):
        chief, client = make_superuser(), signed_in(make_lead())
        page = client.get(f"/people/{chief.pk}/")
        assert page.status_code == 200
        for act in ("role", "link", "leaving", "return"):
            address = f"/people/{chief.pk}/{act}/"
            assert not has_form_to(page, address)
            assert client.post(address, {"role": role("Editors")}).status_code == 403
        chief.refresh_from_db()
        assert chief.is_superuser
        assert chief.is_active

    def test_nor_of_somebody_with_a_right_of_their_own_that_the_lead_has_not(self):
        ada, client = make_editor("ada"), signed_in(make_lead())
        ada.user_permissions.add(*permission("delete_user"))
        assert client.post(f"/people/{ada.pk}/link/").status_code == 403
        assert not AccountLink.objects.exists()


class TestAWayBackIn:
    def test_a_reset_is_a_link_and_nobody_sees_a_password(self):
        ada, client = make_editor("ada"), signed_in(make_lead())
        client.post(f"/people/{ada.pk}/link/")
        page = client.get(f"/people/{ada.pk}/")
        assert AccountLink.objects.get().purpose == "reset"
        assert Client().get(the_link(page)).status_code == 200
        ada.refresh_from_db()
        assert ada.check_password("secret-word")

    def test_whoever_has_not_come_yet_gets_another_invitation(self):
        nora, key = inviting.invite(name="Nora Quist", role=role("Editors"), by=make_lead())
        client = signed_in(make_lead())
        client.post(f"/people/{nora.pk}/link/")
        assert AccountLink.objects.open().get().purpose == "invitation"
        assert Client().get(reverse("welcome", args=[key])).status_code == 410


class TestLeaving:
    def test_the_account_is_closed_and_open_work_changes_hands(self):
        ada, ben, client = make_editor("ada"), make_editor("ben"), signed_in(make_lead())
        layer = make_layer(editor=ada)
        client.post(f"/people/{ada.pk}/leaving/", {"heir": "ben"})
        layer.refresh_from_db()
        ada.refresh_from_db()
        assert (layer.editor, ada.is_active) == (ben, False)
        page = client.get(f"/people/{ada.pk}/")
        assert "1 open article went to ben." in page.content.decode()
        assert has_form_to(page, f"/people/{ada.pk}/return/")

    def test_what_stays_is_handed_to_a_third_by_repeating_it(self):
        ada, ben, cleo = (make_editor(name) for name in ("ada", "ben", "cleo"))
        layer = make_layer(editor=ada)
        make_layer(revision=layer.revision, editor=ben)
        client = signed_in(make_lead())
        client.post(f"/people/{ada.pk}/leaving/", {"heir": "ben"})
        assert "1 open article stays" in client.get(f"/people/{ada.pk}/").content.decode()
        client.post(f"/people/{ada.pk}/leaving/", {"heir": "cleo"})
        layer.refresh_from_db()
        assert layer.editor == cleo

    def test_nobody_closes_their_own_account(self):
        lead = make_lead()
        answer = signed_in(lead).post(f"/people/{lead.pk}/leaving/")
        assert answer.status_code == 409
        lead.refresh_from_db()
        assert lead.is_active

    def test_a_lead_cannot_take_over_what_they_must_not_see(self):
        lead, ada = make_lead("lee"), make_editor("ada")
        layer, client = make_layer(editor=ada), signed_in(lead)
        assert "lee" not in choices(client.get(f"/people/{ada.pk}/"), "heir")
        client.post(f"/people/{ada.pk}/leaving/", {"heir": "lee"})
        layer.refresh_from_db()
        ada.refresh_from_db()
        assert (layer.editor, ada.is_active) == (ada, True)

    def test_whoever_comes_back_can_sign_in_again(self):
        ada = make_editor("ada", is_active=False)
        signed_in(make_lead()).post(f"/people/{ada.pk}/return/")
        assert Client().login(username="ada", password="secret-word")


class TestBlindness:
    """A lead looks after people and reviews blind: numbers by name, never which text."""

    def test_a_lead_is_not_told_which_articles_somebody_has_open(self):
        ada = make_editor("ada")
        make_layer(revision=make_article(title="Zqarticle").latest_revision(), editor=ada)
        address = f"/people/{ada.pk}/"
        told = signed_in(make_lead()).get(address).content.decode()
        assert "1 article is still open with them." in " ".join(told.split())
        assert "Zqarticle" not in told
        assert "Zqarticle" in signed_in(make_superuser()).get(address).content.decode()

    def test_nor_afterwards_by_the_history_of_their_own_acts(self):
        lead, ada, ben = make_lead(), make_editor("ada"), make_editor("ben")
        make_layer(revision=make_article(title="Zqarticle").latest_revision(), editor=ada)
        deactivation.deactivate(ada, heir=ben, by=lead)
        history = signed_in(lead).get("/history/").content.decode()
        assert "closed the account of" in history
        assert "Zqarticle" not in history
        assert "Zqarticle" not in signed_in(make_reviewer()).get("/history/").content.decode()
        assert "Zqarticle" in signed_in(ben).get("/history/").content.decode()
        assert "Zqarticle" in signed_in(make_superuser()).get("/history/").content.decode()
