"""The comparison without a list of pairs gives the answers of the one that keeps them all."""

import cProfile
import pstats
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.disagreements.comparison import Span, compare
from annotations.spans import closest
from annotations.spans.normalization import Names
from tests.annotations.disagreements import every_pair
from tests.annotations.disagreements.test_comparison import as_spans, random_layers

NAMES = Names({"Putin": "Vladimir Putin", "$": "USD"})


@pytest.fixture(params=[closest.FEW, 0], ids=["lists of few", "trees always"], autouse=True)
def _few(request, monkeypatch):
    monkeypatch.setattr(closest, "FEW", request.param)


def nest(rng, size):
    """Each within the one before."""
    start, end = 0, 6 * size
    for _ in range(size):
        yield start, end
        start, end = start + rng.randint(0, 2), end - rng.randint(1, 2)


def ladder(rng, size):
    """Each a little further on than the one before."""
    start = 0
    for _ in range(size):
        yield start, start + rng.randint(1, 20)
        start += rng.randint(1, 4)


def star(rng, size):
    """All over one place."""
    for _ in range(size):
        yield 40 - rng.randint(0, 40), 40 + rng.randint(1, 40)


def row_in_one(rng, size):
    """Many equally long ones in one that holds them all."""
    yield 0, 4 * size
    for number in range(size):
        yield 4 * number, 4 * number + rng.choice([2, 2, 4])


def anywhere(rng, size):
    for _ in range(size):
        start = rng.randint(0, 60)
        yield start, start + rng.randint(1, 30)


def one_long_and_few(rng, size):
    yield 0, 100
    yield from anywhere(rng, min(size, 3))


SHAPES = [nest, ladder, star, row_in_one, anywhere, one_long_and_few]


def layers(seed):
    """Layers that share many of their spans, with any labels and details, some in pieces.

    By a seed, which is much faster than to let each of so many numbers be drawn.
    """
    rng = random.Random(seed)
    count = rng.randint(1, 7)
    labels = rng.choice([["claim"], ["claim", "statistic"], ["claim", "quote"], None])
    labels = labels or ["claim", "quote", "statistic"]
    drawn = {}
    for _ in range(rng.randint(1, 3)):
        shape, mostly = rng.choice(SHAPES), rng.choice([None, *labels])
        for start, end in shape(rng, rng.randint(1, 12)):
            label = mostly or rng.choice(labels)
            for layer in rng.sample(range(count), rng.randint(1, count)):
                drawn[start, end, label, layer] = Span(
                    len(drawn),
                    layer,
                    start,
                    end,
                    label,
                    rng.choice(["", "", "Putin", "Vladimir Putin", "Ana"]),
                    rng.choice([None, None, Decimal(1)]),
                    rng.choice(["", "", "$", "USD"]),
                    rng.choice([frozenset(), frozenset(), frozenset({(1, "context")})]),
                    rng.choice([None, None, None, "g", "h"]),
                )
    return count, list(drawn.values())


seeds = st.integers(0, 2**32)


@settings(max_examples=100, deadline=None)
@given(seeds, st.integers(0, 1))
def test_what_is_compared_is_what_every_pair_says(seed, silent):
    count, spans = layers(seed)
    voters = range(count + silent)
    assert compare(spans, voters, NAMES) == every_pair.compare(spans, voters, NAMES)


@settings(max_examples=60, deadline=None)
@given(random_layers)
def test_random_layers_are_compared_as_every_pair_says(drawn):
    spans, voters = as_spans(drawn), range(len(drawn))
    assert compare(spans, voters) == every_pair.compare(spans, voters)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_layers_that_live_on_are_compared_as_every_pair_says(seed):
    """A life: spans are moved, relabelled, withdrawn and given to another layer, one by one."""
    count, spans = layers(seed)
    rng = random.Random(seed + 1)
    for _ in range(rng.randint(1, 4)):
        one = spans.pop(rng.randint(0, len(spans) - 1))
        start = rng.randint(0, 60)
        moved = replace(
            one,
            layer=rng.randint(0, count - 1),
            start=start,
            end=start + rng.randint(1, 30),
            label=rng.choice(["claim", "quote", "statistic"]),
        )
        there = {(span.layer, span.extent, span.label) for span in spans}
        if (moved.layer, moved.extent, moved.label) in there:
            spans.append(one)
        else:
            spans.append(moved)
        expected = every_pair.compare(spans, range(count), NAMES)
        assert compare(spans, range(count), NAMES) == expected


def of_two(extents, labels=("claim", "claim")):
    return [
        Span((layer, number), layer, start, end, labels[layer])
        for layer in range(2)
        for number, (start, end) in enumerate(extents(layer))
    ]


def nested(size, labels):
    return of_two(lambda n: [(3 * i + n, 9 * size - 3 * i - 2 * n) for i in range(size)], labels)


def over_one_place(size):
    rng = random.Random(3)

    def drawn(_layer):
        return {
            (rng.randrange(20 * size), rng.randrange(20 * size, 40 * size)) for _ in range(size)
        }

    return of_two(drawn)


MANY = {
    "nested": lambda size: nested(size, ("claim", "claim")),
    "nested, with other labels": lambda size: nested(size, ("claim", "quote")),
    "nested, within the other's": lambda size: nested(size, ("claim", "statistic")),
    "the same of both": lambda size: of_two(lambda n: [(i, 4 * size - i) for i in range(size)]),
    "of one layer": lambda size: nested(size, ("claim", "claim"))[:size],
    "over one place": over_one_place,
    "a ladder": lambda size: of_two(lambda n: [(2 * i + n, 2 * (i + size)) for i in range(size)]),
    "a row in one": lambda size: of_two(
        lambda n: [(4 * i, 4 * i + 2 + n) for i in range(size)] if n else [(0, 4 * size)]
    ),
}


@pytest.mark.parametrize("spans_of", MANY.values(), ids=MANY.keys())
def test_twice_the_spans_are_twice_the_work_however_they_lie(spans_of):
    def calls(size):
        spans = spans_of(size)
        profile = cProfile.Profile()
        profile.runcall(compare, spans, range(3))
        return pstats.Stats(profile).total_calls

    # With a logarithm; of every pair it would be four times.
    assert calls(240) < 2.7 * calls(120)
