"""Many texts given to many editors at once: planned, shown, carried out as it was shown.

A layer by itself is given, handed over and taken back in `layers`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.discussion import notifications
from annotations.layers.allocation import Short, Text, spread
from annotations.layers.lifecycle import free_letter
from annotations.models import Layer, Review
from annotations.models.work import update_work
from articles.models import Article, Revision
from newsroom import history
from newsroom.accounts.naming import names_apart
from newsroom.models import User

T = TypeVar("T")

CHUNK = 400  # Texts to a query: a database takes no endless list of ids.


@dataclass(frozen=True)
class Share:
    """A text that gets editors, and how many had it before."""

    article: int
    title: str
    revision: int
    has: int
    editors: tuple[User, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Shortfall:
    """A text that does not reach its number, and why; it names no editor."""

    article: int
    title: str
    why: str


@dataclass(frozen=True)
class Load:
    """How many open layers an editor has, and how many come to them."""

    editor: User
    name: str
    now: int
    new: int

    @property
    def then(self) -> int:
        return self.now + self.new


@dataclass
class Plan:
    """Who is to get what. `enough` is the number of texts that have their editors already."""

    per_article: int
    shares: list[Share] = field(default_factory=list)
    left: list[Shortfall] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    enough: int = 0

    @property
    def new(self) -> int:
        """How many layers it makes."""
        return sum(len(share.editors) for share in self.shares)

    @property
    def total(self) -> int:
        """How many texts were asked about."""
        short = {one.article for one in self.left} - {share.article for share in self.shares}
        return self.enough + len(self.shares) + len(short)

    def fingerprint(self) -> str:
        """The same for the same plan alone, and nothing can be read off it."""
        given = [(one.revision, [editor.pk for editor in one.editors]) for one in self.shares]
        return salted_hmac(
            "annotations.layers.assigning", repr((self.per_article, given))
        ).hexdigest()


@dataclass
class Assigned:
    """What was carried out, and what could not be because things have changed meanwhile."""

    made: int = 0
    texts: int = 0
    left: list[Shortfall] = field(default_factory=list)


def able_editors() -> QuerySet[User]:
    """Everybody who may annotate and can sign in, by user name."""
    able = User.objects.with_perm(
        "annotations.annotate", backend="newsroom.accounts.sessions.PermissionBackend"
    )
    return able.order_by("username")


def open_loads(editors: Iterable[User]) -> dict[int, int]:
    """How many open layers each has, of articles that are not archived; by the user's id."""
    loads = dict.fromkeys((editor.pk for editor in editors), 0)
    counted = (
        Layer.objects.open()
        .filter(editor__in=loads, revision__article__archived_at=None)
        .order_by()
        .values_list("editor")
        .annotate(Count("pk"))
    )
    return loads | dict(counted)


def plan(articles: QuerySet[Article], editors: Iterable[User], per_article: int) -> Plan:
    """Who is to get which of the articles, so that the newest text of each has `per_article`.

    Layers count that are open or submitted, whoever began them. Nothing goes to a text that is
    archived or under review, nor to somebody from whom it was taken back. `articles` have
    `latest_revision_id`. A few queries for every CHUNK of articles.
    """
    people = {editor.pk: editor for editor in editors}
    columns = ("pk", "title", "archived_at", "latest_revision_id")
    rows: list[Any] = list(articles.values_list(*columns))
    revisions = [revision for _pk, _title, _archived, revision in rows if revision]
    reviewed, holders = reviews_of(revisions), holders_of(revisions)
    made = Plan(per_article)
    texts = []
    for pk, title, archived_at, revision in rows:
        on_it, barred = holders[revision]
        if len(on_it) >= per_article:
            made.enough += 1
        elif why := reason_not_to_assign(revision, archived_at is not None, revision in reviewed):
            made.left.append(Shortfall(pk, title, why))
        else:
            texts.append(Text(revision, frozenset(on_it), frozenset(barred)))
    loads, names = open_loads(people.values()), names_apart(people.values())
    given = spread(texts, loads, per_article)
    for pk, title, _archived_at, revision in rows:
        if new := given.given.get(revision):
            chosen = tuple(people[one] for one in new)
            called = tuple(names[one] for one in new)
            has = len(holders[revision][0])
            made.shares.append(Share(pk, title, revision, has, chosen, called))
        if short := given.short.get(revision):
            made.left.append(Shortfall(pk, title, why_short(short, len(people))))
    made.loads = [
        Load(editor, names[pk], loads[pk], given.loads[pk] - loads[pk])
        for pk, editor in people.items()
    ]
    return made


def reason_not_to_assign(revision: int | None, is_archived: bool, is_reviewed: bool) -> str:
    """Why nobody is put on a text; empty where somebody can be."""
    if revision is None:
        return _("It has no text.")
    if is_archived:
        return _("It is archived.")
    return _("Its review has begun.") if is_reviewed else ""


def why_short(short: Short, editors: int) -> str:
    lacks = ngettext("%(n)s editor is missing:", "%(n)s editors are missing:", short.missing)
    if not editors:
        why = _("nobody was chosen.")
    elif short.on_it or short.barred:
        why = _("the rest of those chosen have it already, or had it taken back.")
    else:
        why = _("too few were chosen.")
    return f"{lacks % {'n': short.missing}} {why}"


