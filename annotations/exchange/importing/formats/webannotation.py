"""Web Annotations of the W3C about texts that are here already, as we export them. Pure.

Needed are a TextPositionSelector and a TextQuoteSelector; the label is a body that classifies or
tags, the note one that comments.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from annotations.exchange.importing.formats.records import (
    Record,
    checked_object,
    object_members,
    records,
    text_member,
)
from annotations.exchange.importing.layer_read import (
    NOTHING_ASKED,
    NUMBERED_FACTS,
    ArticleReference,
    Asked,
    FactRead,
    LabelOf,
    LayerRead,
    SpanRead,
    Unusable,
    UnusableFile,
    origin_read,
    shown_read,
)
from articles import addresses

OURS = re.compile(r".*/articles/(\d{1,18})/")
FINAL = "final"


def read(
    name: str, text: str, label_of: LabelOf, asked: Asked = NOTHING_ASKED
) -> Iterator[LayerRead | UnusableFile]:
    """A layer for each creator and text, in the order in which they come.

    What is no annotation is told by its name. Raises Unusable where nothing is one.
    """
    layers: dict[tuple[ArticleReference, str], LayerRead] = {}
    final = 0
    for number, (called, one) in enumerate(annotation_records(name, text), 1):
        if isinstance(one, Unusable):
            yield UnusableFile(called, str(one))
            continue
        if one.get("newsroom:layer") == FINAL:
            final += 1
            continue
        who, article = asked.editor or creator(one), article_of_source(one)
        key = replace(article, url=addresses.key(article.url)), who
        if key not in layers:
            called = f"{name}, {article.url or f'article {article.id}'}"
            layers[key] = LayerRead(called, who, article=article)
        add_annotation(layers[key], f"annotation {number}", one, label_of)
    if final and not layers:
        raise Unusable("it holds final annotations only, which are decisions and nobody's reading")
    for made in layers.values():
        made.left_aside.update({"final annotations": final} if final else {})
        final = 0
        yield made


def annotation_records(name: str, text: str) -> Iterator[Record]:
    """Those of a page, a collection's first page, a list, or lines."""
    for called, record in records(name, text):
        if isinstance(record, Unusable):
            yield called, record
            continue
        page = record.get("first") if record.get("type") == "AnnotationCollection" else record
        if isinstance(page, dict) and isinstance(page.get("items"), list):
            for number, item in enumerate(page["items"], 1):
                yield f"{name}, item {number}", checked_object(item, f"item {number}")
        else:
            yield called, record


def creator(one: dict[str, Any]) -> str:
    who = one.get("creator")
    if isinstance(who, list):
        who = who[0] if who else ""
    return who if isinstance(who, str) else text_member(who, "name") or text_member(who, "id")


def target(one: dict[str, Any]) -> dict[str, Any]:
    found = one.get("target")
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, dict) else {}


def article_of_source(one: dict[str, Any]) -> ArticleReference:
    """The article of the source: at its own address, or at one of a newsroom, by its id."""
    source = target(one).get("source")
    address = source if isinstance(source, str) else text_member(source, "id")
    ours = OURS.fullmatch(text_member(source, "newsroom:article") or address)
    revision = source.get("newsroom:revision") if isinstance(source, dict) else None
    return ArticleReference(
        id=int(ours[1]) if ours else None,
        url="" if ours and OURS.fullmatch(address) else address,
        revision=revision if isinstance(revision, int) else None,
    )


def add_annotation(made: LayerRead, what: str, one: dict[str, Any], label_of: LabelOf) -> None:
    if one.get("newsroom:status") == "open":
        made.submitted = False
    try:
        kind = body(one, "classifying") or body(one, "tagging")
        if not kind:
            raise Unusable("it has no body that classifies or tags, which would be its label")
        label = label_of(kind)
        if label is None:
            made.left_aside[f"annotations “{kind}”"] += 1
        else:
            facts = facts_of_annotation(one)
            made.spans.append(replace(span_of_annotation(what, one, label), facts=facts))
            if one.get("newsroom:facts") and not facts:
                made.left_aside[NUMBERED_FACTS] += 1
    except Unusable as reason:
        made.refused.append((what, str(reason)))


def body(one: dict[str, Any], purpose: str) -> str:
    bodies = one.get("body")
    for each in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(each, dict) and each.get("purpose", one.get("motivation")) == purpose:
            return text_member(each, "value")
    return ""


def span_of_annotation(what: str, one: dict[str, Any], label: str) -> SpanRead:
    start = end = exact = None
    for selector in selectors(one):
        if selector.get("type") == "TextPositionSelector":
            start, end = selector.get("start"), selector.get("end")
        elif selector.get("type") == "TextQuoteSelector":
            exact = selector.get("exact")
    if not isinstance(exact, str):
        raise Unusable("it has no TextQuoteSelector with the words as `exact`")
    if not isinstance(start, int) or not isinstance(end, int):
        raise Unusable("it has no TextPositionSelector with `start` and `end` as whole numbers")
    return SpanRead(
        name=what,
        start=start,
        end=end,
        exact=exact,
        label=label,
        attributed_to=text_member(one, "newsroom:attributed_to"),
        value=number_or_none(one.get("newsroom:value")),
        unit=text_member(one, "newsroom:unit"),
        note=body(one, "commenting"),
        group=text_member(one, "newsroom:span_group").removeprefix("urn:uuid:") or None,
        id=uuid_of_urn(text_member(one, "id")),
        origin=origin_read(text_member(one, "newsroom:origin")),
        suggestions_shown=shown_read(text_member(one, "newsroom:suggestions_shown")),
        created_at=timestamp_or_none(text_member(one, "created")),
        updated_at=timestamp_or_none(text_member(one, "modified")),
    )


def facts_of_annotation(one: dict[str, Any]) -> tuple[FactRead, ...]:
    """The links that name their facts by stable ids: all or none."""
    linked = object_members(one, "newsroom:facts")
    try:
        return tuple(
            FactRead(UUID(text_member(link, "fact_id")), text_member(link, "relation"))
            for link in linked
        )
    except ValueError:
        return ()


def selectors(one: dict[str, Any]) -> list[dict[str, Any]]:
    found = target(one).get("selector")
    return [found] if isinstance(found, dict) else object_members(target(one), "selector")


def number_or_none(value: Any) -> Decimal | None:
    """A number as it was written; by its text, since a float is not quite what it says."""
    known = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Decimal(str(value)) if known else None


def uuid_of_urn(address: str) -> UUID | None:
    """The UUID of an id that is one; another id is not kept."""
    try:
        return UUID(address) if address.startswith("urn:uuid:") else None
    except ValueError:
        return None


def timestamp_or_none(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo else None
