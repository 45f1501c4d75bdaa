"""The standoff format of brat: a text, and beside it one line for each thing said of it. Pure.

Spans (T) and the notes on them (#) are taken. Attributes, relations, events and the rest are
counted and left aside.
"""

import re
from collections import defaultdict
from pathlib import PurePath

from annotations.exchange.importing.formats.spans import (
    Marked,
    TextMarked,
    layer_on_text,
    place_spans,
)
from annotations.exchange.importing.layer_read import LabelOf, LayerRead, Unusable

NUMBERS = "[0-9]{1,12} [0-9]{1,12}"
SPAN = re.compile(rf"(T\S+)\t(\S+) ({NUMBERS}(?:;{NUMBERS})*)(?:\t(.*))?")
NOTE = re.compile(r"#\S*\t\S+ (\S+)\t(.*)")
OTHERS = {
    "A": "attributes",
    "M": "attributes",
    "R": "relations",
    "E": "events",
    "N": "normalizations",
    "*": "equivalences",
    "#": "notes on other things",
}


def read(
    name: str,
    editor: str,
    raw: bytes,
    text: str,
    lines: str,
    label_of: LabelOf,
    *,
    unit: str = "",
) -> LayerRead:
    """What the .ann file `lines` says of the .txt file, whose bytes are `raw` and words `text`.

    A span of several stretches becomes a group of spans. Where the words that a line repeats are
    not those of the text, white space aside, the span is refused. A file without a line says that
    there is nothing to mark, one of other lines says nothing.
    """
    made = TextMarked(layer_on_text(name, editor, text, raw), text)
    found, notes = spans_and_notes(made.layer, lines)
    if not lines.strip():
        made.layer.notes.append(f"{PurePath(name).name} is empty: taken for “nothing to mark”")
    for span in found:
        key, kind, places, repeated = span.groups()
        said = "\n".join(notes.pop(key, []))
        try:
            label = label_of(kind)
            if label is None:
                made.layer.left_aside[f"spans “{kind}”"] += 1
                continue
            made.spans.append(Marked(key, label, extents(places), repeated, said))
        except Unusable as reason:
            made.layer.refused.append((key, str(reason)))
    if on_others := sum(map(len, notes.values())):
        made.layer.left_aside[OTHERS["#"]] += on_others
    (layer,) = place_spans([made], unit=unit)
    return layer


def spans_and_notes(
    layer: LayerRead, lines: str
) -> tuple[list[re.Match[str]], defaultdict[str, list[str]]]:
    """The lines that are spans, and the notes by what they are on; the others are counted."""
    found = []
    notes = defaultdict(list)
    for number, line in enumerate(lines.split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip():
            continue
        if line.startswith("T"):
            if span := SPAN.fullmatch(line):
                found.append(span)
            else:
                layer.refused.append((f"line {number}", "it is no span of the brat format"))
        elif note := NOTE.fullmatch(line):
            notes[note[1]].append(note[2])
        elif line[0] in OTHERS:
            layer.left_aside[OTHERS[line[0]]] += 1
        else:
            layer.unread["lines of another kind"] += 1
    return found, notes


def extents(places: str) -> tuple[tuple[int, int], ...]:
    """The stretches of one span. Raises Unusable where one is empty."""
    found = []
    for start, end in map(str.split, places.split(";")):
        if int(start) >= int(end):
            raise Unusable(f"it is empty ({start} to {end})")
        found.append((int(start), int(end)))
    return tuple(found)
