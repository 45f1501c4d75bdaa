"""Spans with the offsets of their file, before and after they are placed in the text. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotations.exchange.importing.layer_read import (
    LINE_ENDS,
    LayerRead,
    SpanRead,
    Unusable,
    shortened,
)
from annotations.exchange.importing.offsets import (
    CHARACTERS,
    Extent,
    Mark,
    Placed,
    place_all,
    with_line_feeds,
)


@dataclass(frozen=True)
class Marked:
    """A span as its file has it; several stretches become a group, a note stands on the first.

    `words` are those that the file repeats, None where its format repeats none.
    """

    name: str
    label: str
    extents: tuple[Extent, ...]
    words: str | None = None
    note: str = ""


@dataclass
class TextMarked:
    """A layer that is being read, its text as the file has it, and its spans."""

    layer: LayerRead
    text: str
    spans: list[Marked] = field(default_factory=list)


def layer_on_text(name: str, editor: str, text: str, as_it_came: bytes | None = None) -> LayerRead:
    """A layer on a text that the file brings with it."""
    ours = with_line_feeds(text)
    layer = LayerRead(name, editor, raw=ours.encode())
    if ours == text:
        layer.raw = as_it_came or layer.raw
    else:
        layer.as_it_came = as_it_came
    if len(ours) != len(text):
        layer.notes.append(LINE_ENDS)
    return layer


def place_spans(
    read: Sequence[TextMarked], *, unit: str = "", native: str = CHARACTERS
) -> Iterator[LayerRead]:
    """The layers of a file with their spans in place; what has none is refused by its name."""
    marks = [(one.text, [Mark(span.extents, span.words) for span in one.spans]) for one in read]
    for one, found in zip(read, place_all(marks, unit=unit, native=native), strict=True):
        if found.note:
            one.layer.notes.append(found.note)
        text = with_line_feeds(one.text)
        for span, extents in zip(one.spans, found.extents, strict=True):
            try:
                one.layer.spans += spans_at(span, extents, text, found)
            except Unusable as reason:
                one.layer.refused.append((span.name, str(reason)))
        yield one.layer


def spans_at(
    span: Marked, extents: tuple[Extent, ...] | None, text: str, found: Placed
) -> list[SpanRead]:
    if found.doubt:
        raise Unusable(found.doubt)
    if extents is None:
        stretches = ", ".join(f"{start} to {end}" for start, end in span.extents)
        raise Unusable(f"{stretches} is no place in a text of {len(text)} characters")
    words = " ".join(text[start:end] for start, end in extents)
    if span.words is not None and span.words.split() != words.split():
        raise Unusable(f'the words there are "{shortened(words)}", not "{shortened(span.words)}"')
    several = len(extents) > 1
    return [
        SpanRead(
            name=f"{span.name}, piece {number}" if several else span.name,
            start=start,
            end=end,
            exact=text[start:end],
            label=span.label,
            note=span.note if number == 1 else "",
            group=span.name if several else None,
        )
        for number, (start, end) in enumerate(extents, 1)
    ]
