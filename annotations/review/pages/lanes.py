"""The lanes of a group: each layer's version, the other offers, and what has changed in a lane."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from annotations.disagreements import options
from annotations.disagreements.comparison import Group
from annotations.disagreements.options import Ruling
from annotations.models import Layer, Review
from annotations.review.actions import rulings_equal
from annotations.review.pages.choices import describe_choice, describe_standing
from annotations.review.pages.span_summary import (
    SpanSummary,
    Statements,
    considered_span,
    span_content,
    summarize_span,
)
from annotations.review.reasons import NOTHING, STANDS
from annotations.spans.intervals import Extent
from annotations.spans.normalization import Names
from annotations.ui.excerpts import marked_excerpt
from annotations.visibility import letter_name


@dataclass(frozen=True)
class GroupContext:
    """What every part of the page shares: the text, the extent shown of it, the layers by id."""

    review: Review
    text: str
    extent: Extent
    layers: dict[int, Layer]
    statements: Statements

    def excerpt(self, spans: Sequence[Any]) -> SafeString:
        return marked_excerpt(self.text, self.extent, spans)

    def summaries(self, spans: Iterable[Any]) -> list[SpanSummary]:
        return [summarize_span(span, self.statements) for span in spans]


@dataclass(frozen=True)
class ShownLane:
    """One layer's version of the group; `number` is the key that takes it.

    `is_free` where it can be taken without a reason. `gist` names it on its button, `stands` says
    what would stand.
    """

    number: int
    letter: str
    name: str
    html: SafeString
    summaries: Sequence[SpanSummary]
    is_free: bool
    spans: Sequence[Any]
    gist: str
    stands: str

    @property
    def key(self) -> str:
        return "x" if self.is_silent else ""

    @property
    def outcome(self) -> str:
        return NOTHING if self.is_silent else STANDS

    @property
    def is_silent(self) -> bool:
        return not self.summaries

    @property
    def choice(self) -> str:
        return f"take-{self.letter}"


@dataclass(frozen=True)
class Offer:
    """A choice beside the single lanes, and the spans that it would put into the text."""

    choice: str
    html: SafeString
    summaries: Sequence[SpanSummary]
    spans: Sequence[Any]
    stands: str
    is_free: bool = False


@dataclass(frozen=True)
class LaneChange:
    """What one layer had when the ruling was made, and what it has now; None for no span."""

    letter: str
    name: str
    before: SafeString | None
    now: SafeString | None
    summaries_before: Sequence[SpanSummary] = ()
    summaries_now: Sequence[SpanSummary] = ()


def show_lanes(
    group: Group | None, context: GroupContext, majority: Ruling | None, names: Names
) -> list[ShownLane]:
    """The version of every layer, by letter; `majority` is what most layers have."""
    if group is None:
        return []
    layers = context.layers
    in_order = sorted(group.lanes, key=lambda lane: layers[lane.layer].letter)
    shown = []
    for number, lane in enumerate(in_order, 1):
        summaries = context.summaries(lane.spans)
        shown.append(
            ShownLane(
                number=number,
                letter=layers[lane.layer].letter,
                name=lane_name(layers[lane.layer], context.review),
                html=context.excerpt(lane.spans),
                summaries=summaries,
                is_free=rulings_equal(options.take(group, [lane.layer]), majority, names),
                spans=lane.spans,
                gist=describe_choice(lane.spans, summaries, group.kind, context.text),
                stands=describe_standing(lane.spans, summaries, context.text),
            )
        )
    return shown


def lane_name(layer: Layer, review: Review) -> str:
    """«Editor B», for everybody, until the review is closed; then the name."""
    if review.is_released:
        return str(layer.editor)
    return letter_name(layer.letter)


def show_offers(
    group: Group | None, context: GroupContext, majority: Ruling | None, names: Names
) -> dict[str, Offer]:
    """The longest, the common part and all versions at once, by choice.

    Each is offered only where it differs from every single version.
    """
    if group is None:
        return {}
    speaking = [lane.layer for lane in group.lanes if lane.spans]
    versions = [_extents(options.take(group, [layer])) for layer in speaking]
    rulings = {
        "longest": options.longest(group),
        "common": options.common_part(group),
        "both": options.take(group, speaking),
    }
    return {
        choice: Offer(
            choice,
            context.excerpt(ruling),
            context.summaries(ruling),
            ruling,
            describe_standing(ruling, context.summaries(ruling), context.text),
            rulings_equal(ruling, majority, names),
        )
        for choice, ruling in rulings.items()
        if ruling and _extents(ruling) not in versions
    }


def show_changes(
    group: Group | None, considered: Iterable[Any], context: GroupContext
) -> list[LaneChange]:
    """The lanes whose content is not the one that the ruling `considered`, by letter."""
    layers = context.layers
    by_letter = {layer.letter: layer for layer in layers.values()}
    before = {lane["letter"]: [considered_span(s) for s in lane["spans"]] for lane in considered}
    if not before:
        return []
    now = {layers[lane.layer].letter: lane.spans for lane in group.lanes} if group else {}
    changes = []
    for letter in sorted(before.keys() | now.keys()):
        old, new = before.get(letter, []), now.get(letter, ())
        if {span_content(span) for span in old} == {span_content(span) for span in new}:
            continue
        layer = by_letter.get(letter)
        changes.append(
            LaneChange(
                letter,
                lane_name(layer, context.review) if layer else letter,
                context.excerpt(old) if old else None,
                context.excerpt(new) if new else None,
                context.summaries(old),
                context.summaries(new),
            )
        )
    return changes


def _extents(ruling: Ruling) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in ruling]
