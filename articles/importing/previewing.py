"""Before a batch is imported: what each item would become, and what its editor changes first.

The edits are kept on the items, beside what was read, so that they survive paging, another day
and a second tab; `importing` then takes them in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from articles import addresses
from articles.details import DETAILS, comparable_value
from articles.importing.batches import finish_batch
from articles.importing.comparing import (
    HEADLINE_IS_THERE,
    MORE_IS_THERE,
    body_sha256,
    same_outlet,
)
from articles.importing.drafts import Draft
from articles.importing.intake import is_read
from articles.importing.items import with_edits
from articles.importing.storing import notes_on_namesake, read_of, title_of
from articles.models import Article, ImportBatch, ImportItem, Revision
from newsroom.models import User

Outcome = ImportItem.Outcome


class Prediction(NamedTuple):
    """What importing would do: the outcome, and where it is known which article it concerns.

    `number` is that of the revision which would be made, or which already says the same. `twin`
    is the name of the item before it in the batch, if that makes this article or revision.
    `notes` say what else its editor should know.
    """

    outcome: str
    article: Article | None = None
    number: int = 1
    twin: str = ""
    notes: tuple[str, ...] = ()


class Source(NamedTuple):
    """What was read, before an editor corrected it; `partial` is that of the draft."""

    url: str = ""
    outlet: str = ""
    partial: bool = False


class Incoming(NamedTuple):
    """What tells which article an item is; its hashes are those of `comparing`."""

    pk: int
    name: str
    leave: bool
    url: str
    address_key: str
    outlet: str
    read: Source
    verbatim: bool
    sha256: str
    body_sha256: str
    raw_sha256: str


@dataclass
class Known:
    """An article as it will stand when the turn of an item comes: `twin` has last changed it.

    `read` is what the source of its latest revision said.
    """

    article: Article | None
    url: str
    address_key: str
    outlet: str
    read: Source
    number: int
    sha256: str
    body_sha256: str
    raw_sha256: str
    twin: str = ""

    @property
    def outlets(self) -> set[str]:
        return {self.outlet, self.read.outlet}


def draft_of(item: ImportItem) -> Draft:
    """What would be imported: as it was read, with the edits kept so far."""
    read = Draft.from_json(item.draft, bytes(item.raw))
    return with_edits(read, item.draft.get("edits", {}))


def keep_edits(
    batch: ImportBatch, edits: Mapping[int, Mapping[str, Any]], leave: Collection[int]
) -> None:
    """Keep the fields of each item by its id, and whether it is to be left aside.

    Items that are no longer waiting, or not of this batch, are passed over.
    """
    with transaction.atomic():
        waiting = batch.items.select_for_update().filter(pk__in=edits, outcome=Outcome.WAITING)
        items = list(waiting.defer("raw"))
        for item in items:
            read = Draft.from_json(item.draft, b"")
            item.draft["edits"] = {
                name: addresses.without_user(comparable_value(value))
                for name, value in edits[item.pk].items()
                if name in DETAILS
                and comparable_value(value) != comparable_value(getattr(read, name))
            }
            address = address_in_draft(item.draft, item.draft["edits"])
            item.draft["address_key"] = addresses.key(address)
            item.draft["leave"] = item.pk in leave
        ImportItem.objects.bulk_update(items, ["draft"], batch_size=100)


def finish_preview(batch: ImportBatch, *, by: User, until: float | None = None) -> ImportBatch:
    """Import the batch with the edits that were kept, leaving aside what was to be left.

    At the moment `until` it stops, to be called again. Where something is yet to be read, as
    other columns were chosen for it in another tab, nothing is imported.
    """
    with transaction.atomic():
        begun_at = ImportBatch.objects.select_for_update().get(pk=batch.pk).begun_at
        if begun_at is None and not is_read(batch):
            return batch
        ImportBatch.objects.filter(pk=batch.pk, begun_at=None).update(begun_at=timezone.now())
    kept = batch.items.filter(outcome=Outcome.WAITING).values_list("pk", "draft__edits")
    leave = batch.items.filter(draft__leave=True).values_list("pk", flat=True)
    edits = {pk: fields or {} for pk, fields in kept}
    return finish_batch(batch, edits, set(leave), by=by, until=until)


def finish_without_unread(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Leave everything aside that still waits."""
    waiting = batch.items.filter(outcome=Outcome.WAITING).values_list("pk", flat=True)
    return finish_batch(batch, {}, set(waiting), by=by)


def predict_outcomes(items: Collection[ImportItem]) -> dict[int, Prediction]:
    """What importing their batch now would do with each of these items of it, by its id.

    In two queries however many they are, with the answers that `storing.import_draft` gives
    one by one: an item before them in the batch may make the article that they are found to be.
    """
    if not items:
        return {}
    incoming = items_alike(items)
    known = stored_alike(incoming)
    foreseen = {}
    for each in incoming:
        article = first_like(each, known)
        foreseen[each.pk] = predict(each, article, known)
        if not each.leave:
            assume_stored(each, article, known)
    return {item.pk: foreseen[item.pk] for item in items}


