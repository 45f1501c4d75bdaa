"""Spans of a file and a text that is here: where they are in it, and which it can have."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from annotations.exchange.importing.layer_read import SpanRead, shortened
from annotations.exchange.importing.offsets import Mark, place_all
from annotations.spans.anchoring import AnchorMismatch, UnusableSpan, anchor, find_quotation
from annotations.validation import refuse_misplaced_details, span_complaint
from newsroom.problems import Refused

MOST_NAMED = 10


def placed_in(
    text: str, spans: Sequence[SpanRead], *, unit: str
) -> tuple[list[SpanRead], list[str]]:
    """The spans where their words are, whatever their numbers count, and a note where that is not
    characters; those whose words are nowhere stay as they are.
    """
    marks = [Mark(((span.start, span.end),), span.exact) for span in spans]
    (found,) = place_all([(text, marks)], unit=unit)
    placed = []
    for span, extents in zip(spans, found.extents, strict=True):
        ((start, end),) = extents or ((0, 0),)
        if text[start:end].split() == span.exact.split() and extents:
            span = replace(span, start=start, end=end, exact=text[start:end])
        placed.append(span)
    return placed, [found.note] if found.note else []


def trimmed_spans(spans: Iterable[SpanRead], text: str) -> tuple[list[SpanRead], list[str]]:
    """The spans without white space at their edges, and a note that names those that had some."""
    found, cut = [], []
    for span in spans:
        words = text[span.start : span.end]
        exact = words.strip()
        if words == span.exact and exact and exact != words:
            start = span.start + len(words) - len(words.lstrip())
            span = replace(span, start=start, end=start + len(exact), exact=exact)
            cut.append(span.name)
        found.append(span)
    if not cut:
        return found, []
    more = f" and {len(cut) - MOST_NAMED} more" if len(cut) > MOST_NAMED else ""
    named = ", ".join(cut[:MOST_NAMED])
    return found, [f"white space at the edges was left out of {named}{more}"]


def usable_and_refused_spans(
    spans: Iterable[SpanRead], text: str
) -> tuple[list[SpanRead], list[tuple[str, str]]]:
    """The spans that a layer on this text may have, and the refused ones with the reason."""
    taken: dict[tuple[int, int, str], str] = {}
    fit, refused = [], []
    for span in spans:
        place = span.start, span.end, span.label
        reason = refusal_reason(span, text)
        if not reason and place in taken:
            reason = f"the same words have this label already ({taken[place]})"
        if reason:
            refused.append((span.name, reason))
            continue
        taken[place] = span.name
        fit.append(span)
    return fit, refused


def refusal_reason(span: SpanRead, text: str) -> str:
    """The reason why the text cannot hold the span; empty if it can.

    The group is ignored: other programs may join the pieces of a claim too.
    """
    try:
        anchor(text, span.start, span.end, span.exact)
        refuse_misplaced_details(annotation_fields(span, group=None))
    except AnchorMismatch:
        there = text[span.start : span.end]
        reason = f'the words there are "{shortened(there)}", not "{shortened(span.exact)}"'
        elsewhere = find_quotation(text, span.exact)
        if len(elsewhere) != 1:
            return reason
        return "{}; those stand at {} to {}".format(reason, *elsewhere[0])
    except UnusableSpan as reason:
        return span_complaint(reason)
    except Refused as refusal:
        return refusal.detail
    return ""


def annotation_fields(span: SpanRead, *, group: uuid.UUID | None) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "exact": span.exact,
        "label": span.label,
        "attributed_to": span.attributed_to,
        "value": span.value,
        "unit": span.unit,
        "note": span.note,
        "span_group": group,
    }
