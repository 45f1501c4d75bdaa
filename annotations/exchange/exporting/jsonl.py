"""Rows as JSON Lines: one object for each annotation, with the columns of the CSV. Pure."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from annotations.exchange.exporting.pieces import joined
from annotations.exchange.exporting.row import BEHIND_COLUMNS, HEAD_AT, Head, Row

CONTENT_TYPE = "application/jsonl; charset=utf-8"
OWN = Row._fields[HEAD_AT + 1 : BEHIND_COLUMNS]

encode = json.JSONEncoder(ensure_ascii=False).encode


def chunks(rows: Iterable[Row]) -> Iterator[str]:
    """The lines in pieces of some hundred."""
    return joined(lines(rows))


def lines(rows: Iterable[Row]) -> Iterator[str]:
    head: Head | None = None
    of_head = ""
    for row in rows:
        if row[HEAD_AT] is not head:
            head = row.head
            of_head = written_head(head)
        own = inner(encode(own_object(row)))
        yield f'{{"annotation_id": "{row[0]}", {of_head}, {own}}}\n'


def inner(written: str) -> str:
    """What stands between the braces of an object."""
    return written[1:-1]


@lru_cache(maxsize=64)
def written_head(head: Head) -> str:
    return inner(encode(head._asdict() | {"published_on": head.published_on or None}))


def own_object(row: Row) -> dict[str, Any]:
    """The columns behind the head by name: numbers as numbers, facts as a list, None as null."""
    made: dict[str, Any] = dict(zip(OWN, row[HEAD_AT + 1 : BEHIND_COLUMNS], strict=True))
    made["value"] = json_number(row.value)
    made["facts"] = linked_facts(row)
    del made["fact_ids"]
    made["decided_at"] = row.decided_at or None
    made["span_group"] = row.span_group or None
    made["origin"] = row.origin or None
    made["suggestions_shown"] = row.suggestions_shown or None
    return made


def json_number(value: str) -> int | float | None:
    """At most fifteen digits are stored, which a float gives back as they were."""
    if not value:
        return None
    return float(value) if "." in value else int(value)


def linked_facts(row: Row) -> list[dict[str, Any]]:
    """The linked facts, from `12:supports;15:contradicts` and their stable ids."""
    if not row.facts:
        return []
    pairs = (pair.split(":", 1) for pair in row.facts.split(";"))
    return [
        {"fact": int(fact), "relation": relation, "fact_id": key}
        for (fact, relation), key in zip(pairs, row.fact_ids.split(";"), strict=True)
    ]
