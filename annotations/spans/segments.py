"""A text cut into flat stretches, each covered by the same annotations throughout. Pure.

Marks are drawn flat and never nested: nesting grows with the depth of the overlap, flat
stretches only with the number of edges.
"""

from bisect import insort
from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

Id = TypeVar("Id", bound=Hashable)


class Span(NamedTuple, Generic[Id]):
    """Code points, half-open; the ids differ from one another and can be ordered."""

    start: int
    end: int
    id: Id


class Stretch(NamedTuple, Generic[Id]):
    """[start:end] and the ids of the spans that cover it, the shortest span first."""

    start: int
    end: int
    ids: tuple[Id, ...]


def stretches(
    ranges: Sequence[tuple[int, int]], spans: Iterable[Span[Id]]
) -> Iterator[list[Stretch[Id]]]:
    """For each range, in order, the stretches that make it up without gap or overlap.

    `ranges` (the paragraphs) ascend and do not overlap. Of spans equally long the one with the
    smaller id comes first. One sweep over the sorted edges: O(n log n) for n spans and what is
    written, which is a copy of the covering ids per stretch.
    """
    edges = _edges(spans)
    covering: list[tuple[int, Id]] = []
    next_edge = 0
    for start, end in ranges:
        cut: list[Stretch[Id]] = []
        here = start
        while next_edge < len(edges) and edges[next_edge][0] < end:
            offset, opens, key = edges[next_edge]
            if offset > here:
                cut.append(Stretch(here, offset, tuple([key for _length, key in covering])))
                here = offset
            if opens:
                insort(covering, key)
            else:
                covering.remove(key)
            next_edge += 1
        if here < end:
            cut.append(Stretch(here, end, tuple([key for _length, key in covering])))
        yield cut


def _edges(spans: Iterable[Span[Id]]) -> list[tuple[int, bool, tuple[int, Id]]]:
    """(offset, whether a span opens there, the key by which covering spans are ordered)."""
    edges = []
    for start, end, name in spans:
        key = (end - start, name)
        edges += [(start, True, key), (end, False, key)]
    edges.sort(key=itemgetter(0))
    return edges
