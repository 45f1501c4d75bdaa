"""The rulings that a reviewer can choose for a group, and those of the batch rules. Pure.

A ruling is a tuple of spans, empty where nothing is to stand there. None means that the choice
makes no sense for the group, or that the rule does not apply.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotations.disagreements.comparison import NO_ALIASES, Agreed, Group, Span
from annotations.labels import LABELS
from annotations.spans.intervals import Cover, Extent, common, cover, iou, shared
from annotations.spans.normalization import Names
from articles.sentences import CLOSING_QUOTES, OPENING_QUOTES, QUOTATION_MARKS

END_PUNCTUATION = frozenset(".,;:!?…")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A span that a ruling would make final; `sources` are the spans that it comes from."""

    start: int
    end: int
    label: str
    attributed_to: str
    value: Decimal | None
    unit: str
    facts: frozenset[tuple[int, str]]
    sources: tuple[Span, ...]


Ruling = tuple[Ruled, ...]


def unanimous(agreed: Agreed) -> Ruling:
    """The agreed span, in the spelling of the details that most layers have."""
    return (_ruled(agreed.start, agreed.end, agreed.spans),)


def take(group: Group, layers: Iterable[int]) -> Ruling:
    """All spans of these layers. A span that two of them have is ruled once.

    It gets the details of the layer that comes first in `layers`, unless most agree on others.
    """
    lanes = {lane.layer: lane.spans for lane in group.lanes}
    return _spans_of([span for layer in layers for span in lanes[layer]])


def longest(group: Group) -> Ruling | None:
    """The union of all spans, one ruled span for each stretch; None between several labels."""
    if len(group.labels) > 1:
        return None
    spans = group.spans
    return tuple(_nearest(stretch, spans) for stretch in cover(span.extent for span in spans))


def common_part(group: Group) -> Ruling | None:
    """The part that all layers with a span here share.

    None between several labels, and where there is no such part.
    """
    covers = [cover(span.extent for span in lane.spans) for lane in group.lanes if lane.spans]
    part: Cover = covers[0]
    for other in covers[1:]:
        part = common(part, other)
    if len(group.labels) > 1 or not part:
        return None
    return tuple(_nearest(stretch, group.spans) for stretch in part)


def majority(group: Group, names: Names = NO_ALIASES) -> Ruling | None:
    """The version that more than half of all layers have; silence is a version: nothing here."""
    holders: dict[Hashable, list[Span]] = {}
    votes: Counter[Hashable] = Counter()
    for lane in group.lanes:
        version = frozenset(
            (s.start, s.end, s.label, names.details(s), s.facts) for s in lane.spans
        )
        holders.setdefault(version, []).extend(lane.spans)
        votes[version] += 1
    winner, most = votes.most_common(1)[0]
    return _spans_of(holders[winner]) if 2 * most > len(group.lanes) else None


def same_but_for_edges(group: Group, text: str, names: Names = NO_ALIASES) -> Ruling | None:
    """The ruling where only edges or spelling differ.

    Edges are white space, quote marks and end punctuation; spelling is that of speakers and units,
    as in `same_details`. Every layer must have spans here, with equal labels and facts. The version
    of a majority is ruled; otherwise a quote is cut after its closing mark, any other label takes
    the intersection, and the spelling is that of most.
    """
    versions = {
        tuple(
            (*_core(text, s.start, s.end), s.label, names.plain_details(s), s.facts)
            for s in lane.spans
        )
        for lane in group.lanes
    }
    if group.silent or len(versions) > 1:
        return None
    if (ruling := majority(group, names)) is not None:
        return ruling
    return tuple(
        _ruled(*_settled_edges(text, spans), spans)
        for spans in zip(*(lane.spans for lane in group.lanes), strict=True)
    )


