"""Rows as Web Annotations of the W3C, in one AnnotationPage of JSON-LD. Pure.

What the model has a place for stands there: the words as a TextQuoteSelector, their place as a
TextPositionSelector (code points, half-open), the label and the note as bodies. The rest stands
under names of our own, which the context declares.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from annotations.exchange.exporting.csv import utc_timestamp
from annotations.exchange.exporting.jsonl import json_number, linked_facts
from annotations.exchange.exporting.row import Row

CONTENT_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def chunks(rows: Iterable[Row], site: str) -> Iterator[str]:
    """The page, one annotation on a line; `site` is the address of this newsroom."""
    context = [CONTEXT, {"newsroom": f"{site}/ns#"}]
    yield f'{{"@context": {json.dumps(context)}, "type": "AnnotationPage", "items": ['
    before = "\n"
    for row in rows:
        yield before + json.dumps(web_annotation(row, site), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def web_annotation(row: Row, site: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"urn:uuid:{row.annotation_id}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": utc_timestamp(row.created_at),
        "modified": utc_timestamp(row.updated_at),
        "body": bodies(row),
        "target": {
            "source": source_of_target(row, site),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": row.exact,
                    "prefix": row.prefix,
                    "suffix": row.suffix,
                },
                {"type": "TextPositionSelector", "start": row.start, "end": row.end},
            ],
        },
        "newsroom:layer": row.layer,
        "newsroom:status": row.status,
    }
    if row.editor:
        made["creator"] = [
            {"type": "Person", "name": name} for name in row.editor.split(";") if name
        ]
    ours = {
        "attributed_to": row.attributed_to,
        "value": json_number(row.value),
        "unit": row.unit,
        "facts": linked_facts(row),
        "rationale": row.rationale,
        "span_group": f"urn:uuid:{row.span_group}" if row.span_group else None,
    }
    return made | {f"newsroom:{name}": it for name, it in ours.items() if it not in ("", None, [])}


def bodies(row: Row) -> list[dict[str, str]]:
    label = {"type": "TextualBody", "purpose": "classifying", "value": row.label}
    note = {"type": "TextualBody", "purpose": "commenting", "value": row.note}
    return [label, note] if row.note else [label]


def source_of_target(row: Row, site: str) -> dict[str, Any]:
    """The text that the offsets count in: a revision of the article, whose address it has."""
    ours = f"{site}/articles/{row.article_id}/"
    made = {
        "id": row.article_url or ours,
        "type": "Text",
        "newsroom:article": ours,
        "newsroom:revision": row.revision,
        "newsroom:title": row.article_title,
    }
    return made if row.language in ("", "und") else made | {"language": row.language}
