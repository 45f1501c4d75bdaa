"""The page model of one group: its lanes, what can be chosen, what was ruled and what was said.

Nothing here names an editor or carries an id of one: a lane is known by its letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.disagreements import options
from annotations.disagreements.groups import groups_by_row, load_alias_names
from annotations.models import Adjudication, Disagreement, Layer, Review, Thread
from annotations.models.disagreement import State
from annotations.readers import is_party
from annotations.review.actions import rulings_equal
from annotations.review.drafts import EditDraft, group_draft, outdated_lanes
from annotations.review.lifecycle import is_suspended
from annotations.review.pages import questions
from annotations.review.pages.lanes import (
    GroupContext,
    LaneChange,
    Offer,
    ShownLane,
    show_changes,
    show_lanes,
    show_offers,
)
from annotations.review.pages.overview import Line
from annotations.review.pages.shown_ruling import ShownRuling, show_ruling
from annotations.review.pages.span_summary import fact_statements
from annotations.spans.intervals import Extent
from annotations.spans.sentences import surrounding_sentences
from annotations.visibility import participants_of
from newsroom.models import User
from newsroom.prepared import ask


@dataclass(frozen=True)
class ShownThread:
    """A thread about the group: each comment as (author, time, pieces of its words)."""

    thread: Thread
    comments: Sequence[tuple[str, Any, Sequence[tuple[str, bool]]]]


@dataclass
class GroupPage:
    """A group with all that is needed to decide it. `why_not` is empty where it can be decided."""

    line: Line | None
    row: Disagreement
    extent: Extent
    question: str
    differences: str
    lanes: Sequence[ShownLane]
    offers: dict[str, Offer]
    nothing_is_free: bool
    decided: ShownRuling | None
    changes: Sequence[LaneChange]
    threads: Sequence[ShownThread]
    taken_until: Any
    why_not: str
    draft: EditDraft

    @property
    def state(self) -> str:
        return self.row.state

    @property
    def writable(self) -> bool:
        return not self.why_not

    @property
    def speaking_letters(self) -> list[str]:
        """The letters of the layers that have something here."""
        return [lane.letter for lane in self.lanes if not lane.is_silent]

    @property
    def several(self) -> bool:
        """Whether more than two have a version, so that some of them can be kept."""
        return len(self.speaking_letters) > 2

    @property
    def speakers(self) -> list[str]:
        """The names that quotes and claims are attributed to, offered to an edit."""
        summaries = [one for lane in self.lanes for one in lane.summaries]
        return sorted({one.speaker for one in summaries if one.speaker})

    @property
    def standing(self) -> int | None:
        return self.decided.ruling.pk if self.decided else None


def build_group_page(review: Review, row: Disagreement, text: str, reader: User) -> GroupPage:
    """The page of the group of `row`, which has its state."""
    group = groups_by_row(review, [row]).get(row.pk)
    ruling = Adjudication.objects.standing_on(row)
    outdated = outdated_lanes(row, ruling)
    statements = fact_statements([group] if group else [], outdated)
    extent = shown_extent(row, ruling, outdated, text)
    names = load_alias_names()
    majority = options.majority(group, names) if group else None
    context = GroupContext(review, text, extent, layers_by_id(review), statements)
    letters = {pk: layer.letter for pk, layer in context.layers.items()}
    decided = show_ruling(ruling, review, text, extent, reader) if ruling else None
    return GroupPage(
        line=None,
        row=row,
        extent=extent,
        question=questions.ask_question(group)
        if group
        else questions.explain_missing_group(row.gone_at),
        differences=questions.describe_differences(group) if group else "",
        lanes=show_lanes(group, context, majority, names),
        offers=show_offers(group, context, majority, names),
        nothing_is_free=group is not None and rulings_equal((), majority, names),
        decided=decided,
        changes=show_changes(group, outdated, context),
        threads=show_threads(review, row, reader),
        taken_until=taken_until(row, reader),
        why_not=why_not_writable(review, row, reader),
        draft=group_draft(group, letters, decided.draft if decided else None, statements, text),
    )


def layers_by_id(review: Review) -> dict[int, Layer]:
    return {layer.pk: layer for layer in ask(_standing_layers, revision=review.revision_id)}


def _standing_layers(*, revision: Any) -> QuerySet[Layer]:
    layers = Layer.objects.filter(revision=revision).standing().select_related("editor")
    return layers.order_by("letter")


def shown_extent(
    row: Disagreement, ruling: Adjudication | None, outdated: Iterable[Any], text: str
) -> Extent:
    """The part of the text that all lanes show, around what is, was ruled and was considered."""
    edges = [(row.start, row.end)]
    edges += [(span["start"], span["end"]) for lane in outdated for span in lane["spans"]]
    if ruling:
        edges += [(span.start, span.end) for span in ruling.ruled_spans.all()]
    return surrounding_sentences(
        text, min(start for start, _ in edges), max(end for _, end in edges)
    )


def show_threads(review: Review, row: Disagreement, reader: User) -> list[ShownThread]:
    threads = list(row.threads.prefetch_related("comments__author").order_by("opened_at", "pk"))
    if not threads:
        return []
    participants = participants_of(review.revision_id, reader=reader)
    comments = [comment for thread in threads for comment in thread.comments.all()]
    people = User.objects.in_bulk({user for c in comments for *_place, user in c.mentions})
    return [
        ShownThread(
            thread,
            [
                (
                    participants.name(comment.author),
                    comment.at,
                    list(participants.comment_pieces(comment, people)),
                )
                for comment in thread.comments.all()
            ],
        )
        for thread in threads
    ]


def why_not_writable(review: Review, row: Disagreement, reader: User) -> str:
    """Why nothing can be decided here now; empty where it can."""
    if is_party(reader, review.revision_id):
        return _("You annotated this article yourself: somebody else has to settle it.")
    if is_suspended(review):
        return _("A layer was reopened. The review goes on once it is submitted again.")
    if review.is_released and row.state != State.DISPUTED:
        return _("The review is closed. Reopen it to rule otherwise.")
    return ""


def taken_until(row: Disagreement, reader: User) -> Any:
    """Until when another reviewer has the group; None where it is free or one's own."""
    if row.reserved_by_id in (None, reader.pk) or row.reserved_until is None:
        return None
    return row.reserved_until if row.reserved_until > timezone.now() else None