def items_alike(items: Collection[ImportItem]) -> list[Incoming]:
    """The items and those before them that share an address, a text or bytes, as they go in."""
    drafts = [item.draft for item in items]
    alike = (
        Q(pk__in=[item.pk for item in items])
        | Q(draft__address_key__in={draft["address_key"] for draft in drafts} - {""})
        | Q(draft__sha256__in={draft["sha256"] for draft in drafts})
        | Q(draft__raw_sha256__in={draft["raw_sha256"] for draft in drafts})
    )
    hashes = ("address_key", "sha256", "body_sha256", "raw_sha256")
    members = ("edits", "leave", "url", "outlet", "partial", "verbatim", *hashes)
    rows = (
        ImportItem.objects.filter(
            alike,
            batch__in={item.batch_id for item in items},
            outcome=Outcome.WAITING,
            pk__lte=max(item.pk for item in items),
        )
        .order_by("pk")
        .values_list("pk", "name", *(f"draft__{member}" for member in members))
    )
    found = []
    for pk, name, *values in rows:
        draft = dict(zip(members, values, strict=True))
        edits = draft["edits"] or {}
        found.append(
            Incoming(
                pk=pk,
                name=name,
                leave=bool(draft["leave"]),
                url=address_in_draft(draft, edits),
                outlet=edits.get("outlet", draft["outlet"]),
                read=source_of(draft),
                verbatim=bool(draft["verbatim"]),
                **{name: draft[name] for name in hashes},
            )
        )
    return found


def address_in_draft(draft: Mapping[str, Any], edits: Mapping[str, Any] | None) -> str:
    return str((edits or {}).get("url", draft["url"]))


def stored_alike(incoming: Collection[Incoming]) -> list[Known]:
    """The articles that have an address, the text or the bytes of an item, the oldest first."""
    newer = Revision.objects.filter(article=OuterRef("article")).order_by("-number")
    revisions = (
        Revision.objects.annotate(newest=Subquery(newer.values("number")[:1]))
        .filter(
            Q(article__canonical_url__in={each.address_key for each in incoming} - {""})
            | Q(raw_sha256__in={each.raw_sha256 for each in incoming})
            | Q(sha256__in={each.sha256 for each in incoming}),
            number=F("newest"),
        )
        .select_related("article__outlet", "item")
        .defer("raw", "left_out", "item__raw")
        .order_by("article_id")
    )
    return [
        Known(
            article=one.article,
            url=one.article.url,
            address_key=one.article.canonical_url,
            outlet=one.article.outlet.name if one.article.outlet else "",
            read=source_of(read_of(one)),
            number=one.number,
            sha256=one.sha256,
            body_sha256=body_sha256(one.text, title_of(one)),
            raw_sha256=one.raw_sha256,
        )
        for one in revisions
    ]


def source_of(read: Mapping[str, Any]) -> Source:
    return Source(read.get("url", ""), read.get("outlet", ""), bool(read.get("partial")))


def first_like(item: Incoming, known: Collection[Known]) -> Known | None:
    """The article that the item is, as `storing.find_article` finds it."""
    at = [one for one in known if item.address_key and one.address_key == item.address_key]
    if at:  # In the order of `ArticleQuerySet.at`.
        return min(at, key=lambda one: (is_archived(one), one.url != item.url))
    for one in known:
        alike = item.sha256 == one.sha256 or item.raw_sha256 == one.raw_sha256
        if alike and same_outlet(one.outlets, one.url, item.outlet, item.url):
            return one
    return None


def is_archived(known: Known) -> bool:
    return known.article is not None and known.article.is_archived


def predict(item: Incoming, known: Known | None, all_known: Collection[Known]) -> Prediction:
    if known is None:
        same = (one.article for one in all_known if one.sha256 == item.sha256)
        namesake = next(filter(None, same), None)
        return Prediction(Outcome.IMPORTED, notes=tuple(notes_on_namesake(namesake)))
    note = note_if_known(known, item)
    if note is None:
        return Prediction(Outcome.REVISED, known.article, known.number + 1, known.twin)
    notes = (note,) if note else ()
    return Prediction(Outcome.UNCHANGED, known.article, known.number, known.twin, notes)


def note_if_known(known: Known, item: Incoming) -> str | None:
    """What `storing.note_if_known` says of the texts."""
    if item.sha256 == known.sha256:
        return ""
    if item.read.partial and known.number and not known.read.partial:
        return MORE_IS_THERE
    is_below = not item.verbatim and item.sha256 == known.body_sha256
    return HEADLINE_IS_THERE if is_below else None


def assume_stored(item: Incoming, known: Known | None, all_known: list[Known]) -> None:
    """Let the item have gone in: those after it meet the article as it then stands."""
    if known is None:
        known = Known(None, "", "", "", Source(), 0, "", "", "")
        all_known.append(known)
    is_new = note_if_known(known, item) is None
    take_source(item, known, is_new=is_new)
    if is_new:
        known.number += 1
        known.sha256, known.body_sha256 = item.sha256, item.body_sha256
        known.raw_sha256, known.read, known.twin = item.raw_sha256, item.read, item.name


def take_source(item: Incoming, known: Known, *, is_new: bool) -> None:
    """Address and outlet, as `storing.update_details` and `fill_details` take them over."""
    if item.outlet and takes_over(known.outlet, known.read.outlet, is_new=is_new):
        known.outlet = item.outlet
    other_page = item.url and item.address_key != known.address_key
    if other_page and takes_over(known.url, known.read.url, is_new=is_new):
        known.url, known.address_key = item.url, item.address_key


def takes_over(stands: str, read: str, *, is_new: bool) -> bool:
    """Whether a detail gives way: to a new text if nobody has edited it, else if none is known."""
    return not stands or stands == read if is_new else not stands and not read
