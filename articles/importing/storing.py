"""From drafts to articles: which article it is, what of it is new, and the report of each batch.

Also the few changes that an article allows after import: its details, its story, archiving.
"""

import hashlib
import json
import logging
import re
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import searching
from articles.cleaning.boilerplate import DOMAIN
from articles.importing.drafts import Draft, Unreadable
from articles.models import Article, ImportBatch, ImportItem, Outlet, Revision, Story
from articles.text import storable
from newsroom.history import record
from newsroom.models import User
from newsroom.problems import Refused

logger = logging.getLogger(__name__)

Outcome = ImportItem.Outcome
UNEXPECTED = gettext_lazy("an error of the program, which has been logged")
DETAILS = (
    "title",
    "outlet",
    "url",
    "byline",
    "credit",
    "language",
    "original_language",
    "published_on",
)


class ImportRefused(Refused):
    """A draft that cannot become an article."""

    status = 422
    code = "import-refused"
    title = gettext_lazy("This cannot be imported")


class AddressTaken(Refused):
    """Another article has this address; `extra` holds its id as `article`."""

    code = "address-taken"
    title = gettext_lazy("Another article has this address")


class DetailsChanged(Refused):
    """Somebody else changed the details since they were read; they are as they were left."""

    code = "stale"
    title = gettext_lazy("Somebody else changed these details")


class TitleTaken(Refused):
    """Another story has this title; `extra` holds its id as `story`."""

    code = "title-taken"
    title = gettext_lazy("Another story has this title")


class InvalidDetails(Refused):
    """Details that an article cannot have; `extra` holds the messages by field as `fields`."""

    status = 422
    code = "invalid"
    title = gettext_lazy("The details are not right")


@dataclass(frozen=True)
class Imported:
    """What became of a draft: imported (a new article), revised (a new revision), unchanged."""

    outcome: str
    revision: Revision


def add_item(batch: ImportBatch, reading: Draft | Unreadable) -> ImportItem:
    """The item of a draft, waiting, or of a refusal, failed."""
    item = ImportItem(batch=batch, name=storable(reading.name)[-500:])
    if isinstance(reading, Unreadable):
        item.outcome, item.refused_because = Outcome.FAILED, storable(reading.reason)
    else:
        # The hashes find items alike (`previewing`) without their texts and bytes.
        hashes = {"sha256": sha256(reading.text.encode()), "raw_sha256": sha256(reading.raw)}
        item.raw, item.draft = reading.raw, {**reading.as_json(), **hashes}
    item.save()
    return item


def import_reading(batch: ImportBatch, reading: Draft | Unreadable, *, by: User) -> ImportItem:
    """The item of a reading that is imported at once, without a preview."""
    with transaction.atomic():
        item = add_item(batch, reading)
        if isinstance(reading, Draft):
            settle(item, reading, by=by)
    return item


def finish_batch(
    batch: ImportBatch,
    edits: Mapping[int, Mapping[str, Any]],
    leave: Collection[int],
    *,
    by: User,
    until: float | None = None,
) -> ImportBatch:
    """Import every waiting item, with the fields in `edits[item id]` instead of those read.

    Items in `leave` are left aside. Each item goes in whole or not at all, in a transaction of
    its own; an item that is no longer waiting is passed over, so that sending the same form
    twice does nothing twice. At the moment `until` (of `time.monotonic`) it stops after the item
    at hand, to be called again.
    """
    ImportBatch.objects.filter(pk=batch.pk, begun_at=None).update(begun_at=timezone.now())
    waiting = list(batch.items.filter(outcome=Outcome.WAITING).values_list("pk", flat=True))
    for number, pk in enumerate(waiting, 1):
        finish_item(pk, edits.get(pk, {}), leave=pk in leave, by=by)
        if past(until) and number < len(waiting):
            batch.refresh_from_db()
            return batch
    ImportBatch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=timezone.now())
    batch.refresh_from_db()
    return batch


