"""Where submitted layers of one text agree, and where and how they do not.

Pure: spans in, agreed spans and typed groups out. `options` has what a reviewer may do with a
group; `spans.normalization` decides when two speakers or units are the same.

Every submitted layer has a vote; a layer without a span says "nothing here". Every span is part of
exactly one agreed span or one group, whatever the order or the ids of the layers.

Two spans of one label are compared where they overlap and come from different layers. A span that
the other layer has with the same extent is compared with that span only, so that a quote inside a
quote is a group of its own. Spans that are compared, directly or through others, are one group.
Pieces of one split quote join where the same editors marked them. Groups of different labels join
where they cover much the same words and no editor has both: an editor who marked the words as claim
and as quote meant both. A span inside one of a label in which its own may lie (`lies_within`), such
as a statistic inside a claim, never differs by its label.

Pairs of spans are never listed, since of nested spans each overlaps all the others: `_linked` and
`join_closest` look only at those that make a difference, and keep no more than the spans.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import heappop, heappush
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from annotations.labels import LABELS
from annotations.spans.closest import Thing, join_closest, touching
from annotations.spans.intervals import cover, cover_iou
from annotations.spans.normalization import Names

# What a group is called where several differences hold, first to last: what the words are, where
# they begin and end, whether they are anything at all, and only then what is said of them.
KINDS = ("label", "split", "boundary", "missing", "details", "facts")
MUCH_THE_SAME = 0.5
NO_ALIASES = Names()

Pair = tuple[int, int]
Part = list[int]


@dataclass(frozen=True, slots=True)
class Span:
    """One annotation of one submitted layer; start and end are code points, half-open.

    `facts` are pairs of fact and relation; `span_group` is shared by the pieces of a split quote.
    No layer has two spans of the same extent and label.
    """

    id: Hashable
    layer: int
    start: int
    end: int
    label: str
    attributed_to: str = ""
    value: Decimal | None = None
    unit: str = ""
    facts: frozenset[tuple[int, str]] = frozenset()
    span_group: Hashable = None

    @property
    def extent(self) -> tuple[int, int]:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Agreed:
    """One span that every layer has, with the same label, details and facts."""

    start: int
    end: int
    label: str
    spans: tuple[Span, ...]


class Lane(NamedTuple):
    """The spans of one layer in a group, in text order; none where it is silent."""

    layer: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Spans that have to be settled together.

    `kind` is the first of KINDS that holds, `further` the others that hold too. `lanes` has every
    submitted layer, by layer. `overlap` is how far the layers cover the same words, from 0.0 to
    1.0: the mean over the pairs of layers of which at least one has something here.
    """

    kind: str
    further: tuple[str, ...]
    start: int
    end: int
    labels: tuple[str, ...]
    overlap: float
    lanes: tuple[Lane, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind, *self.further)

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of them, in text order."""
        return tuple(sorted((s for lane in self.lanes for s in lane.spans), key=_text_order))

    @property
    def versions(self) -> int:
        """The number of different versions of the layers; silence is one."""
        return len({tuple(_content(span) for span in lane.spans) for lane in self.lanes})

    @property
    def silent(self) -> tuple[int, ...]:
        """The layers without a span in the group."""
        return tuple(lane.layer for lane in self.lanes if not lane.spans)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The agreed spans and the groups of one text, each in text order."""

    agreed: tuple[Agreed, ...]
    groups: tuple[Group, ...]


