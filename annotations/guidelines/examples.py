"""Rulings that showed a gap in the guidelines, as examples proposed for them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from annotations.access import readable_by
from annotations.labels import name_of
from annotations.models import Adjudication, RuledSpan
from annotations.review.outcomes import Mark
from annotations.review.released_changes import mark_of_ruled_span
from articles.models import Article
from articles.paragraphs import Paragraph, paragraphs
from newsroom.models import User

AROUND = 160
# What Markdown would take for marking up.
MEANT = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True)
class Example:
    """A passage in pieces of (words, whether the ruling marks them), what was ruled, and why."""

    ruling: Adjudication
    article: Article
    passage: list[tuple[str, bool]]
    marks: list[Mark]
    reason: str
    at: datetime


def proposed(user: User) -> QuerySet[Adjudication]:
    """Standing rulings marked as a gap that the user may see, the latest first.

    Reviewers see those of open reviews too; others once they are released.
    """
    rulings = Adjudication.objects.standing().filter(guideline_gap=True)
    rulings = rulings.filter(readable_by(user, "review__revision"))
    spans = RuledSpan.objects.order_by("start", "-end", "label")
    return (
        rulings.select_related("review__revision__article", "disagreement")
        .defer("review__revision__raw", "review__revision__left_out")
        .prefetch_related(Prefetch("ruled_spans", spans))
        .order_by("-decided_at", "-pk")
    )


def examples(rulings: Iterable[Adjudication]) -> list[Example]:
    return [
        Example(
            ruling,
            ruling.review.revision.article,
            passage_around(ruling, ruling.review.revision.text),
            once(mark_of_ruled_span(span) for span in ruling.ruled_spans.all()),
            ruling.why,
            ruling.decided_at,
        )
        for ruling in rulings
    ]


def once(marks: Iterable[Mark]) -> list[Mark]:
    """One of each label and details: of several spans alike it is enough to say it once."""
    return list(
        {(one.label, one.attributed_to, one.value, one.unit): one for one in marks}.values()
    )


def passage_around(ruling: Adjudication, text: str) -> list[tuple[str, bool]]:
    """The words of the ruling with some of their paragraph around, cut between words."""
    extents = merged([(span.start, span.end) for span in ruling.ruled_spans.all()])
    start, end = extent_of(ruling, extents)
    inside = [part for part in paragraphs(text) if part.start < end and part.end > start]
    first = max(inside[0].start if inside else 0, start - AROUND)
    last = min(inside[-1].end if inside else len(text), end + AROUND)
    first = first if first == 0 or text[first - 1].isspace() else next_word(text, first, start)
    last = last if last == len(text) or text[last].isspace() else last_word(text, last, end)
    pieces: list[tuple[str, bool]] = [("… ", False)] if first > start_of_passage(inside) else []
    at = first
    for begins, ends in extents:
        pieces += [(text[at:begins], False), (text[begins:ends], True)]
        at = ends
    pieces.append((text[at:last], False))
    if inside and last < inside[-1].end:
        pieces.append((" …", False))
    return [(words, mark) for words, mark in pieces if words]


def start_of_passage(inside: Sequence[Paragraph]) -> int:
    return inside[0].start if inside else 0


def extent_of(ruling: Adjudication, extents: list[tuple[int, int]]) -> tuple[int, int]:
    """Where it was ruled: at its spans, or where nothing was put, at what it looked at."""
    looked_at = [
        (span["start"], span["end"])
        for lane in ruling.considered.get("lanes", [])
        for span in lane["spans"]
    ]
    every = extents or looked_at or [(0, 0)]
    return min(start for start, _end in every), max(end for _start, end in every)


def merged(extents: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Extents that overlap, as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(extents):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def next_word(text: str, at: int, most: int) -> int:
    while at < most and not text[at - 1].isspace():
        at += 1
    return at


def last_word(text: str, at: int, least: int) -> int:
    while at > least and not text[at].isspace():
        at -= 1
    return at


def as_markdown(example: Example) -> str:
    """The example as the guidelines write one: a quotation with the marked words in bold."""
    words = "".join(
        bold(escaped(words)) if mark else escaped(words) for words, mark in example.passage
    )
    quotation = "\n".join(f"> {line}".rstrip() for line in words.strip().split("\n"))
    ruled = ", ".join(f"*{name_of(mark.label)}*" for mark in example.marks)
    note = escaped(example.ruling.note.strip()) or _("say here what the rule is.")
    return f"{quotation}\n\n{ruled or _('Nothing is marked here')}: {note}\n"


def bold(words: str) -> str:
    """In bold, paragraph by paragraph; white space at the edges would break it."""
    lines = words.split("\n")
    return "\n".join(
        re.sub(r"^(\s*)(.*?)(\s*)$", r"\1**\2**\3", one) if one.strip() else one for one in lines
    )


def escaped(words: str) -> str:
    return MEANT.sub(r"\\\1", words)