def same_details(group: Group, names: Names = NO_ALIASES) -> Ruling | None:
    """The ruling where the details are equal once normalised.

    Every layer has the same extents, label and facts here; speakers and units are the same by the
    desk's list (which may have grown since the group was found), or but for punctuation and a
    leading article. The spelling that most have is ruled, of equals that of the first layer.
    """
    versions = {
        tuple((s.start, s.end, s.label, names.plain_details(s), s.facts) for s in lane.spans)
        for lane in group.lanes
    }
    if group.silent or len(versions) > 1:
        return None
    return _spans_of(group.spans)


def addition(group: Group, names: Names = NO_ALIASES) -> Ruling | None:
    """What some layers have, all of them the same, and the others do not have at all."""
    versions = {
        frozenset((s.start, s.end, s.label, names.details(s), s.facts) for s in lane.spans)
        for lane in group.lanes
        if lane.spans
    }
    if not group.silent or len(versions) != 1:
        return None
    return _spans_of(group.spans)


def confirmed_addition(
    group: Group, confirming: Collection[int], names: Names = NO_ALIASES
) -> Ruling | None:
    """The addition, where every layer without it is among those that have confirmed it since."""
    if not set(confirming).issuperset(group.silent):
        return None
    return addition(group, names)


def _spans_of(spans: Iterable[Span]) -> Ruling:
    """The spans, those of one extent and label as one, in text order."""
    places: dict[tuple[int, int, str], list[Span]] = {}
    for span in spans:
        places.setdefault((span.start, -span.end, span.label), []).append(span)
    return tuple(_ruled(start, -end, same) for (start, end, _), same in sorted(places.items()))


def _nearest(stretch: Extent, spans: Iterable[Span]) -> Ruled:
    """The stretch with the details that most spans in it have; of equals the best fitting."""
    within = [span for span in spans if shared(span.extent, stretch)]
    return _ruled(*stretch, sorted(within, key=lambda span: -iou(span.extent, stretch)))


def _ruled(start: int, end: int, spans: Sequence[Span]) -> Ruled:
    """One ruled span; the details and the facts that most of the spans have, of equals the first.

    Spans that say the same in several spellings count by spelling.
    """
    chosen = _most(spans, lambda span: (span.attributed_to, span.value, span.unit))
    return Ruled(
        start=start,
        end=end,
        label=chosen.label,
        attributed_to=chosen.attributed_to,
        value=chosen.value,
        unit=chosen.unit,
        facts=_most(spans, lambda span: span.facts).facts,
        sources=tuple(spans),
    )


def _most(spans: Sequence[Span], key: Callable[[Span], Hashable]) -> Span:
    votes = Counter(key(span) for span in spans)
    return max(spans, key=lambda span: votes[key(span)])


def _settled_edges(text: str, spans: Sequence[Span]) -> Extent:
    """Where spans begin and end that differ at the edges only."""
    widest = min(s.start for s in spans), max(s.end for s in spans)
    in_marks = LABELS[spans[0].label].in_quotation_marks
    if in_marks and (marked := _from_mark_to_mark(text, *widest)):
        return marked
    return max(s.start for s in spans), min(s.end for s in spans)


def _from_mark_to_mark(text: str, start: int, end: int) -> Extent | None:
    """The extent with its quote marks but nothing outside them; None where it has no marks."""
    while start < end and text[start].isspace():
        start += 1
    last = end
    while last > start and (text[last - 1].isspace() or text[last - 1] in END_PUNCTUATION):
        last -= 1
    if last > start and text[last - 1] in CLOSING_QUOTES:
        return start, last
    while text[end - 1].isspace():
        end -= 1
    return (start, end) if text[start] in OPENING_QUOTES else None


def _core(text: str, start: int, end: int) -> Extent:
    """The extent without white space, quote marks and end punctuation at its edges."""
    first, last = start, end
    while first < last and (text[first].isspace() or text[first] in QUOTATION_MARKS):
        first += 1
    while last > first and (
        text[last - 1].isspace()
        or text[last - 1] in QUOTATION_MARKS
        or text[last - 1] in END_PUNCTUATION
    ):
        last -= 1
    return (first, last) if first < last else (start, end)
