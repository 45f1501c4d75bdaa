"""Arithmetic of stretches of text: (start, end) in code points, half-open.

Pure. A *cover* is a list of stretches in order that do not share a point.
"""

from collections.abc import Iterable, Sequence

Extent = tuple[int, int]
Cover = list[Extent]


def shared(one: Extent, other: Extent) -> int:
    """How many code points both hold."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def iou(one: Extent, other: Extent) -> float:
    """The shared part of all that either holds, from 0.0 to 1.0 (the same extent)."""
    both = shared(one, other)
    return both / (one[1] - one[0] + other[1] - other[0] - both)


def cover(extents: Iterable[Extent]) -> Cover:
    """What the extents hold together; those that only touch stay two."""
    merged: Cover = []
    for start, end in sorted(extents):
        if merged and start < merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return merged


def size(stretches: Iterable[Extent]) -> int:
    return sum(end - start for start, end in stretches)


def common(one: Sequence[Extent], other: Sequence[Extent]) -> Cover:
    """What two covers both hold."""
    both: Cover = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            both.append((start, end))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return both


def cover_iou(one: Sequence[Extent], other: Sequence[Extent]) -> float:
    """As `iou`, of two covers that are not both empty."""
    if len(one) == len(other) == 1:
        return iou(one[0], other[0])
    both = size(common(one, other))
    return both / (size(one) + size(other) - both)
