"""What some editors marked and the others did not: whether to mark it is put to these, who answer
with yes or no.

An answer is a comment with a field of its own. Whoever has answered may answer otherwise while the
review is open; their last answer counts, and only for what stood there when they gave it.
`batch_rules` takes what everybody has confirmed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.disagreements import options
from annotations.disagreements.comparison import Group
from annotations.disagreements.groups import groups_by_row, load_alias_names
from annotations.disagreements.options import Ruling
from annotations.discussion import notifications, threads
from annotations.locks import locked_review
from annotations.models import Comment, Disagreement, Layer, Review, Thread
from annotations.models.disagreement import Kind, State
from annotations.models.thread import ThreadQuerySet
from annotations.review.adjudicating import Meanwhile, refuse_closed, refuse_own_work
from annotations.review.lifecycle import is_suspended, refuse_while_suspended
from annotations.review.pages.questions import ask_question
from newsroom import history
from newsroom.models import User

Answer = Comment.Answer

# By the id of the group: the answer of each editor that holds, by the id of their layer.
Answers = Mapping[int, Mapping[int, str]]
# The user id of its editor, by the id of each submitted layer.
Editors = Mapping[int, int]


@dataclass(frozen=True)
class Addition:
    """A group of which some editors have a version, and the others nothing.

    `unasked` are those of the others, by user id, who have neither been asked nor answered.
    """

    row: Disagreement
    ruling: Ruling
    group: Group
    unasked: frozenset[int]


class Given(NamedTuple):
    """All answers in a review as (group, user, answer, fingerprint), the first first, and by whom
    they can hold.
    """

    answers: Sequence[tuple[int, int, str, str]]
    editors: Editors


def load_given(review: Review) -> Given:
    """Two queries."""
    return Given(list(answers_in_order(review)), editors_of(review))


def answers_that_hold(given: Given, rows: Iterable[Disagreement]) -> Answers:
    """The last answer of every layer, of those that were given on what stands there now."""
    fingerprints = {row.pk: row.fingerprint for row in rows}
    layers = {editor: layer for layer, editor in given.editors.items()}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for group, editor, answer, fingerprint in given.answers:
        if group not in fingerprints or editor not in layers:
            continue
        found[group].pop(layers[editor], None)
        if fingerprint == fingerprints[group]:
            found[group][layers[editor]] = answer
    return found


def editors_of(review: Review) -> Editors:
    layers = Layer.objects.filter(revision=review.revision_id).submitted().order_by()
    return dict(layers.values_list("pk", "editor_id"))


def answers_in_order(review: Review) -> QuerySet[Any]:
    given = Comment.objects.filter(thread__disagreement__review=review).exclude(answer="")
    fields = ("thread__disagreement_id", "author_id", "answer", "fingerprint")
    return given.order_by("at", "pk").values_list(*fields)


def additions_to_ask_about(review: Review, given: Given | None = None) -> list[Addition]:
    """Those that nobody has decided and about which somebody is still to be asked, in text order.

    None while the review waits for a layer. Ten queries for any number of groups.
    """
    if is_suspended(review):
        return []
    rows = list(
        Disagreement.objects.filter(
            review=review, kind=Kind.MISSING, state__in=[State.OPEN, State.ASKED]
        ).order_by("start", "-end", "pk")
    )
    groups, names = groups_by_row(review, rows), load_alias_names()
    given, waiting = given or load_given(review), load_waiting(review)
    answers = answers_that_hold(given, rows)
    found = []
    for row in rows:
        group = groups.get(row.pk)
        ruling = options.addition(group, names) if group else None
        if group is None or ruling is None:
            continue
        unasked = set(group.silent) - answers.get(row.pk, {}).keys()
        people = {editor for layer, editor in given.editors.items() if layer in unasked}
        people -= waiting.get(row.pk, set())
        if people:
            found.append(Addition(row, ruling, group, frozenset(people)))
    return found


def load_waiting(review: Review) -> dict[int, set[int]]:
    """By the id of the group: whose answer an open question waits for. One query."""
    waiting: dict[int, set[int]] = defaultdict(set)
    asked = still_asked().filter(thread__in=marking_questions(review).unresolved())
    for group, editor in asked.values_list("thread__disagreement_id", "user_id"):
        waiting[group].add(editor)
    return waiting


def still_asked() -> QuerySet[Any]:
    """Pairs of a thread and an editor who was asked in it and has not answered."""
    answered = Comment.objects.filter(
        ~Q(answer=""), thread=OuterRef("thread"), author=OuterRef("user")
    )
    return Thread.asked.through.objects.filter(~Exists(answered))


def marking_questions(review: Review) -> ThreadQuerySet:
    return Thread.objects.filter(disagreement__review=review, asks_to_mark=True)


@transaction.atomic
def ask_to_mark(review: Review, *, by: User, only: Disagreement | None = None) -> list[Thread]:
    """Ask whether to mark the additions whoever has not marked them: all of them, or `only` one.

    Each group then waits for an answer. Returns the questions. Raises Meanwhile where there is
    nothing to ask, OwnWork, Suspended, ReviewClosed.
    """
    review = locked_review(review)
    refuse_own_work(review, by)
    refuse_while_suspended(review)
    refuse_closed(review)
    found = additions_to_ask_about(review)
    if only is not None:
        found = [one for one in found if one.row.pk == only.pk]
    if not found:
        raise Meanwhile(_("There is nothing to ask here: it was asked, decided or changed."))
    asked = [sorted(one.unasked) for one in found]
    opened = Thread.objects.bulk_create(
        [
            Thread(
                disagreement=one.row,
                kind=Thread.Kind.QUESTION,
                asks_to_mark=True,
                opened_by=by,
            )
            for one in found
        ]
    )
    said = Comment.objects.bulk_create(
        [
            Comment(thread=thread, author=by, text=ask_question(one.group))
            for thread, one in zip(opened, found, strict=True)
        ]
    )
    through = Thread.asked.through
    through.objects.bulk_create(
        [
            through(thread_id=thread.pk, user_id=editor)
            for thread, people in zip(opened, asked, strict=True)
            for editor in people
        ],
        batch_size=500,
    )
    events = history.record_all(
        "thread.opened",
        [
            (thread, review.revision_id, threads.detail_of(thread, comment))
            for thread, comment in zip(opened, said, strict=True)
        ],
        by=by,
    )
    notifications.notify_each(zip(events, asked, strict=True))
    rows = Disagreement.objects.filter(pk__in=[one.row.pk for one in found])
    rows.update_states()
    return opened


@transaction.atomic
def answer_question(
    thread: Thread, *, answer: str, fingerprint: str, by: User, text: str = ""
) -> Comment:
    """Say whether the words are to be marked, as one who was asked and has not marked them.

    `fingerprint` is that of what was shown. The same answer again is the comment that is there. The
    question is resolved once everybody who was asked has answered. Raises PermissionDenied where
    `by` was not asked, Meanwhile where something else stands there by now, ReviewClosed, and what
    `threads.add_comment` raises for the text.
    """
    if not thread.asks_to_mark or not thread.asked.filter(pk=by.pk).exists():
        raise PermissionDenied
    review = locked_review(thread.disagreement.review)  # type: ignore[union-attr]
    refuse_closed(review)
    thread = threads.locked_thread(thread)
    question = load_question(thread, by)
    if question is None or question.fingerprint != fingerprint:
        raise Meanwhile(
            _("The marks here are other ones by now. Read the question again before you answer.")
        )
    before = own_answers(thread, by).last()
    if before and (before.answer, before.fingerprint) == (answer, fingerprint) and not text.strip():
        return before
    comment = threads.add_comment(thread, text, by, answer=Answer(answer), fingerprint=fingerprint)
    event = threads.record_event("thread.replied", thread, by, comment)
    notifications.notify(event, threads.people_hearing(thread, comment))
    waiting = still_asked().filter(thread=thread, user__in=question.silent)
    if not thread.is_resolved and not waiting.exists():
        _resolve(thread, by)
    return comment


@dataclass(frozen=True)
class MarkingQuestion:
    """What an editor is asked to mark, and their answer to it so far, if any.

    `silent` are the user ids of all who have not marked it: nothing for the editor to learn.
    """

    spans: Ruling
    fingerprint: str
    answer: str
    silent: frozenset[int]


def load_question(thread: Thread, reader: User) -> MarkingQuestion | None:
    """The question as it stands now for an editor who was asked; None where it has no object.

    That is where something else is marked there by now, or where they have marked it themselves.
    """
    row = thread.disagreement
    if row is None or not thread.asks_to_mark:
        return None
    group = groups_by_row(row.review, [row]).get(row.pk)
    spans = options.addition(group, load_alias_names()) if group else None
    if group is None or spans is None:
        return None
    given = load_given(row.review)
    silent = {layer: editor for layer, editor in given.editors.items() if layer in group.silent}
    if reader.pk not in silent.values():
        return None
    answers = answers_that_hold(given, [row]).get(row.pk, {})
    own = next((said for layer, said in answers.items() if silent.get(layer) == reader.pk), "")
    return MarkingQuestion(spans, row.fingerprint, own, frozenset(silent.values()))


def questions_left(thread: Thread, reader: User) -> list[Thread]:
    """Further questions about the same text that wait for the reader's answer, in text order."""
    review = thread.disagreement.review  # type: ignore[union-attr]
    answered = own_answers(OuterRef("pk"), reader)
    left = marking_questions(review).unresolved().filter(~Exists(answered), asked=reader)
    # Of any other kind nothing is left to be answered with yes or no.
    left = left.filter(disagreement__kind=Kind.MISSING)
    return list(left.order_by("disagreement__start", "pk"))


def own_answers(thread: Any, editor: User) -> QuerySet[Comment]:
    given = Comment.objects.filter(thread=thread, author=editor).exclude(answer="")
    return given.order_by("at", "pk")


def _resolve(thread: Thread, by: User) -> None:
    """Nobody is waited for any more. The answer itself tells whoever asked."""
    thread.resolved_at, thread.resolved_by = timezone.now(), by
    thread.save(update_fields=["resolved_at", "resolved_by"])
    threads.record_event("thread.resolved", thread, by)
    threads.update_group_state(thread)
