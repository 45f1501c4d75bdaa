"""Many readings in one transaction: what is surely new in a few queries, the rest one by one.

The rows are those that `storing.import_draft` makes of each alone, in the same order.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles import searching
from articles.details import DETAILS
from articles.importing.comparing import comparable_members
from articles.importing.drafts import Draft, Unreadable
from articles.importing.items import item_of, store_draft, without_text
from articles.importing.lock import lock_imports
from articles.importing.storing import (
    ImportRefused,
    Outcome,
    article_of,
    logger,
    outlet_of,
    read_of,
    revision_of,
)
from articles.models import Article, ImportBatch, ImportItem, Outlet, Revision
from newsroom.history import record_all
from newsroom.models import User

Key = tuple[str, str]
# Where the keys of drafts stand: model, its column, and that of the article.
PLACES: dict[str, tuple[Any, str, str]] = {
    "address_key": (Article, "canonical_url", "pk"),
    "sha256": (Revision, "sha256", "article_id"),
    "raw_sha256": (Revision, "raw_sha256", "article_id"),
}
IN_THIS_CHUNK: frozenset[int] = frozenset()


class Entry(NamedTuple):
    """An item, saved or not, and the draft that goes in for it; None where it was refused."""

    item: ImportItem
    draft: Draft | None
    edited: bool = False

    def members(self) -> Mapping[str, Any]:
        """What the draft is compared by: the item keeps it as it was before an editor's changes."""
        if self.draft and self.edited:
            return {**self.draft.as_json(), **comparable_members(self.draft)}
        return self.item.draft


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
        entries = [
            Entry(item_of(batch, one), one if isinstance(one, Draft) else None) for one in readings
        ]
        import_items(entries, by=by)
    return [entry.item for entry in entries]


def import_items(entries: Sequence[Entry], *, by: User) -> None:
    """Import the drafts in their order, and keep on the items what became of them."""
    members = [entry.members() for entry in entries]
    drafts = [each for entry, each in zip(entries, members, strict=True) if entry.draft]
    known = articles_by_key(drafts)
    sources = sources_of(known, drafts)
    run: list[Entry] = []
    for entry, its in zip(entries, members, strict=True):
        item, draft, _ = entry
        keys = keys_of(its) if draft else set()
        found = set().union(*(known.get(key, ()) for key in keys))
        same = sources.get(found.pop()) if len(found) == 1 else None
        if same and is_same_source(same, its):
            item.outcome, item.revision, item.raw = Outcome.UNCHANGED, same, b""
            item.draft = without_text(item.draft)
        elif draft and any(key in known for key in keys):
            import_run(run, by=by)
            run = []
            import_alone(item, draft, by=by)
            known |= dict.fromkeys(keys, IN_THIS_CHUNK)
            if item.revision:  # the article may have another text now
                sources.pop(item.revision.article_id, None)
            continue
        else:
            known |= dict.fromkeys(keys, IN_THIS_CHUNK)
        run.append(entry)
    import_run(run, by=by)


def import_alone(item: ImportItem, draft: Draft, *, by: User) -> None:
    if item.pk is None:
        item.save()
    store_draft(item, draft, by=by)


def keys_of(draft: Mapping[str, Any]) -> set[Key]:
    """All by which its article could be found to be there (`storing.find_article`)."""
    return {(name, draft[name]) for name in PLACES if draft[name]}


def articles_by_key(drafts: Iterable[Mapping[str, Any]]) -> dict[Key, frozenset[int]]:
    """Of the keys of the drafts those that are known, with the ids of their articles."""
    asked = set().union(*map(keys_of, drafts))
    known: dict[Key, set[int]] = defaultdict(set)
    for name, (model, column, article) in PLACES.items():
        values = [value for place, value in asked if place == name]
        rows = model.objects.filter(**{f"{column}__in": values}).values_list(column, article)
        for value, pk in rows:
            known[name, value].add(pk)
    return {key: frozenset(pks) for key, pks in known.items()}


def sources_of(
    known: Mapping[Key, Collection[int]], drafts: Iterable[Mapping[str, Any]]
) -> dict[int, Revision]:
    """By the ids of the known articles their latest revisions, where the bytes are of a draft."""
    newer = Revision.objects.filter(article=OuterRef("article")).order_by("-number")
    latest = Revision.objects.filter(
        article__in=set().union(*known.values()),
        raw_sha256__in={draft["raw_sha256"] for draft in drafts},
        number=Subquery(newer.values("number")[:1]),
    )
    return {
        one.article_id: one
        for one in latest.select_related("article", "item").defer("text", "raw", "item__raw")
    }


def is_same_source(revision: Revision, draft: Mapping[str, Any]) -> bool:
    """Whether the revision was made of these bytes, read to the same text and details: then
    there is nothing in the draft that an import could add.
    """
    read = read_of(revision)
    hashes = (revision.raw_sha256, revision.sha256, revision.article.canonical_url)
    return hashes == (draft["raw_sha256"], draft["sha256"], draft["address_key"]) and all(
        read.get(name) == draft[name] for name in (*DETAILS, "title_generated", "verbatim")
    )


def import_run(run: Sequence[Entry], *, by: User) -> None:
    """Import items of which none is known, nor two the same; one by one where that fails."""
    before = [
        (entry.item.pk, entry.item.outcome, entry.item.raw, entry.item.draft) for entry in run
    ]
    try:
        with transaction.atomic():
            insert(run, by=by)
    except Exception:
        logger.exception("%s items of import %s failed together", len(run), run[0].item.batch_id)
        for (item, draft, _), (pk, *stood) in zip(run, before, strict=True):
            item.pk, item.revision, item.refused_because = pk, None, item.refused_because
            item.outcome, item.raw, item.draft = stood
            if draft and item.outcome == Outcome.WAITING:
                import_alone(item, draft, by=by)
            else:
                item.save()


def insert(run: Sequence[Entry], *, by: User) -> None:
    outlets: dict[str, Outlet | None] = {}
    new: list[tuple[ImportItem, Revision]] = []
    words = []
    for item, draft, _ in run:
        if draft is None or item.outcome != Outcome.WAITING:
            continue
        try:
            if draft.outlet not in outlets:
                outlets[draft.outlet] = outlet_of(draft)
            article = article_of(draft, outlets[draft.outlet])
            new.append((item, revision_of(article, draft, number=1, by=by, item=item)))
            words.append((article, draft.search_words))
        except ImportRefused as refusal:
            item.outcome, item.refused_because = Outcome.FAILED, refusal.detail
        else:
            item.outcome, item.raw = Outcome.IMPORTED, b""
            item.draft = without_text(item.draft)
    save_items([item for item, _, _ in run])
    Article.objects.bulk_create([revision.article for _, revision in new])
    Revision.objects.bulk_create([revision for _, revision in new])
    searching.index_all(words)
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


def save_items(items: Sequence[ImportItem]) -> None:
    new = [item for item in items if item.pk is None]
    for item in items:
        if item.pk is not None:
            item.save()
    ImportItem.objects.bulk_create(new)
