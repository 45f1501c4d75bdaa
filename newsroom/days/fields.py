"""The field of a form in which somebody types a day, or picks it from the browser's calendar."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters import DateFilter

from newsroom.days.reading import NoSuchDay, NotADay, TwoDays, read_day


class DayInput(forms.TextInput):
    """A line for a day in words. Script adds a calendar, and tells what is read in the words.

    The browser's own field for a date shows mm/dd/yyyy in one country and dd/mm/yyyy in another,
    whatever the rest of the page shows.
    """

    template_name = "forms/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        day = day_meant(value)
        context = super().get_context(name, date_format(day) if day else value, attrs)
        context["widget"]["day"] = day
        example = example_of(timezone.localdate(), get_language())
        context["widget"]["attrs"].setdefault("placeholder", example)
        return context


@lru_cache(maxsize=64)
def example_of(day: date, language: str | None) -> str:
    """Kept, since a list with filters by day has several such fields; in the active `language`."""
    return _("Such as %(day)s") % {"day": date_format(day)}


class DayField(forms.DateField):
    """A day, as `read_day` reads it; every form of the program and every filter has this one."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value), today=timezone.localdate())
        except NotADay as refused:
            raise ValidationError(complaint(refused), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """What was typed comes back as it was read."""
        return day_in_words(value)


class DayFilter(DateFilter):
    """The filter of a list by a day."""

    field_class = DayField


def day_meant(value: Any) -> date | None:
    """None where no day can be read in it."""
    if not value or isinstance(value, date):
        return value or None
    try:
        return read_day(value, today=timezone.localdate())
    except NotADay:
        return None


def day_in_words(value: Any) -> Any:
    """«29 Nov 2026», or what was typed where no day can be read in it."""
    day = day_meant(value)
    return date_format(day) if day else value


def complaint(refused: NotADay) -> str:
    """What is wrong with the words for a day, and what to write."""
    if isinstance(refused, TwoDays):
        first, second = map(date_format, refused.days)
        return _("That may be %(first)s or %(second)s: write one of them so.") % {
            "first": first,
            "second": second,
        }
    if isinstance(refused, NoSuchDay):
        return _("There is no such day in the calendar.")
    today = timezone.localdate()
    examples = {"day": date_format(today), "figures": today.isoformat()}
    return _("Write the day such as %(day)s or %(figures)s.") % examples
