"""The standoff format of brat: a text, and beside it one line for each thing said of it. Pure.

Spans (T) and the notes on them (#) are taken. Attributes, relations, events and the rest are
counted and left aside.
"""

import re
from collections import defaultdict

from annotations.exchange.importing.layer_read import (
    LabelOf,
    LayerRead,
    SpanRead,
    Unusable,
    shortened,
)

SPAN = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?")
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


def read(name: str, editor: str, raw: bytes, text: str, lines: str, label_of: LabelOf) -> LayerRead:
    """What the .ann file `lines` says of the .txt file, whose bytes are `raw` and words `text`.

    A span of several stretches becomes a group of spans. Where the words that a line repeats are
    not those of the text, white space aside, the span is refused.
    """
    made = LayerRead(name, editor, raw)
    notes = defaultdict(list)
    found = []
    for number, line in enumerate(lines.split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip():
            continue
        if line.startswith("T"):
            if span := SPAN.fullmatch(line):
                found.append(span)
            else:
                made.refused.append((f"line {number}", "it is no span of the brat format"))
        elif note := NOTE.fullmatch(line):
            notes[note[1]].append(note[2])
        else:
            made.left_aside[OTHERS.get(line[0], "lines of another kind")] += 1
    for span in found:
        key, kind, places, repeated = span.groups()
        said = "\n".join(notes.pop(key, []))
        try:
            label = label_of(kind)
            if label is None:
                made.left_aside[f"spans “{kind}”"] += 1
                continue
            made.spans += spans_of_line(key, label, places, repeated, said, text)
        except Unusable as reason:
            made.refused.append((key, str(reason)))
    if on_others := sum(map(len, notes.values())):
        made.left_aside[OTHERS["#"]] += on_others
    return made


def spans_of_line(
    key: str, label: str, places: str, repeated: str | None, note: str, text: str
) -> list[SpanRead]:
    """The spans of one line; the note stands on the first of them."""
    extents = [(int(start), int(end)) for start, end in map(str.split, places.split(";"))]
    for start, end in extents:
        if start >= end:
            raise Unusable(f"it is empty ({start} to {end})")
        if end > len(text):
            raise Unusable(f"it ends at {end}, the text at {len(text)}")
    words = " ".join(text[start:end] for start, end in extents)
    if repeated is not None and words.split() != repeated.split():
        raise Unusable(f'the words there are "{shortened(words)}", not "{shortened(repeated)}"')
    several = len(extents) > 1
    return [
        SpanRead(
            name=f"{key}, piece {number}" if several else key,
            start=start,
            end=end,
            exact=text[start:end],
            label=label,
            note=note if number == 1 else "",
            group=key if several else None,
        )
        for number, (start, end) in enumerate(extents, 1)
    ]
