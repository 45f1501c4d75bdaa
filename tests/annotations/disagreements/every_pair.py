"""`compare` as it was: every pair of spans that share words is kept. Slow, and short to read.

The answers of annotations.disagreements.comparison have to be the same.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations, pairwise, permutations

from annotations.disagreements.comparison import (
    KINDS,
    MUCH_THE_SAME,
    NO_ALIASES,
    Agreed,
    Comparison,
    Group,
    Lane,
    Span,
)
from annotations.labels import LABELS
from annotations.spans.intervals import Cover, common, cover, cover_iou, iou
from annotations.spans.normalization import Names

Pair = tuple[int, int]
Part = list[int]


def compare(spans: Iterable[Span], layers: Iterable[int], names: Names = NO_ALIASES) -> Comparison:
    voters = sorted(set(layers))
    ordered = sorted(spans, key=_text_order)
    if strangers := {span.layer for span in ordered}.difference(voters):
        raise ValueError(f"spans of layers that were not submitted: {sorted(strangers)}")
    links, crossings = _overlaps(ordered)
    agreed, disputed = [], []
    for part in _connected(len(ordered), links):
        members = tuple([ordered[index] for index in part])
        if _is_agreed(members, len(voters), names):
            agreed.append(Agreed(members[0].start, members[0].end, members[0].label, members))
        else:
            disputed.append(part)
    disputed = _with_their_pieces(ordered, disputed)
    disputed = _with_their_rivals(ordered, disputed, crossings)
    inside = _within(disputed, links + crossings)
    groups = [
        _group(ordered, part, pairs, voters, names)
        for part, pairs in zip(disputed, inside, strict=True)
    ]
    groups.sort(key=lambda group: (group.start, -group.end, group.labels))
    return Comparison(tuple(agreed), tuple(groups))


def _text_order(span: Span) -> tuple[int, int, str, int]:
    return span.start, -span.end, span.label, span.layer


def _overlaps(ordered: Sequence[Span]) -> tuple[list[Pair], list[Pair]]:
    """The pairs of spans of different layers that share words: of one label, and of two.

    Of one label only those that are compared with each other; see the module's first lines.
    """
    holders: dict[tuple[int, int, str], set[int]] = defaultdict(set)
    for span in ordered:
        holders[span.start, span.end, span.label].add(span.layer)
    links, crossings = [], []
    reaching: list[tuple[int, Span, set[int]]] = []
    for index, span in enumerate(ordered):
        start, layer, label = span.start, span.layer, span.label
        holding = holders[start, span.end, label]
        reaching = [entry for entry in reaching if entry[1].end > start]
        for earlier, other, others in reaching:
            if other.layer == layer:
                continue
            if other.label != label:
                crossings.append((earlier, index))
            elif holding is others or (other.layer not in holding and layer not in others):
                links.append((earlier, index))
        reaching.append((index, span, holding))
    return links, crossings


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
    ordered: Sequence[Span], parts: list[Part], crossings: Iterable[Pair]
) -> list[Part]:
    """The parts, joined where they give much the same words different labels, closest first."""
    part_of = _owner(parts)
    meeting: set[Pair] = set()
    for earlier, later in crossings:
        one, other = part_of.get(earlier), part_of.get(later)
        if one is not None and other is not None:
            meeting.add((min(one, other), max(one, other)))
    members = {
        number: [ordered[index] for index in parts[number]] for pair in meeting for number in pair
    }
    layers = {number: {span.layer for span in spans} for number, spans in members.items()}
    covers = {number: cover(span.extent for span in spans) for number, spans in members.items()}
    close = []
    for one, other in meeting:
        overlap = cover_iou(covers[one], covers[other])
        if overlap >= MUCH_THE_SAME and not _is_one_within_the_other(
            {members[number][0].label: covers[number] for number in (one, other)}
        ):
            close.append((-overlap, one, other))
    root = list(range(len(parts)))
    for _, one, other in sorted(close):
        first, second = _root(root, one), _root(root, other)
        if first != second and layers[first].isdisjoint(layers[second]):
            root[second] = first
            layers[first] |= layers[second]
    return _joined(parts, [(node, _root(root, node)) for node in members])


def _is_one_within_the_other(covers: Mapping[str, Cover]) -> bool:
    """Whether one cover holds the other and more, and the labels allow that."""
    return any(
        outer in LABELS[inner].lies_within
        and covers[outer] != covers[inner]
        and common(covers[outer], covers[inner]) == covers[inner]
        for inner, outer in permutations(covers, 2)
    )


def _joined(parts: list[Part], pairs: Sequence[Pair]) -> list[Part]:
    if not pairs:
        return parts
    return [
        sorted(index for number in numbers for index in parts[number])
        for numbers in _connected(len(parts), pairs)
    ]


def _owner(parts: Sequence[Part]) -> dict[int, int]:
    """For each span's number that of its part."""
    return {index: number for number, part in enumerate(parts) for index in part}


