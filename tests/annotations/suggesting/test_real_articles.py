"""The rules against the passages that people marked in three real articles."""

import json
from functools import reduce
from operator import add

import pytest

from tests.annotations.suggesting.scoring import same_speaker, score
from tests.shared import REAL_ARTICLES, SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.shared]


@pytest.fixture(scope="module")
def scores():
    marked = json.loads((SHARED / "gold" / "spans.json").read_text(encoding="utf-8"))

    def of(label):
        found = []
        for name, spans in marked.items():
            text = (REAL_ARTICLES / name).read_bytes().decode()
            wanted = [
                (span["start"], span["end"], span.get("attributed_to", ""))
                for span in spans
                if span["label"] == label
            ]
            found.append(score(text, wanted, label, same_speaker))
        return reduce(add, found)

    return of


def test_quotes(scores):
    quotes = scores("quote")
    assert quotes.recall >= 0.9
    assert quotes.precision >= 0.85
    assert quotes.speakers >= 0.92
    assert quotes.named >= 0.85 * quotes.met


def test_statistics(scores):
    statistics = scores("statistic")
    assert statistics.recall >= 0.85
    assert statistics.precision >= 0.85


def test_claims(scores):
    claims = scores("claim")
    assert claims.recall >= 0.45
    assert claims.precision >= 0.35
