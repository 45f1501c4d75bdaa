"""Threads as their reader sees them: who said what, and what the reader may do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from annotations.access import threads_seen_by
from annotations.discussion import threads as discussion_threads
from annotations.models import Annotation, Comment, Disagreement, Thread
from annotations.models.thread import ThreadQuerySet
from annotations.visibility import Participants, participants_of
from articles.models import Revision
from newsroom.models import User


@dataclass(frozen=True)
class ShownComment:
    """One comment: who said it, when, in pieces of (words, whether they name somebody)."""

    comment: Comment
    who: str
    at: datetime
    words: list[tuple[str, bool]]


@dataclass(frozen=True)
class ShownThread:
    """A thread with the comments that its reader may read."""

    thread: Thread
    said: list[ShownComment]
    opened_by: str
    resolved_by: str
    may_reply: bool
    may_resolve: bool
    may_reopen: bool


def shown_threads(thing: Annotation | Disagreement, reader: User) -> list[ShownThread]:
    """The threads about an annotation or a disagreement that the reader may read.

    Those that wait come first, then by when they began. A constant number of queries.
    """
    threads = threads_seen_by(reader)
    if isinstance(thing, Annotation):
        revision, threads = thing.layer.revision, threads.filter(annotation=thing)
    else:
        revision, threads = thing.review.revision, threads.filter(disagreement=thing)
    rows = sorted(with_comments(threads), key=lambda one: (one.is_resolved, one.opened_at, one.pk))
    return show_threads(rows, revision, reader)


def shown_thread(thread: Thread, reader: User) -> ShownThread:
    """A single thread; what it is about is selected along."""
    found = with_comments(Thread.objects.filter(pk=thread.pk))
    return show_threads(found, thread.revision, reader)[0]


def with_comments(threads: ThreadQuerySet) -> list[Thread]:
    """The threads with all that is shown of them."""
    comments = Comment.objects.select_related("author").order_by("at", "pk")
    return list(
        threads.select_related(
            "opened_by",
            "resolved_by",
            "ruling",
            "annotation__layer__revision",
            "disagreement__review__revision",
        )
        .defer(
            "annotation__layer__revision__text",
            "annotation__layer__revision__raw",
            "disagreement__review__revision__text",
            "disagreement__review__revision__raw",
        )
        .prefetch_related(Prefetch("comments", comments))
    )


def show_threads(threads: Iterable[Thread], revision: Revision, reader: User) -> list[ShownThread]:
    threads = list(threads)
    participants = participants_of(revision.pk, reader=reader)
    people = User.objects.in_bulk(
        {user for one in threads for said in one.comments.all() for _s, _e, user in said.mentions}
    )
    reviews = discussion_threads.may_ask(reader, revision)
    return [show_thread(thread, participants, people, reviews) for thread in threads]


def show_thread(
    thread: Thread, participants: Participants, people: dict[int, User], reviews: bool
) -> ShownThread:
    reader = participants.reader
    heard = [one for one in thread.comments.all() if participants.can_read(one, thread)]
    return ShownThread(
        thread,
        [
            ShownComment(
                one,
                author_name(one.author, participants),
                one.at,
                list(participants.comment_pieces(one, people)),
            )
            for one in heard
        ],
        author_name(thread.opened_by, participants),
        author_name(thread.resolved_by, participants) if thread.resolved_by else "",
        reader.has_perm("annotations.annotate") or reader.has_perm("annotations.review"),
        discussion_threads.may_resolve(thread, by=reader, reviews=reviews),
        discussion_threads.may_reopen(thread, by=reader, reviews=reviews),
    )


def author_name(person: User, participants: Participants) -> str:
    return _("You") if person.pk == participants.reader.pk else participants.name(person)
