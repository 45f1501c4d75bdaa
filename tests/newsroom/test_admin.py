"""Every admin page of every model: who gets it, what it names, and how many queries it takes."""

import re

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.models import (
    Adjudication,
    Alias,
    Annotation,
    Answer,
    Comment,
    Disagreement,
    Fact,
    FactLink,
    FactVersion,
    Guideline,
    Layer,
    Notice,
    Review,
    RuledSpan,
    SavedView,
    Source,
    Suggestion,
    Thread,
    Undoing,
)
from articles.models import Article, ImportBatch, ImportItem, Outlet, Revision, Story
from newsroom.history import record
from newsroom.models import Event, User
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_outlet,
    make_reviewer,
    make_suggestion,
    make_superuser,
    make_user,
)

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [model for model in MODELS if model._meta.app_label != "axes"]
FOR_REVIEWERS = {
    Adjudication, Alias, Annotation, Answer, Article, Comment, Disagreement, Fact, FactLink,
    FactVersion, Guideline, ImportBatch, ImportItem, Layer, Outlet, Review, Revision, RuledSpan,
    Source, Story, Suggestion, Thread, Undoing,
}  # fmt: skip

CHANGED_BY_SUPERUSERS = {Article, Outlet, Story, User, Group}
ADDED_BY_SUPERUSERS = {Outlet, Story, User, Group}
NAME = "benedict"


def signed_in_as(user):
    client = Client()
    client.force_login(user)
    return client


def fill(editor=None):
    """One row of every registered model, made by and about `editor`."""
    editor = editor or make_editor(NAME, first_name="Benedict")
    article = make_article(by=editor, outlet=make_outlet())
    article.story = Story.objects.create(title="A story")
    article.save()
    layer = make_layer(revision=article.latest_revision(), editor=editor, assigned_by=editor)
    annotation = make_annotation(layer=layer)
    for fact in (make_fact(), make_fact("The wall is high.", verified=False)):
        make_link(annotation=annotation, fact=fact)
    layer.submitted_at = timezone.now()
    layer.save()
    suggested = make_suggestion(revision=article.latest_revision())
    Answer.objects.create(suggestion=suggested, layer=layer, dismissed_at=timezone.now())
    make_annotation(layer=layer, exact="2,300 households", withdrawn_at=timezone.now())
    revision = article.latest_revision()
    rule_on(annotation, revision, by=editor)
    talk_about(annotation, by=editor)
    batch = ImportBatch.objects.create(by=editor)
    SavedView.objects.create(owner=editor, list="articles", name="Mine", query="mine=on")
    for _ in range(2):
        ImportItem.objects.create(batch=batch, name="a.txt", outcome="imported", revision=revision)
    with transaction.atomic():
        record("layer.submitted", layer, by=editor, revision_id=revision.pk)
    common = {"username": NAME, "ip_address": "192.0.2.1", "attempt_time": timezone.now()}
    AccessAttempt.objects.create(**common, failures_since_start=1, user_agent=layer.pk)
    AccessLog.objects.create(**common)
    AccessFailureLog.objects.create(**common)


def test_what_other_programs_keep_is_not_among_our_data():
    page = signed_in_as(make_superuser()).get(reverse("admin:index")).content.decode()
    assert "axes" not in page.lower()


def talk_about(annotation, *, by):
    """A thread in which somebody names them, a line of their inbox, and an alias."""
    thread = Thread.objects.create(annotation=annotation, kind="question", opened_by=by)
    thread.asked.add(by)
    text = f"@{by.username}, why?"
    mention = [0, 1 + len(by.username), by.pk]
    Comment.objects.create(thread=thread, author=by, text=text, mentions=[mention])
    with transaction.atomic():
        event = record("thread.opened", thread, by=by)
    Notice.objects.create(user=by, event=event)
    Alias.objects.create(name=f"${Alias.objects.count()}", canonical="USD")


def rule_on(annotation, revision, *, by):
    """A review with a disagreement and two rulings on it, one of which is taken back."""
    review = Review.objects.create(revision=revision, opened_by=by)
    group = Disagreement.objects.create(
        review=review, kind="missing", start=annotation.start, end=annotation.end, overlap=0
    )
    group.annotations.add(annotation)
    for _ in range(2):
        ruling = Adjudication.objects.create(
            review=review,
            disagreement=group,
            action="take",
            considered={"lanes": []},
            decided_by=by,
        )
        RuledSpan.objects.create(
            adjudication=ruling,
            start=annotation.start,
            end=annotation.end,
            exact=annotation.exact,
            label=annotation.label,
        )
    Undoing.objects.create(adjudication=ruling, undone_by=by)


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def pages_of(model):
    """The addresses of the list, of the first row and of its history."""
    pk = model._default_manager.first().pk
    return [address(model, "changelist"), address(model, "change", pk)]


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_a_superuser_gets_every_page(model):
    fill()
    client = signed_in_as(make_superuser())
    for page in pages_of(model):
        assert client.get(page).status_code == 200, page
    assert client.get(address(model, "changelist"), {"q": "ben 1"}).status_code == 200