@transaction.atomic
def carry_out(plan: Plan, *, by: User, due_on: date | None = None) -> Assigned:
    """Make the layers of the plan, all or none, each with its event and its notice.

    Whatever has changed since it was made is looked at again with the texts locked: what cannot be
    given any more is left, and said. A constant number of queries for every CHUNK of texts; no
    other layer of these texts is begun meanwhile.
    """
    done = Assigned()
    # Whoever leaves is locked before the texts are, so two never wait for each other.
    wanted = {editor.pk for share in plan.shares for editor in share.editors}
    locked = User.objects.filter(pk__in=wanted).select_for_update(no_key=True).order_by("pk")
    there = [user.pk for user in locked]
    able = set(able_editors().filter(pk__in=there).values_list("pk", flat=True))
    given = set[int]()
    for some in batches(sorted(plan.shares, key=lambda share: share.revision)):
        new = list(still_possible(some, plan.per_article, able, done))
        made = Layer.objects.bulk_create(
            Layer(revision_id=revision, editor=editor, letter=letter, assigned_by=by, due_on=due_on)
            for revision, editor, letter in new
        )
        given |= {layer.revision_id for layer in made}
        events = history.record_all(
            "layer.assigned", (event_detail(layer) for layer in made), by=by
        )
        notifications.notify_editors(zip(events, made, strict=True))
        done.made += len(made)
    # Articles are locked in the order of their ids, as by whoever archives several at once.
    shares = [share for share in plan.shares if share.revision in given]
    for some in batches(sorted(shares, key=lambda share: share.article)):
        update_work({share.revision for share in some})
    done.texts = len(given)
    return done


def still_possible(
    shares: Sequence[Share], per_article: int, able: set[int], done: Assigned
) -> Iterator[tuple[int, User, str]]:
    """(revision, editor, letter) of what can still be given; the rest goes to what is left.

    From here on nobody gives out layers on these texts, nor opens their reviews, until the
    transaction ends.
    """
    revisions = [share.revision for share in shares]
    locked = Revision.objects.filter(pk__in=revisions).select_for_update(no_key=True)
    list(locked.order_by("pk").values_list("pk"))
    articles = Article.objects.filter(pk__in=[share.article for share in shares])
    columns = ("pk", "latest_revision_id", "archived_at")
    rows: Iterable[Any] = articles.with_latest_revision().values_list(*columns)
    now = {pk: (latest, archived_at is not None) for pk, latest, archived_at in rows}
    reviewed, holders = reviews_of(revisions), holders_of(revisions)
    letters = letters_by_revision(revisions)
    for share in shares:
        latest, is_archived = now[share.article]
        on_it, barred = holders[share.revision]
        why = reason_not_to_assign(share.revision, is_archived, share.revision in reviewed)
        if latest != share.revision:
            why = _("A newer text has come meanwhile.")
        for editor in share.editors:
            if not why and len(on_it) >= per_article:
                why = _("Somebody has begun it meanwhile: it has enough.")
            here = why
            if not here and editor.pk in on_it | barred:
                here = _("An editor who was to get it has it meanwhile, or had it taken back.")
            if not here and editor.pk not in able:
                here = _("An editor who was to get it may not annotate any more.")
            if here:
                done.left.append(Shortfall(share.article, share.title, here))
                continue
            letter = free_letter(letters[share.revision])
            letters[share.revision].add(letter)
            on_it.add(editor.pk)
            yield share.revision, editor, letter


def event_detail(layer: Layer) -> tuple[Layer, int, dict[str, Any]]:
    """What the event of the assignment holds, as `lifecycle.assign` records it."""
    due_on = layer.due_on.isoformat() if layer.due_on else None
    return layer, layer.revision_id, {"editor": layer.editor_id, "due_on": due_on}


def reviews_of(revisions: Sequence[int]) -> set[int]:
    """Those of the revisions that have a review, open or closed."""
    found: set[int] = set()
    for some in batches(revisions):
        reviews = Review.objects.filter(revision__in=some)
        found.update(reviews.values_list("revision_id", flat=True))
    return found


def holders_of(revisions: Sequence[int]) -> dict[int | None, tuple[set[int], set[int]]]:
    """By revision: whose layers stand, and from whom one was taken back."""
    found: dict[int | None, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for some in batches(revisions):
        layers = Layer.objects.filter(revision__in=some).order_by()
        for revision, editor, gone in layers.values_list("revision", "editor", "taken_back_at"):
            found[revision][gone is not None].add(editor)
    return found


def letters_by_revision(revisions: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    layers = Layer.objects.filter(revision__in=revisions).order_by()
    for revision, letter in layers.values_list("revision", "letter"):
        found[revision].add(letter)
    return found


def count_by_reason(left: Iterable[Shortfall]) -> list[tuple[str, list[Shortfall]]]:
    """What is left, the most frequent reason first."""
    texts: dict[str, list[Shortfall]] = defaultdict(list)
    for one in left:
        texts[one.why].append(one)
    counts = Counter({why: len(those) for why, those in texts.items()})
    return [(why, texts[why]) for why, _count in counts.most_common()]


def batches(things: Sequence[T]) -> Iterator[list[T]]:
    waiting = iter(things)
    while some := list(islice(waiting, CHUNK)):
        yield some
