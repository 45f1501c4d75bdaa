"""Before a batch is imported: what each item would become, and what its editor changes first.

The edits are kept on the items, beside what was read, so that they survive paging, another day
and a second tab; `importing` then takes them in.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from articles.drafts import Draft
from articles.importing import DETAILS, edited, finish_batch, same_outlet, sha256, told
from articles.models import Article, ImportBatch, ImportItem, Revision
from newsroom.models import User

Outcome = ImportItem.Outcome


class Foreseen(NamedTuple):
    """What importing would do: the outcome, and where it is known which article it concerns.

    `number` is that of the revision which would be made, or which already says the same.
    """

    outcome: str
    article: Article | None = None
    number: int = 1


def draft_of(item: ImportItem) -> Draft:
    """What would be imported: as it was read, with the edits kept so far."""
    read = Draft.from_json(item.draft, bytes(item.raw))
    return edited(read, item.draft.get("edits", {}))


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
                name: told(value)
                for name, value in edits[item.pk].items()
                if name in DETAILS and told(value) != told(getattr(read, name))
            }
            item.draft["leave"] = item.pk in leave
        ImportItem.objects.bulk_update(items, ["draft"], batch_size=100)


def finish(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Import the batch with the edits that were kept, leaving aside what was to be left."""
    kept = batch.items.filter(outcome=Outcome.WAITING).values_list("pk", "draft__edits")
    leave = batch.items.filter(draft__leave=True).values_list("pk", flat=True)
    edits = {pk: fields or {} for pk, fields in kept}
    return finish_batch(batch, edits, set(leave), by=by)


def finish_without(batch: ImportBatch, *, by: User) -> ImportBatch:
    """Leave everything aside that still waits."""
    waiting = batch.items.filter(outcome=Outcome.WAITING).values_list("pk", flat=True)
    return finish_batch(batch, {}, set(waiting), by=by)


def foresee(drafts: Iterable[Draft]) -> list[Foreseen]:
    """What importing each of them now would do, in three queries however many they are.

    The same answers as `importing.import_draft` gives one by one.
    """
    drafts = list(drafts)
    by_address = articles_at({draft.url for draft in drafts if draft.url})
    same = latest_revisions_like(drafts)
    foreseen = []
    for draft in drafts:
        known = by_address.get(draft.url) or first_like(draft, same)
        foreseen.append(becomes(draft, known))
    return foreseen


def articles_at(addresses: Collection[str]) -> dict[str, Revision]:
    """The latest revisions of the articles at these addresses, by address."""
    revisions = latest_revisions().filter(article__url__in=addresses)
    return {revision.article.url: revision for revision in revisions}


def latest_revisions_like(drafts: Collection[Draft]) -> list[Revision]:
    """The latest revisions with the bytes or the text of a draft, those of older articles first."""
    raw = {sha256(draft.raw) for draft in drafts}
    text = {sha256(draft.text.encode()) for draft in drafts}
    return list(
        latest_revisions()
        .filter(Q(raw_sha256__in=raw) | Q(sha256__in=text))
        .select_related("item")
        .defer("text", "raw", "item__raw")
        .order_by("article")
    )


def latest_revisions() -> Any:
    newer = Revision.objects.filter(article=OuterRef("article")).order_by("-number")
    return (
        Revision.objects.annotate(newest=Subquery(newer.values("number")[:1]))
        .filter(number=F("newest"))
        .select_related("article__outlet")
        .defer("text", "raw")
    )


def first_like(draft: Draft, revisions: Iterable[Revision]) -> Revision | None:
    raw, text = sha256(draft.raw), sha256(draft.text.encode())
    for revision in revisions:
        alike = revision.raw_sha256 == raw or revision.sha256 == text
        if alike and same_outlet(revision, draft):
            return revision
    return None


def becomes(draft: Draft, known: Revision | None) -> Foreseen:
    if known is None:
        return Foreseen(Outcome.IMPORTED)
    if known.sha256 == sha256(draft.text.encode()):
        return Foreseen(Outcome.UNCHANGED, known.article, known.number)
    return Foreseen(Outcome.REVISED, known.article, known.number + 1)
