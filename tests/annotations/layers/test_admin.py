"""The admin of layers, annotations and people: blind where it must be, and its actions."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.models import Annotation, Layer
from newsroom.models import Event, User
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_link,
    make_reviewer,
    make_superuser,
    make_user,
)
from tests.pages import choices

pytestmark = pytest.mark.django_db

LAYERS = "admin:annotations_layer_changelist"
ANNOTATIONS = "admin:annotations_annotation_changelist"
LINKS = "admin:annotations_factlink_changelist"
PEOPLE = "admin:newsroom_user_changelist"

# The end of the message about a person whose account has been deactivated.
IS_DEACTIVATED = "is deactivated."


def signed_in_as(user):
    client = Client()
    client.force_login(user)
    return client


def act(client, page, action, rows, **more):
    form = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(reverse(page), form, follow=True)


def verbs():
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


class TestBlindness:
    def test_the_links_to_facts_of_submitted_layers_are_shown_without_a_name(self):
        ben = make_editor("benedict")
        links = [make_link(annotation=make_annotation(layer=make_layer(editor=ben))) for _ in "ab"]
        links[0].annotation.layer.submitted_at = timezone.now()
        links[0].annotation.layer.save()
        page = reverse(LINKS)
        blind = signed_in_as(make_reviewer()).get(page)
        assert list(blind.context["cl"].result_list) == [links[0]]
        assert "benedict" not in blind.content.decode()
        change = reverse("admin:annotations_factlink_change", args=[links[0].pk])
        assert "benedict" not in signed_in_as(make_reviewer()).get(change).content.decode()
        seen = signed_in_as(make_superuser()).get(page, {"state": "current"})
        assert set(seen.context["cl"].result_list) == set(links)
        assert "benedict" in seen.content.decode()
        ended = signed_in_as(make_superuser()).get(page, {"state": "ended"})
        assert not ended.context["cl"].result_count

    def test_a_reviewer_sees_submitted_layers_by_letter_and_a_superuser_all_by_name(self):
        ben = make_editor("benedict")
        submitted, opened = make_layer(editor=ben, submitted=True), make_layer(editor=ben)
        taken_back = make_layer(editor=ben, taken_back_at=timezone.now())
        blind = signed_in_as(make_reviewer()).get(reverse(LAYERS))
        assert list(blind.context["cl"].result_list) == [submitted]
        assert "benedict" not in blind.content.decode()
        seen = signed_in_as(make_superuser()).get(reverse(LAYERS))
        assert set(seen.context["cl"].result_list) == {submitted, opened, taken_back}
        assert "benedict" in seen.content.decode()

    def test_an_open_layer_and_its_annotations_are_not_there_for_a_reviewer(self):
        annotation = make_annotation(layer=make_layer())
        client = signed_in_as(make_reviewer())
        for name, pk in (("layer", annotation.layer.pk), ("annotation", annotation.pk)):
            page = reverse(f"admin:annotations_{name}_change", args=[pk])
            assert client.get(page).status_code == 302
            assert signed_in_as(make_superuser()).get(page).status_code == 200
        assert not client.get(reverse(ANNOTATIONS)).context["cl"].result_count

    def test_a_withdrawn_annotation_of_another_is_for_superusers(self):
        layer = make_layer(submitted=True)
        make_annotation(layer=layer, note="withdrawn note", withdrawn_at=timezone.now())
        page = reverse("admin:annotations_layer_change", args=[layer.pk])
        assert "withdrawn note" not in signed_in_as(make_reviewer()).get(page).content.decode()
        assert "withdrawn note" in signed_in_as(make_superuser()).get(page).content.decode()

    def test_only_a_submitted_layer_has_a_link_to_its_page(self):
        opened, submitted = make_layer(), make_layer(submitted=True)
        content = signed_in_as(make_superuser()).get(reverse(LAYERS)).content.decode()
        assert f'href="/layers/{submitted.pk}/"' in content
        assert f'href="/layers/{opened.pk}/"' not in content

    def test_the_state_filter_finds_each_state(self):
        day = timezone.localdate()
        rows = {
            "open": make_layer(due_on=day),
            "late": make_layer(due_on=day - timezone.timedelta(days=1)),
            "submitted": make_layer(submitted=True),
            "taken-back": make_layer(taken_back_at=timezone.now()),
        }
        client = signed_in_as(make_superuser())
        for state, layer in rows.items():
            found = client.get(reverse(LAYERS), {"state": state}).context["cl"].result_list
            expected = {layer, rows["late"]} if state == "open" else {layer}
            assert set(found) == expected


class TestReopening:
    @pytest.mark.parametrize("make", [make_superuser, make_reviewer])
    def test_chosen_layers_are_open_again_and_recorded(self, make):
        layer = make_layer(submitted=True)
        answer = act(signed_in_as(make()), LAYERS, "reopen", [layer])
        assert "1 reading is open again." in answer.content.decode()
        assert Layer.objects.get(pk=layer.pk).is_open
        assert verbs() == ["layer.reopened"]

    def test_one_that_cannot_be_reopened_is_named_and_the_others_go_through(self):
        opened, submitted = make_layer(), make_layer(submitted=True)
        client = signed_in_as(make_superuser())
        content = act(client, LAYERS, "reopen", [opened, submitted]).content.decode()
        assert f"{opened}: These annotations have not been submitted." in content
        assert "1 reading is open again." in content
        assert verbs() == ["layer.reopened"]


class TestAssigning:
    """What is ticked leads to the page where it is planned."""

    ARTICLES = "admin:articles_article_changelist"
    REVISIONS = "admin:articles_revision_changelist"

    @pytest.mark.parametrize("make", [make_superuser, make_reviewer])
    def test_ticked_rows_of_any_kind_lead_to_their_articles(self, make):
        layer = make_layer(submitted=True)
        revision, client = layer.revision, signed_in_as(make())
        meant = f"/assignment/?article={revision.article_id}"
        ways = ((self.ARTICLES, revision.article), (self.REVISIONS, revision), (LAYERS, layer))
        for page, row in ways:
            answer = act(client, page, "assign", [row])
            assert answer.redirect_chain == [(meant, 302)]
            assert "1 article selected." in answer.content.decode()

    def test_somebody_who_may_only_look_is_not_offered_it(self):
        article = make_layer(submitted=True).revision.article
        looker = make_user()
        looker.user_permissions.add(Permission.objects.get(codename="view_article"))
        looker.is_staff = True
        looker.save()
        client = signed_in_as(looker)
        answer = act(client, self.ARTICLES, "assign", [article])
        assert answer.wsgi_request.path == reverse(self.ARTICLES)
        offered = signed_in_as(make_reviewer()).get(reverse(self.ARTICLES))
        assert "assign" in choices(offered, "action")
        assert "assign" not in choices(client.get(reverse(self.ARTICLES)), "action")


class TestExport:
    def rows(self, user, *chosen):
        answer = act(signed_in_as(user), ANNOTATIONS, "export", chosen)
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        text = b"".join(answer.streaming_content).decode()
        return list(csv.DictReader(io.StringIO(text)))

    def test_the_chosen_annotations_come_as_the_csv_of_the_contract(self):
        layer = make_layer(submitted=True, editor=make_editor("benedict"))
        chosen = make_annotation(layer=layer)
        make_annotation(layer=layer, exact="sea wall")
        (row,) = self.rows(make_superuser(), chosen)
        assert row["annotation_id"] == str(chosen.pk)
        assert row["exact"] == "$48 million"
        assert row["editor"] == "benedict"

    def test_a_reviewer_gets_letters(self):
        layer = make_layer(submitted=True, editor=make_editor("benedict"))
        (row,) = self.rows(make_reviewer(), make_annotation(layer=layer))
        assert row["editor"] == "Editor A"

    def test_a_reviewer_cannot_choose_what_is_not_shown(self):
        hidden = make_annotation(layer=make_layer())
        assert self.rows(make_superuser(), hidden)
        shown = make_annotation(layer=make_layer(submitted=True))
        assert [row["annotation_id"] for row in self.rows(make_reviewer(), hidden, shown)] == [
            str(shown.pk)
        ]


class TestDeactivating:
    def test_it_asks_first_and_says_who_could_not_take_which_layer(self):
        ada, cleo = make_editor("adalbert"), make_editor("cleo")
        both = make_layer(editor=ada)
        make_layer(editor=cleo, revision=both.revision)
        content = act(signed_in_as(make_superuser()), PEOPLE, "deactivate", [ada]).content.decode()
        assert "stays if it goes to cleo" in content
        assert User.objects.get(pk=ada.pk).is_active
        assert verbs() == []

    def test_confirmed_it_closes_the_account_and_tells_where_each_layer_is(self):
        ada, cleo = make_editor("adalbert"), make_editor("cleo")
        both, free = make_layer(editor=ada), make_layer(editor=ada)
        make_layer(editor=cleo, revision=both.revision)
        client = signed_in_as(make_superuser())
        answer = act(client, PEOPLE, "deactivate", [ada], confirmed="yes", heir=cleo.pk)
        content = answer.content.decode()
        assert f"The account of adalbert {IS_DEACTIVATED}" in content
        assert "1 open reading went to cleo." in content
        assert "stays with adalbert: cleo has read it already." in content
        assert Layer.objects.get(pk=free.pk).editor == cleo
        assert Layer.objects.get(pk=both.pk).editor == ada
        assert not User.objects.get(pk=ada.pk).is_active

    def test_an_heir_who_may_not_annotate_or_leaves_too_cannot_be_chosen(self):
        ada, ben, stranger = make_editor(), make_editor(), make_user()
        gone = make_editor(is_active=False)
        client = signed_in_as(make_superuser())
        for heir in (ben, stranger, gone):
            more = {"confirmed": "yes", "heir": heir.pk}
            answer = act(client, PEOPLE, "deactivate", [ada, ben], **more)
            assert "Select a valid choice" in answer.content.decode()
        assert not User.objects.filter(pk__in=[ada.pk, ben.pk], is_active=False).exists()

    def test_of_several_either_all_leave_or_none(self):
        chief, ada = make_superuser(), make_editor()
        client = signed_in_as(chief)
        content = act(client, PEOPLE, "deactivate", [ada, chief], confirmed="yes").content.decode()
        assert "Nobody deactivates their own account" in content
        assert IS_DEACTIVATED not in content
        assert User.objects.get(pk=ada.pk).is_active
        assert verbs() == []

    def test_an_account_is_activated_again(self):
        ada = make_editor(is_active=False)
        act(signed_in_as(make_superuser()), PEOPLE, "activate", [ada])
        assert User.objects.get(pk=ada.pk).is_active
        assert verbs() == ["user.activated"]


class TestPeople:
    def form(self, user, **changes):
        return {
            "username": user.username,
            "first_name": "",
            "last_name": "",
            "email": "",
            "theme": "system",
            "single_letter_keys": "on",
            "snap_to_words": "on",
            "suggestions": "on",
            "suggested_claims": "on",
            "groups": [group.pk for group in user.groups.all()],
            **changes,
        }

    def test_a_person_is_added_and_then_given_a_role_each_recorded(self):
        client = signed_in_as(make_superuser())
        client.post(
            reverse("admin:newsroom_user_add"),
            {
                "username": "newcomer",
                "password1": "a-longer-secret-9",
                "password2": "a-longer-secret-9",
            },
        )
        newcomer = User.objects.get(username="newcomer")
        page = reverse("admin:newsroom_user_change", args=[newcomer.pk])
        editors = Group.objects.get(name="Editors")
        assert client.post(page, self.form(newcomer, groups=[editors.pk])).status_code == 302
        assert User.objects.get(pk=newcomer.pk).has_perm("annotations.annotate")
        assert verbs() == ["user.added", "user.changed"]
        assert Event.objects.first().detail == {"groups": [[], ["Editors"]]}
        assert "secret" not in str(Event.objects.last().detail)

    def test_the_form_cannot_deactivate(self):
        ada = make_editor()
        page = reverse("admin:newsroom_user_change", args=[ada.pk])
        signed_in_as(make_superuser()).post(page, self.form(ada, first_name="Ada"))
        ada.refresh_from_db()
        assert (ada.first_name, ada.is_active) == ("Ada", True)

    def test_an_administrator_sets_a_password_which_is_recorded_and_ends_sessions(self):
        ada = make_editor()
        hers = signed_in_as(ada)
        new = {"password1": "a-longer-secret-9", "password2": "a-longer-secret-9"}
        page = reverse("admin:auth_user_password_change", args=[ada.pk])
        form = {"usable_password": "true", **new}
        assert signed_in_as(make_superuser()).post(page, form).status_code == 302
        assert User.objects.get(pk=ada.pk).check_password("a-longer-secret-9")
        assert hers.get("/settings/").status_code == 302
        assert verbs() == ["user.password_set"]

    def test_a_weak_password_is_refused_and_nothing_is_recorded(self):
        ada = make_editor()
        page = reverse("admin:auth_user_password_change", args=[ada.pk])
        form = {"usable_password": "true", "password1": "short", "password2": "short"}
        assert signed_in_as(make_superuser()).post(page, form).status_code == 200
        assert verbs() == []

    def test_the_list_counts_open_and_submitted_layers_and_finds_who_has_no_role(self):
        ada, newcomer = make_editor("adalbert"), make_user("newcomer")
        for submitted in (True, True, False):
            make_layer(editor=ada, submitted=submitted)
        make_layer(editor=ada, taken_back_at=timezone.now())
        client = signed_in_as(make_superuser())
        row = client.get(reverse(PEOPLE), {"q": "adalbert"}).context["cl"].result_list[0]
        assert (row.open_layers, row.submitted_layers) == (1, 2)
        without = client.get(reverse(PEOPLE), {"role": "none"}).context["cl"].result_list
        assert list(without) == [newcomer]

    def test_what_a_group_may_do_is_recorded_old_and_new(self):
        group = Group.objects.get(name="Editors")
        kept = group.permissions.get(codename="annotate")
        page = reverse("admin:auth_group_change", args=[group.pk])
        form = {"name": "Editors", "permissions": [kept.pk]}
        assert signed_in_as(make_superuser()).post(page, form).status_code == 302
        assert Event.objects.get().detail["permissions"] == [
            ["annotations.annotate", "annotations.record_fact", "articles.import_articles"],
            ["annotations.annotate"],
        ]


def test_annotations_are_found_by_words_speaker_and_article():
    found = make_annotation(attributed_to="Ines Halloran", label="quote")
    make_annotation(attributed_to="Somebody Else", exact="sea wall")
    client = signed_in_as(make_superuser())
    answer = client.get(reverse(ANNOTATIONS), {"q": "Halloran", "label__exact": "quote"})
    assert list(answer.context["cl"].result_list) == [found]
    assert Annotation.objects.count() == 2