# What the Content-Security-Policy would stop: a script or a style in the page itself.
IN_THE_PAGE = re.compile(
    r"""<script(?![^>]*\ssrc=)(?![^>]*type="application/json")|<style|\sstyle=|\son[a-z]+="""
)


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_no_page_holds_what_the_security_policy_stops(model):
    fill()
    client = signed_in_as(make_superuser())
    for page in pages_of(model):
        answer = client.get(page)
        assert not IN_THE_PAGE.findall(answer.content.decode())
        assert "'unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_a_reviewer_gets_the_pages_of_the_work_without_a_name(model):
    fill()
    client = signed_in_as(make_reviewer())
    for page in pages_of(model):
        answer = client.get(page)
        assert answer.status_code == (200 if model in FOR_REVIEWERS else 403), page
        assert NAME not in answer.content.decode().lower()


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_an_editor_gets_no_page(model):
    fill()
    client = signed_in_as(make_editor())
    for page in pages_of(model):
        assert client.get(page, follow=True).status_code == 403
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


@pytest.mark.parametrize("model", [model for model in OURS if model is not SavedView], ids=str)
def test_nothing_is_deleted(model):
    fill()
    client = signed_in_as(make_superuser())
    pk = model._default_manager.first().pk
    before = model._default_manager.count()
    assert client.post(address(model, "delete", pk), {"post": "yes"}).status_code == 403
    client.post(
        address(model, "changelist"),
        {"action": "delete_selected", "_selected_action": [pk], "post": "yes"},
    )
    assert model._default_manager.count() == before
    assert "delete_selected" not in client.get(address(model, "changelist")).content.decode()


def test_a_saved_view_is_removed_by_superusers_alone():
    """It is how a list is shown, and no work: a shared one whose owner has left would stay."""
    fill()
    delete = address(SavedView, "delete", SavedView.objects.get().pk)
    assert signed_in_as(make_reviewer()).post(delete, {"post": "yes"}).status_code == 403
    assert SavedView.objects.exists()
    signed_in_as(make_superuser()).post(delete, {"post": "yes"})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("model", OURS, ids=str)
def test_what_is_evidence_is_neither_added_nor_changed(model):
    fill()
    client = signed_in_as(make_superuser())
    adding = client.get(address(model, "add")).status_code
    assert adding == (200 if model in ADDED_BY_SUPERUSERS else 403)
    pk = model._default_manager.first().pk
    page = client.get(address(model, "change", pk)).content.decode()
    assert ('name="_save"' in page) == (model in CHANGED_BY_SUPERUSERS)
    if model not in CHANGED_BY_SUPERUSERS:
        assert client.post(address(model, "change", pk), {}).status_code == 403


@pytest.mark.parametrize("model", sorted(FOR_REVIEWERS, key=str), ids=str)
def test_a_reviewer_changes_nothing_by_form(model):
    fill()
    client = signed_in_as(make_reviewer())
    pk = model._default_manager.first().pk
    page = client.get(address(model, "change", pk)).content.decode()
    assert 'name="_save"' not in page
    assert client.post(address(model, "change", pk), {}).status_code == 403


def ways_to_people(model, depth=2):
    """Every lookup from the model to a user, through at most `depth` relations."""
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey):
            if field.related_model is User:
                yield field.name
            elif depth:
                for way in ways_to_people(field.related_model, depth - 1):
                    yield f"{field.name}__{way}"


@pytest.mark.parametrize("model", sorted(FOR_REVIEWERS, key=str), ids=str)
def test_a_reviewer_cannot_ask_the_address_line_whose_it_is(model):
    fill()
    ben = User.objects.get(username=NAME)
    reviewer, superuser = signed_in_as(make_reviewer()), signed_in_as(make_superuser())
    page = address(model, "changelist")
    # A disagreement is assigned to one of the reviewers, who may know it.
    for way in set(ways_to_people(model)) - {"assignee"}:
        for question in (way, f"{way}__id__exact", f"{way}__username", f"{way}_id"):
            answer = reviewer.get(page, {question: ben.pk})
            assert answer.status_code == 400, question
    if model is Layer:
        assert reviewer.get(page, {"editor__username__startswith": "b"}).status_code == 400
        assert superuser.get(page, {"editor__id__exact": ben.pk}).status_code == 200


def test_a_reviewer_cannot_search_for_a_name():
    fill()
    reviewer, superuser = signed_in_as(make_reviewer()), signed_in_as(make_superuser())
    for model in (Layer, Annotation):
        page = address(model, "changelist")
        shown = {"q": NAME}
        assert reviewer.get(page, shown).context["cl"].result_count == 0
        assert superuser.get(page, shown).context["cl"].result_count > 0


