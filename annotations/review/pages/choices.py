"""What can be chosen for a group, in words: the options of the bar, the reasons, what differs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.disagreements.comparison import Group
from annotations.labels import LABELS, name_of
from annotations.models import Disagreement
from annotations.models.adjudication import name_reason
from annotations.models.disagreement import Kind
from annotations.review.pages.span_summary import SpanSummary
from annotations.review.reasons import NOTHING, OUTCOMES, Fitting
from annotations.review.saying_why import reasons_for_group
from newsroom.formats import Grouped


@dataclass(frozen=True)
class ShownReasons:
    """The reasons for one outcome, each as (value, words), in the order of their digits."""

    outcome: str
    preselected: str
    reasons: Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Difference:
    """One row of what is said of the same words: a cell for each editor who has them."""

    name: str
    cells: Sequence[str]

    @property
    def differs(self) -> bool:
        return len(set(self.cells)) > 1


def show_reasons(row: Disagreement, group: Group | None) -> list[ShownReasons]:
    return [show_fitting(reasons_for_group(row, group, outcome)) for outcome in OUTCOMES]


def show_fitting(fitting: Fitting) -> ShownReasons:
    drops = fitting.outcome == NOTHING
    named = [(reason, name_reason(reason, drops=drops)) for reason in fitting.offered]
    return ShownReasons(fitting.outcome, fitting.preselected, named)


def describe_choice(
    spans: Sequence[Any], summaries: Sequence[SpanSummary], kind: str, text: str
) -> str:
    """A version as short as a button: its label, and what a group of this kind differs in."""
    if not spans:
        return _("Nothing here")
    parts = [_count_labels([span.label for span in spans])]
    if kind in {Kind.BOUNDARY, Kind.SPLIT, Kind.LABEL} or len(spans) > 1:
        parts.append(count_words(spans, text))
    if kind == Kind.DETAILS:
        parts += dict.fromkeys(
            word for one in summaries for word in (one.speaker, one.amount) if word
        )
    if kind == Kind.FACTS:
        parts.append(_relations(summaries))
    return ", ".join(parts)


def describe_standing(spans: Iterable[Any], summaries: Iterable[SpanSummary], text: str) -> str:
    """What would stand, in words: «Stands: claim, 31 words, Anna Berg»."""
    there, said = list(spans), list(summaries)
    if not there:
        return _("Nothing stands here: these words are not annotated.")
    told = [
        ", ".join(
            str(part)
            for part in (
                LABELS[one.label].noun,
                count_words([span], text),
                one.speaker,
                one.amount,
                _relations([one]) if one.facts else "",
            )
            if part
        )
        for span, one in zip(there, said, strict=True)
    ]
    return _("Stands: %(spans)s.") % {"spans": "; ".join(told)}


def count_words(spans: Iterable[Any], text: str) -> str:
    count = sum(len(text[span.start : span.end].split()) for span in spans)
    return ngettext("%(count)s word", "%(count)s words", count) % {"count": Grouped(count)}


def show_differences(said: Mapping[str, Sequence[SpanSummary]]) -> list[Difference]:
    """Speaker, number and facts by letter, of those who have the words; what nobody says goes."""
    rows = {
        _("Speaker"): [_all(one.speaker for one in some) for some in said.values()],
        _("Number"): [_all(one.amount for one in some) for some in said.values()],
        _("Facts"): [
            _all(f"{fact.relation_name}: {fact.statement}" for one in some for fact in one.facts)
            for some in said.values()
        ],
    }
    return [Difference(name, cells) for name, cells in rows.items() if any(cells)]


def _all(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(word for word in words if word))


def _count_labels(labels: Sequence[str]) -> str:
    """«Claim», or «2 claims, 1 quote»."""
    if len(labels) == 1:
        return name_of(labels[0])
    counted = Counter(labels)
    return ", ".join(
        LABELS[label].counted % {"n": Grouped(count)} for label, count in counted.items()
    )


def _relations(summaries: Iterable[SpanSummary]) -> str:
    """«1 fact, supports»; «no fact» where none is linked."""
    facts = [fact for one in summaries for fact in one.facts]
    if not facts:
        return _("no fact")
    count = ngettext("%(count)s fact", "%(count)s facts", len(facts)) % {"count": len(facts)}
    return f"{count} ({', '.join(dict.fromkeys(fact.relation_name for fact in facts))})"
