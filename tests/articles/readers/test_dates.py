"""The day that a source states: read in every usual form, never guessed."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers.dates import read_day

MAY_7 = date(2024, 5, 7)


@pytest.mark.parametrize(
    "words",
    [
        "2024-05-07",
        "2024-5-7",
        "2024-05-07T08:00:00Z",
        "2024-05-07 08:00:00.123456+00:00",
        "2024-05-07T08:00:00.123456789Z",
        "2024-05-07T08Z",
        "2024-05-07T23:30-0500",
        "2024-05-07T10:00:00+02:00[Europe/Paris]",
        "2024-05-07 08:00:00 UTC",
        "20240507",
        "20240507T091200Z",
        "20240507091200",
        "2024-W19-2",
        "2024W192",
        "2024-128",
        "2024/05/07",
        "2024.05.07.",
    ],
)
def test_every_form_of_iso_8601_is_read(words):
    assert read_day(words) == (MAY_7, "")


@pytest.mark.parametrize(
    "words",
    [
        "Tue, 07 May 2024 09:12:00 GMT",
        "Tue, 7 May 2024 09:12:00 +0200",
        "07 May 2024 09:12 EST",
        "Tue May  7 09:12:00 2024",
        "Tue May 07 2024 10:00:00 GMT+0200 (Central European Summer Time)",
        "7-May-2024",
    ],
)
def test_dates_of_mails_and_programs_are_read(words):
    assert read_day(words) == (MAY_7, "")


@pytest.mark.parametrize(
    "words",
    [
        "7 May 2024",
        "7th May 2024",
        "May 7, 2024",
        "Tuesday, May 7th, 2024 at 8:15 p.m. EDT",
        "08:15, 7 May 2024",
        "Tue 7 May 2024 08.15 BST",
        "Published: 7 MAY 2024",
        "7. Mai 2024",
        "Dienstag, 7. Mai 2024, 08:15 Uhr",
        "Di, 07.05.2024 - 08:15",
        "mardi 7 mai 2024 à 8h15",
        "martes, 7 de mayo de 2024",
        "7 de maio de 2024 às 10h30",
        "terça-feira, 7 de maio de 2024",
        "mar 7 maggio 2024",
        "7 mei 2024",
        "2024年5月7日",
    ],
)
def test_a_date_is_read_in_the_languages_of_newsrooms(words):
    assert read_day(words) == (MAY_7, "")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1er août 2024", date(2024, 8, 1)),
        ("le 12 févr. 2024", date(2024, 2, 12)),
        ("3. März 2024", date(2024, 3, 3)),
        ("1º gennaio 2024", date(2024, 1, 1)),
        ("2 de enero de 2024", date(2024, 1, 2)),
        ("9 de setembro de 2024", date(2024, 9, 9)),
        ("Sept. 12, 2024", date(2024, 9, 12)),
        ("mar. 5 mars 2024", date(2024, 3, 5)),
        ("Mar 5, 2024", date(2024, 3, 5)),
    ],
)
def test_names_of_months_are_read_with_their_accents_and_short_forms(words, day):
    assert read_day(words) == (day, "")


@pytest.mark.parametrize(
    "value", [1715068800, 1715068800000, 1715068800.25, "1715068800", "1715068800000", 20240507]
)
def test_a_number_is_a_moment_since_1970_or_a_day_in_digits(value):
    assert read_day(value) == (MAY_7, "")


def test_a_date_of_a_spreadsheet_is_taken_as_it_is():
    assert read_day(MAY_7) == read_day(datetime(2024, 5, 7, 23, 59)) == (MAY_7, "")  # noqa: DTZ001


@pytest.mark.parametrize("words", ["", "  ", None])
def test_nothing_is_no_date_and_needs_no_note(words):
    assert read_day(words) == (None, "")


@pytest.mark.parametrize("words", ["05/06/2024", "5-6-2024", "05/06/2024 10:00"])
def test_what_may_be_two_days_is_none(words):
    day, note = read_day(words)
    assert day is None
    assert note == (
        f"“{words}” may name two days, as its day or its month may stand first, so there is no "
        "date."
    )


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("13/06/2024", date(2024, 6, 13)),
        ("06/13/2024 14:30", date(2024, 6, 13)),
        ("05/05/2024", date(2024, 5, 5)),
        ("07.05.2024", MAY_7),
        ("7. 5. 2024", MAY_7),
    ],
)
def test_numbers_that_can_be_only_one_day_are_read(words, day):
    assert read_day(words) == (day, "")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2024-02-30", "is no day of the calendar"),
        ("31.02.2024", "is no day of the calendar"),
        ("2023-366", "is no day of the calendar"),
        ("2024-W60-1", "is no day of the calendar"),
        ("32 May 2024", "is no day of the calendar"),
        ("0001-01-01T00:00:00Z", "is no day on which an article was published"),
        ("07.05.24", "does not say which of its numbers is the year"),
        ("May 2024", "names no day"),
        ("2024", "names no day"),
        ("2024-05", "names no day"),
        ("7 May", "names no year"),
        ("yesterday", "is no date that can be read"),
        ("in the middle of May 2024", "is no date that can be read"),
        ("7 or 8 May 2024", "is no date that can be read"),
        ("x" * 200, "is no date that can be read"),
        (12, "is no date"),
        (True, "is no date"),
        (float("nan"), "is no date"),
        (["2024-05-07"], "is no date"),
    ],
)
def test_a_note_names_the_value_and_says_why_there_is_no_date(value, why):
    day, note = read_day(value)
    assert day is None
    assert why in note
    assert str(value)[:90] in note


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2199, 12, 31)), st.times())
def test_what_programs_write_is_read_as_they_meant_it(day, time):
    moment = datetime.combine(day, time)
    zoned = moment.replace(tzinfo=timezone(timedelta(hours=-5)))
    for written in (
        moment.isoformat(),
        zoned.isoformat(),
        f"{moment:%Y%m%d}",
        f"{moment:%d.%m.%Y}",
        f"{moment:%a, %d %b %Y %H:%M:%S} +0100",
        f"{moment:%G-W%V-%u}",
        f"{moment:%Y-%j}",
    ):
        assert read_day(written) == (moment.date(), "")


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.lists(st.text())))
def test_nothing_raises_and_there_is_a_day_or_a_note(value):
    day, note = read_day(value)
    assert not (day and note)
    assert day or note or value is None or not str(value).strip()


@given(st.text(alphabet="0123456789-/. :TZMay", min_size=1, max_size=30))
def test_no_digits_raise(value):
    read_day(value)
