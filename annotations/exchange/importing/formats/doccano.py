"""Sequence labels of doccano, as JSON Lines or JSON: texts with (start, end, label). Pure.

Its export has a file for each annotator, so the name of the file is whose layers they are. The
labels repeat no words, so that what their numbers count is known by the edges of words alone.
"""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from annotations.exchange.importing.formats.records import (
    checked_offsets,
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

TEXTS = ("text", "data")  # What doccano calls the text, in one version or another.
MEMBERS = ("entities", "label", "labels")
ASIDE = ("relations", "Comments")


def read(
    name: str, text: str, label_of: LabelOf, asked: Asked = NOTHING_ASKED
) -> Iterator[LayerRead | UnusableFile]:
    """A layer for each text, also for one whose list of labels is empty.

    A record that makes no layer is told by its name. Raises Unusable where none is a record.
    """
    read: list[TextMarked] = []
    for called, record in records(name, text):
        try:
            if isinstance(record, Unusable):
                raise record
            editor = asked.editor or PurePath(name).stem
            read.append(marked(called, record, editor, label_of, asked))
        except Unusable as reason:
            yield UnusableFile(called, str(reason))
    yield from place_spans(read, unit=asked.unit)


def marked(
    called: str, record: dict[str, Any], editor: str, label_of: LabelOf, asked: Asked
) -> TextMarked:
    article = text_of_record(record, asked.text_field)
    if all(record.get(member) is None for member in MEMBERS):
        raise Unusable(f"nothing in it says what was marked: it has no {', '.join(MEMBERS)}")
    made = TextMarked(layer_on_text(called, editor, article), article)
    made.layer.left_aside.update(
        {what: len(some) for what in ASIDE if isinstance(some := record.get(what), list) and some}
    )
    for number, label in enumerate(labels(record), 1):
        what = f"label {number}"
        try:
            start, end, kind = label
            ours = label_of(str(kind))
            if ours is None:
                made.layer.left_aside[f"labels “{kind}”"] += 1
                continue
            made.spans.append(Marked(what, ours, (checked_offsets(start, end),)))
        except Unusable as reason:
            made.layer.refused.append((what, str(reason)))
        except ValueError:
            made.layer.refused.append((what, "it is of the text as a whole, not of words in it"))
    return made


def text_of_record(record: dict[str, Any], named: str) -> str:
    members = [named] if named else [one for one in TEXTS if record.get(one)]
    found = text_member(record, members[0]) if members else ""
    if not found:
        texts = [name for name, value in record.items() if isinstance(value, str) and value.strip()]
        has = f"; --text-field may name one of {', '.join(texts)}" if texts else ""
        raise Unusable(f"it has no text in “{named or TEXTS[0]}”{has}")
    return usable_text(found)


def labels(record: dict[str, Any]) -> Iterator[Any]:
    """What stands for (start, end, label), in each way of writing: as lists, or as entities."""
    for member in MEMBERS:
        found = record.get(member)
        for one in found if isinstance(found, list) else [found] if found else []:
            if isinstance(one, dict):
                yield one.get("start_offset"), one.get("end_offset"), one.get("label", "")
            else:
                yield tuple(one) if isinstance(one, list) else ()
