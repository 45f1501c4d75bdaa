"""What the review screen shows of one group: its lanes, what can be chosen, what was ruled.

Nothing here names an editor or carries an id of one: a lane is known by its letter.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.access import is_party
from annotations.disagreements import options, sync
from annotations.disagreements.comparison import Group
from annotations.disagreements.options import Ruling
from annotations.models import (
    Adjudication,
    Disagreement,
    FactLink,
    Layer,
    Review,
    Thread,
)
from annotations.models.disagreement import State
from annotations.review import actions
from annotations.review.lifecycle import is_suspended
from annotations.review.pages import questions
from annotations.review.pages.overview import Line
from annotations.review.pages.span_summary import (
    Said,
    SaidFact,
    Statements,
    amount,
    content,
    said,
    statements,
    then,
)
from annotations.spans.intervals import Extent
from annotations.spans.normalization import Names
from annotations.spans.surroundings import surroundings
from annotations.ui.excerpts import drawn
from annotations.visibility import company
from newsroom.models import User


@dataclass(frozen=True)
class Ground:
    """What everything about a group is drawn on: the words around it, and who says what there.

    `layers` by id; `known` are the statements of the facts that the spans are linked to.
    """

    review: Review
    text: str
    extent: Extent
    layers: dict[int, Layer]
    known: Statements

    def drawn(self, spans: Sequence[Any]) -> SafeString:
        return drawn(self.text, self.extent, spans)

    def said(self, spans: Iterable[Any]) -> list[Said]:
        return [said(span, self.known) for span in spans]


@dataclass(frozen=True)
class ShownLane:
    """One layer's version of the group; `number` is the key that takes it."""

    number: int
    letter: str
    name: str
    html: SafeString
    said: Sequence[Said]
    is_free: bool

    @property
    def is_silent(self) -> bool:
        return not self.said

    @property
    def choice(self) -> str:
        return f"take-{self.letter}"


@dataclass(frozen=True)
class Offer:
    """Something that can be chosen for the group beside a single lane, and what it would put."""

    choice: str
    html: SafeString
    said: Sequence[Said]
    is_free: bool = False


@dataclass(frozen=True)
class Change:
    """What one layer had when the ruling was made, and what it has now."""

    letter: str
    name: str
    before: SafeString | None
    now: SafeString | None
    said_before: Sequence[Said] = ()
    said_now: Sequence[Said] = ()


@dataclass(frozen=True)
class Decided:
    """A ruling as its readers may know it; `draft` is what an edit of it begins with."""

    ruling: Adjudication
    by: str
    html: SafeString
    said: Sequence[Said]
    draft: Sequence[dict[str, Any]]
    facts: dict[int, str]


@dataclass(frozen=True)
class ShownThread:
    """What was said about the group: each comment as (who, when, pieces of its words)."""

    thread: Thread
    comments: Sequence[tuple[str, Any, Sequence[tuple[str, bool]]]]


@dataclass
class Opened:
    """A group on the screen."""

    line: Line | None
    row: Disagreement
    extent: Extent
    question: str
    differences: str
    lanes: Sequence[ShownLane]
    offers: dict[str, Offer]
    nothing_is_free: bool
    decided: Decided | None
    changes: Sequence[Change]
    threads: Sequence[ShownThread]
    taken_until: Any
    why_not: str
    draft: Sequence[dict[str, Any]]
    facts: dict[int, str]

    @property
    def state(self) -> str:
        return self.row.state  # type: ignore[attr-defined]

    @property
    def writable(self) -> bool:
        return not self.why_not

    @property
    def several(self) -> bool:
        """Whether more than two have a version, so that some of them can be kept."""
        return sum(not lane.is_silent for lane in self.lanes) > 2

    @property
    def speakers(self) -> list[str]:
        return sorted({one.speaker for lane in self.lanes for one in lane.said if one.speaker})

    @property
    def standing(self) -> int | None:
        return self.decided.ruling.pk if self.decided else None


