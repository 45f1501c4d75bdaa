"""The way back to the editor: what a closed review made of their layer, and where they differ most.

Read off the standing rulings. A ruling holds what it looked at, so what an editor had is told as
it was ruled on, whatever became of the annotation since.
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
from annotations.review.outcomes import ACCEPTED, ADDED, CHANGED, REJECTED, Fate, Mark, fates
from annotations.spans.numbers import plain
from newsroom.models import User

ORDER = (CHANGED, REJECTED, ADDED, ACCEPTED)
MONTHS = 12


@dataclass(frozen=True)
class Outcome:
    """What one ruling made of what the editor had there; `dispute` is their thread against it."""

    ruling: Adjudication
    fates: Sequence[Fate]
    dispute: Thread | None

    @property
    def is_as_marked(self) -> bool:
        return all(fate.outcome == ACCEPTED for fate in self.fates)

    @property
    def start(self) -> int:
        return self.fates[0].mark.start


def outcomes(layer: Layer) -> list[Outcome]:
    """What the closed review made of the layer, in text order; empty while it is open."""
    rulings = complete(
        Adjudication.objects.standing().filter(
            where_released("review"), review__revision=layer.revision_id
        )
    )
    threads = Thread.objects.filter(ruling__in=rulings, opened_by=layer.editor_id)
    disputes = {thread.ruling_id: thread for thread in threads}
    same = load_alias_names().details
    found = [
        Outcome(ruling, met, disputes.get(ruling.pk))
        for ruling in rulings
        if (met := fates_of(ruling, layer.letter, layer.revision.text, same))
    ]
    return sorted(found, key=lambda one: (one.start, one.ruling.pk))


def tally(found: Iterable[Outcome]) -> dict[str, int]:
    """How many spans were accepted, changed, rejected, added."""
    counted = Counter(fate.outcome for one in found for fate in one.fates)
    return {outcome: counted[outcome] for outcome in ORDER}


def complete(rulings: Any) -> list[Adjudication]:
    spans = RuledSpan.objects.order_by("start", "-end", "label")
    rulings = rulings.select_related("disagreement", "review", "decided_by")
    return list(rulings.prefetch_related(Prefetch("ruled_spans", spans)).order_by("pk"))


def fates_of(ruling: Adjudication, letter: str, text: str, same: Any = None) -> list[Fate]:
    """What the ruling made of the letter's lane; empty where neither has a span."""
    lanes = ruling.considered.get("lanes", [])
    held = [span for lane in lanes if lane["letter"] == letter for span in lane["spans"]]
    before = [of_lane(span, text) for span in held]
    after = [of_ruling(span) for span in ruling.ruled_spans.all()]
    return fates(before, after, same) if same else fates(before, after)


def of_lane(span: Mapping[str, Any], text: str = "") -> Mark:
    return Mark(
        span["start"],
        span["end"],
        span["label"],
        text[span["start"] : span["end"]],
        span["attributed_to"],
        span["value"] or "",
        span["unit"],
    )


def of_ruling(span: RuledSpan) -> Mark:
    value = "" if span.value is None else plain(span.value)
    return Mark(span.start, span.end, span.label, span.exact, span.attributed_to, value, span.unit)


@dataclass
class Differences:
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


def differences(editor: User, *, today: date | None = None) -> Differences:
    """The editor's own most frequent differences over the closed reviews of the last MONTHS.

    A constant number of queries, and one pass over the rulings.
    """
    first = first_month(today or timezone.localdate())
    layers = Layer.objects.submitted().of(editor)
    layers = layers.filter(revision__review__closed_at__date__gte=first)
    rows = layers.values_list("revision_id", "letter", "revision__review__closed_at")
    letters = {revision: (letter, month_of(closed)) for revision, letter, closed in rows}
    found = Differences(layers=len(letters), labels={key: Counter() for key in LABELS})
    found.months = {month: Counter() for month in months_from(first)}
    rulings = Adjudication.objects.standing().filter(review__revision__in=letters)
    same = load_alias_names().details
    for ruling in complete(rulings):
        letter, month = letters[ruling.review.revision_id]
        count(found, ruling, fates_of(ruling, letter, "", same), month)
    return found


def count(found: Differences, ruling: Adjudication, met: Sequence[Fate], month: date) -> None:
    differs = False
    for fate in met:
        found.spans[fate.outcome] += 1
        found.labels[fate.mark.label][fate.outcome] += 1
        found.months[month][fate.outcome] += 1
        differs |= fate.outcome != ACCEPTED
        if "extent" in fate.differences():
            found.extents[extent_of(fate)] += 1
    if differs:
        if ruling.disagreement is not None:
            found.kinds[ruling.disagreement.kind] += 1
        said = ruling.reason or (f"rule:{ruling.rule}" if ruling.rule else "")
        found.reasons[said] += 1


def extent_of(fate: Fate) -> str:
    """Whether the editor's span was longer, shorter, or neither holds the other."""
    old, new = fate.before, fate.after
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
