"""Sequence labels of doccano, as JSON Lines or JSON: texts with (start, end, label). Pure.

Its export has a file for each annotator, so the name of the file is whose layers they are.
"""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from annotations.exchange.importing.formats.records import (
    checked_extent,
    object_members,
    records,
    text_member,
)
from annotations.exchange.importing.layer_read import LabelOf, LayerRead, SpanRead, Unusable


def read(name: str, text: str, label_of: LabelOf, *, editor: str = "") -> Iterator[LayerRead]:
    """A layer for each text, also for one without labels. Raises Unusable."""
    for called, record in records(name, text):
        article = text_member(record, "text")
        if not article:
            raise Unusable(f"{called} has no text")
        made = LayerRead(called, editor or PurePath(name).stem, article.encode())
        made.left_aside.update(
            {what: len(some) for what in ("relations", "Comments") if (some := record.get(what))}
        )
        for number, (start, end, kind) in enumerate(labelled_extents(record), 1):
            what = f"label {number}"
            try:
                label = label_of(str(kind))
                if label is None:
                    made.left_aside[f"labels “{kind}”"] += 1
                    continue
                at = checked_extent(start, end, len(article))
                made.spans.append(SpanRead(what, *at, article[slice(*at)], label))
            except Unusable as reason:
                made.refused.append((what, str(reason)))
        yield made


def labelled_extents(record: dict[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """(start, end, label) in either way of writing: as lists, or as entities."""
    for entity in object_members(record, "entities"):
        yield entity.get("start_offset"), entity.get("end_offset"), entity.get("label", "")
    for member in ("label", "labels"):
        found = record.get(member)
        for one in found if isinstance(found, list) else []:
            yield tuple(one) if isinstance(one, list) and len(one) == 3 else (None, None, "")