def opened(review: Review, row: Disagreement, text: str, reader: User) -> Opened:
    """The group of `row`, which has its state, with all that is needed to decide it."""
    group = sync.groups_of(review, [row]).get(row.pk)
    ruling = Adjudication.objects.standing_on(row)
    before = ruling.considered["lanes"] if ruling and row.state == State.STALE else []  # type: ignore[attr-defined]
    known = statements([group] if group else [], before)
    extent = extent_of(row, ruling, before, text)
    names = sync.names()
    held = options.majority(group, names) if group else None
    ground = Ground(review, text, extent, layers_of(review), known)
    ruled = decided(ruling, review, text, extent, reader) if ruling else None
    return Opened(
        line=None,
        row=row,
        extent=extent,
        question=questions.question(group) if group else questions.without_group(row.gone_at),
        differences=questions.differences(group) if group else "",
        lanes=lanes(group, ground, held, names),
        offers=offers(group, ground, held, names),
        nothing_is_free=group is not None and actions.same((), held, names),
        decided=ruled,
        changes=changes(group, before, ground),
        threads=threads(review, row, reader),
        taken_until=taken_until(row, reader),
        why_not=why_not(review, row, reader),
        draft=(ruled.draft if ruled else ()) or first_draft(group, ground.layers, text),
        facts={fact: words for (_one, fact), words in known.items()}
        | (ruled.facts if ruled else {}),
    )


def threads(review: Review, row: Disagreement, reader: User) -> list[ShownThread]:
    found = list(row.threads.prefetch_related("comments__author").order_by("opened_at", "pk"))
    if not found:
        return []
    circle = company(reader, review.revision_id)
    comments = [comment for thread in found for comment in thread.comments.all()]
    people = User.objects.in_bulk({one for c in comments for *_place, one in c.mentions})
    return [
        ShownThread(
            thread,
            [
                (circle.name(comment.author), comment.at, list(circle.words(comment, people)))
                for comment in thread.comments.all()
            ],
        )
        for thread in found
    ]


def why_not(review: Review, row: Disagreement, reader: User) -> str:
    """Why nothing can be decided here now; empty where it can."""
    if is_party(reader, review.revision_id):
        return _("You annotated this article yourself: somebody else has to settle it.")
    if is_suspended(review):
        return _("A layer was reopened. The review goes on once it is submitted again.")
    if review.is_released and row.state != State.DISPUTED:  # type: ignore[attr-defined]
        return _("The review is closed. Reopen it to rule otherwise.")
    return ""


def taken_until(row: Disagreement, reader: User) -> Any:
    """Until when another reviewer has the group; None where it is free or one's own."""
    if row.reserved_by_id in (None, reader.pk) or row.reserved_until is None:
        return None
    return row.reserved_until if row.reserved_until > timezone.now() else None


def layers_of(review: Review) -> dict[int, Layer]:
    layers = Layer.objects.filter(revision=review.revision_id).standing().select_related("editor")
    return {layer.pk: layer for layer in layers.order_by("letter")}


def lane_name(layer: Layer, review: Review) -> str:
    """«Editor B», for everybody, until the review is closed; then the name."""
    if review.is_released:
        return str(layer.editor)
    return _("Editor %(letter)s") % {"letter": layer.letter}


def extent_of(
    row: Disagreement, ruling: Adjudication | None, before: Iterable[Any], text: str
) -> Extent:
    """What of the text the lanes show: around the group, and what was ruled and looked at."""
    edges = [(row.start, row.end)]
    edges += [(span["start"], span["end"]) for lane in before for span in lane["spans"]]
    if ruling:
        edges += [(span.start, span.end) for span in ruling.ruled_spans.all()]
    return surroundings(text, min(start for start, _ in edges), max(end for _, end in edges))


def lanes(
    group: Group | None, ground: Ground, held: Ruling | None, names: Names
) -> list[ShownLane]:
    if group is None:
        return []
    layers = ground.layers
    in_order = sorted(group.lanes, key=lambda lane: layers[lane.layer].letter)
    return [
        ShownLane(
            number=number,
            letter=layers[lane.layer].letter,
            name=lane_name(layers[lane.layer], ground.review),
            html=ground.drawn(lane.spans),
            said=ground.said(lane.spans),
            is_free=actions.same(options.take(group, [lane.layer]), held, names),
        )
        for number, lane in enumerate(in_order, 1)
    ]


