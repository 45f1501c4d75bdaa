"""Reading and writing the value of a statistic."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.numbers import (
    NotANumber,
    TooManyDigits,
    grouped,
    plain_decimal,
    read_number,
    storable,
)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("48,000,000", "48000000"),
        ("48000000", "48000000"),
        ("48 000 000", "48000000"),
        ("48\u202f000\u202f000", "48000000"),
        ("1.5", "1.5"),
        (".5", "0.5"),
        ("-3", "-3"),
        ("−3.25", "-3.25"),
        ("+7", "7"),
        (" 1,234.50 ", "1234.5"),
        ("٤٨", "48"),
        ("0", "0"),
        ("123456789012345", "123456789012345"),
        ("12345678901234500000", "12345678901234500000"),
        ("0.0000000001", "0.0000000001"),
    ],
)
def test_a_number_is_read_as_people_write_it(words, number):
    assert read_number(words) == Decimal(number)


@pytest.mark.parametrize(
    "words",
    ["", "NaN", "Infinity", "1e9", "1,5", "1,50", "12,34", "1,000 000", "1.2.3", "$4", "four", "-"],
)
def test_what_is_no_number_or_could_be_two_is_refused(words):
    with pytest.raises(NotANumber):
        read_number(words)


@pytest.mark.parametrize(
    "words",
    ["1234567890123456", "0.1234567890123456", "0.00000000001", "1" + "0" * 20, "9" * 2000],
)
def test_what_no_database_keeps_is_refused(words):
    with pytest.raises(TooManyDigits):
        read_number(words)


@pytest.mark.parametrize("odd", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_not_kept(odd):
    assert not storable(Decimal(odd))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8)))
def test_what_is_written_plainly_is_read_back(number):
    if storable(number):
        assert read_number(plain_decimal(number)) == number
        assert read_number(grouped(number)) == number


def test_numbers_are_written_without_exponent_or_idle_noughts():
    assert plain_decimal(Decimal("4.8E+7")) == "48000000"
    assert plain_decimal(Decimal("1.5000000000")) == "1.5"
    assert plain_decimal(Decimal("-0.0")) == "0"
    assert grouped(Decimal("48000000.0000000000")) == "48,000,000"
    assert grouped(Decimal("1234.5")) == "1,234.5"
