"""The admin of reviews, disagreements and rulings: read-only, under letters, with its actions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.discussion import threads
from annotations.models import Adjudication, Disagreement, Layer, RuledSpan, Undoing
from annotations.review import adjudicating
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.factories import make_editor, make_layer, make_reviewer, make_superuser
from tests.worlds import (
    draw_line,
    layer_of,
    make_layers,
    make_review,
    move_annotation,
    settle_group,
)

pytestmark = pytest.mark.django_db

MODELS = ["review", "disagreement", "adjudication", "ruledspan", "undoing"]


@pytest.fixture
def client():
    client = Client()
    client.force_login(make_reviewer("rita"))
    return client


def listing(model):
    return reverse(f"admin:annotations_{model}_changelist")


def change(row):
    return reverse(f"admin:annotations_{row._meta.model_name}_change", args=[row.pk])


def act(client, model, action, rows, **more):
    fields = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(listing(model), fields, follow=True)


def everything():
    """A review with a ruling, one that was taken back, and what all agreed on; marked editors."""
    revision = make_layers(submitted=False)
    for letter, line in {"A": "cccc..qq..ss", "B": "..cc..qq...."}.items():
        editor = make_editor(f"marker-{letter}", first_name="Marker", last_name=letter)
        layer = make_layer(revision=revision, editor=editor, letter=letter, submitted=True)

        draw_line(layer, line)
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    first, second = Disagreement.objects.filter(review=review).order_by("start")
    settle_group(first, letters=["A"])
    adjudicating.undo_ruling(settle_group(second, letters=["A"]), by=make_reviewer())
    return review


def rows_of(review):
    return [
        review,
        *Disagreement.objects.filter(review=review),
        *Adjudication.objects.filter(review=review),
        *RuledSpan.objects.filter(adjudication__review=review),
        *Undoing.objects.filter(adjudication__review=review),
    ]


def test_a_reviewer_sees_every_page_and_no_name_on_any(client):
    review = everything()
    addresses = [listing(model) for model in MODELS] + [change(row) for row in rows_of(review)]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert "marker" not in response.content.decode().lower(), address


def test_an_editor_sees_none_of_it(client):
    review = everything()
    client.force_login(make_editor())
    for address in [listing(model) for model in MODELS] + [change(row) for row in rows_of(review)]:
        assert client.get(address).status_code in {302, 403}


def test_nothing_can_be_added_changed_or_deleted(client):
    client.force_login(make_superuser())
    for row in rows_of(everything()):
        assert client.get(listing(row._meta.model_name) + "add/").status_code == 403
        assert client.post(change(row), {"kind": "label"}).status_code == 403
        assert client.post(f"{change(row)[:-8]}/delete/", {"post": "yes"}).status_code in {403, 404}


def test_the_passages_stand_side_by_side_under_letters(client):
    review = make_review(A="cccc", B="..cc", C="....")
    body = client.get(change(Disagreement.objects.get(review=review))).content.decode()
    assert body.count("<section><h3>Editor") == 3
    assert "nothing here (submitted)" in body


def test_a_ruling_shows_what_it_looked_at_though_the_layers_have_changed(client):
    review = make_review(A="cccccc", B="..cccc")
    ruling = settle_group(Disagreement.objects.get(review=review), letters=["A"])
    move_annotation(review, "B", 3, 6)
    body = client.get(change(ruling)).content.decode()
    assert "cdef" in body.split('class="passages"')[1]


def test_the_pages_lead_to_the_screen(client):
    review = everything()
    for row in rows_of(review):
        body = client.get(listing(row._meta.model_name)).content.decode()
        assert "/review/" in body or "/disagreements/" in body


@pytest.mark.parametrize(
    ("model", "query", "expected"),
    [
        ("disagreement", "?state=settled", 1),
        ("disagreement", "?state=open", 1),
        ("disagreement", "?state=stale", 0),
        ("disagreement", "?kind__exact=missing", 1),
        ("disagreement", "?label=claim", 1),
        ("adjudication", "?standing=yes", 2),
        ("adjudication", "?standing=no", 1),
        ("adjudication", "?rule__exact=unanimous", 1),
        ("review", "?state=open", 1),
        ("review", "?state=closed", 0),
    ],
)
def test_the_lists_are_narrowed(client, model, query, expected):
    everything()
    assert client.get(listing(model) + query).context["cl"].result_count == expected


def test_a_reviewer_cannot_ask_whose_ruling_or_layer_it_is(client):
    everything()
    for lookup in ("decided_by__username=rita", "review__revision__layers__editor__id__exact=1"):
        response = client.get(f"{listing('adjudication')}?{lookup}")
        assert response.status_code in {302, 400}


def test_disagreements_are_given_to_a_reviewer_in_bulk(client):
    review = make_review(A="cc..cc", B="......")
    rows = list(Disagreement.objects.filter(review=review))
    other = make_reviewer("other")
    act(client, "disagreement", "assign", rows, assignee="other")
    assert Disagreement.objects.filter(assignee=other).count() == 2
    act(client, "disagreement", "assign", rows[:1], assignee="nobody-at-all")
    assert Disagreement.objects.filter(assignee=other).count() == 2
    act(client, "disagreement", "assign", rows, assignee="")
    assert not Disagreement.objects.filter(assignee=other).exists()


def test_the_layers_of_reviews_are_reopened_in_bulk(client):
    reviews = [make_review(A="cc", B=".."), make_review(A="cc", B="..")]
    act(client, "review", "reopen_layers", reviews)
    assert Layer.objects.exclude(reopened_at=None).count() == 4
    assert all(review_lifecycle.is_suspended(review) for review in reviews)


def test_the_layers_of_a_closed_review_stay_as_they_are_and_it_says_why(client):
    review = make_review(A="cc", B="cc")
    review_lifecycle.close_review(review, by=make_reviewer())
    page = act(client, "review", "reopen_layers", [review])
    assert layer_of(review, "A").is_submitted
    assert "A reviewer can reopen it" in page.content.decode()
    act(client, "review", "reopen", [review])
    review.refresh_from_db()
    assert not review.is_released
    assert Event.objects.filter(verb="review.reopened").exists()


def test_the_history_of_each_is_one_click_away_for_a_superuser_alone(client):
    row = settle_group(Disagreement.objects.get(review=make_review(A="cc", B="..")), letters=["A"])
    address = reverse("admin:annotations_adjudication_history", args=[row.pk])
    assert client.get(address).status_code == 403
    client.force_login(make_superuser())
    events = client.get(address, follow=True)
    assert "disagreement.settled" in events.content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_the_lists_make_as_many_queries_for_many_rows_as_for_few(client, model):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            client.get(listing(model))
        return len(caught)

    everything()
    few = queries()
    for number in range(3):
        review = make_review(A="cccc..qq", B="..cc..qq")
        ruling = settle_group(Disagreement.objects.get(review=review), letters=["A"])
        if number:
            adjudicating.undo_ruling(ruling, by=make_reviewer())
    assert queries() == few


@pytest.mark.parametrize("page", ["comment", "thread"])
def test_no_search_of_what_was_typed_tells_a_reviewer_whom_a_letter_means(client, page):
    review, admin = make_review(A="cccc", B="..cc"), make_superuser()
    named = layer_of(review, "B").editor.username
    row = Disagreement.objects.get(review=review)
    threads.open_thread(row, kind="question", text=f"Why, @{named}?", by=admin)
    assert "Why, @…?" in client.get(listing("comment")).content.decode()
    answers = [found(client, page, name) for name in (named, "nobody")]
    assert answers[0] == answers[1]
    superuser = Client()
    superuser.force_login(admin)
    assert [found(superuser, page, name) for name in (named, "nobody")] == [1, 0]


def found(client, page, name):
    return client.get(listing(page), {"q": f"@{name}"}).context["cl"].result_count