def offers(
    group: Group | None, ground: Ground, held: Ruling | None, names: Names
) -> dict[str, Offer]:
    """The longest, the common part and all versions at once, where they are something new.

    The longest and the common part are offered only where they differ from every version.
    """
    if group is None:
        return {}
    speaking = [lane.layer for lane in group.lanes if lane.spans]
    versions = [options.take(group, [layer]) for layer in speaking]
    offered = {
        "longest": options.longest(group),
        "common": options.common_part(group),
        "both": options.take(group, speaking),
    }
    known_places = [places(version) for version in versions]
    found = {
        choice: ruling
        for choice, ruling in offered.items()
        if ruling and places(ruling) not in known_places
    }
    return {
        choice: Offer(
            choice,
            ground.drawn(ruling),
            ground.said(ruling),
            actions.same(ruling, held, names),
        )
        for choice, ruling in found.items()
    }


def places(ruling: Ruling) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in ruling]


def changes(group: Group | None, before: Iterable[Any], ground: Ground) -> list[Change]:
    """The lanes that say something else now than when the ruling was made, by letter."""
    layers = ground.layers
    by_letter = {layer.letter: layer for layer in layers.values()}
    was = {lane["letter"]: [then(span) for span in lane["spans"]] for lane in before}
    now = {layers[lane.layer].letter: lane.spans for lane in group.lanes} if group else {}
    if not was and not now:
        return []
    found = []
    for letter in sorted(was.keys() | now.keys()):
        old, new = was.get(letter, []), now.get(letter, ())
        if {content(span) for span in old} == {content(span) for span in new}:
            continue
        layer = by_letter.get(letter)
        found.append(
            Change(
                letter,
                lane_name(layer, ground.review) if layer else letter,
                ground.drawn(old) if old else None,
                ground.drawn(new) if new else None,
                ground.said(old),
                ground.said(new),
            )
        )
    return found if was else []


def decided(
    ruling: Adjudication, review: Review, text: str, extent: Extent, reader: User
) -> Decided:
    """The ruling with what it put into the text; its maker by name once the review is closed."""
    spans = list(ruling.ruled_spans.all())
    links = FactLink.objects.current().filter(ruled_span__in=[span.pk for span in spans])
    facts: dict[Any, list[SaidFact]] = defaultdict(list)
    relations: dict[Any, dict[int, str]] = defaultdict(dict)
    statements: dict[int, str] = {}
    for link in links.select_related("version").order_by("fact_id"):
        statements[link.fact_id] = link.version.statement
        relations[link.ruled_span_id][link.fact_id] = link.relation
        facts[link.ruled_span_id].append(
            SaidFact(link.relation, link.get_relation_display(), link.version.statement)
        )
    return Decided(
        ruling,
        decider(ruling, review, reader),
        drawn(text, extent, spans),
        [
            Said(
                span.label,
                span.get_label_display(),
                span.attributed_to,
                amount(span.value, span.unit),
                facts[span.pk],
            )
            for span in spans
        ],
        [draft_of(span, relations[span.pk], text) for span in spans],
        statements,
    )


def first_draft(group: Group | None, layers: dict[int, Layer], text: str) -> list[dict[str, Any]]:
    """What an edit by hand begins with where nothing was ruled: the first version by letter.

    In the order of the layers it would tell who began first.
    """
    speaking = [lane for lane in group.lanes if lane.spans] if group else []
    spans = min(speaking, key=lambda lane: layers[lane.layer].letter).spans if speaking else ()
    return [draft_of(span, dict(span.facts), text) for span in spans]


def draft_of(span: Any, relations: dict[int, str], text: str) -> dict[str, Any]:
    """A span as the form of an edit has it; `relations` of the facts linked to it, by fact."""
    return {
        "label": span.label,
        "words": text[span.start : span.end],
        "start": span.start,
        "end": span.end,
        "attributed_to": span.attributed_to,
        "value": span.value,
        "unit": span.unit,
        **{f"fact_{fact}": relation for fact, relation in relations.items()},
    }


def decider(ruling: Adjudication, review: Review, reader: User) -> str:
    if ruling.decided_by_id is None:
        return _("by the program, when the review opened")
    if ruling.decided_by_id == reader.pk:
        return _("by you")
    if review.is_released:
        return _("by %(name)s") % {"name": ruling.decided_by}
    return _("by another reviewer")
