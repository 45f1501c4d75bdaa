"""What a reader hears of a conversation: which comments, and by what name each person is called.

Before a revision's review is closed, nobody but a superuser learns who annotated it. A reviewer
hears letters; an editor hears «A reviewer», and never another editor at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from annotations.models import Comment, Layer, Review, Thread
from annotations.spans.mentions import pieces
from newsroom.models import User


@dataclass(frozen=True)
class Company:
    """The people around one revision, as one reader may know them.

    `letters` are those of its layers, by the id of the editor; the reader is a party where their
    own layer keeps them from looking at the others'.
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
            return _("Editor %(letter)s") % {"letter": self.letters[person.pk]}
        return str(person)

    def hears(self, comment: Comment, thread: Thread) -> bool:
        """Whether the reader, who may read the thread, may read this comment of it.

        A blind editor hears what they say themselves, what names them, and in a question what
        whoever asked, or anybody without a layer, says to all.
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

    def words(self, comment: Comment, people: dict[int, User]) -> Iterator[tuple[str, bool]]:
        """The comment in pieces: (words, whether they name somebody).

        `people` are the users that the comments mention, by id. What somebody typed is shown to
        themselves as they typed it.
        """
        for words, user in pieces(comment.text, [tuple(one) for one in comment.mentions]):
            if user is None or comment.author_id == self.reader.pk:
                yield words, user is not None
            elif self.is_blind_editor and user in self.letters and user != self.reader.pk:
                yield "@…", True
            else:
                yield f"@{self.name(people[user])}", True


def company(reader: User, revision_id: int) -> Company:
    return companies(reader, [revision_id])[revision_id]


def companies(reader: User, revision_ids: Iterable[int]) -> dict[int, Company]:
    """By revision, for any number of them: three queries."""
    wanted = set(revision_ids)
    closed = Review.objects.released().filter(revision__in=wanted)
    released = set(closed.values_list("revision_id", flat=True))
    letters: dict[int, dict[int, str]] = {revision: {} for revision in wanted}
    layers = Layer.objects.filter(revision__in=wanted)
    for revision, editor, letter in layers.values_list("revision_id", "editor_id", "letter"):
        letters[revision][editor] = letter
    parties = Layer.objects.of_party(reader).filter(revision__in=wanted)
    own = set(parties.values_list("revision_id", flat=True))
    return {
        revision: Company(
            reader,
            reader.is_superuser or revision in released,
            letters[revision],
            revision in own,
        )
        for revision in wanted
    }
