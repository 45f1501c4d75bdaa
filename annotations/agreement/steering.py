"""What the page of agreement says of the suggestions: in a sentence, and in a table by label."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.agreement.by_origin import ALL_LABELS
from annotations.agreement.difference import ENOUGH_TEXTS, Difference
from annotations.agreement.origin_sums import LATEST, Differences
from annotations.agreement.tables import Figure
from annotations.labels import name_of
from newsroom.formats import Grouped

PROPOSED = 20  # Of a hundred paragraphs: enough to tell within months, and no burden on an article.


class Row(NamedTuple):
    """A label, or all: agreement in the one group and the other, and their difference in words."""

    label: Any
    first: Figure
    second: Figure
    difference: str


class Steering(NamedTuple):
    """`answer` says whether the suggestions steer, and `reason` what that is known from."""

    answer: str
    reason: str
    is_found: bool
    by_what_was_shown: list[Row]
    by_origin: list[Row]


def steering_of(found: Sequence[Differences]) -> Steering:
    """`found` are the differences by label, as far as anything is known."""
    of_all = next((one for one in found if one.label == ALL_LABELS), None)
    shown = of_all.by_what_was_shown if of_all else Difference(None, None, 0)
    answer, reason = answer_of(shown)
    return Steering(
        answer,
        reason,
        shown.is_found,
        rows_of((one.label, one.by_what_was_shown) for one in found),
        rows_of((one.label, one.by_origin) for one in found),
    )


def answer_of(shown: Difference) -> tuple[str, str]:
    """Whether the suggestions steer, and why that is said or cannot be."""
    if shown.size is None or shown.lower is None or shown.upper is None:
        answer = _("Too early to tell whether suggestions influence what editors mark")
        return answer, missing_words(shown.in_both)
    figures = {
        "shown": percent(shown.second),
        "held": percent(shown.first),
        "points": points_of(shown),
        "lower": signed(shown.lower),
        "upper": signed(shown.upper),
    }
    known_from = _(
        "Editors agree on %(shown)s %% of the marks where suggestions are shown, and on %(held)s "
        "%% where none are. The difference is %(points)s percentage points; it is almost certainly "
        "between %(lower)s and %(upper)s."
    )
    if not shown.is_found:
        answer = _("No sign that suggestions influence what editors mark")
    elif shown.size > 0:
        answer = _("Suggestions influence editors: they agree more where suggestions are shown")
    else:
        answer = _("Suggestions influence editors: they agree less where suggestions are shown")
    return answer, known_from % figures


def missing_words(in_both: int) -> str:
    """What is missing before it can be told."""
    if in_both:
        told = ngettext(
            "To tell, %(enough)s articles are needed in which editors marked something both with "
            "suggestions and without. So far there is %(n)s.",
            "To tell, %(enough)s articles are needed in which editors marked something both with "
            "suggestions and without. So far there are %(n)s.",
            in_both,
        )
        return told % {"n": Grouped(in_both), "enough": ENOUGH_TEXTS}
    if settings.SUGGESTIONS_HELD_BACK:
        told = _(
            "In %(share)s of 100 paragraphs nothing is suggested, to compare. No article with such "
            "paragraphs has been submitted by two editors yet."
        )
        return told % {"share": settings.SUGGESTIONS_HELD_BACK}
    told = _(
        "To find out, some paragraphs have to be read without suggestions. That is switched off "
        "here. Whoever runs this server can switch it on: SUGGESTIONS_HELD_BACK=%(share)s leaves "
        "one paragraph in five without."
    )
    return told % {"share": PROPOSED}


def rows_of(found: Iterable[tuple[str, Difference]]) -> list[Row]:
    """A row for each difference of which either side has a figure."""
    return [
        Row(
            _("All labels") if label == ALL_LABELS else name_of(label),
            figure_of(one.first),
            figure_of(one.second),
            difference_words(one),
        )
        for label, one in found
        if one.first is not None or one.second is not None
    ]


def figure_of(value: float | None) -> Figure:
    return Figure(value, "" if value is not None else _("no marks like that"))


def difference_words(one: Difference) -> str:
    if one.size is None:
        return _("n/a")
    if one.lower is None or one.upper is None:
        told = _("%(points)s so far, from %(n)s of the %(enough)s articles needed to be sure")
        return told % {
            "points": points_of(one),
            "n": Grouped(one.in_both),
            "enough": ENOUGH_TEXTS,
        }
    return _("%(points)s, almost certainly between %(lower)s and %(upper)s") % {
        "points": points_of(one),
        "lower": signed(one.lower),
        "upper": signed(one.upper),
    }


def percent(share: float | None) -> int:
    return round(100 * (share or 0))


def points_of(one: Difference) -> str:
    """The difference between the two percentages as they are shown."""
    return signed((percent(one.second) - percent(one.first)) / 100)


def signed(share: float) -> str:
    """In points of a hundred, with its sign; a minus that is no hyphen."""
    points = round(100 * share)
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def latest_words() -> str:
    return _("From the latest %(n)s articles at most.") % {"n": Grouped(LATEST)}
