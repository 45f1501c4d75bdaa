"""All groups of a review in text order: the list, the next one to settle, the whole text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from annotations.models import (
    Adjudication,
    Disagreement,
    Review,
)
from annotations.models.adjudication import Rule
from annotations.models.disagreement import Kind, State
from annotations.review.pages import questions
from newsroom.models import User
from newsroom.prepared import ask, totals

# The kinds that are found; what all editors agree on has a list of its own.
KINDS = [choice for choice in Kind.choices if choice[0] != Kind.AGREED]
WORDS = 60  # Code points of a group's words in the list.


@dataclass(frozen=True)
class Line:
    """A group in the list; `number` counts the groups of the review in text order, from 1."""

    number: int
    row: Disagreement
    gist: str
    words: str

    @property
    def state(self) -> str:
        return self.row.state

    @property
    def is_settled(self) -> bool:
        return is_settled(self.row)


@dataclass(frozen=True)
class Overview:
    """All groups of a review in text order, and how far it has come."""

    lines: Sequence[Line]
    agreed: int

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def settled(self) -> int:
        return sum(line.is_settled for line in self.lines)

    @property
    def left(self) -> int:
        return self.total - self.settled

    def line_of(self, pk: int) -> Line | None:
        return next((line for line in self.lines if line.row.pk == pk), None)

    def narrowed(self, kind: str, state: str) -> list[Line]:
        rows = narrow_groups([line.row for line in self.lines], kind, state)
        narrowed = {row.pk for row in rows}
        return [line for line in self.lines if line.row.pk in narrowed]


class Choice(NamedTuple):
    """A kind or a state that the list can be narrowed to, and how many it would hold then."""

    value: str
    words: Any
    number: int


def kind_choices(overview: Overview, kind: str, state: str) -> list[Choice]:
    """All kinds together and each that occurs, counted in the chosen state."""
    rows = narrow_groups([line.row for line in overview.lines], "", state)
    number = Counter(one for row in rows for one in {row.kind, *row.further})
    kinds = [Choice(one, words, number[one]) for one, words in KINDS]
    return offered([Choice("", _("All differences"), len(rows)), *kinds], kind)


def state_choices(overview: Overview, kind: str, state: str) -> list[Choice]:
    """All states together, what is undecided, and each state that occurs, counted in the kind.

    Undecided is all that is not decided: what waits, is objected to or has changed is among it.
    """
    rows = narrow_groups([line.row for line in overview.lines], kind, "")
    number = Counter(row.state for row in rows)
    left = Choice("left", _("Undecided"), len(rows) - number[State.SETTLED])
    states = [Choice(one, words, number[one]) for one, words in State.choices[1:-1]]
    return offered([Choice("", _("All states"), len(rows)), left, *states], state)


def offered(counted: Iterable[Choice], chosen: str) -> list[Choice]:
    """Without those that would leave an empty list, but for what is chosen and the first two."""
    return [one for one in counted if one.number or one.value in ("", "left", chosen)]


def load_groups(review: Review) -> list[Disagreement]:
    """The groups of a review in text order, each with its state. One query."""
    return ask(_groups, review=review.pk)


def _groups(*, review: Any) -> QuerySet[Disagreement]:
    rows = Disagreement.objects.filter(review=review).exclude(state=State.GONE)
    return rows.order_by("start", "-end", "pk")


def is_settled(row: Disagreement) -> bool:
    return row.state == State.SETTLED


def narrow_groups(rows: Sequence[Disagreement], kind: str, state: str) -> list[Disagreement]:
    """Those of a kind and in a state, where these are asked for; «left» are the unsettled."""
    found = [row for row in rows if not kind or kind in (row.kind, *row.further)]
    if state == "left":
        return [row for row in found if not is_settled(row)]
    return [row for row in found if row.state == state] if state else found


def next_unsettled(rows: Sequence[Disagreement], after: int) -> Disagreement | None:
    """The next group to settle behind the one with the id `after`, from the top again."""
    place = next((place for place, row in enumerate(rows) if row.pk == after), -1)
    around = [*rows[place + 1 :], *rows[: place + 1]]
    return next((row for row in around if not is_settled(row) and row.pk != after), None)


def load_overview(review: Review, text: str) -> Overview:
    """Three queries for any number of groups."""
    letters: dict[int, set[str]] = defaultdict(set)
    for pk, letter in ask(_letters, review=review.pk):
        letters[pk].add(letter)
    ((agreed,),) = ask(_agreed_count, review=review.pk)
    return Overview(
        [
            Line(
                number,
                row,
                questions.describe_group(row.kind, row.labels, sorted(letters[row.pk])),
                Truncator(" ".join(text[row.start : row.end].split())).chars(WORDS),
            )
            for number, row in enumerate(load_groups(review), 1)
        ],
        agreed,
    )


def _letters(*, review: Any) -> QuerySet[Any]:
    held = Disagreement.annotations.through.objects.filter(
        disagreement__review=review,
        annotation__withdrawn_at=None,
        annotation__layer__submitted_at__isnull=False,
    )
    return held.values_list("disagreement_id", "annotation__layer__letter")


def _agreed_count(*, review: Any) -> QuerySet[Any]:
    rulings = Adjudication.objects.filter(review=review, rule=Rule.UNANIMOUS)
    return totals(rulings.standing(), number=Count("pk"))


def progress_of_reviews(reviews: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How many of each review are decided, and of how many. One query."""
    rows = Disagreement.objects.filter(review__in=list(reviews)).exclude(state=State.GONE)
    counted = (
        rows.order_by()
        .values_list("review")
        .annotate(settled=Count("pk", filter=Q(state=State.SETTLED)), total=Count("pk"))
    )
    return {review: (settled, total) for review, settled, total in counted}


