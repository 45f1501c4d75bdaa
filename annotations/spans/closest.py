"""Joining what covers much the same words, the closest two first. Pure.

Pairs may be many where things lie in one another; so they are neither listed nor sorted. A thing
asks for the one that is closest to it, that one for its own, and so on until two are closest to
each other: these are joined, whatever else is joined before or after them (the chain of nearest
neighbours; Murtagh, 1983). Each question goes down a tree of starts and ends (a k-d tree; Bentley,
1975), and leaves out what cannot be closer than what it has found.
"""

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations
from math import inf
from operator import attrgetter, itemgetter
from typing import NamedTuple

from annotations.spans.intervals import Cover, Extent, common, cover_iou, size

# Of so few, all pairs are listed sooner than a tree is built.
FEW = 12

Pair = tuple[int, int]
Rank = tuple[float, float, float]


class Thing(NamedTuple):
    """What covers words: the kind it is, and a bit for each of those who hold it.

    Only things of different kinds are joined that nobody holds both of. One that may lie within
    things of the kinds `lies_within` is not joined with such a thing that holds it and more.
    """

    cover: Cover
    kind: Hashable
    holders: int
    lies_within: frozenset[Hashable] = frozenset()


def join_closest(
    things: Sequence[Thing], at_least: float, *, longer_first: bool = False
) -> list[Pair]:
    """The pairs, by number, that are joined at an IoU of `at_least`, which share a point at least.

    The closest first, of equally close ones by the lesser number and the other; with `longer_first`
    the number of the longer counts first where both begin together. What is joined is held by all
    who hold any of it. The lesser number comes first in each pair; the pairs are in no order.
    Memory is linear. So are the questions asked, of which each takes O(log n) steps but where the
    things lie in a circle around it, so that none is closer than the others.
    """
    return [
        (island[one], island[other])
        for island in _islands(things)
        for one, other in _joined([things[number] for number in island], at_least, longer_first)
    ]


def closest_pairs(ones: Sequence[Extent], others: Sequence[Extent], at_least: float) -> list[Pair]:
    """The pairs (number of the one, number of the other), each in one pair at most, closest first.

    Both sequences are in order of start and end; of equally close ones those in front come first.
    """
    things = [Thing([extent], 1, 1) for extent in ones]
    things += [Thing([extent], 2, 2) for extent in others]
    return [(one, other - len(ones)) for one, other in join_closest(things, at_least)]


def touching(ones: Sequence[Extent], others: Sequence[Extent]) -> int:
    """How many of the ones share a point with any of the others."""
    if not ones or not others:
        return 0
    count = following = 0
    reach = -1
    in_order = sorted(others)
    # By their ends, so that those others that begin before one are those before the last, and more.
    for start, end in sorted(ones, key=lambda extent: extent[1]):
        while following < len(in_order) and in_order[following][0] < end:
            reach = max(reach, in_order[following][1])
            following += 1
        count += reach > start
    return count


def _islands(things: Sequence[Thing]) -> Iterator[list[int]]:
    """The numbers of the things, in order, of each stretch in which they lie over each other."""
    island: list[int] = []
    reach = 0
    for number in sorted(range(len(things)), key=lambda number: things[number].cover[0][0]):
        cover = things[number].cover
        if island and cover[0][0] >= reach:
            yield sorted(island)
            island = []
        island.append(number)
        reach = max(reach, cover[-1][1])
    yield sorted(island)


def _joined(things: Sequence[Thing], at_least: float, longer_first: bool) -> list[Pair]:
    if len({thing.kind for thing in things}) < 2:
        return []
    if len(things) <= FEW:
        return _of_few(things, at_least, longer_first)
    return _Chain(things, at_least, longer_first).joined()


def _rank_of(things: Sequence[Thing], pair: Pair, overlap: float, longer_first: bool) -> Rank:
    """By which pairs are joined, the least first."""
    one, other = things[pair[0]].cover, things[pair[1]].cover
    if longer_first and one[0][0] == other[0][0]:
        longer = pair[other[-1][1] > one[-1][1]]
        return (-overlap, longer, sum(pair) - longer)
    return (-overlap, min(pair), max(pair))


