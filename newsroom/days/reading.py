"""A day as people write it, read as the one day that it can be."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, gettext, override

LONGEST = 40  # Letters of a day in words, with its weekday.

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
WITH_DOTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
WITHOUT_YEAR = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.")
AHEAD = re.compile(r"in (a|\d{1,3}) (day|week)s?")
EITHER_WAY = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]?([^\W\d]+)\.?(?:[ -](\d{4}))?")
MONTH_FIRST = re.compile(r"([^\W\d]+)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
NAMED = re.compile(r"([^\W\d]+)\.?")


class NotADay(ValueError):
    """No day can be read in these words."""


class NoSuchDay(NotADay):
    """The words are those of a day that the calendar does not have, such as 31 February."""


class TwoDays(NotADay):
    """These words are one day in Europe and another in America."""

    def __init__(self, first: date, second: date) -> None:
        super().__init__(first, second)
        self.days = first, second


def read_day(words: str, *, today: date) -> date:
    """The day that the words mean: 2026-11-29, 29 Nov 2026, Nov 29, 29.11., tomorrow, Friday, in
    3 weeks.

    Without a year it is the nearest such day; a weekday is the next one after today, «last Friday»
    the one before. Names are those of English and of the language of the page. Raises TwoDays for
    03/04/2026, NoSuchDay for 31 February, and NotADay.
    """
    words = simplified(words)
    if not words or len(words) > LONGEST:
        raise NotADay
    day = day_in_figures(words) or day_by_name(words, today) or day_of_month(words, today)
    if day:
        return day
    # As we ourselves tell it: with the weekday, which has to be the right one.
    weekday, _space, rest = words.partition(" ")
    expected = names().weekdays.get(weekday.rstrip("."))
    day = day_in_figures(rest) or day_of_month(rest, today)
    if expected is None or day is None or day.weekday() != expected:
        raise NotADay
    return day


def simplified(words: str) -> str:
    words = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(words.replace(",", " ").split())


def day_in_figures(words: str) -> date | None:
    if found := YEAR_FIRST.fullmatch(words):
        year, month, day = map(int, found.groups())
        return real(year, month, day)
    if found := WITH_DOTS.fullmatch(words):
        day, month, year = map(int, found.groups())
        return real(year, month, day)
    if found := EITHER_WAY.fullmatch(words):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if first == second or first > 12 or second > 12:
            return real(year, second, first) if second <= 12 else real(year, first, second)
        raise TwoDays(real(year, second, first), real(year, first, second))
    return None


def day_by_name(words: str, today: date) -> date | None:
    """Today and its neighbours, so many days or weeks on, or a weekday."""
    if found := AHEAD.fullmatch(words):
        number = 1 if found[1] == "a" else int(found[1])
        return today + timedelta(days=number * (7 if found[2] == "week" else 1))
    if (near := names().near.get(words)) is not None:
        return today + timedelta(days=near)
    last, _space, name = words.rpartition(" ")
    found = NAMED.fullmatch(name)
    before = ("", "this", *names().last)
    weekday = names().weekdays.get(found[1]) if found and last in before else None
    if weekday is None:
        return None
    if last in names().last:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def day_of_month(words: str, today: date) -> date | None:
    """A day of a month that is named; the nearest to today where no year is."""
    if found := WITHOUT_YEAR.fullmatch(words):
        return nearest(int(found[2]), int(found[1]), today)
    if found := DAY_FIRST.fullmatch(words):
        day, name, year = found.groups()
    elif found := MONTH_FIRST.fullmatch(words):
        name, day, year = found.groups()
    else:
        return None
    month = names().months.get(name)
    if month is None:
        return None
    if year:
        return real(int(year), month, int(day))
    return nearest(month, int(day), today)


def nearest(month: int, day: int, today: date) -> date:
    """Of such days the one nearest to today."""
    around = range(today.year - 1, today.year + 2)
    days = [one for one in (day_or_none(each, month, day) for each in around) if one]
    if not days:
        raise NoSuchDay
    return min(days, key=lambda one: abs(one - today))


def real(year: int, month: int, day: int) -> date:
    """Raises NoSuchDay where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay from None


def day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return real(year, month, day)
    except NotADay:
        return None


class Names:
    """What months and days are called in one language and in English, in small letters."""

    def __init__(self) -> None:
        self.months: dict[str, int] = {"sept": 9}
        self.weekdays: dict[str, int] = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
        self.near: dict[str, int] = {}
        self.last: set[str] = set()

    def learn(self) -> None:
        """The names of the language that is active."""
        for table in (MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP):
            self.months |= {name: number for number, name in told(table)}
        for table in (WEEKDAYS, WEEKDAYS_ABBR):
            self.weekdays |= {name: number for number, name in told(table)}
        near = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
        self.near |= {name: number for number, name in told(near)}
        self.last.add(simplified(gettext("last")))


def told(table: dict[int, str]) -> Iterator[tuple[int, str]]:
    return ((number, simplified(str(name)).rstrip(".")) for number, name in table.items())


def names() -> Names:
    return names_in(get_language() or "en")


@cache
def names_in(language: str) -> Names:
    known = Names()
    for one in ("en", language):
        with override(one):
            known.learn()
    return known
