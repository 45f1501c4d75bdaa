from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.discussion import threads
from annotations.models import Disagreement
from annotations.review import lifecycle as review_lifecycle
from annotations.review import reservations
from articles import details
from articles.models import Story
from newsroom import paging
from newsroom.models import Event
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
)
from tests.worlds import dispute_group, make_layers, make_review, move_annotation, settle_group

pytestmark = pytest.mark.django_db

QUEUE = reverse("review_queue")


@pytest.fixture
def rita():
    return make_reviewer("rita")


@pytest.fixture
def client(rita):
    client = Client()
    client.force_login(rita)
    return client


def of(text="abcdefghijkl" * 3, *, title=None, **fields):
    """The rows of a review of an article, in text order: of(A="cc", B="..", title="…")."""
    lines = {name: fields.pop(name) for name in list(fields) if name.isupper()}
    article = make_article(text=text, title=title, **fields)
    revision = make_layers(revision=article.latest_revision(), **lines)
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    return list(Disagreement.objects.filter(review=review).order_by("start"))


def listed(client, query=""):
    """The ids of the rows of the first page."""
    return [row.pk for row in client.get(QUEUE + query).context["page"]]


def ids(*rows):
    return [row.pk for row in rows]


def test_the_queue_holds_what_is_to_be_settled_over_all_articles(client):
    first = of(A="cc..ss", B="cc....")
    second = of(A="qq", B="....")
    settle_group(second[0], letters=["A"])
    assert listed(client) == ids(*first)


def test_what_is_settled_is_found_by_its_state(client):
    (row,) = of(A="qq", B="....")
    of(A="qq", B="....")
    settle_group(row, letters=["A"])
    assert listed(client, "?state=settled") == ids(row)


def test_each_state_is_found(client):
    opened, asked, stale, settled_, disputed_ = (of(A="cccc", B="..cc")[0] for _ in range(5))
    threads.open_thread(asked, kind="question", text="Which?", by=make_reviewer())
    for row in (stale, settled_, disputed_):
        settle_group(row, letters=["A"])
    move_annotation(stale.review, "B", 1, 4)
    dispute_group(disputed_)
    for state, row in {
        "open": opened,
        "asked": asked,
        "stale": stale,
        "settled": settled_,
        "disputed": disputed_,
    }.items():
        assert listed(client, f"?state={state}") == ids(row)
    assert sorted(listed(client)) == sorted(ids(opened, asked, stale, disputed_))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=missing", [1, 2]),
        ("?kind=missing&kind=boundary", [0, 1, 2]),
        ("?kind=facts", []),
        ("?label=quote", [1]),
        ("?label=claim", [0]),
        ("?overlap_from=50", [0]),
        ("?overlap_to=49", [1, 2]),
        ("?overlap_from=50&overlap_to=50", [0]),
        ("?overlap_from=51", []),
    ],
)
def test_it_is_narrowed_by_what_the_group_is(client, query, expected):
    rows = of(A="cccc..qq..ss", B="..cc........")
    assert listed(client, query) == ids(*(rows[place] for place in expected))


def test_it_is_narrowed_by_where_the_article_is_from(client):
    story, outlet = Story.objects.create(title="The wall"), make_outlet("Courier")
    (first,) = of(A="cc", B="..", title="Wall", outlet=outlet)
    (second,) = of(A="cc", B="..", title="Ferry", story=story)
    article = first.review.revision.article
    assert listed(client, f"?outlet={outlet.pk}") == ids(first)
    assert listed(client, "?outlet=null") == ids(second)
    assert listed(client, f"?story={story.pk}") == ids(second)
    assert listed(client, "?story=null") == ids(first)
    assert listed(client, f"?article={article.pk}") == ids(first)
    assert listed(client, "?title=ferry") == ids(second)


def test_what_is_archived_is_not_in_the_queue(client, rita):
    (row,) = of(A="cc", B="..")
    details.archive_article(row.review.revision.article, by=rita)
    assert listed(client) == []


