"""What a span must satisfy before it is stored: the words at its place, and fitting details."""

from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.labels import FIELDS, LABELS, either, taking
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
from newsroom.formats import Grouped
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
        TooLong: _("At most %(most)s characters can be marked at once.")
        % {"most": Grouped(LONGEST)},
    }
    return complaints[type(reason)]


def refuse_misplaced_details(content: dict[str, Any]) -> None:
    """Raises DetailsMisplaced for what the label does not have or no database keeps."""
    fields = _details_out_of_place(content) | _details_that_cannot_be_kept(content)
    if fields:
        raise DetailsMisplaced(" ".join(chain.from_iterable(fields.values())), fields=fields)


def _details_out_of_place(content: dict[str, Any]) -> dict[str, list[str]]:
    """Complaints by field about the label, and about details that the label does not take."""
    fields = {}
    label = LABELS.get(content["label"])
    if label is None:
        nouns = either(known.noun for known in LABELS.values())
        fields["label"] = [_("Choose %(labels)s.") % {"labels": nouns}]
    # An unknown label may have what all labels may.
    candidates = [label] if label is not None else list(LABELS.values())
    for detail, names in FIELDS.items():
        if all(detail in candidate.takes for candidate in candidates):
            continue
        for name in names:
            if content[name] not in (None, ""):
                fields[name] = [_only(detail, name)]
    return fields


def _only(detail: str, name: str) -> str:
    """Which labels alone have the detail that the field holds: «Only a statistic has a value»."""
    complaints = {
        "attributed_to": _("Only %(labels)s has a speaker."),
        "value": _("Only %(labels)s has a value."),
        "unit": _("Only %(labels)s has a unit."),
        "span_group": _("Only pieces of %(labels)s are joined."),
    }
    return complaints[name] % {"labels": either(label.article_noun for label in taking(detail))}


def _details_that_cannot_be_kept(content: dict[str, Any]) -> dict[str, list[str]]:
    fields = {}
    for name, most in LONGEST_DETAILS.items():
        if len(content[name]) > most:
            fields[name] = [_("At most %(most)s characters.") % {"most": Grouped(most)}]
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