def _within(parts: Sequence[Part], pairs: Iterable[Pair]) -> list[list[Pair]]:
    """For each part the pairs that lie in it."""
    part_of = _owner(parts)
    inside: list[list[Pair]] = [[] for _ in parts]
    for one, other in pairs:
        number = part_of.get(one)
        if number is not None and number == part_of.get(other):
            inside[number].append((one, other))
    return inside


def _group(
    ordered: Sequence[Span],
    part: Part,
    pairs: Sequence[Pair],
    voters: Sequence[int],
    names: Names,
) -> Group:
    members = [ordered[index] for index in part]
    lanes = tuple([Lane(v, tuple([s for s in members if s.layer == v])) for v in voters])
    labels = {span.label for span in members}
    kinds = _kinds(ordered, pairs, len(part) * (len(voters) - 1), names)
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


def _kinds(ordered: Sequence[Span], pairs: Sequence[Pair], wanted: int, names: Names) -> set[str]:
    """The kinds of a group: how its spans differ.

    Each span is matched with one span in each other layer, the best overlap first. A span that
    overlaps only spans with better matches comes from a split. Where it overlaps none, it is
    missing in that layer. `wanted` is the number of matches that there would be without a gap.
    """
    kinds: set[str] = set()
    met: set[tuple[int, int]] = set()
    matched: set[tuple[int, int]] = set()
    for one, other in _best_first(ordered, pairs):
        first, second = ordered[one], ordered[other]
        mine, theirs = (one, second.layer), (other, first.layer)
        met.update((mine, theirs))
        if mine in matched or theirs in matched:
            continue
        matched.update((mine, theirs))
        if first.start != second.start or first.end != second.end:
            kinds.add("boundary")
        if first.label == second.label:
            if not names.same(first, second):
                kinds.add("details")
            if first.facts != second.facts:
                kinds.add("facts")
    if len(matched) < len(met):
        kinds.add("split")
    if len(met) < wanted:
        kinds.add("missing")
    return kinds


def _best_first(ordered: Sequence[Span], pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The pairs by how much they overlap; of equal ones by start, end and label."""
    if len(pairs) < 2:
        return pairs

    def rank(pair: Pair) -> tuple[object, ...]:
        one, other = ordered[pair[0]], ordered[pair[1]]
        return (
            -iou((one.start, one.end), (other.start, other.end)),
            (one.start, one.end, one.label),
            (other.start, other.end, other.label),
        )

    return sorted(pairs, key=rank)


def _overlap(lanes: Sequence[Lane]) -> float:
    covers = [cover([span.extent for span in lane.spans]) for lane in lanes if lane.spans]
    speaking, silent = len(covers), len(lanes) - len(covers)
    pairs = speaking * (speaking - 1) // 2 + speaking * silent
    return sum(cover_iou(one, other) for one, other in combinations(covers, 2)) / pairs
