"""Who gets which text."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from annotations.layers.allocation import Short, Text, spread

EDITORS = "abcdef"

# A machine with other work at hand is slow, which says nothing of the code.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def texts_of(*on_it, barred=()):
    barred = [*barred, *[""] * (len(on_it) - len(barred))]
    return [
        Text(number, frozenset(people), frozenset(gone))
        for number, (people, gone) in enumerate(zip(on_it, barred, strict=True))
    ]


def idle(editors="abc"):
    return dict.fromkeys(editors, 0)


@pytest.mark.parametrize(
    ("on_it", "loads", "needed", "expected"),
    [
        (["", "", ""], idle("abc"), 2, ["ab", "ac", "bc"]),
        (["", "", ""], idle("abc"), 1, ["a", "b", "c"]),
        (["a", "ab", "abc"], idle("abc"), 2, ["b", "", ""]),
        (["", ""], {"a": 5, "b": 0, "c": 3}, 1, ["b", "b"]),
        (["", ""], {"a": 5, "b": 0, "c": 3}, 2, ["bc", "bc"]),
        (["x", "y"], idle("ab"), 2, ["a", "b"]),
        ([], idle("ab"), 2, []),
    ],
)
def test_each_text_gets_those_with_the_least_to_do(on_it, loads, needed, expected):
    made = spread(texts_of(*on_it), loads, needed)
    assert ["".join(made.given.get(number, [])) for number in range(len(on_it))] == expected
    assert not made.short


def test_a_text_for_which_few_are_left_is_given_first():
    made = spread(texts_of("", "b"), idle("ab"), 2)
    assert made.given == {0: ["a", "b"], 1: ["a"]}
    made = spread(texts_of("", "", barred=["", "b"]), idle("ab"), 1)
    assert made.given == {0: ["b"], 1: ["a"]}


def test_work_is_handed_on_along_a_chain():
    # b gets 0, c gets 1, and then b or c would get 2 as well, though d, who may have 1, has none.
    made = spread(texts_of("", "", "", barred=["ad", "ab", "ad"]), idle("abcd"), 1)
    assert made.loads == {"a": 0, "b": 1, "c": 1, "d": 1}
    assert made.given[1] == ["d"]


def test_whoever_has_met_least_meets_first():
    made = spread(texts_of(*[""] * 12), idle("abcd"), 2)
    pairs = Counter("".join(editors) for editors in made.given.values())
    assert pairs == dict.fromkeys(map("".join, combinations("abcd", 2)), 2)


@pytest.mark.parametrize(
    ("text", "needed", "short"),
    [
        (Text(0), 4, Short(missing=1, on_it=0, barred=0)),
        (Text(0, frozenset("ax")), 5, Short(missing=1, on_it=1, barred=0)),
        (Text(0, frozenset("a"), frozenset("bz")), 3, Short(missing=1, on_it=1, barred=1)),
        (Text(0, frozenset("abc")), 4, Short(missing=1, on_it=3, barred=0)),
    ],
)
def test_a_text_that_stays_short_says_why(text, needed, short):
    assert spread([text], idle("abc"), needed).short == {0: short}


def test_without_editors_every_text_stays_short():
    made = spread(texts_of("", "x"), {}, 2)
    assert made.given == {}
    assert made.short == {0: Short(2, 0, 0), 1: Short(1, 0, 0)}


people = some.frozensets(some.sampled_from(EDITORS), max_size=4)
situations = some.tuples(
    some.lists(some.tuples(people, people), max_size=12),
    some.dictionaries(some.sampled_from(EDITORS[:5]), some.integers(0, 6)),
    some.integers(1, 4),
)


def made_of(situation):
    on_it, loads, needed = situation
    return [Text(number, *one) for number, one in enumerate(on_it)], loads, needed


@unhurried
@given(situations)
def test_nobody_gets_a_text_twice_and_each_gets_as_many_as_there_are(situation):
    texts, loads, needed = made_of(situation)
    made = spread(texts, loads, needed)
    for text in texts:
        new = made.given.get(text.key, [])
        assert len(set(new)) == len(new)
        assert not set(new) & (text.on_it | text.barred)
        assert set(new) <= set(loads)
        free = set(loads) - text.on_it - text.barred
        lacks = max(0, needed - len(text.on_it))
        assert len(new) == min(lacks, len(free))
        assert (text.key in made.short) == (lacks > len(free))
    gained = Counter(one for new in made.given.values() for one in new)
    assert made.loads == {one: load + gained[one] for one, load in loads.items()}


@unhurried
@given(
    some.integers(0, 40),
    some.integers(1, 6),
    some.integers(1, 4),
    some.integers(0, 9),
)
def test_where_nothing_constrains_it_nobody_has_two_more_than_another(texts, editors, needed, load):
    loads = dict.fromkeys(EDITORS[:editors], load)
    made = spread(texts_of(*[""] * texts), loads, min(needed, editors))
    assert max(made.loads.values()) - min(made.loads.values()) <= 1


@unhurried
@given(
    some.tuples(
        some.lists(some.tuples(people, people), max_size=4),
        some.dictionaries(some.sampled_from("abc"), some.integers(0, 3), min_size=1),
        some.integers(1, 2),
    )
)
def test_no_other_way_of_giving_the_texts_is_more_even(situation):
    texts, loads, needed = made_of(situation)
    made = spread(texts, loads, needed)

    def unevenness(ends):
        return sum(load**2 for load in ends.values())

    ways = product(
        *[
            combinations(
                sorted(set(loads) - text.on_it - text.barred), len(made.given.get(text.key, []))
            )
            for text in texts
        ]
    )
    ends = (Counter(loads) + Counter(one for each in way for one in each) for way in ways)
    assert unevenness(made.loads) == min(map(unevenness, ends))


@unhurried
@given(situations)
def test_asked_again_with_what_it_gave_it_gives_nothing(situation):
    texts, loads, needed = made_of(situation)
    made = spread(texts, loads, needed)
    again = [
        Text(text.key, text.on_it | set(made.given.get(text.key, [])), text.barred)
        for text in texts
    ]
    assert spread(again, made.loads, needed).given == {}


@unhurried
@given(situations, some.randoms(use_true_random=False))
def test_the_order_in_which_the_editors_are_named_is_of_no_consequence(situation, random):
    texts, loads, needed = made_of(situation)
    shuffled = list(loads.items())
    random.shuffle(shuffled)
    assert spread(texts, dict(shuffled), needed) == spread(texts, loads, needed)
