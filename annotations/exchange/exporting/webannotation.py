"""Rows as Web Annotations of the W3C, in one AnnotationPage of JSON-LD. Pure.

What the model has a place for stands there: the words as a TextQuoteSelector, their place as a
TextPositionSelector (code points, half-open), the label and the note as bodies. The rest stands
under names of our own, which the context declares.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from annotations.exchange.exporting.jsonl import encode, inner, json_number, linked_facts
from annotations.exchange.exporting.pieces import joined
from annotations.exchange.exporting.row import HEAD_AT, Head, Row

CONTENT_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def chunks(rows: Iterable[Row], site: str) -> Iterator[str]:
    """The page, one annotation on a line; `site` is the address of this newsroom."""
    context = [CONTEXT, {"newsroom": f"{site}/ns#"}]
    yield f'{{"@context": {json.dumps(context)}, "type": "AnnotationPage", "items": ['
    yield from joined(items(rows, site))
    yield "\n]}\n"


def items(rows: Iterable[Row], site: str) -> Iterator[str]:
    """Each annotation with what stands before it."""
    head: Head | None = None
    source = creator = ""
    before = "\n"
    for row in rows:
        if row[HEAD_AT] is not head:
            head = row.head
            source, creator = written_head(head, site)
        yield before + "{" + ", ".join(filter(None, parts(row, source, creator))) + "}"
        before = ",\n"


@lru_cache(maxsize=64)
def written_head(head: Head, site: str) -> tuple[str, str]:
    """The source of the target, and the creators as a part of the object; empty without one."""
    creators = [{"type": "Person", "name": name} for name in head.editor.split(";") if name]
    creator = inner(encode({"creator": creators})) if head.editor else ""
    return encode(source_of_target(head, site)), creator


def parts(row: Row, source: str, creator: str) -> tuple[str, ...]:
    """The inside of the object, part by part: `source` and `creator` are those of the head."""
    first = {
        "id": f"urn:uuid:{row.annotation_id}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": row.created_at,
        "modified": row.updated_at,
        "body": bodies(row),
    }
    ours = {
        "newsroom:layer": row.head.layer,
        "newsroom:status": row.status,
    }
    target = f'"target": {{"source": {source}, "selector": {encode(selectors(row))}}}'
    return inner(encode(first)), target, inner(encode(ours)), creator, inner(encode(said(row)))


def selectors(row: Row) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": row.exact,
            "prefix": row.prefix,
            "suffix": row.suffix,
        },
        {"type": "TextPositionSelector", "start": row.start, "end": row.end},
    ]


def said(row: Row) -> dict[str, Any]:
    """What the model has no place for and the row says, under names of our own."""
    ours = {
        "attributed_to": row.attributed_to,
        "value": json_number(row.value),
        "unit": row.unit,
        "facts": linked_facts(row),
        "rationale": row.rationale,
        "span_group": f"urn:uuid:{row.span_group}" if row.span_group else None,
        "origin": row.origin,
        "suggestions_shown": row.suggestions_shown,
    }
    return {f"newsroom:{name}": it for name, it in ours.items() if it not in ("", None, [])}


def bodies(row: Row) -> list[dict[str, str]]:
    label = {"type": "TextualBody", "purpose": "classifying", "value": row.label}
    note = {"type": "TextualBody", "purpose": "commenting", "value": row.note}
    return [label, note] if row.note else [label]


def source_of_target(head: Head, site: str) -> dict[str, Any]:
    """The text that the offsets count in: a revision of the article, whose address it has."""
    ours = f"{site}/articles/{head.article_id}/"
    made = {
        "id": head.article_url or ours,
        "type": "Text",
        "newsroom:article": ours,
        "newsroom:revision": head.revision,
        "newsroom:title": head.article_title,
    }
    return made if head.language in ("", "und") else made | {"language": head.language}
