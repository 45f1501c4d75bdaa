"""Labelled regions of Label Studio, as it exports them in JSON or JSON-MIN. Pure.

Its numbers are those of a browser, UTF-16 units; each region repeats its words, by which it is
told whether they are that or code points.
"""

from collections.abc import Iterator
from typing import Any

from annotations.exchange.importing.formats.records import (
    checked_extent,
    in_code_points,
    object_members,
    records,
    text_member,
)
from annotations.exchange.importing.layer_read import (
    LabelOf,
    LayerRead,
    SpanRead,
    Unusable,
    shortened,
)


def read(name: str, text: str, label_of: LabelOf, *, editor: str = "") -> Iterator[LayerRead]:
    """A layer for each annotation of each task that was not skipped. Raises Unusable."""
    for called, task in records(name, text):
        article = text_of_task(task)
        if not article:
            raise Unusable(f"{called} has no text, or several")
        for who, result in results(task):
            made = LayerRead(called, editor or who, article.encode())
            for number, region in enumerate(result, 1):
                add_region(made, f"region {number}", region, article, label_of)
            yield made


def text_of_task(task: dict[str, Any]) -> str:
    """The member called text, else the only one that is text."""
    data = task.get("data", task)
    if found := text_member(data, "text"):
        return found
    texts = [one for one in data.values() if isinstance(one, str)] if "data" in task else []
    return texts[0] if len(texts) == 1 else ""


def results(task: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Whose they are, and the regions, of each annotation."""
    if "annotations" not in task:
        regions = [{"type": "labels", "value": one} for one in object_members(task, "label")]
        yield annotator(task.get("annotator")), regions
        return
    for annotation in object_members(task, "annotations"):
        if not annotation.get("was_cancelled"):
            yield annotator(annotation.get("completed_by")), object_members(annotation, "result")


def annotator(who: Any) -> str:
    """Somebody by address or name, else by number; empty where it is not said."""
    if isinstance(who, dict):
        return text_member(who, "email") or text_member(who, "username") or annotator(who.get("id"))
    if isinstance(who, int):
        return f"annotator-{who}"
    return who if isinstance(who, str) else ""


def add_region(
    made: LayerRead, what: str, region: dict[str, Any], article: str, label_of: LabelOf
) -> None:
    value = region.get("value")
    kinds = value.get("labels") if isinstance(value, dict) else None
    if not isinstance(kinds, list) or not isinstance(value, dict):
        made.left_aside[f"regions of the type “{region.get('type')}”"] += 1
        return
    for kind in map(str, kinds):
        try:
            label = label_of(kind)
            if label is None:
                made.left_aside[f"regions “{kind}”"] += 1
                continue
            start, end = extent_of_region(value, article)
            note = "\n".join(notes_on_region(region))
            made.spans.append(SpanRead(what, start, end, article[start:end], label, note=note))
        except Unusable as reason:
            made.refused.append((what, str(reason)))


def extent_of_region(value: dict[str, Any], article: str) -> tuple[int, int]:
    # Whichever they count, there is nothing beyond that many units.
    units = len(article.encode("utf-16-le")) // 2
    start, end = checked_extent(value.get("start"), value.get("end"), units)
    repeated = text_member(value, "text")
    ways = [in_code_points(start, end, article), (start, min(end, len(article)))]
    for way in filter(None, ways):
        if not repeated or article[slice(*way)].split() == repeated.split():
            return way
    raise Unusable(f'the words there are not "{shortened(repeated)}"')


def notes_on_region(region: dict[str, Any]) -> list[str]:
    """The notes that an annotator wrote on the region."""
    meta = region.get("meta")
    notes = meta.get("text") if isinstance(meta, dict) else None
    return [note for note in notes if isinstance(note, str)] if isinstance(notes, list) else []