def past(until: float | None) -> bool:
    """Whether that moment (of `time.monotonic`) has come; never if there is none."""
    return until is not None and time.monotonic() >= until


def finish_item(pk: int, edits: Mapping[str, Any], *, leave: bool = False, by: User) -> ImportItem:
    """Import the one item, or leave it aside, and keep on it what became of it."""
    with transaction.atomic():
        item = ImportItem.objects.select_for_update().get(pk=pk)
        if item.outcome != Outcome.WAITING:
            return item
        if leave:
            item.outcome, item.raw = Outcome.LEFT, b""
            item.save()
            return item
        settle(item, Draft.from_json(item.draft, bytes(item.raw)), edits, by=by)
    return item


def settle(
    item: ImportItem, draft: Draft, edits: Mapping[str, Any] = MappingProxyType({}), *, by: User
) -> None:
    """Import the item's draft and keep on the item what became of it."""
    try:
        with transaction.atomic():
            imported = import_draft(edited(draft, edits), by=by, item=item)
    except ImportRefused as refusal:
        item.outcome, item.refused_because = Outcome.FAILED, refusal.detail
    except Exception:
        # Whatever it is: one item must not keep the others of its batch from going in.
        logger.exception("Item %s of import %s failed", item.pk, item.batch_id)
        item.outcome = Outcome.FAILED
        item.refused_because = str(UNEXPECTED)
    else:
        item.outcome, item.revision = imported.outcome, imported.revision
        # Bytes that no revision holds (the same text with other line ends, say) stay here.
        if sha256(draft.raw) == imported.revision.raw_sha256:
            item.raw = b""
    item.save()


def edited(draft: Draft, edits: Mapping[str, Any]) -> Draft:
    """The draft with an editor's fields; a title that they have written is not generated."""
    known = {name: value for name, value in edits.items() if name in DETAILS}
    if isinstance(known.get("published_on"), str):
        known["published_on"] = date.fromisoformat(known["published_on"])
    if known.get("title", draft.title) != draft.title:
        known["title_generated"] = False
    return replace(draft, **known)


def import_draft(draft: Draft, *, by: User, item: ImportItem | None = None) -> Imported:
    """Make the article or its next revision, or find that nothing is new.

    Raises ImportRefused, with nothing stored.
    """
    with transaction.atomic():
        one_at_a_time()
        outcome, article = foreseen(draft)
        latest = article.latest_revision() if article else None
        if latest and outcome == Outcome.UNCHANGED:
            return Imported(outcome, latest)
        if article is None:
            article = new_article(draft)
        revision = add_revision(article, draft, by=by, item=item)
        if outcome == Outcome.IMPORTED:
            record("article.imported", article, by=by, revision_id=revision.pk, file=draft.name)
        else:
            record("revision.added", revision, by=by, revision_id=revision.pk, file=draft.name)
            bring_up_to_date(article, draft, latest, by=by)
        searching.index(article, revision.text)
        return Imported(outcome, revision)


def foreseen(draft: Draft) -> tuple[str, Article | None]:
    """What would become of the draft now, and the article that it would be; None if new."""
    article = known_article(draft)
    if article is None:
        return Outcome.IMPORTED, None
    latest = article.latest_revision()
    return (Outcome.UNCHANGED if latest and latest.text == draft.text else Outcome.REVISED), article


