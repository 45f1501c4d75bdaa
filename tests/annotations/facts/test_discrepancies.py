"""Numbers of one story that are set against each other, and those that are left alone."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.facts import discrepancies
from annotations.facts.discrepancies import find_figures, find_rivals
from tests.shared import REAL_ARTICLES, needs_shared


def pairs(one, other):
    """What is set against what, as the texts write it."""
    found = find_rivals(find_figures(one), {"other": find_figures(other)})
    return {
        (one[figure.start : figure.end], other[rival.figure.start : rival.figure.end])
        for figure, some in found.items()
        for rival in some
    }


NURSES = (
    "Nurses at the county hospitals walked out on Monday. About 4,000 nurses joined the picket "
    "lines, the union said. It demands a pay rise of 9 per cent; the county offers 4 per cent. "
    "The last strike, in 2019, lasted 11 days and cost the county $3.1 million. "
    "Some 230 operations were put off at the five hospitals."
)
NURSES_TOO = (
    "County hospitals put off operations as nurses strike\n\n"
    "The county says 2,600 nurses joined the picket lines on Monday, fewer than expected. "
    "The union asks for a pay rise of 9 per cent. The county has offered 6 per cent and calls "
    "that its last word. In all 412 operations were put off at its hospitals. "
    "A strike in 2019 went on for 11 days; it cost the county $3.1 million."
)
QUAKE = (
    "An earthquake shook the Verra valley at dawn. At least 12 people were killed in Lower Sorn, "
    "where the school collapsed, and more than 300 houses were destroyed across the valley. "
    "The tremor had a magnitude of 6.1. Rescuers from 14 countries are on their way. "
    "The government has promised 20 million euros in aid to the valley."
)
QUAKE_TOO = (
    "Nine people died when the school in Lower Sorn collapsed in Tuesday's earthquake in the "
    "Verra valley, which destroyed 310 homes across the valley. "
    "Rescuers from 14 countries are on the way, and the government promised aid of 35 million "
    "euros to the valley. The last such tremor, in 1987, killed 41 people in the capital."
)
RESULTS = (
    "Halden Motors made a net profit of $1.2 billion in the third quarter, against $900 million "
    "a year earlier. It will cut 1,500 jobs at its plant in Orlow and close two of its nine "
    "factories by 2030. Sales rose by 4 per cent."
)
RESULTS_TOO = (
    "Third-quarter net profit at Halden Motors rose to $1.4 billion from $0.9 billion a year "
    "earlier. The carmaker wants to cut 2,000 jobs at the Orlow plant by 2030. "
    "Sales were up by 4 per cent. Shares lost 3 per cent."
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            NURSES,
            NURSES_TOO,
            {
                ("About 4,000 nurses", "2,600 nurses"),
                ("4 per cent", "6 per cent"),
                ("Some 230 operations", "412 operations"),
            },
        ),
        (
            QUAKE,
            QUAKE_TOO,
            {
                ("At least 12 people", "Nine people"),
                ("20 million euros", "35 million euros"),
            },
        ),
        (
            RESULTS,
            RESULTS_TOO,
            {("$1.2 billion", "$1.4 billion"), ("1,500 jobs", "2,000 jobs")},
        ),
    ],
    ids=["strike", "earthquake", "results"],
)
def test_other_numbers_of_the_same_thing_are_found_and_nothing_else(one, other, expected):
    assert pairs(one, other) == expected
    assert pairs(other, one) == {(there, here) for here, there in expected}


@pytest.mark.parametrize(
    ("one", "other"), [(NURSES, QUAKE), (QUAKE, RESULTS), (RESULTS_TOO, NURSES_TOO)]
)
def test_unlike_stories_are_left_alone(one, other):
    assert pairs(one, other) == set()


SENTENCE = "The council approved {} for the sea wall on Tuesday night."


@pytest.mark.parametrize(
    ("one", "other", "is_pointed_out"),
    [
        ("$48 million", "$52 million", True),
        ("$48 million", "€52 million", False),
        ("$48 million", "48 metres", False),
        ("$48 million", "$48,000,000", False),
        ("$48 million", "about $47 million", False),
        ("$48 million", "about $40 million", True),
        ("2,314 homes", "2,300 houses", False),
        ("2,314 homes", "2,800 houses", True),
        ("12 ships", "10 boats", True),
        ("3.41 metres", "3.4 meters", False),
        ("3.41 metres", "3.9 meters", True),
        ("60 per cent", "two thirds of the cost", True),
    ],
)
def test_a_number_is_another_when_it_is_no_way_of_writing_the_same(one, other, is_pointed_out):
    assert bool(pairs(SENTENCE.format(one), SENTENCE.format(other))) is is_pointed_out


def test_numbers_that_are_far_apart_are_of_the_same_only_in_twin_sentences():
    assert pairs(SENTENCE.format("$48 million"), SENTENCE.format("$48 billion"))
    treasurer = "The treasurer, Signe Aldous, said that upkeep was budgeted at {} a year."
    household = "Each household, Signe Aldous, the treasurer, told them, would pay {} more."
    assert not pairs(treasurer.format("$310,000"), household.format("$74"))
    assert pairs(treasurer.format("$310,000"), household.format("$440,000"))


def test_what_the_other_text_says_as_well_is_no_question():
    one = SENTENCE.format("$48 million")
    both = f"{SENTENCE.format('$52 million')} The mayor had asked for $48 million."
    assert pairs(one, both) == pairs(both, one) == set()


def test_one_figure_is_set_against_the_one_that_speaks_most_alike():
    one = "The crew of the ferry counted 86 passengers. The harbour office had counted 19 boats."
    other = (
        "The crew of the ferry counted 91 passengers. "
        "On Friday the harbour of Sandvik office counted 60 passengers."
    )
    assert pairs(one, other) == {("86 passengers", "91 passengers")}


def test_several_texts_each_have_their_say_the_likeliest_first():
    mine = find_figures(SENTENCE.format("$48 million"))
    others = {
        "near": find_figures(SENTENCE.format("$52 million")),
        "far": find_figures(
            "A sea wall in the south, for which the council pays, cost $36 million."
        ),
        "same": find_figures(SENTENCE.format("$48 million")),
    }
    (some,) = find_rivals(mine, others).values()
    told = [one.text for one in some]
    assert told[0] == "near"
    assert "same" not in told


@needs_shared
def test_the_real_articles_of_one_story_are_not_set_against_each_other_without_a_reason():
    """None of their contradictions is of numbers in both texts: whatever is found is wrong."""
    texts = {
        path.name[:3]: path.read_text(encoding="utf-8") for path in REAL_ARTICLES.glob("*.txt")
    }
    for story in (("000", "001"), ("002", "003", "004")):
        read = {name: find_figures(texts[name]) for name in story}
        for name in story:
            others = {other: read[other] for other in story if other != name}
            assert find_rivals(read[name], others) == {}


WORDS = [
    "wall",
    "council",
    "$48 million",
    "2,300 homes",
    "on Tuesday",
    ".",
    "\n\n",
    "approved",
    "9",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@given(TEXTS)
def test_figures_lie_in_the_text_and_in_order(text):
    found = find_figures(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


@given(TEXTS)
def test_no_text_contradicts_itself(text):
    assert find_rivals(find_figures(text), {"same": find_figures(text)}) == {}


@given(TEXTS, TEXTS)
def test_being_rivals_is_mutual_and_of_one_unit(one, other):
    here, there = find_figures(one), find_figures(other)
    forth = {
        (figure, rival.figure)
        for figure, some in find_rivals(here, {1: there}).items()
        for rival in some
    }
    back = {
        (rival.figure, figure)
        for figure, some in find_rivals(there, {1: here}).items()
        for rival in some
    }
    assert forth == back
    assert all(a.unit == b.unit and a.value != b.value for a, b in forth)


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_any_text_can_be_read(text):
    find_figures(text)


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=3))
def test_what_a_value_is_rounded_to_is_near_it(value):
    for rounded in discrepancies.rounded_values(value):
        assert abs(rounded - value) <= abs(value) * discrepancies.LOOSE
        assert abs(rounded.as_tuple().exponent) <= 15


@pytest.mark.parametrize(
    "make",
    [
        lambda n: f"The wall of town {n} cost ${n + 7}.",
        lambda n: f"The council of the town approved ${n + 100} for the sea wall on Tuesday.",
    ],
)
def test_twice_the_text_takes_about_twice_the_comparisons(make, monkeypatch):
    # Counted and not timed: a busy machine is no slower at counting.
    compare = discrepancies.likeness

    def compared(size, offset=5_000_000):
        calls = []

        def likeness(*pair):
            calls.append(pair)
            return compare(*pair)

        monkeypatch.setattr(discrepancies, "likeness", likeness)
        one = find_figures(" ".join(make(number) for number in range(size)))
        other = find_figures(" ".join(make(number + offset) for number in range(size)))
        find_rivals(one, {"other": other})
        return len(calls)

    assert compared(1600) <= max(2 * discrepancies.MOST_HOLDERS**2, 5 * compared(400))


def test_values_are_kept_to_the_letter():
    (one,) = find_figures("The town of Sorn spent $1,234,567.89 on pumps.")
    assert one.value == Decimal("1234567.89")
