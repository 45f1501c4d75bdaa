"""The spans that an action puts into the text: a lane, several, an edit by hand, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.disagreements import options
from annotations.disagreements.comparison import Group, Span
from annotations.disagreements.options import Ruled, Ruling
from annotations.models import Fact
from annotations.models.adjudication import Action
from annotations.models.fact_link import Relation
from annotations.spans.normalization import Names
from annotations.validation import DetailsMisplaced, anchored, refuse_misplaced_details
from newsroom.problems import Refused


class NothingToRule(Refused):
    status = 422
    code = "nothing-to-rule"
    title = gettext_lazy("That cannot be chosen here")


@dataclass(frozen=True)
class EditedSpan:
    """A span that a reviewer draws by hand; `exact` is the text that they saw there.

    `facts` are pairs of fact id and relation.
    """

    start: int
    end: int
    exact: str
    label: str
    attributed_to: str = ""
    value: Decimal | None = None
    unit: str = ""
    facts: frozenset[tuple[int, str]] = frozenset()


def ruling_of_action(
    group: Group | None,
    letters: dict[int, str],
    action: str,
    taken: Sequence[str],
    spans: Sequence[EditedSpan],
    text: str,
) -> Ruling:
    """The spans that an action puts into the text.

    Raises NothingToRule, and for an edit what `layers.editing.add_annotation` raises for content.
    """
    if action == Action.NOTHING:
        return ()
    if action == Action.EDIT:
        return ruling_of_edit(spans, group.spans if group else (), text)
    if group is None:
        raise NothingToRule(_("The editors no longer differ here."))
    ruling: Ruling | None
    if action == Action.LONGEST:
        ruling = options.longest(group)
    elif action == Action.COMMON:
        ruling = options.common_part(group)
    else:
        layer_of = {letter: layer for layer, letter in letters.items()}
        layers = [layer_of[letter] for letter in dict.fromkeys(taken) if letter in layer_of]
        if not layers or (action == Action.TAKE and len(layers) != 1):
            raise NothingToRule(_("Choose whose version to take."))
        ruling = options.take(group, layers)
    if ruling is None:
        raise NothingToRule(_("That cannot be chosen here."))
    return ruling


def ruling_of_edit(spans: Sequence[EditedSpan], sources: Sequence[Span], text: str) -> Ruling:
    """The spans drawn by hand, in text order, each with the sources that it touches."""
    if not spans:
        raise NothingToRule(_("Mark some words of the text, or choose «Nothing here»."))
    if len({(one.start, one.end, one.label) for one in spans}) < len(spans):
        raise NothingToRule(_("The same words have the same label twice."))
    for one in spans:
        anchored(text, one.start, one.end, one.exact)
        refuse_misplaced_details({**asdict(one), "note": "", "span_group": None})
    refuse_unknown_facts(spans)
    in_order = sorted(spans, key=lambda one: (one.start, -one.end, one.label))
    return tuple(
        Ruled(
            start=one.start,
            end=one.end,
            label=one.label,
            attributed_to=one.attributed_to,
            value=one.value,
            unit=one.unit,
            facts=one.facts,
            sources=tuple(s for s in sources if s.start < one.end and one.start < s.end),
        )
        for one in in_order
    )


def refuse_unknown_facts(spans: Iterable[EditedSpan]) -> None:
    pairs = [pair for one in spans for pair in one.facts]
    facts = {fact for fact, _relation in pairs}
    twice = any(len({fact for fact, _ in one.facts}) < len(one.facts) for one in spans)
    unknown = len(facts) != Fact.objects.filter(pk__in=facts).count()
    if twice or unknown or not {relation for _, relation in pairs} <= set(Relation.values):
        complaint = _("Each fact once, with how it stands to these words.")
        raise DetailsMisplaced(complaint, fields={"facts": [complaint]})


def rulings_equal(one: Ruling, other: Ruling | None, names: Names) -> bool:
    """Whether two rulings have equal spans, in whatever spelling of the details."""

    def content(ruling: Ruling) -> set[Any]:
        return {(s.start, s.end, s.label, names.details(s), s.facts) for s in ruling}

    return other is not None and content(one) == content(other)
