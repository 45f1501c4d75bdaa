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
        answer = _("It is not known whether the suggestions steer editors")
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
        "%% where none are: a difference of %(points)s points, with 99 %% certainty between "
        "%(lower)s and %(upper)s."
    )
    if not shown.is_found:
        answer = _("There is no sign that the suggestions steer editors")
    elif shown.size > 0:
        answer = _("The suggestions steer: editors agree more where they are shown")
    else:
        answer = _("The suggestions steer: editors agree less where they are shown")
    return answer, known_from % figures


def missing_words(in_both: int) -> str:
    """What is missing before it can be told."""
    if in_both:
        told = ngettext(
            "%(n)s article has marks with suggestions and without; %(enough)s are needed.",
            "%(n)s articles have marks with suggestions and without; %(enough)s are needed.",
            in_both,
        )
        return told % {"n": Grouped(in_both), "enough": ENOUGH_TEXTS}
    if settings.SUGGESTIONS_HELD_BACK:
        told = _(
            "Nothing is suggested in %(share)s of 100 paragraphs. No two editors have submitted an "
            "article like that yet."
        )
        return told % {"share": settings.SUGGESTIONS_HELD_BACK}
    told = _(
        "It can be told where some paragraphs are shown without suggestions. That is off here; "
        "with SUGGESTIONS_HELD_BACK=%(share)s it is one in five."
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
        told = _("%(points)s; %(n)s of %(enough)s articles that are needed for limits")
        return told % {
            "points": points_of(one),
            "n": Grouped(one.in_both),
            "enough": ENOUGH_TEXTS,
        }
    return _("%(points)s; between %(lower)s and %(upper)s") % {
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
    return _("Over the latest %(n)s articles at most.") % {"n": Grouped(LATEST)}
