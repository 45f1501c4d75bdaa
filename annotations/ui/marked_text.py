"""The text with its marks: flat `<mark>` stretches, nothing else between the words.

Each paragraph is written in one piece, since any white space a template left inside it
would shift every offset that the browser counts.
"""

from collections.abc import Container, Iterable, Sequence
from html import escape
from typing import Protocol
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from annotations.models import Suggestion
from annotations.spans.segments import Span, Stretch, stretches
from articles.paragraphs import Paragraph

# Writing every id on every stretch makes the deepest texts several times longer; the list beside
# the text is the full account.
MOST_IDS = 8

# Of an annotation's id a mark says the last group, with its hyphen: enough to tell those of a layer
# apart, and a third of what is longest in the page.
SHORT = 13

# The id of a suggestion among those of annotations, which are hexadecimal: it comes after them.
SUGGESTED = "~"


class Markable(Protocol):
    """What has a place and a label: an annotation, or as much of its row as is drawn."""

    @property
    def pk(self) -> UUID: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


def draw(
    parts: Sequence[Paragraph],
    annotations: Iterable[Markable],
    suggestions: Iterable[Suggestion] = (),
    *,
    title: str,
    described: Container[str] = (),
) -> list[SafeString]:
    """Each paragraph as HTML; its text content is exactly `part.text`.

    `annotations` and `suggestions` are all that touch the paragraphs; others do no harm. A first
    paragraph that is the `title` is set as a headline. `described` are the keys of those that have
    a card on the page, since a mark may only point to one that is there.
    """
    own = {str(one.pk): one for one in annotations}
    suggested = {key_of(one): one for one in suggestions}
    labels = {key: one.label for key, one in own.items()}
    labels |= {key: label_classes(one) for key, one in suggested.items()}
    spans = [Span(one.start, one.end, key) for key, one in own.items()]
    spans += [Span(one.start, one.end, key) for key, one in suggested.items()]
    cut = stretches([(part.start, part.end) for part in parts], spans)
    return [
        _paragraph(part, [_stretch(part, piece, labels, described) for piece in pieces], title)
        for part, pieces in zip(parts, cut, strict=True)
    ]


def label_classes(one: Suggestion) -> str:
    """Its label, and whether it is carried over, as classes of its mark."""
    return one.label if one.carried_from_id is None else f"{one.label} carried"


def key_of(one: Markable | Suggestion) -> str:
    """Its key among the marks: the id of an annotation, `~` and the id of a suggestion."""
    return f"{SUGGESTED}{one.pk}" if isinstance(one, Suggestion) else str(one.pk)


def _paragraph(part: Paragraph, drawn: Iterable[str], title: str) -> SafeString:
    headline = ' class="headline"' if part.number == 0 and part.text == title else ""
    return mark_safe(  # noqa: S308 (`drawn` is escaped, the rest are numbers)
        f'<p id="p-{part.number}"{headline} dir="auto" data-start="{part.start}" '
        f'data-length="{part.end - part.start}" data-separator="{escape(part.separator)}">'
        f"{''.join(drawn)}</p>"
    )


def _stretch(
    part: Paragraph, piece: Stretch[str], labels: dict[str, str], described: Container[str]
) -> str:
    """By hand and not by format_html, which takes ten times as long over thousands of marks; and
    without a call for each id, of which the deepest stretches have dozens.
    """
    words = escape(part.text[piece.start - part.start : piece.end - part.start])
    if not piece.ids:
        return words
    own = [key for key in piece.ids if key[0] != SUGGESTED]
    suggested = [key for key in piece.ids if key[0] == SUGGESTED]
    # The shortest annotation's label is first; the style sheets go by that order. A suggestion is
    # only seen where nothing else is.
    marked = list(dict.fromkeys([labels[key] for key in own]))
    classes = [*marked, *(["deep"] if len(own) > 1 else [])]
    if suggested:
        classes.append("suggested")
    if not own:
        classes += dict.fromkeys([labels[key] for key in suggested])
    attributes = second_label(marked)
    if own:
        attributes += f' data-annotations="{" ".join([key[-SHORT:] for key in own[:MOST_IDS]])}"'
    if suggested:
        ids = " ".join([key[len(SUGGESTED) :] for key in suggested[:MOST_IDS]])
        attributes += f' data-suggestions="{ids}"'
    for key in (*own, *suggested):
        if key in described:
            attributes += f' aria-details="{id_of_card(key)}"'
            break
    return f'<mark class="{" ".join(classes)}"{attributes}>{words}</mark>'


def second_label(labels: Sequence[str]) -> str:
    """The attribute that names the second of the labels of one mark; empty where they are one."""
    return f' data-second="{labels[1]}"' if len(labels) > 1 else ""


def id_of_card(key: str) -> str:
    is_suggested = key.startswith(SUGGESTED)
    return f"s-{key.removeprefix(SUGGESTED)}" if is_suggested else f"a-{key}"