def one_at_a_time() -> None:
    """Let one import in until the transaction ends, so that two of one file make one article.

    SQLite has one writer anyway, from the first statement on (IMMEDIATE). On PostgreSQL no
    unique index could say "same outlet and same text as its latest revision": a lock can.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('articles.importing.storing'))")


def known_article(draft: Draft) -> Article | None:
    """The article of the same address, else of the same outlet whose latest revision has the
    same bytes or the same text; the oldest where there are several.
    """
    if draft.url and (article := Article.objects.filter(url=draft.url).first()):
        return article
    same = Revision.objects.filter(
        Q(raw_sha256=sha256(draft.raw)) | Q(sha256=sha256(draft.text.encode()))
    )
    for revision in same.select_related("article__outlet", "item").order_by("article_id", "number"):
        if revision.is_latest() and same_outlet(
            outlets_of(revision), revision.article.url, draft.outlet, draft.url
        ):
            return revision.article
    return None


def outlets_of(revision: Revision) -> set[str]:
    """The outlet of its article, and what was read for it before an editor corrected that."""
    outlet, read = revision.article.outlet, revision.item.draft if revision.item else {}
    return {outlet.name if outlet else "", read.get("outlet", "")}


def same_outlet(outlets: set[str], known_url: str, outlet: str, url: str) -> bool:
    """Whether the outlet is one of those known; where it has no name, whether the hosts of the
    two addresses do not differ.
    """
    if outlet.casefold() not in {name.casefold() for name in outlets}:
        return False
    hosts = {urlsplit(one).netloc for one in (known_url, url) if one}
    return bool(outlet) or len(hosts) < 2


def new_article(draft: Draft) -> Article:
    article = Article(
        title=draft.title,
        title_generated=draft.title_generated,
        url=draft.url,
        byline=draft.byline,
        credit=draft.credit,
        language=draft.language,
        original_language=draft.original_language,
        published_on=draft.published_on,
    )
    try:
        article.outlet = outlet_named(draft.outlet)
        article.clean_fields()
    except ValidationError as error:
        raise ImportRefused(in_words(error)) from error
    article.save()
    return article


def add_revision(article: Article, draft: Draft, *, by: User, item: ImportItem | None) -> Revision:
    if not draft.text.strip():
        raise ImportRefused(_("the text is empty"))
    latest = article.latest_revision()
    return Revision.objects.create(
        article=article,
        number=latest.number + 1 if latest else 1,
        text=draft.text,
        sha256=sha256(draft.text.encode()),
        raw=draft.raw,
        raw_sha256=sha256(draft.raw),
        media_type=draft.media_type,
        left_out=draft.left_out,
        item=item,
        imported_by=by,
    )


def bring_up_to_date(article: Article, draft: Draft, latest: Revision | None, *, by: User) -> None:
    """Take over the details that the new text comes with, but none that an editor has written:
    only what is empty, or still what the revision before came with.
    """
    read = latest.item.draft if latest and latest.item else {}
    fields = {}
    for name in DETAILS:
        old, new = told(getattr(article, name)), told(getattr(draft, name))
        if new not in ("", "und") and old in ("", "und", told(read.get(name))):
            fields[name] = getattr(draft, name)
    if draft.title_generated and not article.title_generated:
        fields.pop("title", None)  # a stated title does not give way to a first sentence
    try:
        change_details(article, fields, title_generated=draft.title_generated, by=by)
    except InvalidDetails as refusal:
        raise ImportRefused(refusal.detail) from refusal


def outlet_named(name: str) -> Outlet | None:
    """The outlet of this name in any case, made if it is new; a domain is its own homepage."""
    name = name.strip()
    if not name:
        return None
    known = Outlet.objects.filter(name__iexact=name).first()
    if known:
        return known
    homepage = f"https://{name.lower()}/" if re.fullmatch(DOMAIN, name, re.IGNORECASE) else ""
    outlet = Outlet(name=name, homepage=homepage)
    try:
        outlet.clean_fields()
    except ValidationError as error:
        raise ValidationError({"outlet": error.messages}) from error
    outlet.save()
    return outlet


def edit_details(
    article: Article, fields: Mapping[str, Any], *, by: User, seen: str = ""
) -> Article:
    """Change the details named in `fields` (DETAILS; the outlet by its name).

    `seen` is the `fingerprint` of the details that the editor had before them. Raises
    DetailsChanged where it is given and they are no longer those, AddressTaken, InvalidDetails.
    Nothing is recorded where nothing differs.
    """
    with transaction.atomic():
        one_at_a_time()
        article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        if seen and seen != fingerprint(article):
            raise DetailsChanged(_("They changed while you were editing them."))
        change_details(article, fields, by=by)
        searching.index(article)
    return article


def change_details(
    article: Article, fields: Mapping[str, Any], *, title_generated: bool = False, by: User
) -> None:
    changes: dict[str, Any] = {
        name: [told(getattr(article, name)), told(fields[name])]
        for name in DETAILS
        if name in fields and told(fields[name]) != told(getattr(article, name))
    }
    if not changes:
        return
    try:
        for name in changes:
            value = fields[name]
            setattr(article, name, outlet_named(value) if name == "outlet" else value)
        article.clean_fields()
    except ValidationError as error:
        raise InvalidDetails(in_words(error), fields=error.message_dict) from error
    if "title" in changes:
        article.title_generated = title_generated
    refuse_taken_address(article)
    article.save()
    record("article.changed", article, by=by, **changes)


def fingerprint(article: Article) -> str:
    """The same for the same details, and for no others."""
    details = [told(getattr(article, name)) for name in DETAILS]
    return sha256(json.dumps(details).encode())


def refuse_taken_address(article: Article) -> None:
    if not article.url:
        return
    other = Article.objects.filter(url=article.url).exclude(pk=article.pk).first()
    if other:
        raise AddressTaken(_("It belongs to “%s”.") % other.title, article=other.pk)


def archive(article: Article, *, by: User) -> Article:
    """Hide a mistaken import from the lists; its texts and annotations stay."""
    return set_archived(article, timezone.now(), "article.archived", by=by)


def bring_back(article: Article, *, by: User) -> Article:
    return set_archived(article, None, "article.brought_back", by=by)


def set_archived(article: Article, moment: Any, verb: str, *, by: User) -> Article:
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        if article.is_archived == bool(moment):
            return article
        article.archived_at = moment
        article.save(update_fields=["archived_at"])
        record(verb, article, by=by)
    return article


def put_in_story(articles: Iterable[Article], story_title: str, *, by: User) -> Story | None:
    """Say that these articles report one event, a new story if none has this title.

    An empty title takes them out of their stories.
    """
    story_title = story_title.strip()
    with transaction.atomic():
        one_at_a_time()
        story = story_titled(story_title, by=by) if story_title else None
        chosen = Article.objects.filter(pk__in=[article.pk for article in articles])
        for article in chosen.select_related("story").order_by("pk"):
            if article.story == story:
                continue
            was, article.story = article.story, story
            article.save(update_fields=["story"])
            record("article.changed", article, by=by, story=[told(was), told(story)])
    return story


def rename_story(story: Story, title: str, *, by: User) -> Story:
    """Give the story another title. Raises TitleTaken, InvalidDetails."""
    with transaction.atomic():
        one_at_a_time()
        story = Story.objects.select_for_update().get(pk=story.pk)
        was, story.title = story.title, title.strip()
        if story.title == was:
            return story
        other = Story.objects.filter(title__iexact=story.title).exclude(pk=story.pk).first()
        if other:
            raise TitleTaken(_("Put the articles of one into the other instead."), story=other.pk)
        clean(story)
        story.save()
        record("story.renamed", story, by=by, title=[was, story.title])
    return story


def story_titled(title: str, *, by: User) -> Story:
    known = Story.objects.filter(title__iexact=title).order_by("pk").first()
    if known:
        return known
    story = Story(title=title)
    clean(story)
    story.save()
    record("story.made", story, by=by, title=title)
    return story


def clean(row: Article | Story) -> None:
    """Pass, or raise InvalidDetails with the messages by field."""
    try:
        row.clean_fields()
    except ValidationError as error:
        raise InvalidDetails(in_words(error), fields=error.message_dict) from error


def told(value: Any) -> str:
    """A detail as an event keeps it."""
    return "" if value is None else str(value)


def in_words(error: ValidationError) -> str:
    """`title: too long; url: not an address`."""
    return "; ".join(
        f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()
    )


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
