"""Many readings in one transaction: what is surely new in a few queries, the rest one by one.

The rows are those that `storing.import_draft` makes of each alone, in the same order.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles import searching
from articles.importing.batches import item_of, store_draft
from articles.importing.drafts import Draft, Unreadable
from articles.importing.lock import lock_imports
from articles.importing.storing import (
    ImportRefused,
    Outcome,
    article_of,
    logger,
    outlet_of,
    revision_of,
)
from articles.models import Article, ImportBatch, ImportItem, Outlet, Revision
from newsroom.history import record_all
from newsroom.models import User

Pending = list[tuple[ImportItem, Draft | None]]


def import_readings(
    batch: ImportBatch, readings: Sequence[Draft | Unreadable], *, by: User
) -> list[ImportItem]:
    """Import the readings without a preview, all or none of them; their items in this order.

    The batch, which may be new, is finished with each transaction: where a program is killed, it
    ends with what is stored.
    """
    with transaction.atomic():
        lock_imports()
        batch.finished_at = timezone.now()
        batch.save()
        items = [item_of(batch, reading) for reading in readings]
        drafts = [one if isinstance(one, Draft) else None for one in readings]
        import_items(list(zip(items, drafts, strict=True)), by=by)
    return items


def import_items(pending: Pending, *, by: User) -> None:
    """Import the drafts of unsaved items, in their order, and save the items."""
    met = keys_that_are_known([item for item, draft in pending if draft])
    run: Pending = []
    for item, draft in pending:
        keys = keys_of(item) if draft else set()
        if met.isdisjoint(keys):
            met |= keys
            run.append((item, draft))
            continue
        import_run(run, by=by)
        run = []
        item.save()
        if draft:
            store_draft(item, draft, by=by)
    import_run(run, by=by)


def keys_of(item: ImportItem) -> set[tuple[str, str]]:
    """All by which an article could be found to be there (`storing.find_article`)."""
    named = ("address_key", "sha256", "raw_sha256")
    return {(name, item.draft[name]) for name in named if item.draft[name]}


def keys_that_are_known(items: Sequence[ImportItem]) -> set[tuple[str, str]]:
    """Of the keys of the items those that an article or a revision has."""
    asked: dict[str, list[str]] = {"address_key": [], "sha256": [], "raw_sha256": []}
    for item in items:
        for name, value in keys_of(item):
            asked[name].append(value)
    places = (
        ("address_key", Article, "canonical_url"),
        ("sha256", Revision, "sha256"),
        ("raw_sha256", Revision, "raw_sha256"),
    )
    return {
        (name, value)
        for name, model, column in places
        for value in model.objects.filter(**{f"{column}__in": asked[name]}).values_list(
            column, flat=True
        )
    }


def import_run(run: Pending, *, by: User) -> None:
    """Import items of which none is known, nor two the same; one by one where that fails."""
    if not run:
        return
    try:
        with transaction.atomic():
            insert(run, by=by)
    except Exception:
        logger.exception("%s items of import %s failed together", len(run), run[0][0].batch_id)
        for item, draft in run:
            item.pk = None
            if draft:
                item.outcome, item.refused_because = Outcome.WAITING, ""
            item.save()
            if draft:
                store_draft(item, draft, by=by)


def insert(run: Pending, *, by: User) -> None:
    outlets: dict[str, Outlet | None] = {}
    new: list[tuple[ImportItem, Revision]] = []
    for item, draft in run:
        if draft is None:
            continue
        try:
            if draft.outlet not in outlets:
                outlets[draft.outlet] = outlet_of(draft)
            article = article_of(draft, outlets[draft.outlet])
            new.append((item, revision_of(article, draft, number=1, by=by, item=item)))
        except ImportRefused as refusal:
            item.outcome, item.refused_because = Outcome.FAILED, refusal.detail
        else:
            item.outcome, item.raw = Outcome.IMPORTED, b""
    ImportItem.objects.bulk_create([item for item, _ in run])
    Article.objects.bulk_create([revision.article for _, revision in new])
    Revision.objects.bulk_create([revision for _, revision in new])
    searching.index_all((revision.article, revision.text) for _, revision in new)
    record_all(
        "article.imported",
        ((one.article, one.pk, {"file": item.name}) for item, one in new),
        by=by,
    )
    made = Revision.objects.filter(item=OuterRef("pk")).values("pk")
    ImportItem.objects.filter(pk__in=[item.pk for item, _ in new]).update(
        revision=Subquery(made[:1])
    )
    for item, revision in new:
        item.revision = revision
