"""What a closed review changed: the outcomes of a layer, and an editor's most frequent differences.

Both are read from the standing rulings. A ruling holds the lanes that it considered, so an editor
reads what was ruled on, even where the annotation has changed since.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from annotations.disagreements.groups import load_alias_names
from annotations.labels import LABELS
from annotations.models import Adjudication, Layer, RuledSpan, Thread
from annotations.models.adjudication import Reason, Rule
from annotations.models.disagreement import Kind
from annotations.models.review import where_released
from annotations.review.outcomes import (
    ACCEPTED,
    ADDED,
    CHANGED,
    REJECTED,
    Mark,
    Outcome,
    match_spans,
)
from annotations.spans.numbers import plain_decimal
from newsroom.models import User

ORDER = (CHANGED, REJECTED, ADDED, ACCEPTED)
MONTHS = 12


@dataclass(frozen=True)
class RulingOutcomes:
    """The outcomes of an editor's spans under one ruling; `dispute` is their thread against it."""

    ruling: Adjudication
    outcomes: Sequence[Outcome]
    dispute: Thread | None

    @property
    def is_as_marked(self) -> bool:
        return all(outcome.result == ACCEPTED for outcome in self.outcomes)

    @property
    def start(self) -> int:
        return self.outcomes[0].mark.start


def outcomes_of_layer(layer: Layer) -> list[RulingOutcomes]:
    """The outcomes of a layer's spans by ruling, in text order; none while the review is open."""
    rulings = load_rulings(
        Adjudication.objects.standing().filter(
            where_released("review"), review__revision=layer.revision_id
        )
    )
    threads = Thread.objects.filter(ruling__in=rulings, opened_by=layer.editor_id)
    disputes = {thread.ruling_id: thread for thread in threads}
    same = load_alias_names().details
    found = [
        RulingOutcomes(ruling, outcomes, disputes.get(ruling.pk))
        for ruling in rulings
        if (outcomes := outcomes_of_ruling(ruling, layer.letter, layer.revision.text, same))
    ]
    return sorted(found, key=lambda one: (one.start, one.ruling.pk))


def count_outcomes(found: Iterable[RulingOutcomes]) -> dict[str, int]:
    """How many spans were accepted, changed, rejected, added."""
    counted = Counter(outcome.result for one in found for outcome in one.outcomes)
    return {outcome: counted[outcome] for outcome in ORDER}


def load_rulings(rulings: Any) -> list[Adjudication]:
    spans = RuledSpan.objects.order_by("start", "-end", "label")
    rulings = rulings.select_related("disagreement", "review", "decided_by")
    return list(rulings.prefetch_related(Prefetch("ruled_spans", spans)).order_by("pk"))


def outcomes_of_ruling(
    ruling: Adjudication, letter: str, text: str, same: Any = None
) -> list[Outcome]:
    """The outcomes of the spans in the lane of this letter; none where neither side has a span."""
    lanes = ruling.considered.get("lanes", [])
    held = [span for lane in lanes if lane["letter"] == letter for span in lane["spans"]]
    before = [mark_of_lane(span, text) for span in held]
    after = [mark_of_ruled_span(span) for span in ruling.ruled_spans.all()]
    return match_spans(before, after, same) if same else match_spans(before, after)


def mark_of_lane(span: Mapping[str, Any], text: str = "") -> Mark:
    return Mark(
        span["start"],
        span["end"],
        span["label"],
        text[span["start"] : span["end"]],
        span["attributed_to"],
        span["value"] or "",
        span["unit"],
    )


def mark_of_ruled_span(span: RuledSpan) -> Mark:
    value = "" if span.value is None else plain_decimal(span.value)
    return Mark(span.start, span.end, span.label, span.exact, span.attributed_to, value, span.unit)


@dataclass
class DifferenceCounts:
    """Where an editor and the rulings differ, counted in spans; `months` oldest first.

    `extents` tells of changed extents whether the editor's was longer, shorter or elsewhere.
    """

    layers: int = 0
    spans: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=dict)
    extents: Counter[str] = field(default_factory=Counter)
    months: dict[date, Counter[str]] = field(default_factory=dict)

    @property
    def judged(self) -> int:
        """The editor's own spans that were ruled on."""
        return sum(self.spans[outcome] for outcome in (ACCEPTED, CHANGED, REJECTED))


def count_differences(editor: User, *, today: date | None = None) -> DifferenceCounts:
    """The editor's own most frequent differences over the closed reviews of the last MONTHS.

    A constant number of queries, and one pass over the rulings.
    """
    first = first_month(today or timezone.localdate())
    layers = Layer.objects.submitted().of(editor)
    layers = layers.filter(revision__review__closed_at__date__gte=first)
    rows = layers.values_list("revision_id", "letter", "revision__review__closed_at")
    letters = {revision: (letter, month_of(closed)) for revision, letter, closed in rows}
    found = DifferenceCounts(layers=len(letters), labels={key: Counter() for key in LABELS})
    found.months = {month: Counter() for month in months_from(first)}
    rulings = Adjudication.objects.standing().filter(review__revision__in=letters)
    same = load_alias_names().details
    for ruling in load_rulings(rulings):
        letter, month = letters[ruling.review.revision_id]
        _add_ruling(found, ruling, outcomes_of_ruling(ruling, letter, "", same), month)
    return found


def _add_ruling(
    found: DifferenceCounts, ruling: Adjudication, outcomes: Sequence[Outcome], month: date
) -> None:
    differs = False
    for outcome in outcomes:
        found.spans[outcome.result] += 1
        found.labels[outcome.mark.label][outcome.result] += 1
        found.months[month][outcome.result] += 1
        differs |= outcome.result != ACCEPTED
        if "extent" in outcome.changed_fields():
            found.extents[_compare_extents(outcome)] += 1
    if differs:
        if ruling.disagreement is not None:
            found.kinds[ruling.disagreement.kind] += 1
        said = ruling.reason or (f"rule:{ruling.rule}" if ruling.rule else "")
        found.reasons[said] += 1


def _compare_extents(outcome: Outcome) -> str:
    """Whether the editor's span was longer, shorter, or neither holds the other."""
    old, new = outcome.before, outcome.after
    if old is None or new is None:
        return "elsewhere"
    if old.start <= new.start and new.end <= old.end:
        return "longer"
    return "shorter" if new.start <= old.start and old.end <= new.end else "elsewhere"


def most_frequent(counted: Mapping[str, int], choices: Any) -> list[tuple[str, int]]:
    """By their names, the most frequent first; without those that never occurred."""
    named = {**dict(choices), "": ""}
    rows = [(str(named.get(key, key)), number) for key, number in counted.items() if number]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


KIND_NAMES = Kind.choices
REASON_NAMES = [*Reason.choices, *((f"rule:{value}", name) for value, name in Rule.choices)]


def month_of(moment: Any) -> date:
    return timezone.localtime(moment).date().replace(day=1)


def first_month(today: date) -> date:
    month = today.replace(day=1)
    for _step in range(MONTHS - 1):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def months_from(first: date) -> list[date]:
    found = [first]
    for _step in range(MONTHS - 1):
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return found