def compare(spans: Iterable[Span], layers: Iterable[int], names: Names = NO_ALIASES) -> Comparison:
    """Compare the spans of the submitted `layers`, which include the silent ones.

    Raises ValueError for a span of a layer that is not among them. O(n log n) for n spans, times
    the number of layers; memory for the spans and the lanes alone. What `join_closest` says of its
    steps holds here too.
    """
    voters = sorted(set(layers))
    ordered = sorted(spans, key=_text_order)
    if strangers := {span.layer for span in ordered}.difference(voters):
        raise ValueError(f"spans of layers that were not submitted: {sorted(strangers)}")
    agreed, disputed = [], []
    bits = {layer: 1 << number for number, layer in enumerate(voters)}
    for part in _linked(ordered, bits):
        members = tuple([ordered[index] for index in part])
        if _is_agreed(members, len(voters), names):
            agreed.append(Agreed(members[0].start, members[0].end, members[0].label, members))
        else:
            disputed.append(part)
    disputed = _with_their_pieces(ordered, disputed)
    disputed = _with_their_rivals(ordered, disputed, bits)
    groups = [_group([ordered[index] for index in part], voters, names) for part in disputed]
    groups.sort(key=lambda group: (group.start, -group.end, group.labels))
    return Comparison(tuple(agreed), tuple(groups))


def _text_order(span: Span) -> tuple[int, int, str, int]:
    return span.start, -span.end, span.label, span.layer


def _content(span: Span) -> tuple[object, ...]:
    said = span.attributed_to, span.value, span.unit
    return (span.start, span.end, span.label, *said, span.facts)


def _linked(ordered: Sequence[Span], bits: Mapping[int, int]) -> list[Part]:
    """The numbers of the spans in parts that are compared; see the module's first lines.

    Extents of one label that overlap are compared where each has a layer that the other has not.
    Those that the very same layers have wait side by side; once they are compared with another
    they are one part with it, and the one that reaches farthest stands for all.
    """
    links: list[Pair] = []
    reaching: dict[str, dict[int, list[Pair]]] = defaultdict(dict)
    for (_, _, label), same in groupby(range(len(ordered)), lambda n: _text_order(ordered[n])[:3]):
        numbers = list(same)
        first = ordered[numbers[0]]
        links += pairwise(numbers)
        holders = sum(bits[ordered[number].layer] for number in numbers)
        by_holders = reaching[label]
        for others, waiting in list(by_holders.items()):
            while waiting and waiting[0][0] <= first.start:
                heappop(waiting)
            if not waiting:
                del by_holders[others]
            elif holders & others not in (holders, others):
                links += [(number, numbers[0]) for _, number in waiting]
                waiting[:] = [max(waiting)]
        heappush(by_holders.setdefault(holders, []), (first.end, numbers[0]))
    return _connected(len(ordered), links)


def _connected(count: int, edges: Iterable[Pair]) -> list[Part]:
    """The numbers below `count` in connected parts, each in order, the parts by their first."""
    root = list(range(count))
    for one, other in edges:
        first, second = _root(root, one), _root(root, other)
        if first != second:
            root[max(first, second)] = min(first, second)
    parts: dict[int, Part] = defaultdict(list)
    for node in range(count):
        parts[_root(root, node)].append(node)
    return list(parts.values())


def _root(root: list[int], node: int) -> int:
    while root[node] != node:
        root[node] = node = root[root[node]]
    return node


def _is_agreed(members: Sequence[Span], voters: int, names: Names) -> bool:
    first = members[0]
    return len(members) == voters and all(
        span.start == first.start
        and span.end == first.end
        and span.facts == first.facts
        and names.same(span, first)
        for span in members[1:]
    )


