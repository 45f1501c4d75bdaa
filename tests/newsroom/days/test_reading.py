"""Days in words are read as the one day that they can be, or not at all."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.utils.formats import date_format
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from newsroom.days.reading import NoSuchDay, NotADay, TwoDays, read_day

TODAY = date(2026, 11, 30)  # A Monday.
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-11-29", "2026-11-29"),
        ("2026/1/9", "2026-01-09"),
        (" 29 Nov 2026 ", "2026-11-29"),
        ("29 november 2026", "2026-11-29"),
        ("29th November, 2026", "2026-11-29"),
        ("29-Nov-2026", "2026-11-29"),
        ("Nov. 29, 2026", "2026-11-29"),
        ("NOVEMBER 29TH 2026", "2026-11-29"),
        ("3 Sept 2026", "2026-09-03"),
        ("29.11.2026", "2026-11-29"),
        ("3. 4. 2026", "2026-04-03"),
        ("29/11/2026", "2026-11-29"),
        ("11/29/2026", "2026-11-29"),
        ("11/11/2026", "2026-11-11"),
        ("29-11-2026", "2026-11-29"),
        ("Sunday, 29 Nov 2026", "2026-11-29"),
        ("29 Feb 2028", "2028-02-29"),
        ("29 Nov", "2026-11-29"),
        ("5 Jan", "2027-01-05"),
        ("Jan 5", "2027-01-05"),
        ("today", "2026-11-30"),
        ("Tomorrow", "2026-12-01"),
        ("yesterday", "2026-11-29"),
        ("Tuesday", "2026-12-01"),
        ("Fri", "2026-12-04"),
        ("fri.", "2026-12-04"),
        ("Monday", "2026-12-07"),
        ("last Monday", "2026-11-23"),
        ("last Sunday", "2026-11-29"),
        ("Last tue", "2026-11-24"),
        ("this Friday", "2026-12-04"),
        ("29.11.", "2026-11-29"),
        ("3. 1.", "2027-01-03"),
        ("in 3 weeks", "2026-12-21"),
        ("in 10 days", "2026-12-10"),
        ("in a week", "2026-12-07"),
        ("２９ Nov 2026", "2026-11-29"),
    ],
)
def test_a_day_is_read(words, day):
    assert read_day(words, today=TODAY).isoformat() == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "29",
        "Nov 2026",
        "29 Nov 26",
        "29.11.26",
        "29/11/26",
        "31 Nov 2026",
        "2026-02-30",
        "29 Feb",  # Of no year near this one.
        "0000-01-01",
        "20261129",
        "13/13/2026",
        "next Friday",
        "29 Foo 2026",
        "Monday, 29 Nov 2026",
        "last",
        "last tomorrow",
        "29 Nov 2026 at noon",
        "-1 Nov 2026",
        "x" * 500,
        "29 Nov 2026\x00",
        "in weeks",
        "in 3 months",
    ],
)
def test_what_can_be_no_day_is_refused(words):
    with pytest.raises(NotADay):
        read_day(words, today=TODAY)


@pytest.mark.parametrize(
    "words", ["31 Feb 2026", "2026-02-30", "31.11.2026", "29 Feb", "0000-01-01"]
)
def test_a_day_that_the_calendar_does_not_have_is_told_from_other_words(words):
    with pytest.raises(NoSuchDay):
        read_day(words, today=TODAY)


@pytest.mark.parametrize("words", ["03/04/2026", "3-4-2026", "04/03/2026"])
def test_what_is_another_day_in_america_is_refused_and_both_are_told(words):
    with pytest.raises(TwoDays) as refused:
        read_day(words, today=TODAY)
    assert set(refused.value.days) == {date(2026, 4, 3), date(2026, 3, 4)}


@given(DAYS, DAYS)
def test_what_we_write_is_read_as_it_was_meant(day, today):
    # Django's letter Y leaves out the noughts of a year before 1000, which nobody publishes.
    ways = (day.isoformat(), date_format(day), f"{date_format(day, 'l')}, {date_format(day)}")
    assert {read_day(words, today=today) for words in ways} == {day}


@given(st.sampled_from(["monday", "tuesday", "friday", "sunday"]), DAYS)
def test_a_weekday_is_the_next_one_and_the_last_one_is_past(name, today):
    if date(1001, 1, 1) < today < date(9998, 12, 1):
        coming, past = read_day(name, today=today), read_day(f"last {name}", today=today)
        assert timedelta(0) < coming - today <= timedelta(7)
        assert timedelta(0) < today - past <= timedelta(7)
        assert date_format(coming, "l").lower() == date_format(past, "l").lower() == name


@given(st.text(max_size=60))
def test_any_words_are_a_day_or_are_refused(words):
    with suppress(NotADay):
        assert isinstance(read_day(words, today=TODAY), date)


def test_names_of_the_language_of_the_page_are_read_beside_the_english_ones():
    with override("de"):
        for words in ("29. November 2026", "29 Nov 2026", "Sonntag, 29. November 2026"):
            assert read_day(words, today=TODAY) == date(2026, 11, 29)
        assert read_day("3. Dezember 2026", today=TODAY) == date(2026, 12, 3)
        assert read_day("Freitag", today=TODAY) == date(2026, 12, 4)
    with pytest.raises(NotADay):
        read_day("3. Dezember 2026", today=TODAY)
