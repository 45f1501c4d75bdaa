"""The lines of an inbox: what one person did of one kind on one day is one line, however often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from annotations.history.sentences import DescribedEvent
from annotations.models import Notice
from newsroom.formats import Grouped

# Of several articles. What is no key here is told each by itself: every talk is its own, but for
# questions that are asked and answered by the dozen, of one text.
TOGETHER: dict[str, Any] = {
    "layer.assigned": ngettext_lazy(
        "%(who)s asks you to annotate %(n)s article",
        "%(who)s asks you to annotate %(n)s articles",
        "n",
    ),
    "layer.reminded": ngettext_lazy(
        "%(who)s reminds you of %(n)s article that is late",
        "%(who)s reminds you of %(n)s articles that are late",
        "n",
    ),
    "layer.reopened": ngettext_lazy(
        "%(who)s opened your annotations of %(n)s article again",
        "%(who)s opened your annotations of %(n)s articles again",
        "n",
    ),
    "layer.rescheduled": ngettext_lazy(
        "%(who)s set another deadline for %(n)s article",
        "%(who)s set another deadline for %(n)s articles",
        "n",
    ),
    "layer.taken_back": ngettext_lazy(
        "%(who)s took you off %(n)s article",
        "%(who)s took you off %(n)s articles",
        "n",
    ),
    "layer.handed_to": ngettext_lazy(
        "%(who)s handed you %(n)s article to go on with",
        "%(who)s handed you %(n)s articles to go on with",
        "n",
    ),
    "layer.handed_from": ngettext_lazy(
        "%(who)s gave %(n)s article of yours to somebody else",
        "%(who)s gave %(n)s articles of yours to somebody else",
        "n",
    ),
    "review.closed": ngettext_lazy(
        "%(n)s review is closed: see how your work was changed",
        "%(n)s reviews are closed: see how your work was changed",
        "n",
    ),
    "review.reopened": ngettext_lazy(
        "%(n)s review was opened again, decisions may change",
        "%(n)s reviews were opened again, decisions may change",
        "n",
    ),
    "thread.asked_to_mark": ngettext_lazy(
        "%(who)s asks you whether to mark %(n)s passage",
        "%(who)s asks you whether to mark %(n)s passages",
        "n",
    ),
    "thread.says_no": ngettext_lazy(
        "%(who)s answers no to %(n)s question",
        "%(who)s answers no to %(n)s questions",
        "n",
    ),
    "thread.says_yes": ngettext_lazy(
        "%(who)s answers yes to %(n)s question",
        "%(who)s answers yes to %(n)s questions",
        "n",
    ),
}
# Which of them tell nothing of who did it: they go together whoever it was.
NAMELESS = ("review.closed", "review.reopened")


@dataclass
class Line:
    """Some notices that are told as one; the first is the latest."""

    told: list[tuple[Notice, DescribedEvent]]

    @property
    def first(self) -> Notice:
        return self.told[0][0]

    @property
    def is_new(self) -> bool:
        return self.first.read_at is None

    @property
    def is_many(self) -> bool:
        return len(self.told) > 1

    @property
    def day(self) -> date:
        return timezone.localdate(self.first.event.at)

    @cached_property
    def sentence(self) -> SafeString:
        """The line in words, HTML."""
        described = self.told[0][1]
        if not self.is_many:
            words = described.sentence
        else:
            number = len(self.told)
            pattern = escape(str(TOGETHER[described.key] % {"n": Grouped(number), "who": "{}"}))
            words = format_html(mark_safe(pattern), format_html("<b>{}</b>", described.who))  # noqa: S308 - a pattern of ours
        due = due_day(self.first) if described.key == "layer.assigned" else None
        return format_html(_("{}, due {}"), words, day_in_words(due)) if due else words


def lines(told: Iterable[tuple[Notice, DescribedEvent]]) -> list[Line]:
    """The notices as lines, each where the first of its notices stands. What is new stays apart."""
    found: dict[Any, Line] = {}
    for notice, described in told:
        key: Any = notice.pk
        if described.key in TOGETHER:
            who = "" if described.key in NAMELESS else described.who
            day = timezone.localdate(notice.event.at)
            is_new = notice.read_at is None
            # A letter is another editor's in another text.
            text = notice.event.revision_id if described.key.startswith("thread.") else None
            key = (described.key, who, day, due_day(notice), is_new, text)
        found.setdefault(key, Line([])).told.append((notice, described))
    return list(found.values())


def due_day(notice: Notice) -> date | None:
    due = notice.event.detail.get("due_on")
    return date.fromisoformat(due) if isinstance(due, str) else None


def day_in_words(day: date) -> str:
    """«Friday» within the week to come, else the date."""
    if 0 <= (day - timezone.localdate()).days < 7:
        return date_format(day, "l")
    return date_format(day)
