"""Settling validates a form and writes: no page is assembled, whatever the size of the review."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Adjudication, Disagreement
from annotations.review.pages import overview
from annotations.review.views import review as review_views
from annotations.review.views import ruling as ruling_views
from tests.factories import make_reviewer
from tests.worlds import make_review

pytestmark = pytest.mark.django_db

SIZES = {
    "two lanes": {"A": "qqqq........cccc..ss", "B": "..qq....cc......ss"},
    "six lanes and many groups": {
        **dict.fromkeys("ACE", "qqqq....cc..cccc..ssss.qq.cc"),
        **dict.fromkeys("BDF", "..qq....cccc......ss...qqqq."),
    },
}


@pytest.fixture
def client():
    client = Client()
    client.force_login(make_reviewer())
    return client


def first_group(review):
    return Disagreement.objects.filter(review=review).order_by("start", "-end", "pk").first()


def posted(row, choice, **fields):
    reason = "duplicate" if choice == "nothing" else "boundary"
    seen = {"fingerprint": row.fingerprint, "standing": "", "reason": reason}
    return reverse("adjudications", args=[row.pk]), seen | {"choice": choice} | fields


def edit(text, start, end):
    return {
        "edit-TOTAL_FORMS": "1",
        "edit-INITIAL_FORMS": "0",
        "edit-0-label": "quote",
        "edit-0-words": text[start:end],
        "edit-0-start": start,
        "edit-0-end": end,
    }


@pytest.fixture(autouse=True)
def no_page(monkeypatch):
    """What these tests post is accepted, so no page model may be built."""

    def refuse(*args, **options):
        raise AssertionError("a page was assembled")

    monkeypatch.setattr(review_views, "build_group_page", refuse)
    monkeypatch.setattr(ruling_views, "show_ruling", refuse)
    monkeypatch.setattr(overview, "load_overview", refuse)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("choice", "queries"), [("take-A", 28), ("both", 28), ("nothing", 26), ("edit", 34)]
)
def test_settling_takes_the_same_queries_at_any_size(client, size, choice, queries):
    review = make_review(**SIZES[size])
    row = first_group(review)
    fields = edit(review.revision.text, 1, 4) if choice == "edit" else {}
    address, data = posted(row, choice, **fields)
    with CaptureQueriesContext(connection) as caught:
        response = client.post(address, data)
    assert response.status_code == 303
    assert len(caught) <= queries


@pytest.mark.parametrize("size", SIZES)
def test_overruling_takes_the_same_queries_at_any_size(client, size):
    review = make_review(**{letter: f"{line:.<30}qqq" for letter, line in SIZES[size].items()})
    agreed = Adjudication.objects.get(review=review, rule="unanimous")
    address = reverse("overruling", args=[agreed.pk])
    with CaptureQueriesContext(connection) as caught:
        response = client.post(address, {"choice": "nothing", "reason": "duplicate"})
    assert response.status_code == 303
    assert len(caught) <= 26
