"""Words of a text as the history quotes them: on one line, shortened, in quotation marks."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from annotations.labels import name_of
from articles.sentences import QUOTATION_MARKS

WORDS = 80


def quoted_span(one: Any) -> str:
    """«Claim “the wall costs $48 million”» of an annotation or a ruled span."""
    return _("%(label)s %(words)s") % {
        "label": name_of(one.label),
        "words": in_quotation_marks(one.exact),
    }


def first_span(spans: Iterable[Any]) -> Any:
    """The first in the text; of those that start together the longest."""
    return min(spans, key=lambda one: (one.start, -one.end, one.label))


def in_quotation_marks(text: str) -> str:
    """On one line, shortened, in quotation marks unless it has its own."""
    words = Truncator(" ".join(text.split())).chars(WORDS)
    return words if words[:1] in QUOTATION_MARKS else f"“{words}”"