def _of_few(things: Sequence[Thing], at_least: float, longer_first: bool) -> list[Pair]:
    close = []
    for (number, one), (following, other) in combinations(enumerate(things), 2):
        if one.kind == other.kind or one.holders & other.holders:
            continue
        overlap = cover_iou(one.cover, other.cover)
        if overlap and overlap >= at_least and not _is_one_within_the_other(one, other):
            pair = number, following
            close.append((_rank_of(things, pair, overlap, longer_first), pair))
    joined = []
    parts = _Parts(things)
    for _, (one_of, other_of) in sorted(close):
        if not parts.holders[parts.of[one_of]] & parts.holders[parts.of[other_of]]:
            parts.join(parts.of[one_of], parts.of[other_of])
            joined.append((one_of, other_of))
    return joined


def _is_one_within_the_other(one: Thing, other: Thing) -> bool:
    """Whether one holds the other and more, and the kinds allow that."""
    return any(
        outer.kind in inner.lies_within
        and outer.cover != inner.cover
        and common(outer.cover, inner.cover) == inner.cover
        for inner, outer in ((one, other), (other, one))
    )


class _Parts:
    """What is joined so far: for each thing its part, for each part its members and holders."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self.of = list(range(len(things)))
        self.members = [[number] for number in self.of]
        self.holders = [thing.holders for thing in things]

    def join(self, one: int, other: int) -> None:
        """Add the members of the other part to the one."""
        for number in self.members[other]:
            self.of[number] = one
        self.members[one] += self.members[other]
        self.members[other] = []
        self.holders[one] |= self.holders[other]


class _Node:
    """Things of one kind: between which starts, ends and sizes they lie, and who holds them all.

    `first` is the least of their numbers; a leaf has one thing.
    """

    __slots__ = (
        *("starts", "ends", "sizes", "first", "holders", "kind", "lies_within"),
        *("is_plain", "children", "parent"),
    )

    starts: Extent
    ends: Extent
    sizes: Extent
    first: int
    holders: int
    kind: Hashable
    lies_within: frozenset[Hashable]
    # Whether each is one stretch.
    is_plain: bool
    children: tuple["_Node", ...]
    parent: "_Node | None"

    @classmethod
    def leaf(cls, number: int, thing: Thing) -> "_Node":
        node = cls()
        node.starts = thing.cover[0][0], thing.cover[0][0]
        node.ends = thing.cover[-1][1], thing.cover[-1][1]
        node.sizes = size(thing.cover), size(thing.cover)
        node.first, node.holders = number, thing.holders
        node.kind, node.lies_within = thing.kind, thing.lies_within
        node.is_plain = len(thing.cover) == 1
        node.children, node.parent = (), None
        return node

    @classmethod
    def over(cls, leaves: list["_Node"], by: str = "starts", then: str = "ends") -> "_Node":
        if len(leaves) == 1:
            return leaves[0]
        leaves.sort(key=attrgetter(by))
        half = len(leaves) // 2
        one, other = cls.over(leaves[:half], then, by), cls.over(leaves[half:], then, by)
        node = cls()
        node.starts, node.ends, node.sizes = (
            (min(mine[0], theirs[0]), max(mine[1], theirs[1]))
            for mine, theirs in (
                (one.starts, other.starts),
                (one.ends, other.ends),
                (one.sizes, other.sizes),
            )
        )
        node.first = min(one.first, other.first)
        node.holders = one.holders & other.holders
        node.kind, node.lies_within = one.kind, one.lies_within
        node.is_plain = one.is_plain and other.is_plain
        node.children, node.parent = (one, other), None
        one.parent = other.parent = node
        return node

    def is_held_by(self, holders: int) -> None:
        """Say of a leaf who holds its thing now."""
        self.holders = holders
        above = self.parent
        while above is not None:
            one, other = above.children
            held = one.holders & other.holders
            if held == above.holders:
                break
            above.holders = held
            above = above.parent

    def at_most(self, leaf: "_Node") -> float:
        """The greatest IoU that any of the node may have with the leaf's thing.

        None shares more than where the outer edges meet, and of those that share so much the one
        that is no larger is closest.
        """
        inner = min(leaf.ends[1], self.ends[1]) - max(leaf.starts[0], self.starts[0])
        (least, most), own = self.sizes, leaf.sizes[0]
        both = min(inner, own, most)
        if both <= 0:
            return 0
        return both / (own + max(least, both) - both)

    def is_barred(self, leaf: "_Node") -> bool:
        """Whether each of the node surely holds the leaf's thing and more, or lies so in it."""
        if not (self.is_plain and leaf.is_plain):
            return False
        start, end = leaf.starts[0], leaf.ends[0]
        if self.kind in leaf.lies_within and self.starts[1] <= start and end <= self.ends[0]:
            return self.starts[1] < start or end < self.ends[0]
        if leaf.kind in self.lies_within and start <= self.starts[0] and self.ends[1] <= end:
            return start < self.starts[0] or self.ends[1] < end
        return False


