"""Final annotations by outlet: what stands in the end, and as far as the reader may know it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.desk.outlet_labels import MOST, labels_by_outlet
from tests.factories import make_article, make_editor, make_outlet, make_reviewer, make_user
from tests.worlds import make_bare_review, make_ruled_span, undo_ruling_of

pytestmark = pytest.mark.django_db


def stand(outlet, *labels, closed=True, **fields):
    """An article of the outlet in which these labels stand; the spans."""
    review = make_bare_review(make_article(outlet=outlet, **fields), closed=closed)
    words = ("$48 million", "on Tuesday", "2,300 households")
    return [
        make_ruled_span(review, exact, label=label)
        for exact, label in zip(words, labels, strict=False)
    ]


def told(reader):
    outlets, number = labels_by_outlet(reader, timezone.now() - timedelta(days=1))
    return [(str(one.outlet), one.numbers) for one in outlets], number


def test_the_outlet_with_the_most_comes_first_each_label_counted():
    ledger, wire = make_outlet("Ledger"), make_outlet("Wire")
    stand(ledger, "claim")
    stand(wire, "claim", "quote")
    stand(wire, "claim")
    stand(None, "statistic")
    assert told(make_editor()) == (
        [
            ("Wire", {"claim": 2, "quote": 1}),
            ("None", {"statistic": 1}),
            ("Ledger", {"claim": 1}),
        ],
        3,
    )


def test_what_is_not_released_was_undone_or_is_archived_does_not_count():
    ledger = make_outlet()
    stand(ledger, "claim", closed=False)
    stand(ledger, "claim", archived_at=timezone.now())
    (span,) = stand(ledger, "claim")
    assert told(make_reviewer())[1] == 1
    undo_ruling_of(span)
    assert told(make_reviewer()) == ([], 0)


def test_whoever_may_neither_annotate_nor_review_is_told_nothing():
    stand(make_outlet(), "claim")
    assert told(make_user()) == ([], 0)


def test_a_review_that_was_finished_before_does_not_count():
    stand(make_outlet(), "claim")
    assert labels_by_outlet(make_editor(), timezone.now() + timedelta(days=1)) == ([], 0)


def test_only_the_outlets_with_the_most_are_named_and_all_are_counted():
    for _number in range(MOST + 2):
        stand(make_outlet(), "claim")
    outlets, number = labels_by_outlet(make_editor(), timezone.now() - timedelta(days=1))
    assert (len(outlets), number) == (MOST, MOST + 2)
