"""Rows as JSON Lines."""

import json
from decimal import Decimal
from uuid import UUID

import pytest

from annotations.exchange.exporting.jsonl import chunks
from annotations.exchange.exporting.row import COLUMNS
from tests.annotations.exchange.exporting.test_csv import NOON, make_row


def objects(*rows):
    return [json.loads(line) for line in "".join(chunks(rows)).splitlines()]


def test_a_line_holds_the_columns_of_the_csv():
    (found,) = objects(make_row(exact="=1+1", prefix="before", start=4, end=8))
    # The ids of linked facts stand with each of them.
    assert (*found, "fact_ids") == COLUMNS
    assert (found["exact"], found["start"], found["end"]) == ("=1+1", 4, 8)


def test_values_are_those_of_json():
    (found,) = objects(
        make_row(
            value=Decimal("2.50"),
            facts="12:supports;15:contradicts",
            fact_ids=f"{UUID(int=5)};{UUID(int=6)}",
            decided_at=NOON,
            span_group=UUID(int=9),
            origin="suggested",
            suggestions_shown="yes",
        )
    )
    assert found["value"] == 2.5
    assert found["facts"] == [
        {"fact": 12, "relation": "supports", "fact_id": str(UUID(int=5))},
        {"fact": 15, "relation": "contradicts", "fact_id": str(UUID(int=6))},
    ]
    assert "fact_ids" not in found
    assert found["decided_at"] == "2026-03-01T12:00:00.000005Z"
    assert found["span_group"] == str(UUID(int=9))
    assert (found["origin"], found["suggestions_shown"]) == ("suggested", "yes")


def test_what_is_not_there_is_null_or_empty():
    (found,) = objects(make_row(value=None, published_on=None, decided_at=None, span_group=None))
    empty = ("value", "published_on", "decided_at", "span_group", "origin", "suggestions_shown")
    assert [found[name] for name in empty] == [None] * 6
    assert found["facts"] == []


@pytest.mark.parametrize("digits", ["48000000", "0.1", "123456789012345", "-2.5", "1E+3"])
def test_a_number_comes_back_as_it_was(digits):
    text = "".join(chunks([make_row(value=Decimal(digits))]))
    assert json.loads(text, parse_float=Decimal)["value"] == Decimal(digits)