def test_it_is_narrowed_by_age(client):
    old, new = of(A="cc", B="..")[0], of(A="cc", B="..")[0]
    week = timezone.now() - timedelta(days=8)
    Disagreement.objects.filter(pk=old.pk).update(found_at=week)
    assert listed(client, "?age=7") == ids(old)
    assert listed(client, "?age=30") == []
    assert listed(client, "?sort=oldest") == ids(old, new)
    assert listed(client, "?sort=newest") == ids(new, old)


def test_the_most_contested_come_first_where_that_is_asked_for(client):
    rows = of(A="cccc..cccc", B=".ccc...ccc", C="cccc..c...")
    by_overlap = sorted(rows, key=lambda row: (row.overlap, -row.versions))
    assert by_overlap != rows
    assert listed(client, "?sort=contested") == ids(*by_overlap)


def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so(client):
    of(A="cc", B="..")
    response = client.get(QUEUE + "?overlap_from=x&state=nonsense")
    assert list(response.context["page"]) == []
    assert response.context["filters"].errors


# Whose it is


def test_it_is_narrowed_by_who_is_to_settle_it(client, rita):
    mine, theirs, nobodys = of(A="cc..cc..cc", B="..........")
    other = make_reviewer("other")
    reservations.assign_groups([mine], rita, by=rita)
    reservations.assign_groups([theirs], other, by=rita)
    assert listed(client, "?assignee=me") == ids(mine)
    assert listed(client, "?assignee=other") == ids(theirs)
    assert listed(client, "?assignee=nobody") == ids(nobodys)


def test_several_are_given_to_a_reviewer_at_once(client, rita):
    first, second, _third = of(A="cc..cc..cc", B="..........")
    other = make_reviewer("other")
    fields = {
        "disagreement": ids(first, second),
        "assignee": "other",
        "next": QUEUE + "?sort=oldest",
    }
    response = client.post(reverse("disagreement_assignment"), fields)
    assert response.url == QUEUE + "?sort=oldest"
    rows = Disagreement.objects.filter(assignee=other)
    assert sorted(rows.values_list("pk", flat=True)) == ids(first, second)
    assert Event.objects.filter(verb="disagreement.assigned", actor=rita).count() == 2
    client.post(reverse("disagreement_assignment"), fields | {"assignee": ""})
    assert not rows.all().exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"disagreement": []},
        {"disagreement": "x"},
        {"assignee": "nobody-at-all"},
        {"assignee": "ed"},
    ],
)
def test_what_cannot_be_assigned_is_left_as_it_is(client, wrong):
    make_editor("ed")
    (row,) = of(A="cc", B="..")
    fields = {"disagreement": row.pk, "assignee": "rita"}
    client.post(reverse("disagreement_assignment"), fields | wrong)
    row.refresh_from_db()
    assert row.assignee is None
    client.post(reverse("disagreement_assignment"), fields)
    row.refresh_from_db()
    assert row.assignee is not None


def test_nobody_is_given_what_they_annotated_themselves(client, settings):
    settings.REVIEW_OWN = False
    (row,) = of(A="cc", B="..")
    annotator = make_reviewer("annotator")
    make_layer(revision=row.review.revision, editor=annotator, letter="C", submitted=True)
    fields = {"disagreement": row.pk, "assignee": "annotator"}
    client.post(reverse("disagreement_assignment"), fields)
    row.refresh_from_db()
    assert row.assignee is None
    settings.REVIEW_OWN = True
    client.post(reverse("disagreement_assignment"), fields)
    row.refresh_from_db()
    assert row.assignee == annotator


def test_one_is_not_sent_to_another_site(client):
    fields = {"assignee": "", "next": "https://elsewhere.example/"}
    assert client.post(reverse("disagreement_assignment"), fields).url == QUEUE


# Taking the next


def take_next(client, query=""):
    return client.post(reverse("review_next") + query)


def test_the_next_is_taken_and_opened(client, rita):
    first, second = of(A="cc..cc", B="......")
    assert take_next(client).url == reverse("disagreement", args=[first.pk])
    first.refresh_from_db()
    assert first.reserved_by == rita
    other = Client()
    other.force_login(make_reviewer())
    assert take_next(other).url == reverse("disagreement", args=[second.pk])


