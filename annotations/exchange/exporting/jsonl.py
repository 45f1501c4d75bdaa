"""Rows as JSON Lines: one object for each annotation, with the columns of the CSV. Pure."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from annotations.exchange.exporting.csv import COLUMNS, utc_timestamp
from annotations.exchange.exporting.row import Row

CONTENT_TYPE = "application/jsonl; charset=utf-8"


def chunks(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(as_object(row), ensure_ascii=False) + "\n"


def as_object(row: Row) -> dict[str, Any]:
    """The columns by name: numbers as numbers, moments in UTC, facts as a list, None as null."""
    return dict(zip(COLUMNS, row[: len(COLUMNS)], strict=True)) | {
        "annotation_id": str(row.annotation_id),
        "published_on": row.published_on.isoformat() if row.published_on else None,
        "value": json_number(row.value),
        "facts": linked_facts(row),
        "decided_at": utc_timestamp(row.decided_at) or None,
        "created_at": utc_timestamp(row.created_at),
        "updated_at": utc_timestamp(row.updated_at),
        "span_group": str(row.span_group) if row.span_group else None,
    }


def json_number(value: Decimal | None) -> int | float | None:
    """At most fifteen digits are stored, which a float gives back as they were."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def linked_facts(row: Row) -> list[dict[str, Any]]:
    """The linked facts, from `12:supports;15:contradicts`."""
    pairs = (pair.split(":", 1) for pair in row.facts.split(";") if pair)
    return [{"fact": int(fact), "relation": relation} for fact, relation in pairs]
