"""Labelled regions of Label Studio, as it exports them in JSON or JSON-MIN. Pure.

Its numbers are those of a browser, UTF-16 units; each region repeats its words, by which it is
told whether they are that or code points. A project may ask for quite other things than words of a
text: what an annotator of such a one said is no layer.
"""

import re
from collections.abc import Iterator
from typing import Any

from annotations.exchange.importing.formats.records import (
    checked_offsets,
    object_members,
    records,
    text_member,
    usable_text,
)
from annotations.exchange.importing.formats.spans import (
    Marked,
    TextMarked,
    layer_on_text,
    place_spans,
)
from annotations.exchange.importing.layer_read import (
    NOTHING_ASKED,
    Asked,
    LabelOf,
    LayerRead,
    Unusable,
    UnusableFile,
)
from annotations.exchange.importing.offsets import UTF_16

TEXT = "text"
ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*://|/data/)\S+\s*", re.IGNORECASE)
FIRST_TAG = re.compile(r"<[a-z!][^<>]*>", re.IGNORECASE)
LAST_TAG = re.compile(r"/[a-z][^<>]*>", re.IGNORECASE)
ON_REGIONS = frozenset({"relation"})  # Said of regions, and not of the text.


def read(
    name: str, text: str, label_of: LabelOf, asked: Asked = NOTHING_ASKED
) -> Iterator[LayerRead | UnusableFile]:
    """A layer for each annotation of each task that was not skipped.

    A task that makes no layer is told by its name. Raises Unusable where nothing is a task.
    """
    read: list[TextMarked] = []
    asks_for_words = False
    for called, task in records(name, text):
        try:
            if isinstance(task, Unusable):
                raise task
            article = text_of_task(task, asked.text_field)
            for who, regions in results(task):
                layer = layer_on_text(called, asked.editor or who, article)
                read.append(TextMarked(layer, article))
                for number, region in enumerate(regions, 1):
                    is_words = add_region(read[-1], f"region {number}", region, label_of)
                    asks_for_words = asks_for_words or is_words
        except Unusable as reason:
            yield UnusableFile(called, str(reason))
    answers = any(one.layer.unread or one.layer.refused for one in read)
    for one in read:
        if asks_for_words:
            one.layer.left_aside += one.layer.unread
            one.layer.unread.clear()
        elif answers and not one.layer.unread:
            one.layer.unread["regions of words in all of the file"] += 1
    yield from place_spans(read, unit=asked.unit, native=UTF_16)


def text_of_task(task: dict[str, Any], named: str) -> str:
    """The member that is named, else the one called text, else the only one that is text."""
    data = task.get("data", task)
    data = data if isinstance(data, dict) else {}
    texts = {
        name: one
        for name, one in data.items()
        if isinstance(one, str) and one.strip() and ("data" in task or name in (named, TEXT))
    }
    wanted = named or (TEXT if TEXT in data else "")
    if wanted and wanted not in texts:
        raise Unusable(f"it has no text in “{wanted}”, but in: {', '.join(texts) or 'nothing'}")
    if not texts:
        raise Unusable("it has no text")
    if not wanted and len(texts) > 1:
        raise Unusable(f"it has several texts: say by --text-field which of {', '.join(texts)}")
    found = texts[wanted or next(iter(texts))]
    if ADDRESS.fullmatch(found):
        raise Unusable(f"its text is only the address of one ({found.strip()[:60]})")
    if is_html(found):
        raise Unusable("its text is HTML, of which places are not told by numbers alone")
    return usable_text(found)


def is_html(text: str) -> bool:
    """Whether the text begins with a tag and ends with one that closes."""
    text = text.strip()
    last = text.rpartition("<")[2]
    return bool(FIRST_TAG.match(text) and LAST_TAG.fullmatch(last))


def results(task: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Whose they are, and the regions, of each annotation."""
    if "annotations" not in task:
        yield annotator(task.get("annotator")), regions_of_short_form(task)
        return
    for annotation in object_members(task, "annotations"):
        if not annotation.get("was_cancelled"):
            result = annotation.get("result")
            regions = result if isinstance(result, list) else [None]
            yield annotator(annotation.get("completed_by")), regions


def regions_of_short_form(task: dict[str, Any]) -> list[Any]:
    """The answers of JSON-MIN, each under the name that the project gives its question."""
    found = []
    for name, answers in task.items():
        for one in answers if isinstance(answers, list) else [answers]:
            if isinstance(one, dict) and "labels" in one and "start" in one:
                found.append({"type": "labels", "value": one})
            elif name == "label" or (isinstance(one, dict) and one.keys() & {"choices", "labels"}):
                found.append({"type": name, "value": one})
    return found


def annotator(who: Any) -> str:
    """Somebody by address or name, else by number; empty where it is not said."""
    if isinstance(who, dict):
        return text_member(who, "email") or text_member(who, "username") or annotator(who.get("id"))
    if isinstance(who, int):
        return f"annotator-{who}"
    return who if isinstance(who, str) else ""


def add_region(made: TextMarked, what: str, region: Any, label_of: LabelOf) -> bool:
    """Take the region in, or tell what becomes of it; whether it is labelled words."""
    kind_of_region = region.get("type") if isinstance(region, dict) else None
    value = region.get("value") if isinstance(region, dict) else None
    said = f"regions of the type “{kind_of_region}”"
    if kind_of_region in ON_REGIONS:
        made.layer.left_aside[said] += 1
        return False
    kinds = value.get("labels") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(kinds, list):
        if not isinstance(value, dict) or str(kind_of_region).endswith("labels"):
            reason = f"“{kind_of_region}” is no place in a text that is told by two numbers"
            made.layer.refused.append((what, reason))
        elif "start" in value:  # more on a region that has its labels elsewhere
            made.layer.left_aside[said] += 1
        else:
            made.layer.unread[said] += 1
        return False
    note = "\n".join(notes_on_region(region))
    words = text_member(value, "text") or None
    for kind in map(str, kinds):
        try:
            label = label_of(kind)
            if label is None:
                made.layer.left_aside[f"regions “{kind}”"] += 1
                continue
            extent = checked_offsets(value.get("start"), value.get("end"))
            made.spans.append(Marked(what, label, (extent,), words, note))
        except Unusable as reason:
            made.layer.refused.append((what, str(reason)))
    return True


def notes_on_region(region: dict[str, Any]) -> list[str]:
    """The notes that an annotator wrote on the region."""
    meta = region.get("meta")
    notes = meta.get("text") if isinstance(meta, dict) else None
    return [note for note in notes if isinstance(note, str)] if isinstance(notes, list) else []