class _Chain:
    """Parts of which each is the closest to the one before it, ever closer."""

    def __init__(self, things: Sequence[Thing], at_least: float, longer_first: bool) -> None:
        self.things, self.at_least, self.longer_first = things, at_least, longer_first
        self.parts = _Parts(things)
        self.leaves = [_Node.leaf(number, thing) for number, thing in enumerate(things)]
        # Those of other holders are then left out at once.
        alike: dict[tuple[Hashable, int], list[_Node]] = {}
        for leaf in self.leaves:
            alike.setdefault((leaf.kind, leaf.holders), []).append(leaf)
        self.trees = [_Node.over(leaves) for leaves in alike.values()]

    def joined(self) -> list[Pair]:
        pairs: list[Pair] = []
        for number in range(len(self.things)):
            chain = [number] if self.parts.members[number] else []
            while chain:
                pair = self._closest_to(chain[-1])
                if pair is None:
                    chain.pop()
                    continue
                parts = {self.parts.of[member] for member in pair}
                (following,) = parts - {chain[-1]}
                if len(chain) > 1 and following == chain[-2]:
                    last, before = chain.pop(), chain.pop()
                    self._join(before, last)
                    pairs.append(pair)
                    # What was joined may be joined further.
                    chain = chain or [before]
                else:
                    chain.append(following)
        return pairs

    def _join(self, one: int, other: int) -> None:
        self.parts.join(one, other)
        for number in self.parts.members[one]:
            self.leaves[number].is_held_by(self.parts.holders[one])

    def _closest_to(self, part: int) -> Pair | None:
        """The closest pair of one of the part and one outside that may be joined with it."""
        found = [self._closest_to_thing(number) for number in self.parts.members[part]]
        return min(found, key=itemgetter(0))[1]

    def _closest_to_thing(self, number: int) -> tuple[Rank, Pair | None]:
        """The least rank of a pair with the thing, and that pair; None where there is none."""
        leaf, thing = self.leaves[number], self.things[number]
        best: Rank = (-self.at_least, inf, inf)
        closest: Pair | None = None
        waiting = [tree for tree in self.trees if tree.kind != leaf.kind]
        while waiting:
            node = waiting.pop()
            if node.holders & leaf.holders or _no_less(node, leaf) >= best or node.is_barred(leaf):
                continue
            if node.children:
                one, other = node.children
                closer = _no_less(one, leaf) < _no_less(other, leaf)
                waiting += (other, one) if closer else (one, other)
                continue
            another = self.things[node.first]
            overlap = cover_iou(thing.cover, another.cover)
            pair = min(number, node.first), max(number, node.first)
            rank = _rank_of(self.things, pair, overlap, self.longer_first)
            if overlap and rank < best and not _is_one_within_the_other(thing, another):
                best, closest = rank, pair
        return (best, closest) if closest else ((inf, inf, inf), None)


def _no_less(node: _Node, leaf: _Node) -> Rank:
    """What no rank of a pair of the leaf and one of the node is less than."""
    overlap = node.at_most(leaf)
    if not overlap:
        return (inf, inf, inf)
    return (-overlap, min(node.first, leaf.first), max(node.first, leaf.first))