def test_a_reviewer_gets_no_history_and_no_names_by_completion():
    fill()
    client = signed_in_as(make_reviewer())
    layer = Layer.objects.first()
    assert client.get(address(Layer, "history", layer.pk)).status_code == 403
    assert "historylink" not in client.get(address(Layer, "change", layer.pk)).content.decode()
    asked = {"app_label": "annotations", "model_name": "layer", "field_name": "editor"}
    assert client.get(reverse("admin:autocomplete"), asked).status_code == 403


def test_the_history_of_a_thing_is_our_own_and_for_superusers():
    fill()
    layer = Layer.objects.first()
    client = signed_in_as(make_superuser())
    answer = client.get(address(Layer, "history", layer.pk), follow=True)
    assert answer.status_code == 200
    assert [event.verb for event in answer.context["cl"].result_list] == ["layer.submitted"]
    link = f'<a href="{address(Layer, "change", layer.pk)}">layer {layer.pk}</a>'
    assert link in answer.content.decode()


@pytest.mark.parametrize("model", OURS, ids=str)
@pytest.mark.parametrize("make", [make_superuser, make_reviewer])
def test_a_list_takes_as_many_queries_for_ten_rows_as_for_twenty(model, make):
    if make is make_reviewer and model not in FOR_REVIEWERS:
        return
    client = signed_in_as(make())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(model, "changelist")).status_code == 200
        return len(captured)

    for _ in range(10):
        fill(make_editor())
        Group.objects.create(name=f"Group {Group.objects.count()}")
        Guideline.objects.create(number=Guideline.objects.count() + 1, text="x")
    few = queries()
    for _ in range(10):
        fill(make_editor())
        Group.objects.create(name=f"Group {Group.objects.count()}")
        Guideline.objects.create(number=Guideline.objects.count() + 1, text="x")
    assert queries() == few


class TestTheDoor:
    def test_signed_out_the_admin_asks_at_the_application_s_own_door(self, client):
        answer = client.get(reverse("admin:index"), follow=True)
        assert answer.redirect_chain[-1][0] == "/login/?next=/admin/"

    def test_somebody_without_the_right_is_told_and_not_asked_to_sign_in_again(self):
        answer = signed_in_as(make_user()).get(reverse("admin:login"))
        assert answer.status_code == 403
        assert "administrators and reviewers" in answer.content.decode()

    def test_a_reviewer_comes_in_without_a_staff_flag(self):
        reviewer = make_reviewer()
        assert not reviewer.is_staff
        page = signed_in_as(reviewer).get(reverse("admin:index")).content.decode()
        assert address(Layer, "changelist") in page
        assert address(User, "changelist") not in page
        assert address(Event, "changelist") not in page

    def test_password_and_signing_out_are_the_application_s_own(self):
        client = signed_in_as(make_superuser())
        assert client.get(reverse("admin:password_change")).headers["Location"] == "/password/"
        assert client.post(reverse("admin:logout")).headers["Location"] == "/login/"
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("theme", ["system", "light", "dark"])
    def test_the_theme_is_the_user_s_own(self, theme):
        page = signed_in_as(make_superuser(theme=theme)).get(reverse("admin:index"))
        assert f"theme-{theme}" in page.content.decode()
        assert "theme.js" not in page.content.decode()


def test_apps_are_called_what_people_call_them(client):
    client.force_login(make_superuser())
    page = client.get(reverse("admin:index")).content.decode()
    assert "Roles" in page
    assert "Authentication and Authorization" not in page
    group = Group.objects.get(name="Editors")
    page = client.get(reverse("admin:auth_group_change", args=[group.pk])).content.decode()
    assert "Annotations | " in page
    for foreign in ("AXES", "Axes", "log entry", "content type"):
        assert f"{foreign} |" not in page, foreign
    assert apps.get_app_config("axes").verbose_name == "Sign-in attempts"


def test_amounts_and_places_are_told_as_on_every_page(client):
    client.force_login(make_superuser())
    layer = make_layer(submitted=True)
    one = make_annotation(layer=layer, label="statistic", value=48_000_000, unit="USD")
    for name, args in (("changelist", []), ("change", [one.pk])):
        page = client.get(reverse(f"admin:annotations_annotation_{name}", args=args))
        assert "48,000,000 USD" in page.content.decode()
        assert "48000000" not in page.content.decode()
    page = client.get(reverse("admin:annotations_layer_change", args=[layer.pk]))
    assert f"{one.start}–{one.end}" in page.content.decode()


def test_a_day_is_typed_in_words_in_the_admin_too(client):
    client.force_login(make_superuser())
    article = make_article()
    address = reverse("admin:articles_article_change", args=[article.pk])
    given = {"title": "Wall", "language": "en", "revisions-TOTAL_FORMS": 0}
    given |= {"revisions-INITIAL_FORMS": 0}
    assert client.post(address, {**given, "published_on": "29.11.2026"}).status_code == 302
    article.refresh_from_db()
    assert article.published_on.isoformat() == "2026-11-29"
    assert "4 Mar 2026" in client.post(address, {**given, "published_on": "3/4/2026"}).text
