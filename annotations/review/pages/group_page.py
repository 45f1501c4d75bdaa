"""The page model of one group: its lanes, what can be chosen, what was ruled and what was said.

Nothing here names an editor or carries an id of one: a lane is known by its letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.disagreements import options
from annotations.disagreements.groups import groups_by_row, load_alias_names
from annotations.disagreements.options import Ruling
from annotations.models import Adjudication, Disagreement, Layer, Review, Thread
from annotations.models.disagreement import State
from annotations.readers import is_party
from annotations.review.actions import rulings_equal
from annotations.review.additions import additions_to_ask_about
from annotations.review.drafts import EditDraft, group_draft, load_ruling_draft, outdated_lanes
from annotations.review.lifecycle import is_suspended
from annotations.review.pages import questions
from annotations.review.pages.choices import (
    Difference,
    ShownReasons,
    show_differences,
    show_reasons,
)
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
from annotations.review.pages.painted_text import paint_group
from annotations.review.pages.shown_ruling import ShownRuling, show_ruling
from annotations.review.pages.span_summary import fact_statements
from annotations.review.reasons import EDITED, NOTHING, STANDS
from annotations.review.saying_why import tell_why_is_needed
from annotations.review.taken_back import is_edit, note_of, standing_and_taken_back
from annotations.spans.intervals import Extent
from annotations.spans.sentences import surrounding_sentences
from annotations.visibility import participants_of
from newsroom.models import User
from newsroom.prepared import ask


class ShownComment(NamedTuple):
    """What was said, in pieces of (words, whether they name somebody), or answered.

    An answer `is_outdated` where something else stands in the group by now.
    """

    who: str
    at: Any
    pieces: Sequence[tuple[str, bool]]
    answer: str
    answer_words: str
    is_outdated: bool


@dataclass(frozen=True)
class ShownThread:
    """A thread about the group."""

    thread: Thread
    comments: Sequence[ShownComment]


@dataclass
class GroupPage:
    """A group with all that is needed to decide it. `why_not` is empty where it can be decided.

    `painted` is the text with every extent, `said` what differs beside the extents. `note` is that
    of a decision which its reader has taken back.
    """

    line: Line | None
    row: Disagreement
    extent: Extent
    question: str
    differences: str
    painted: SafeString
    said: Sequence[Difference]
    lanes: Sequence[ShownLane]
    reasons: Sequence[ShownReasons]
    offers: dict[str, Offer]
    nothing_is_free: bool
    decided: ShownRuling | None
    changes: Sequence[LaneChange]
    threads: Sequence[ShownThread]
    taken_until: Any
    may_ask_to_mark: bool
    why_not: str
    draft: EditDraft
    note: str

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
    def has_many(self) -> bool:
        """Whether so many differ that each is read better in a lane of its own."""
        return len(self.lanes) > 3

    @property
    def silent(self) -> ShownLane | None:
        """A lane that says nothing: to take it is to drop what the others have."""
        return next((lane for lane in self.lanes if lane.is_silent), None)

    def outcome_of(self, choice: str) -> str:
        """What a choice makes of the group: by it the reasons are told apart."""
        silent = {lane.choice for lane in self.lanes if lane.is_silent}
        if choice == "edit":
            return EDITED
        return NOTHING if choice == "nothing" or choice in silent else STANDS

    @property
    def rule(self) -> str:
        """When a decision needs a reason, in a sentence."""
        return tell_why_is_needed(len(self.lanes))

    @property
    def speakers(self) -> list[str]:
        """The names that quotes and claims are attributed to, offered to an edit."""
        summaries = [one for lane in self.lanes for one in lane.summaries]
        return sorted({one.speaker for one in summaries if one.speaker})

    @property
    def standing(self) -> int | None:
        return self.decided.ruling.pk if self.decided else None

    @property
    def version(self) -> str:
        """What a decision on this page is made for: its content, and what stands there now."""
        return f"{self.row.fingerprint}.{self.standing or ''}"


def build_group_page(review: Review, row: Disagreement, text: str, reader: User) -> GroupPage:
    """The page of the group of `row`, which has its state."""
    group = groups_by_row(review, [row]).get(row.pk)
    ruling, taken_back = standing_and_taken_back(row, reader)
    outdated = outdated_lanes(row, ruling)
    statements = fact_statements([group] if group else [], outdated)
    extent = shown_extent(row, ruling, outdated, text)
    names = load_alias_names()
    majority = options.majority(group, names) if group else None
    context = GroupContext(review, text, extent, layers_by_id(review), statements)
    letters = {pk: layer.letter for pk, layer in context.layers.items()}
    addition = options.addition(group, names) if group else None
    threads = show_threads(review, row, reader)
    why_not = why_not_writable(review, row, reader)
    decided = show_ruling(ruling, review, text, extent, reader) if ruling else None
    ruled = decided.draft if decided else None
    if taken_back and not ruled and is_edit(taken_back):
        ruled = load_ruling_draft(taken_back, text)
    lanes = show_lanes(group, context, majority, names)
    offers = show_offers(group, context, majority, names)
    return GroupPage(
        line=None,
        row=row,
        extent=extent,
        question=questions.ask_question(group)
        if group
        else questions.explain_missing_group(row.gone_at),
        differences=questions.describe_differences(group, letters) if group else "",
        painted=paint_group(
            text,
            place_of(row, ruling),
            [(lane.letter, lane.spans) for lane in lanes],
            {lane.choice: lane.spans for lane in lanes}
            | {offer.choice: offer.spans for offer in offers.values()}
            | ({"confirm": ruling.ruled_spans.all()} if ruling else {}),
        ),
        said=show_differences({one.letter: one.summaries for one in lanes if one.summaries}),
        lanes=lanes,
        reasons=show_reasons(row, group),
        offers=offers,
        nothing_is_free=group is not None and rulings_equal((), majority, names),
        decided=decided,
        changes=show_changes(group, outdated, context),
        threads=threads,
        taken_until=taken_until(row, reader),
        may_ask_to_mark=not why_not and may_ask_to_mark(review, row, addition, threads),
        why_not=why_not,
        draft=group_draft(group, letters, ruled, statements, text),
        note=note_of(taken_back),
    )


def may_ask_to_mark(
    review: Review, row: Disagreement, addition: Ruling | None, threads: Sequence[ShownThread]
) -> bool:
    """Whether somebody is left to be asked whether to mark what others have.

    Without a query where nobody was asked before.
    """
    if row.state not in (State.OPEN, State.ASKED) or addition is None:
        return False
    if not any(one.thread.asks_to_mark for one in threads):
        return True
    return any(one.row.pk == row.pk for one in additions_to_ask_about(review))


def layers_by_id(review: Review) -> dict[int, Layer]:
    return {layer.pk: layer for layer in ask(_standing_layers, revision=review.revision_id)}


def _standing_layers(*, revision: Any) -> QuerySet[Layer]:
    layers = Layer.objects.filter(revision=revision).standing().select_related("editor")
    return layers.order_by("letter")


def shown_extent(
    row: Disagreement, ruling: Adjudication | None, outdated: Iterable[Any], text: str
) -> Extent:
    """The part of the text that all lanes show, around what is, was ruled and was considered."""
    edges = [place_of(row, ruling)]
    edges += [(span["start"], span["end"]) for lane in outdated for span in lane["spans"]]
    return surrounding_sentences(
        text, min(start for start, _ in edges), max(end for _, end in edges)
    )


def place_of(row: Disagreement, ruling: Adjudication | None) -> Extent:
    """From the first to the last word that the group or the ruling has."""
    spans = list(ruling.ruled_spans.all()) if ruling else []
    return min([row.start, *(s.start for s in spans)]), max([row.end, *(s.end for s in spans)])


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
                ShownComment(
                    participants.name(comment.author),
                    comment.at,
                    list(participants.comment_pieces(comment, people)),
                    comment.answer,
                    comment.get_answer_display(),
                    comment.fingerprint not in ("", row.fingerprint),
                )
                for comment in thread.comments.all()
            ],
        )
        for thread in threads
    ]


def why_not_writable(review: Review, row: Disagreement, reader: User) -> str:
    """Why nothing can be decided here now; empty where it can."""
    if is_party(reader, review.revision_id):
        return _("You annotated this article yourself: somebody else has to decide.")
    if is_suspended(review):
        return _("Paused until an editor submits again: they are changing something.")
    if review.is_released and row.state != State.DISPUTED:
        if not reader.has_perm("annotations.review"):
            return _("The review is closed. A reviewer can reopen it.")
        return _("The review is closed. Reopen it to decide otherwise.")
    return ""


def taken_until(row: Disagreement, reader: User) -> Any:
    """Until when another reviewer has the group; None where it is free or one's own."""
    if row.reserved_by_id in (None, reader.pk) or row.reserved_until is None:
        return None
    return row.reserved_until if row.reserved_until > timezone.now() else None
