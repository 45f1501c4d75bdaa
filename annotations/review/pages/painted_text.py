"""The words of a group, once, with every editor's extent painted in.

What all editors have is tinted in the colour of its label. Each extent has a line of its own under
the words and its editor's letter before the first, both said in hidden words too. `data-in` names
the choices that would put the words into the text, with the label they would have: a script tints
them once one is chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.labels import name_of
from annotations.spans.intervals import Extent
from annotations.spans.segments import Span, stretches
from annotations.spans.sentences import surrounding_sentences
from annotations.ui.excerpts import LINES, UNSEEN
from articles.paragraphs import paragraphs_touching

LONGEST = 1800  # Code points of whole paragraphs: of longer ones the sentences of the group do.
AROUND = 240  # Code points shown of the paragraph before and of the one behind.


def paint_group(
    text: str,
    extent: Extent,
    lanes: Sequence[tuple[str, Sequence[Any]]],
    choices: Mapping[str, Iterable[Any]],
) -> SafeString:
    """The paragraphs around `extent`; `lanes` are (letter, spans) of every layer, by letter.

    `choices` are the spans that each choice would put there.
    """
    spans = [
        (number, letter, one) for number, (letter, some) in enumerate(lanes, 1) for one in some
    ]
    ruled = [(choice, one) for choice, some in choices.items() for one in some]
    everything = [one for *_lane, one in spans] + [one for _choice, one in ruled]
    marked = [Span(one.start, one.end, number) for number, one in enumerate(everything)]
    parts = shown_paragraphs(text, extent)
    several = len({one.label for *_lane, one in spans}) > 1
    drawn = []
    for part, pieces in zip(parts, stretches(parts, marked), strict=True):
        words = [
            _piece(
                text,
                (piece.start, piece.end),
                [spans[number] for number in piece.ids if number < len(spans)],
                [ruled[number - len(spans)] for number in piece.ids if number >= len(spans)],
                len(lanes),
                several,
            )
            for piece in pieces
        ]
        drawn.append(
            format_html(
                '<p dir="auto">{}{}{}</p>',
                "" if _begins_paragraph(text, part[0]) else "… ",
                format_html_join("", "{}", ((one,) for one in words)),
                "" if _ends_paragraph(text, part[1]) else " …",
            )
        )
    before, behind = _around(text, parts)
    return format_html("{}{}{}", before, format_html_join("", "{}", ((p,) for p in drawn)), behind)


def shown_paragraphs(text: str, extent: Extent) -> list[Extent]:
    """The whole paragraphs of the extent; where these are very long, its sentences of them."""
    parts = [(part.start, part.end) for part in paragraphs_touching(text, *extent)]
    if not parts or parts[-1][1] - parts[0][0] <= LONGEST:
        return parts or [extent]
    start, end = surrounding_sentences(text, *extent)
    return [
        (max(start, first), min(end, last)) for first, last in parts if first < end and start < last
    ]


def _begins_paragraph(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _ends_paragraph(text: str, at: int) -> bool:
    return at == len(text) or text[at] == "\n"


def _around(text: str, parts: Sequence[Extent]) -> tuple[SafeString | str, SafeString | str]:
    """The end of the paragraph before and the beginning of the one behind, dimmed."""
    before: SafeString | str = ""
    behind: SafeString | str = ""
    first, last = parts[0][0], parts[-1][1]
    words = text[max(0, first - 2 * AROUND) : first].rstrip().rpartition("\n")[2]
    if words and _begins_paragraph(text, first):
        whole = len(words) <= AROUND
        before = _dimmed(words if whole else f"… {words[-AROUND:].partition(' ')[2]}")
    words = text[last : last + 2 * AROUND].lstrip().partition("\n")[0]
    if words and _ends_paragraph(text, last):
        whole = len(words) <= AROUND
        behind = _dimmed(words if whole else f"{words[:AROUND].rpartition(' ')[0]} …")
    return before, behind


def _dimmed(words: str) -> SafeString:
    return format_html('<p class="dim" dir="auto">{}</p>', words)


def _piece(
    text: str,
    extent: Extent,
    here: Sequence[tuple[int, str, Any]],
    ruled: Sequence[tuple[str, Any]],
    lanes: int,
    several: bool,
) -> SafeString | str:
    words = text[slice(*extent)]
    if not here and not ruled:
        return words
    in_order = sorted(here, key=lambda one: one[0])
    labels = {one.label for *_lane, one in here}
    agreed = labels.pop() if len(labels) == 1 and len({n for n, *_one in here}) == lanes else ""
    chosen = " ".join(dict.fromkeys(f"{choice}:{one.label}" for choice, one in ruled))
    drawn = format_html(
        '<span class="words{}" data-in="{}">{}</span>',
        f" agreed {agreed}" if agreed else "",
        chosen,
        words,
    )
    begun = [one for one in in_order if one[2].start == extent[0]]
    ended = [one for one in in_order if one[2].end == extent[1]]
    drawn = format_html(
        "{}{}{}{}",
        format_html_join("", LETTER, ((n, _named(a, s, several)) for n, a, s in begun)),
        format_html_join("", UNSEEN, ((_begins(a, s),) for _n, a, s in begun)),
        drawn,
        format_html_join("", UNSEEN, ((_ends(a, s),) for _n, a, s in ended)),
    )
    for number in sorted({number for number, *_one in here if number <= LINES}):
        drawn = format_html('<span class="by lane-{} editor-{}">{}</span>', number, number, drawn)
    return drawn


LETTER = '<span class="whose editor-{}" aria-hidden="true">{}</span>'


def _named(letter: str, span: Any, several: bool) -> str:
    return f"{letter} {name_of(span.label)}" if several else letter


def _begins(letter: str, span: Any) -> str:
    return _("%(letter)s begins, %(label)s") % {"letter": letter, "label": name_of(span.label)}


def _ends(letter: str, span: Any) -> str:
    return _("%(letter)s ends") % {"letter": letter}