def test_the_next_keeps_to_the_filters(client):
    _first, second = of(A="cc..ss", B="......")
    response = take_next(client, "?label=statistic")
    assert response.url == reverse("disagreement", args=[second.pk])


def test_what_is_mine_comes_before_the_rest_and_what_is_anothers_not_at_all(client, rita):
    first, second, third = of(A="cc..cc..cc", B="..........")
    reservations.assign_groups([first], make_reviewer(), by=rita)
    reservations.assign_groups([third], rita, by=rita)
    assert take_next(client).url == reverse("disagreement", args=[third.pk])
    settle_group(third, letters=["A"])
    assert take_next(client).url == reverse("disagreement", args=[second.pk])


def test_what_is_disputed_after_the_release_is_taken_too_and_nothing_else_there(client, rita):
    first, second = of(A="cc..cc", B="......")
    for row in (first, second):
        settle_group(row, letters=["A"])
    review_lifecycle.close_review(first.review, by=rita)
    assert take_next(client).url == QUEUE
    assert take_next(client, "?state=settled").url == QUEUE
    dispute_group(second)
    assert take_next(client).url == reverse("disagreement", args=[second.pk])


def test_a_reservation_that_has_run_out_takes_nothing_away(client):
    (row,) = of(A="cc", B="..")
    reservations.reserve_group(row, by=make_reviewer())
    assert take_next(client).url == QUEUE
    Disagreement.objects.update(reserved_until=timezone.now() - timedelta(seconds=1))
    assert take_next(client).url == reverse("disagreement", args=[row.pk])


def test_own_work_is_passed_over(client, rita, settings):
    settings.REVIEW_OWN = False
    revision = make_layers(A="cc", B="..")
    make_layer(revision=revision, editor=rita, letter="C", submitted=True)
    review_lifecycle.open_review_early(revision, by=make_reviewer())
    assert take_next(client).url == QUEUE
    assert listed(client, "") == []
    settings.REVIEW_OWN = True
    assert take_next(client).url != QUEUE


def test_what_somebody_has_taken_is_shown_as_taken(client):
    (row,) = of(A="cc", B="..")
    reservations.reserve_group(row, by=make_reviewer("other-reviewer"))
    body = client.get(QUEUE).content.decode()
    assert "taken until" in body
    assert "other-reviewer" not in body.split("<tbody>")[1].split("</tbody>")[0]
    assert listed(client, "?free=on") == []


# Empty, long, quick


def test_an_empty_queue_says_what_it_waits_for(client):
    assert "Nothing to review yet" in client.get(QUEUE).content.decode()
    (row,) = of(A="cc", B="..")
    settle_group(row, letters=["A"])
    assert "Everything is decided" in client.get(QUEUE).content.decode()
    assert "No disagreements match." in client.get(QUEUE + "?kind=facts").content.decode()


def test_the_queue_makes_as_many_queries_for_many_rows_as_for_few(client):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            client.get(QUEUE)
        return len(caught)

    make_review(A="cc.." * 5, B="...." * 5)
    few = queries()
    for _ in range(3):
        make_review(A="cc.." * 5, B="...." * 5)
    assert queries() == few


def test_a_long_queue_is_counted_no_further_than_anybody_pages(client, monkeypatch):
    for _ in range(6):
        make_review(A="cc.." * 8, B="...." * 8)
    monkeypatch.setattr(paging, "MOST_PAGES", 1)
    page = client.get(QUEUE + "?page=9").context["page"]
    assert (page.number, page.paginator.count, page.paginator.is_more) == (1, 25, True)
    assert "of more than 25" in " ".join(client.get(QUEUE).content.decode().split())
    assert not client.get(QUEUE + "?per=50").context["page"].paginator.is_more
    monkeypatch.setattr(paging, "MOST_PAGES", 2)
    page = client.get(QUEUE + "?page=2").context["page"]
    assert (page.number, page.paginator.count, page.paginator.is_more) == (2, 48, False)
