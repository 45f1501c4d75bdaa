"""What a number in prose is worth: understood whole, or without a value."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.spans.number_words import MULTIPLES, SMALL_NUMBERS, TENS
from annotations.suggesting import suggest
from annotations.suggesting.number_values import digits_value, spelled_value
from tests.shared import INPUTS, needs_inputs

UNDERSTOOD = {
    "Half a dozen ships sank.": ("Half a dozen ships", "6", "ships"),
    "Three quarters of a million people fled.": (
        "Three quarters of a million people",
        "750000",
        "people",
    ),
    "Nearly half a million voted.": ("Nearly half a million", "500000", ""),
    "A million and a half people fled.": ("A million and a half people", "1500000", "people"),
    "One point five million people fled.": ("One point five million people", "1500000", "people"),
    "Three thousand four hundred and six ships sank.": (
        "Three thousand four hundred and six ships",
        "3406",
        "ships",
    ),
    "Twenty-five hundred people died.": ("Twenty-five hundred people", "2500", "people"),
    "Two hundred two-bedroom flats were built.": (
        "Two hundred two-bedroom flats",
        "200",
        "two-bedroom flats",
    ),
    "It cost 1 250 000 euros.": ("1 250 000 euros", "1250000", "EUR"),
    "The prize is ₹1,00,000 now.": ("₹1,00,000", "100000", "INR"),
    "It weighs 1 1/2 tonnes.": ("1 1/2 tonnes", "1.5", "tonnes"),
    "It lost $-5 million.": ("$-5 million", "-5000000", "USD"),
    "It lost -$5m in May.": ("-$5m", "-5000000", "USD"),
    "It fell by minus 0.5 percent.": ("minus 0.5 percent", "-0.5", "%"),
    "It cost €1.5m in 2013.": ("€1.5m", "1500000", "EUR"),
    "It made $5 mln in May.": ("$5 mln", "5000000", "USD"),
    "It has 5 hundred million users.": ("5 hundred million users", "500000000", "users"),
    "He is 45 years old.": ("45 years old", "45", "years"),
    "The 45-year-old left.": ("45-year-old", "45", "years"),
    "Nine in 10 adults agree.": ("Nine in 10 adults", "90", "%"),
    "Three out of four dentists agree.": ("Three out of four dentists", "75", "%"),
    "She won 48 out of 50 states.": ("48 out of 50 states", "48", "of 50 states"),
}


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD.items(), ids=UNDERSTOOD.keys())
def test_numbers_are_read_whole(text, expected):
    assert statistics(text) == [expected]


NOT_UNDERSTOOD = {
    "The firm is worth $2.174Q.": "$2.174Q",
    "The bill was $3.5MM last year.": "$3.5MM",
    "It cost $5 gazillion.": "$5 gazillion",
    "Some 20-odd people came.": "Some 20-odd people",
    "About 1.234 people came.": "About 1.234 people",
    "Some 1,23,4 people came.": "Some 1,23,4 people",
    "2 million 300 thousand people came.": "2 million 300 thousand people",
    "From two thousand to three thousand people came.": "two thousand to three thousand people",
    "Some two thousand and three thousand came.": "Some two thousand and three thousand",
    "One in 3,000 children has it.": "One in 3,000 children",
    "One or two hundred people came.": "One or two hundred people",
    "Several hundred people came.": "Several hundred people",
    "The wall is 5m high.": "5m",
}


@pytest.mark.parametrize(("text", "exact"), NOT_UNDERSTOOD.items(), ids=NOT_UNDERSTOOD.keys())
def test_a_number_that_is_not_understood_has_no_value(text, exact):
    assert [one[:2] for one in statistics(text)] == [(exact, None)]


@pytest.mark.parametrize("text", ["It is 12.05.2024 now.", "It is version 1.2.3 of them."])
def test_numbers_with_points_that_count_nothing_are_no_statistics(text):
    assert statistics(text) == []


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=1, max_value=10**13))
def test_every_number_said_in_full_is_read_back(number):
    assert spelled_value(said(number)) == number


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=1_000, max_value=10**13), st.sampled_from([",", " ", "\u00a0", "’"]))
def test_every_grouped_number_is_read_back(number, mark):
    assert digits_value(f"{number:,}".replace(",", mark)) == number


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*SMALL_NUMBERS, *TENS, *MULTIPLES]), min_size=2, max_size=5))
def test_words_for_numbers_in_any_order_are_a_number_or_nothing(words):
    value = spelled_value(" ".join(words))
    assert value is None or value >= 0


@needs_inputs
@pytest.mark.shared
def test_the_numbers_that_failed_once():
    lines = (INPUTS / "data" / "suggestions" / "numbers.tsv").read_text("utf-8").splitlines()[1:]
    for sentence, value, unit in (line.split("\t") for line in lines):
        ((_, read, read_unit),) = statistics(sentence)
        may_be_empty, _, wanted = value.rpartition(", or ")
        assert read == wanted or (may_be_empty and read is None), sentence
        assert read_unit == unit.removesuffix(" (right today)"), sentence


def statistics(text):
    return [
        (one.exact, None if one.value is None else str(one.value), one.unit)
        for one in suggest(text)
        if one.label == "statistic"
    ]


def said(number):
    """A number below a quadrillion as it is said."""
    for name, scale in sorted(MULTIPLES.items(), key=lambda item: -item[1]):
        if name in {"hundred", "thousand", "million", "billion", "trillion"} and number >= scale:
            more, rest = divmod(number, scale)
            between = " and " if name == "hundred" else " "
            return f"{said(more)} {name}" + (between + said(rest) if rest else "")
    if number < 20:
        return next(word for word, value in SMALL_NUMBERS.items() if value == number)
    ten = next(word for word, value in TENS.items() if value == number - number % 10)
    return ten + (f"-{said(number % 10)}" if number % 10 else "")


def test_the_value_is_a_decimal():
    assert digits_value("1.50") == Decimal("1.5")
