"""Before a batch is imported: what each item would become, and what its editor changes first.

The edits are kept on the items, beside what was read, so that they survive paging, another day
and a second tab; `importing` then takes them in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from articles.details import DETAILS, comparable_value
from articles.importing.batches import finish_batch, with_edits
from articles.importing.drafts import Draft
from articles.importing.storing import outlet_names, same_outlet
from articles.models import Article, ImportBatch, ImportItem, Revision
from newsroom.models import User

Outcome = ImportItem.Outcome


class Prediction(NamedTuple):
    """What importing would do: the outcome, and where it is known which article it concerns.

    `number` is that of the revision which would be made, or which already says the same. `twin`
    is the name of the item before it in the batch, if that makes this article or revision.
    """

    outcome: str
    article: Article | None = None
    number: int = 1
    twin: str = ""


class Incoming(NamedTuple):
    """What tells which article an item is: `read` is its outlet before an editor corrected it."""

    pk: int
    name: str
    leave: bool
    url: str
    outlet: str
    read: str
    sha256: str
    raw_sha256: str


@dataclass
class Known:
    """An article as it will stand when the turn of an item comes: `twin` has last changed it."""

    article: Article | None
    url: str
    outlets: set[str]
    number: int
    sha256: str
    raw_sha256: str
    twin: str = ""


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
                name: comparable_value(value)
                for name, value in edits[item.pk].items()
                if name in DETAILS
                and comparable_value(value) != comparable_value(getattr(read, name))
            }
            item.draft["leave"] = item.pk in leave
        ImportItem.objects.bulk_update(items, ["draft"], batch_size=100)


def finish_preview(batch: ImportBatch, *, by: User, until: float | None = None) -> ImportBatch:
    """Import the batch with the edits that were kept, leaving aside what was to be left.

    At the moment `until` it stops, to be called again.
    """
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
        foreseen[each.pk] = predict(each, article)
        if not each.leave:
            assume_stored(each, article, known)
    return {item.pk: foreseen[item.pk] for item in items}


def items_alike(items: Collection[ImportItem]) -> list[Incoming]:
    """The items and those before them that share an address, a text or bytes, as they go in."""
    drafts = [item.draft for item in items]
    urls = {address_in_draft(draft, draft.get("edits")) for draft in drafts} - {""}
    alike = (
        Q(pk__in=[item.pk for item in items])
        | Q(draft__url__in=urls)
        | Q(draft__edits__url__in=urls)
        | Q(draft__sha256__in={draft["sha256"] for draft in drafts})
        | Q(draft__raw_sha256__in={draft["raw_sha256"] for draft in drafts})
    )
    members = ("edits", "leave", "url", "outlet", "sha256", "raw_sha256")
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
                read=draft["outlet"],
                sha256=draft["sha256"],
                raw_sha256=draft["raw_sha256"],
            )
        )
    return found


def address_in_draft(draft: Mapping[str, Any], edits: Mapping[str, Any] | None) -> str:
    return str((edits or {}).get("url", draft["url"]))


def stored_alike(incoming: Collection[Incoming]) -> list[Known]:
    """The articles that have an address, the text or the bytes of an item, the oldest first."""
    newer = Revision.objects.filter(article=OuterRef("article")).order_by("-number")
    urls = {each.url for each in incoming} - {""}
    revisions = (
        Revision.objects.annotate(newest=Subquery(newer.values("number")[:1]))
        .filter(
            Q(article__url__in=urls)
            | Q(raw_sha256__in={each.raw_sha256 for each in incoming})
            | Q(sha256__in={each.sha256 for each in incoming}),
            number=F("newest"),
        )
        .select_related("article__outlet", "item")
        .defer("text", "raw", "left_out", "item__raw")
        .order_by("article_id")
    )
    return [
        Known(
            one.article, one.article.url, outlet_names(one), one.number, one.sha256, one.raw_sha256
        )
        for one in revisions
    ]


def first_like(item: Incoming, known: Collection[Known]) -> Known | None:
    """The article that the item is, as `storing.known_article` finds it."""
    if item.url:
        for one in known:
            if one.url == item.url:
                return one
    for one in known:
        alike = item.sha256 == one.sha256 or item.raw_sha256 == one.raw_sha256
        if alike and same_outlet(one.outlets, one.url, item.outlet, item.url):
            return one
    return None


def predict(item: Incoming, known: Known | None) -> Prediction:
    if known is None:
        return Prediction(Outcome.IMPORTED)
    if known.sha256 == item.sha256:
        return Prediction(Outcome.UNCHANGED, known.article, known.number, known.twin)
    return Prediction(Outcome.REVISED, known.article, known.number + 1, known.twin)


def assume_stored(item: Incoming, known: Known | None, all_known: list[Known]) -> None:
    """Let the item have gone in: those after it meet the article as it then stands."""
    if known is None:
        known = Known(None, item.url, set(), 0, "", "")
        all_known.append(known)
    if known.sha256 == item.sha256:
        return
    known.url = known.url or item.url
    known.outlets = {item.read, *([item.outlet] if item.outlet else known.outlets)}
    known.number += 1
    known.sha256, known.raw_sha256 = item.sha256, item.raw_sha256
    known.twin = item.name
