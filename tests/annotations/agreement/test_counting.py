import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.agreement.counting import PAIRED_FROM, Text, counts_of
from annotations.spans import closest
from annotations.spans.intervals import iou, shared


def every_pair(ones, others):
    """(paired, touching) by all pairs that share a character."""
    meeting = [
        (-iou(ones[i], others[j]), i, j)
        for i, j in product(range(len(ones)), range(len(others)))
        if shared(ones[i], others[j])
    ]
    firsts, seconds = set(), set()
    for overlap, i, j in sorted(meeting):
        if -overlap >= PAIRED_FROM and i not in firsts and j not in seconds:
            firsts.add(i)
            seconds.add(j)
    return len(firsts), len({i for _, i, _ in meeting}) + len({j for _, _, j in meeting})


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
