import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.agreement.counting import ANY_LABEL, PAIRED_FROM, Text, counts_of
from annotations.spans import closest
from annotations.spans.intervals import iou, shared


def every_pair(ones, others):
    """(paired, touching) by all pairs that share a character."""
    meeting = [
        (i, j)
        for i, j in product(range(len(ones)), range(len(others)))
        if shared(ones[i], others[j])
    ]
    close = {(i, j) for i, j in meeting if iou(ones[i], others[j]) >= PAIRED_FROM}
    of = {}

    def placed(i, tried):
        for j in range(len(others)):
            if (i, j) in close and j not in tried:
                tried.add(j)
                if j not in of or placed(of[j], tried):
                    of[j] = i
                    return True
        return False

    paired = sum(placed(i, set()) for i in range(len(ones)))
    return paired, len({i for i, _ in meeting}) + len({j for _, j in meeting})


@pytest.mark.parametrize("few", [0, closest.FEW])
def test_spans_are_paired_as_a_list_of_every_pair_would(few, monkeypatch):
    monkeypatch.setattr(closest, "FEW", few)

    @settings(max_examples=100, deadline=None)
    @given(st.integers(0, 2**32))
    def paired(seed):
        rng = random.Random(seed)
        width = rng.choice([12, 60])
        ones, others = (
            sorted(
                {
                    (start, start + rng.randint(1, width))
                    for start in [rng.randint(0, width) for _ in range(rng.randint(0, 20))]
                }
            )
            for _ in range(2)
        )
        layers = {
            name: [(*extent, "claim") for extent in of]
            for name, of in (("ada", ones), ("ben", others))
        }
        ((_, counts),) = counts_of(Text(1, 3 * width, layers), ["claim"])["claim"].items()
        assert (counts.paired, counts.touching) == every_pair(ones, others)

    paired()


def test_of_the_place_alone_it_does_not_count_as_what_it_is_marked():
    layers = {
        "ada": [(0, 5, "claim"), (0, 5, "quote"), (10, 20, "claim")],
        "ben": [(0, 5, "statistic"), (10, 14, "claim")],
    }
    found = counts_of(Text(1, 30, layers), ["claim", ANY_LABEL])
    ((_, claims),) = found["claim"].items()
    ((_, places),) = found[ANY_LABEL].items()
    assert (claims.spans, claims.exact) == (3, 0)
    # Twice the same words by one editor are one place.
    assert (places.spans, places.exact, places.paired) == (4, 1, 1)
    assert (places.marked_by_first, places.marked_by_second, places.marked_by_both) == (15, 9, 9)