def _with_their_pieces(ordered: Sequence[Span], parts: list[Part]) -> list[Part]:
    """The parts, joined where the same layers have them as pieces of one split quote."""
    holding: dict[Hashable, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        members = [ordered[index] for index in part]
        pieces = {(s.layer, s.span_group) for s in members if s.span_group is not None}
        if pieces:
            whose = members[0].label, frozenset([span.layer for span in members])
            for piece in pieces:
                holding[piece, whose].append(number)
    return _joined(parts, [pair for numbers in holding.values() for pair in pairwise(numbers)])


def _with_their_rivals(
    ordered: Sequence[Span], parts: list[Part], bits: Mapping[int, int]
) -> list[Part]:
    """The parts, joined where they give much the same words different labels, closest first."""
    rivals = []
    for part in parts:
        members = [ordered[index] for index in part]
        label = members[0].label
        holders = 0
        for span in members:
            holders |= bits[span.layer]
        extents = cover(span.extent for span in members)
        rivals.append(Thing(extents, label, holders, LABELS[label].lies_within))
    return _joined(parts, join_closest(rivals, MUCH_THE_SAME))


def _joined(parts: list[Part], pairs: Sequence[Pair]) -> list[Part]:
    if not pairs:
        return parts
    return [
        sorted(index for number in numbers for index in parts[number])
        for numbers in _connected(len(parts), pairs)
    ]


def _group(members: Sequence[Span], voters: Sequence[int], names: Names) -> Group:
    by_layer: dict[int, list[Span]] = defaultdict(list)
    for span in members:
        by_layer[span.layer].append(span)
    lanes = tuple([Lane(voter, tuple(by_layer.get(voter, ()))) for voter in voters])
    labels = {span.label for span in members}
    kinds = _kinds(lanes, names)
    if len(labels) > 1:
        kinds.add("label")
    first, *further = [kind for kind in KINDS if kind in kinds]
    return Group(
        kind=first,
        further=tuple(further),
        start=members[0].start,
        end=max([span.end for span in members]),
        labels=tuple(sorted(labels)),
        overlap=_overlap(lanes),
        lanes=lanes,
    )


def _kinds(lanes: Sequence[Lane], names: Names) -> set[str]:
    """The kinds of a group: how its spans differ.

    Each span is matched with one span in each other layer, the best overlap first. A span that
    overlaps only spans with better matches comes from a split. Where it overlaps none, it is
    missing in that layer.
    """
    kinds: set[str] = set()
    speaking = [lane.spans for lane in lanes if lane.spans]
    if len(speaking) < len(lanes):
        kinds.add("missing")
    for ones, others in combinations(speaking, 2):
        alike, shifted, met = _matched(ones, others)
        matches = alike + shifted
        if shifted:
            kinds.add("boundary")
        if 2 * len(matches) < met:
            kinds.add("split")
        if met < len(ones) + len(others):
            kinds.add("missing")
        if ones[0].label == others[0].label:
            if not all(names.same(one, other) for one, other in matches):
                kinds.add("details")
            if any(one.facts != other.facts for one, other in matches):
                kinds.add("facts")
    return kinds


Match = tuple[Span, Span]


def _matched(ones: Sequence[Span], others: Sequence[Span]) -> tuple[list[Match], list[Match], int]:
    """The matches of two layers with the same extent, and with another; and how many spans of
    both are compared with any of the other's.

    In a group a layer has spans of one label. Of one label those that the other layer has too are
    compared with that one only; of two labels whatever overlaps is compared.
    """
    theirs = {span.extent: span for span in others}
    alike = [(one, theirs[one.extent]) for one in ones if one.extent in theirs]
    if len(alike) == len(ones) == len(others):
        return alike, [], 2 * len(alike)
    mine = {span.extent: span for span in ones}
    own_left = sorted(mine.keys() - theirs.keys())
    other_left = sorted(theirs.keys() - mine.keys())
    left = sorted(own_left + other_left)
    things = [Thing([extent], extent in mine, 1 if extent in mine else 2) for extent in left]
    shifted = [
        (mine[left[one]], theirs[left[other]])
        if left[one] in mine
        else (mine[left[other]], theirs[left[one]])
        for one, other in join_closest(things, 0, longer_first=True)
    ]
    if ones[0].label == others[0].label:
        met = 2 * len(alike) + touching(own_left, other_left) + touching(other_left, own_left)
    else:
        met = touching(list(mine), list(theirs)) + touching(list(theirs), list(mine))
    return alike, shifted, met


def _overlap(lanes: Sequence[Lane]) -> float:
    covers = [cover([span.extent for span in lane.spans]) for lane in lanes if lane.spans]
    speaking, silent = len(covers), len(lanes) - len(covers)
    pairs = speaking * (speaking - 1) // 2 + speaking * silent
    return sum(cover_iou(one, other) for one, other in combinations(covers, 2)) / pairs
