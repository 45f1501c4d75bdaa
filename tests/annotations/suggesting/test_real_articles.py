"""The rules against the passages that people marked in three real articles."""

import json
import re
from difflib import SequenceMatcher
from functools import reduce
from operator import add

import pytest

from annotations.spans.normalization import bare_name
from tests.annotations.suggesting.scoring import score
from tests.shared import REAL_ARTICLES, SHARED, needs_shared

pytestmark = [needs_shared, pytest.mark.shared]


def same_speaker(marked, said):
    """Whether both share a word, however it is transliterated."""
    return any(
        SequenceMatcher(None, one, other).ratio() >= 0.75
        for one in bare_name(re.sub(r"\(.*?\)", "", marked)).split()
        for other in bare_name(said).split()
        if min(len(one), len(other)) > 1
    )


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
    assert quotes.recall >= 0.85
    assert quotes.precision >= 0.85
    assert quotes.speakers >= 0.85
    assert quotes.named >= 0.75 * quotes.met


def test_statistics(scores):
    statistics = scores("statistic")
    assert statistics.recall >= 0.85
    assert statistics.precision >= 0.75


def test_claims(scores):
    claims = scores("claim")
    assert claims.recall >= 0.45
    assert claims.precision >= 0.35
