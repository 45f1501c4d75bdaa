"""Which name a reader sees for each person, and which comments of a thread they may read.

Blindness is decided in two places: annotations/access.py decides which rows a user gets at all,
this module who is named in them, and how. Before a revision's review is closed, nobody but a
superuser learns who annotated it. A reviewer sees letters instead of names. An editor sees «A
reviewer» for whoever reviews, and no other editor at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from annotations.models import Comment, Layer, Review, Thread
from annotations.spans.mentions import split_at_mentions
from newsroom.models import User
from newsroom.prepared import ask


@dataclass(frozen=True)
class Participants:
    """The people who take part in one revision, under the names that one reader may know.

    `letters` holds the letter of each layer by the id of its editor. The reader `is_party` where
    their own layer keeps them from reading the others'.
    """

    reader: User
    names_are_shown: bool
    letters: dict[int, str] = field(default_factory=dict)
    is_party: bool = False

    @property
    def is_blind_editor(self) -> bool:
        """Whether the reader may not even know that there are others."""
        if self.names_are_shown:
            return False
        return self.is_party or not self.reader.has_perm("annotations.review")

    def name(self, person: User | None) -> str:
        """A name, a letter such as «Editor B», or «A reviewer»; «The program» for None."""
        if person is None:
            return _("The program")
        if person.pk == self.reader.pk or self.names_are_shown:
            return str(person)
        if self.is_blind_editor:
            return _("A reviewer")
        if person.pk in self.letters:
            return letter_name(self.letters[person.pk])
        return str(person)

    def can_read(self, comment: Comment, thread: Thread) -> bool:
        """Whether the reader, who may read the thread, may read this comment of it.

        A blind editor reads their own comments and those that mention them. In a question they
        also read comments that mention nobody, by whoever asked it or by people without a layer.
        """
        if not self.is_blind_editor or comment.author_id == self.reader.pk:
            return True
        named = {user for _start, _end, user in comment.mentions} & set(self.letters)
        if self.reader.pk in named:
            return True
        if named or (
            comment.author_id in self.letters and comment.author_id != thread.opened_by_id
        ):
            return False
        return thread.annotation_id is not None or thread.kind == Thread.Kind.QUESTION

    def comment_pieces(
        self, comment: Comment, people: dict[int, User]
    ) -> Iterator[tuple[str, bool]]:
        """The comment in pieces: (words, whether they name somebody).

        `people` are the users that the comments mention, by id. What somebody typed is shown to
        themselves as they typed it.
        """
        for words, user in split_at_mentions(
            comment.text, [tuple(one) for one in comment.mentions]
        ):
            if user is None or comment.author_id == self.reader.pk:
                yield words, user is not None
            elif self.is_blind_editor and user in self.letters and user != self.reader.pk:
                yield "@…", True
            else:
                yield f"@{self.name(people[user])}", True


def letter_name(letter: str) -> str:
    """The name of an editor who is known by letter only: «Editor B»."""
    return _("Editor %(letter)s") % {"letter": letter}


def editor_name(layer: Layer, *, reader: User) -> str:
    """Who annotated, as the reader may know it: a name, or a letter such as «Editor B».

    Reads `layer.editor` and `layer.revision.review`: select them along where many are named.
    """
    if layer.editor_id == reader.pk or reader.is_superuser or layer.is_released:
        return str(layer.editor)
    return letter_name(layer.letter)


def participants_of(revision_id: int, *, reader: User) -> Participants:
    return participants_by_revision([revision_id], reader=reader)[revision_id]


def participants_by_revision(
    revision_ids: Iterable[int], *, reader: User
) -> dict[int, Participants]:
    """The participants of each revision, for any number of them in three queries."""
    wanted = set(revision_ids)
    if not wanted:
        return {}
    released = set(ask(_released_among, revisions=wanted))
    letters: dict[int, dict[int, str]] = {revision: {} for revision in wanted}
    for revision, editor, letter in ask(_letters_on, revisions=wanted):
        letters[revision][editor] = letter
    own = set(ask(_own_among, settings.REVIEW_OWN, user=reader.pk, revisions=wanted))
    return {
        revision: Participants(
            reader,
            reader.is_superuser or revision in released,
            letters[revision],
            revision in own,
        )
        for revision in wanted
    }


def _released_among(*, revisions: Any) -> QuerySet[Any]:
    closed = Review.objects.released().filter(revision__in=revisions).order_by()
    return closed.values_list("revision_id", flat=True)


def _letters_on(*, revisions: Any) -> QuerySet[Any]:
    layers = Layer.objects.filter(revision__in=revisions).order_by()
    return layers.values_list("revision_id", "editor_id", "letter")


def _own_among(_reviews_own: bool, *, user: Any, revisions: Any) -> QuerySet[Any]:
    parties = Layer.objects.of_party(user).filter(revision__in=revisions).order_by()
    return parties.values_list("revision_id", flat=True)
