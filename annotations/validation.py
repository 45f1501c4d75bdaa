"""What a span must satisfy before it is stored: the words at its place, and fitting details."""

from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Label
from annotations.models.target import LONGEST_DETAILS
from annotations.spans.anchoring import (
    LONGEST,
    AnchorMismatch,
    LooseEdge,
    NoWords,
    Target,
    TooLong,
    UnusableSpan,
    anchor,
)
from annotations.spans.numbers import MOST_DIGITS, storable
from newsroom.problems import Refused


class TextMismatch(Refused):
    """The words that were marked are not the words of the text at that place."""

    code = "mismatch"
    title = gettext_lazy("The words do not match the text")


class SpanInvalid(Refused):
    """The words stand there, but an annotation may not have that extent."""

    status = 422
    code = "invalid"
    title = gettext_lazy("These words cannot be marked")


class DetailsMisplaced(Refused):
    """A detail that the label does not have, or one that cannot be stored."""

    status = 422
    code = "invalid"
    title = gettext_lazy("These details do not fit")


def anchored(text: str, start: int, end: int, exact: str) -> Target:
    """The target, or a refusal in words: TextMismatch, SpanInvalid."""
    try:
        return anchor(text, start, end, exact)
    except AnchorMismatch:
        raise TextMismatch(
            _("The text at that place says something else. Load the page again and mark anew."),
        ) from None
    except UnusableSpan as reason:
        detail = span_complaint(reason)
        raise SpanInvalid(detail, fields={"exact": [detail]}) from None


def span_complaint(reason: UnusableSpan) -> str:
    """In words why no annotation may have that extent."""
    complaints = {
        NoWords: _("No words are marked."),
        LooseEdge: _("Words that are marked begin and end with a character, not with a space."),
        TooLong: _("At most %(most)s characters can be marked at once.") % {"most": f"{LONGEST:,}"},
    }
    return complaints[type(reason)]


def refuse_misplaced_details(content: dict[str, Any]) -> None:
    """Raises DetailsMisplaced for what the label does not have or no database keeps."""
    fields = _details_out_of_place(content) | _details_that_cannot_be_kept(content)
    if fields:
        raise DetailsMisplaced(" ".join(chain.from_iterable(fields.values())), fields=fields)


def _details_out_of_place(content: dict[str, Any]) -> dict[str, list[str]]:
    """Value and unit belong to statistics, a group to quotes; who says it, to any label."""
    fields = {}
    if content["label"] not in Label.values:
        fields["label"] = [_("Choose claim, quote or statistic.")]
    if content["label"] != Label.STATISTIC:
        if content["value"] is not None:
            fields["value"] = [_("Only a statistic has a value.")]
        if content["unit"]:
            fields["unit"] = [_("Only a statistic has a unit.")]
    if content["label"] != Label.QUOTE and content["span_group"]:
        fields["span_group"] = [_("Only pieces of a quote are joined.")]
    return fields


def _details_that_cannot_be_kept(content: dict[str, Any]) -> dict[str, list[str]]:
    fields = {}
    for name, most in LONGEST_DETAILS.items():
        if len(content[name]) > most:
            fields[name] = [_("At most %(most)s characters.") % {"most": most}]
        elif not is_text(content[name]):
            fields[name] = [_("This holds characters that are not text.")]
    if content["value"] is not None and not storable(content["value"]):
        fields["value"] = [
            _("At most %(most)s digits can be kept, not counting noughts at the end.")
            % {"most": MOST_DIGITS}
        ]
    return fields


def is_text(words: str) -> bool:
    """Whether a database can keep the words: no null character, no lone surrogate."""
    return "\0" not in words and not any("\ud800" <= character <= "\udfff" for character in words)