def count_decisions(review: Review) -> dict[str, int]:
    """How much was decided one by one, and how much several at once. One query."""
    standing = Adjudication.objects.filter(review=review).exclude(disagreement=None).standing()
    return standing.aggregate(
        by_hand=Count("pk", filter=Q(batch=None)), by_rule=Count("pk", filter=~Q(batch=None))
    )


def find_neighbours(lines: Sequence[Line], pk: int) -> tuple[Line | None, Line | None]:
    """The lines before and behind the group, settled or not."""
    place = next((place for place, line in enumerate(lines) if line.row.pk == pk), None)
    if place is None:
        return None, None
    before = lines[place - 1] if place else None
    behind = lines[place + 1] if place + 1 < len(lines) else None
    return before, behind


def latest_ruling_by(reader: User, review: Review) -> Adjudication | None:
    """The reader's latest ruling by hand that stands: what Undo takes back."""
    return next(iter(ask(_rulings_by, review=review.pk, reader=reader.pk)), None)


def _rulings_by(*, review: Any, reader: Any) -> QuerySet[Adjudication]:
    mine = Adjudication.objects.filter(review=review, decided_by=reader, rule="").standing()
    return mine.order_by("-pk")[:1]


def agreed_rulings(review: Review) -> "QuerySet[Adjudication]":
    """What all editors have, as it was ruled when the review opened, in text order."""
    found = Adjudication.objects.filter(review=review, rule=Rule.UNANIMOUS).standing()
    return found.prefetch_related("ruled_spans").order_by("ruled_spans__start", "pk")


@dataclass(frozen=True)
class TextMark:
    """A stretch of the whole text: what stands final, or a group that is still open."""

    start: int
    end: int
    label: str
    group: int | None
    is_final: bool


def text_marks(review: Review, lines: Sequence[Line]) -> list[TextMark]:
    """The final spans, and the extents of the groups that are not settled. Two queries."""
    standing = Adjudication.objects.filter(review=review).standing()
    settled = {line.row.pk for line in lines if line.is_settled}
    ruled = standing.filter(Q(disagreement=None) | Q(disagreement__in=settled))
    final = ruled.exclude(ruled_spans=None).values_list(
        "ruled_spans__start", "ruled_spans__end", "ruled_spans__label", "disagreement_id"
    )
    marks = [TextMark(*row, is_final=True) for row in final]
    marks += [
        TextMark(
            line.row.start,
            line.row.end,
            line.row.labels[0] if line.row.labels else "",
            line.row.pk,
            is_final=False,
        )
        for line in lines
        if not line.is_settled
    ]
    return marks


class EditorSpan(NamedTuple):
    """A span of one editor in the whole text; `lane` counts the letters of the review, from 1."""

    start: int
    end: int
    label: str
    group: int
    letter: str
    lane: int


def editor_spans_in_text(review: Review) -> list[EditorSpan]:
    """What each editor has in the groups, settled or not; what all agree on is not among it.

    One query.
    """
    through = Disagreement.annotations.through.objects.filter(
        disagreement__review=review,
        disagreement__gone_at=None,
        annotation__withdrawn_at=None,
        annotation__layer__submitted_at__isnull=False,
    )
    fields = ("start", "end", "label", "layer__letter")
    rows = list(
        through.order_by("annotation__start", "annotation__layer__letter").values_list(
            *(f"annotation__{field}" for field in fields), "disagreement_id"
        )
    )
    letters = sorted({letter for *_span, letter, _group in rows})
    return [
        EditorSpan(start, end, label, group, letter, letters.index(letter) + 1)
        for start, end, label, letter, group in rows
    ]
