"""Publishing the guidelines: every change is a new version, the old ones stay readable."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Guideline
from newsroom import history
from newsroom.formats import Grouped
from newsroom.models import User
from newsroom.problems import Refused

LONGEST = 100_000


class PublishedMeanwhile(Refused):
    """Another version came out since the author began; `current` is its number."""

    code = "published-meanwhile"
    title = gettext_lazy("Another version has been published")


class NothingToPublish(Refused):
    """The text is empty, too long, or what is in force already."""

    status = 422
    code = "invalid"
    title = gettext_lazy("There is nothing to publish")


@transaction.atomic
def publish(text: str, *, seen: int, by: User) -> Guideline:
    """The next version of the guidelines, in force from now on.

    `seen` is the number of the version that the author began from.
    Raises PublishedMeanwhile, NothingToPublish.
    """
    text = normalised(text)
    # The last row keeps a second author waiting; the unique number would refuse them otherwise.
    current = Guideline.objects.select_for_update().order_by("-number")[:1].get()
    if current.number != seen:
        raise PublishedMeanwhile(
            _("Version %(number)s was published while you were writing. Look at it, then go on.")
            % {"number": current.number},
            current=current.number,
        )
    if not text.strip():
        raise NothingToPublish(_("Write what is to be marked, and how."))
    if len(text) > LONGEST:
        raise NothingToPublish(
            _("At most %(most)s characters, please.") % {"most": Grouped(LONGEST)}
        )
    if text == normalised(current.text):
        raise NothingToPublish(_("This is what is in force already."))
    made = Guideline.objects.create(number=current.number + 1, text=text, published_by=by)
    history.record("guideline.published", made, by=by, number=made.number)
    return made


def normalised(text: str) -> str:
    """One kind of line end, no white space at the end of lines, one line end at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(trimmed(line) for line in lines).strip("\n") + "\n"


def trimmed(line: str) -> str:
    """Without white space at the end, but for the two spaces that break a line in Markdown."""
    words = line.rstrip()
    return f"{words}  " if words and line.endswith("  ") else words
