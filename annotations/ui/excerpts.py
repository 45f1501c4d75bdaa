"""Excerpts and whole texts with marks, shown by colour and said in hidden words to screen readers.

No script measures offsets in this HTML, so the marks may hold words that are not in the text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from annotations.labels import LABELS
from annotations.spans.intervals import Extent
from annotations.spans.segments import Span, stretches
from annotations.ui.marked_text import second_label
from articles.paragraphs import paragraphs


def marked_excerpt(text: str, extent: Extent, spans: Iterable[Any]) -> SafeString:
    """text[extent] with the spans (anything with start, end and label) marked, cut to it.

    Where a span begins and ends is also said, for those who do not see the mark.
    """
    start, end = extent
    inside = [one for one in spans if one.start < end and one.end > start]
    marked = [
        Span(max(one.start, start), min(one.end, end), number) for number, one in enumerate(inside)
    ]
    (pieces,) = stretches([extent], marked)
    parts: list[Any] = ["… "] if start else []
    for piece in pieces:
        words = PARTING.sub("\n", text[piece.start : piece.end])
        here = [inside[number] for number in piece.ids]
        if not here:
            parts.append(words)
            continue
        begin = [LABELS[one.label].begins for one in reversed(here) if one.start == piece.start]
        finish = [LABELS[one.label].ends for one in here if one.end == piece.end]
        labels = list(dict.fromkeys(one.label for one in here))
        parts.append(
            format_html(
                '<mark class="{}"{}>{}{}{}</mark>',
                " ".join([*labels, *["deep"][: len(here) - 1]]),
                mark_safe(second_label(labels)),  # noqa: S308 (a key of the table of labels)
                format_html_join("", UNSEEN, ((said,) for said in begin)),
                words,
                format_html_join("", UNSEEN, ((said,) for said in finish)),
            )
        )
    parts += [" …"] if end < len(text) else []
    return format_html_join("", "{}", ((part,) for part in parts))


def whole_text(
    text: str,
    marks: Sequence[Any],
    addresses: Mapping[int, str],
    here: int | None,
    held: Sequence[Any] = (),
) -> list[SafeString]:
    """The paragraphs of the whole text as HTML, with final and open spans marked.

    A mark has start, end, label, group and is_final; the words of an open group lead to its
    address, and those of the group `here` are told apart. `held` are the spans of the editors
    (start, end, label, group, letter and lane, from 1), each told by its letter where it begins
    and by a line under its words, the first LINES lanes each at its own height.
    """
    parts = paragraphs(text)
    all_marks = [*marks, *held]
    spans = [Span(mark.start, mark.end, number) for number, mark in enumerate(all_marks)]
    cut = stretches([(part.start, part.end) for part in parts], spans)
    drawn_parts = []
    for pieces in cut:
        stretch = [
            _marked_stretch(
                text,
                (piece.start, piece.end),
                [marks[number] for number in piece.ids if number < len(marks)],
                [all_marks[number] for number in piece.ids if number >= len(marks)],
                addresses,
                here,
            )
            for piece in pieces
        ]
        words = format_html_join("", "{}", ((one,) for one in stretch))
        drawn_parts.append(format_html('<p dir="auto">{}</p>', words))
    return drawn_parts


def _marked_stretch(
    text: str,
    extent: Extent,
    marks: Sequence[Any],
    held: Sequence[Any],
    addresses: Mapping[int, str],
    here: int | None,
) -> str:
    words = text[slice(*extent)]
    if not marks and not held:
        return words
    final = [mark for mark in marks if mark.is_final]
    still_open = [mark for mark in marks if not mark.is_final]
    labels = list(dict.fromkeys(mark.label for mark in final))
    classes = [*labels]
    classes += ["deep"] if len(final) > 1 else []
    classes += ["open"] if still_open else []
    of_group = [*still_open, *final, *held]
    group = next((mark.group for mark in of_group if mark.group in addresses), None)
    if any(mark.group == here for mark in of_group if here is not None):
        classes.append("here")
        group = here if here in addresses else group
    drawn_words: str = words
    if classes:
        second = mark_safe(second_label(labels))  # noqa: S308 (a key of the table of labels)
        drawn_words = format_html('<mark class="{}"{}>{}</mark>', " ".join(classes), second, words)
    if held:
        drawn_words = _by_editor(drawn_words, extent, held)
    if group is None:
        return drawn_words
    return format_html('<a href="{}" data-desk>{}</a>', addresses[group], drawn_words)


def _by_editor(words: str, extent: Extent, held: Sequence[Any]) -> SafeString:
    """The words with a line for each editor who has them, and the letters where a span begins.

    Of several spans of one editor the shortest, which comes first, gives the line its label. Lanes
    beyond LINES have their letters only.
    """
    in_order = sorted(held, key=lambda one: one.lane)
    lines = {one.lane: one.label for one in reversed(held) if one.lane <= LINES}
    begun = [one for one in in_order if one.start == extent[0]]
    ended = [one for one in in_order if one.end == extent[1]]
    letters = "".join(dict.fromkeys(one.letter for one in begun))
    drawn_words = format_html(
        "{}{}{}{}",
        format_html('<span class="whose" aria-hidden="true">{}</span>', letters) if begun else "",
        format_html_join("", UNSEEN, ((_whose(one, LABELS[one.label].begins),) for one in begun)),
        words,
        format_html_join("", UNSEEN, ((_whose(one, LABELS[one.label].ends),) for one in ended)),
    )
    for lane in sorted(lines):
        drawn_words = format_html(
            '<span class="by lane-{} {}">{}</span>', lane, lines[lane], drawn_words
        )
    return drawn_words


def _whose(one: Any, said: Any) -> str:
    return f"{one.letter}: {said}"


# How many editors have a line of their own: more of them nobody tells apart by their place.
LINES = 8

# An excerpt is read in one go: a new line parts paragraphs well enough.
PARTING = re.compile(r"\n\s*\n")
UNSEEN = '<span class="visually-hidden"> [{}] </span>'
