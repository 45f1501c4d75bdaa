"""Krippendorff's unitizing alpha of any values, by its definition, to check the program's with."""

from collections import defaultdict
from itertools import chain, permutations

GAP = None
UNIT = "unit"


def unitizing_alpha(texts, *, binary=False):
    """Krippendorff's unitizing alpha (2016; 2019, section 12.6), nominal or binary.

    A text is its length and each editor's units (start, end, value), which may not overlap. Binary
    asks only whether anything is marked, whatever its value; units that touch stay two. Texts of
    several editors each are laid end to end: coincidences and corrections are summed, each text's
    with its own number of editors. None where chance alone would make the editors agree, and where
    no text has two editors.
    """
    coinciding = defaultdict(float)
    corrections = defaultdict(float)
    for length, layers in texts:
        if len(layers) < 2:
            continue
        segmented = [
            list(with_gaps([(s, e, UNIT if binary else value) for s, e, value in units], length))
            for units in layers
        ]
        for start, end, value in chain.from_iterable(segmented):
            corrections[value] += end - start if value is GAP else (end - start) ** 2
        for one, other in permutations(segmented, 2):
            for both, first, second in coincidences(one, other):
                coinciding[first, second] += both / (len(layers) - 1)
    return alpha(coinciding, corrections)


def with_gaps(units, length):
    reached = 0
    for start, end, value in sorted(units, key=lambda unit: unit[0]):
        if start > reached:
            yield reached, start, GAP
        yield start, end, value
        reached = end
    if reached < length:
        yield reached, length, GAP


def coincidences(one, other):
    """How long each segment of the one coincides with each of the other, and their values."""
    i = j = 0
    while i < len(one) and j < len(other):
        end = min(one[i][1], other[j][1])
        yield end - max(one[i][0], other[j][0]), one[i][2], other[j][2]
        i, j = i + (one[i][1] == end), j + (other[j][1] == end)


def alpha(coinciding, corrections):
    """1 - observed / expected coincidences of different values.

    Expected are those of all segments with all others; `corrections` take out what a segment
    would have with itself.
    """
    lengths = defaultdict(float)
    for (value, _), length in coinciding.items():
        lengths[value] += length
    total = sum(lengths.values())
    pairable = total and total - sum(corrections.values()) / total
    if not pairable:
        return None
    observed = sum(length for (one, other), length in coinciding.items() if one != other)
    expected = sum(
        lengths[one] * lengths[other] / pairable for one, other in permutations(lengths, 2)
    )
    return 1 - observed / expected if expected else None
