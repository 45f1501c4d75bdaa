"""The day that a source states, in whatever form: read where it is certain, else told why not.

Pure. A form that two readers could take for two days is no day: 05/06/2024 is in May or in June.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

Found = tuple[date | None, str]

# Months in English, German, French, Spanish, Portuguese, Italian and Dutch, without their accents;
# a short form is the beginning of one, of three letters at least.
MONTHS = (
    "january januar janner janvier enero janeiro gennaio januari",
    "february februar fevrier febrero fevereiro febbraio februari feber",
    "march marz maerz mars marzo marco maart mrz mrt",
    "april avril abril aprile",
    "may mai mayo maio maggio mei",
    "june juni juin junio junho giugno",
    "july juli juillet julio julho luglio",
    "august aout agosto augustus",
    "september septembre septiembre setiembre setembro settembre sept",
    "october oktober octobre octubre outubro ottobre",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dezembro dicembre",
)
MONTH_OF_NAME = {name: month for month, names in enumerate(MONTHS, 1) for name in names.split()}
WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday tues thur thurs montag dienstag "
    "mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi "
    "samedi dimanche lunes martes miercoles jueves viernes sabado domingo segunda terca quarta "
    "quinta sexta feira lunedi martedi mercoledi giovedi venerdi domenica maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag zondag mo di mi do fr sa so"
).split()
# Words around a date that say nothing about which day it is.
AROUND = (
    "published publication date posted am den le el the on at um uhr alle ore a as las les h om il "
    "du of de del d"
).split()

ZONE = r"(?:z|[a-z]{1,4}|(?:utc|gmt)?\s*[+-]\d{1,2}(?::?\d{2})?|\([^)]{0,40}\)|\[[^\]]{0,40}\])"
TIME = re.compile(
    r"(?:(?:(?<=\d)t|(?<![\w:.+-]))\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?|h\d{2})"
    r"|(?<=\d{4}\s)\d{1,2}\.\d{2}(?![.\d])|(?<=\d)t\d{2}(?![\w:]*\d))"
    rf"(?:\s*(?:[ap]\.?\s?m\b\.?|uhr\b|h\b))?(?:\s*{ZONE}(?![\w:])){{0,3}}"
)
COMPACT = re.compile(
    rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:[t\s]?\d{{4}}(?:\d{{2}})?(?:[.,]\d{{1,9}})?\s*{ZONE}?)?"
)
WEEK = re.compile(r"(\d{4})-?w(\d{2})-?(\d)")
OF_YEAR = re.compile(r"(\d{4})-(\d{3})")
YEAR_FIRST = re.compile(r"(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?")
FAR_EAST = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}\s?([-/.])\s?\d{1,2}\s?\1\s?\d{2}")
NO_DAY = re.compile(r"\d{4}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}")
PART = re.compile(r"(\d+)(?:st|nd|rd|th|er|º|ª|°|\.)?(?![^\W\d_])|([^\W\d_]+)")

NUMBER = re.compile(r"\d{9,16}(?:\.\d{1,9})?", re.ASCII)
EARLIEST, LATEST = 1600, 2200  # Years; "0001-01-01" stands for nothing in many programs.
# Seconds since 1970 have nine digits or more from 1973 on; milliseconds and microseconds more.
EPOCHS = ((1e8, 7e9, 1), (1e11, 7e12, 1e3), (1e14, 7e15, 1e6))
LONGEST = 100  # characters; a longer text is no date


def read_day(value: object) -> Found:
    """The day, in the time zone that is stated, or None; and a note where there is something that
    is no certain day. `value` may be text, a number (as YYYYMMDD or since 1970), a date.
    """
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, date):
        return value, ""
    if value is None or isinstance(value, bool | int | float):
        return day_of_number(value)
    if not isinstance(value, str):
        return None, f"“{shown(value)}” is no date."
    words = value.strip()
    if not words:
        return None, ""
    if len(words) <= LONGEST:
        if NUMBER.fullmatch(words) and (since := day_since_1970(float(words))):
            return since, ""
        found, why = day_of_words(folded(words))
        if found:
            return found, ""
        if why:
            return None, f"“{words}” {why}, so there is no date."
    return None, f"“{shown(words)}” is no date that can be read."


def day_of_number(value: float | None) -> Found:
    if value is None:
        return None, ""
    if not isinstance(value, bool):
        if since := day_since_1970(value):
            return since, ""
        if isinstance(value, int) and 16_000_000 < value < 22_000_000:
            return read_day(str(value))
    return None, f"“{shown(value)}” is no date."


def day_since_1970(value: float) -> date | None:
    """The day in UTC of a moment in seconds or smaller parts, None for any other number."""
    for least, most, parts in EPOCHS:
        if least <= value < most:
            return datetime.fromtimestamp(value / parts, UTC).date()
    return None


def day_of_words(words: str) -> tuple[date | None, str]:
    """The day, or None and why it is none; both empty where the form is not known."""
    if found := COMPACT.fullmatch(words):
        return day(*map(int, found.groups()))
    words = without_time(words)
    if found := YEAR_FIRST.fullmatch(words):
        return day(int(found[1]), int(found[3]), int(found[4]))
    if found := FAR_EAST.fullmatch(words):
        return day(*map(int, found.groups()))
    if found := YEAR_LAST.fullmatch(words):
        return day_before_year(int(found[1]), int(found[3]), int(found[4]), found[2])
    if WEEK.fullmatch(words) or OF_YEAR.fullmatch(words):
        return day_of_iso_number(words)
    if SHORT_YEAR.fullmatch(words):
        return None, "does not say which of its numbers is the year"
    if NO_DAY.fullmatch(words):
        return None, "names no day"
    return day_with_month_name(words)


def day_of_iso_number(words: str) -> tuple[date | None, str]:
    """A day by its number in the year, or by its week and its number in that."""
    try:
        if week := WEEK.fullmatch(words):
            return date.fromisocalendar(*map(int, week.groups())), ""
        year, number = map(int, words.split("-"))
        found = date(year, 1, 1) + timedelta(days=number - 1)
    except (ValueError, OverflowError):
        return None, "is no day of the calendar"
    return day(year, found.month, found.day if found.year == year else 0)


def without_time(words: str) -> str:
    """The words without the time of the day and the name of the weekday, where they have them."""
    words = TIME.sub(" ", words, count=1)
    parts = words.replace("·", " ").replace("|", " ").strip(" ,;:-–—").split()
    while len(parts) > 1 and parts[0].strip(",.:;-–—") in {*WEEKDAYS, *AROUND}:
        del parts[0]
    # A short name may be that of a month too: “mar.” is mardi and March.
    if len(parts) > 1 and re.fullmatch(r"[a-z]{2,4}[,.]{0,2}", parts[0]):
        short = parts[0].strip(",.")
        is_weekday = any(one.startswith(short) for one in WEEKDAYS)
        if is_weekday and (not month_of(short) or has_month(parts[1:])):
            del parts[0]
    while len(parts) > 1 and parts[-1].strip(",.") in AROUND:
        del parts[-1]
    return " ".join(parts).strip(" ,;-–—")


def has_month(parts: list[str]) -> bool:
    return any(month_of(word) for part in parts for _, word in PART.findall(part))


def day_with_month_name(words: str) -> tuple[date | None, str]:
    """A day such as 7 May 2024, May 7th, 2024 or 7 de mayo de 2024."""
    numbers, months = [], []
    for number, word in PART.findall(words):
        if number:
            numbers.append(number)
        elif month := month_of(word):
            months.append(month)
        elif word not in {*AROUND, *WEEKDAYS}:
            return None, ""
    if len(months) != 1:
        return None, ""
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    if len(years) == 1 and not days and len(numbers) == 1:
        return None, "names no day"
    if len(years) == 0 and len(days) in {1, 2} and len(numbers) == len(days):
        return None, "names no year that is certain"
    if len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        return None, ""
    return day(int(years[0]), months[0], int(days[0]))


def month_of(word: str) -> int | None:
    if word in MONTH_OF_NAME:
        return MONTH_OF_NAME[word]
    if len(word) < 3:
        return None
    found = {month for name, month in MONTH_OF_NAME.items() if name.startswith(word)}
    return found.pop() if len(found) == 1 else None


def day_before_year(first: int, second: int, year: int, mark: str) -> tuple[date | None, str]:
    """Points part a day and a month in this order; with other marks the month may come first."""
    if mark == "." or first == second or first > 12:
        return day(year, second, first)
    if second > 12:
        return day(year, first, second)
    return None, "may name two days, as its day or its month may stand first"


def day(year: int, month: int, of_month: int) -> tuple[date | None, str]:
    try:
        found = date(year, month, of_month)
    except ValueError:
        return None, "is no day of the calendar"
    if not EARLIEST <= year < LATEST:
        return None, "is no day on which an article was published"
    return found, ""


def folded(words: str) -> str:
    """In small letters, without accents and with usual spaces."""
    letters = unicodedata.normalize("NFKD", words.replace("º", ".").replace("ª", ".")).casefold()
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def shown(value: object) -> str:
    words = str(value)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
