"""From a draft to an article and its revision: which article it is, and what of it is new."""

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import searching
from articles.details import DETAILS, InvalidDetails, change_details, comparable_value, outlet_named
from articles.importing.drafts import Draft, sha256
from articles.importing.lock import lock_imports
from articles.models import Article, ImportItem, Revision
from newsroom.history import record
from newsroom.models import User
from newsroom.problems import Refused, field_messages

logger = logging.getLogger(__name__)

Outcome = ImportItem.Outcome


@dataclass(frozen=True)
class Imported:
    """What became of a draft: imported (a new article), revised (a new revision), unchanged."""

    outcome: str
    revision: Revision


def import_draft(draft: Draft, *, by: User, item: ImportItem | None = None) -> Imported:
    """Make the article or its next revision, or find that nothing is new.

    Raises ImportRefused, with nothing stored.
    """
    with transaction.atomic():
        lock_imports()
        outcome, article = predicted_outcome(draft)
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
            update_details(article, draft, latest, by=by)
        searching.index(article, revision.text)
        return Imported(outcome, revision)


def predicted_outcome(draft: Draft) -> tuple[str, Article | None]:
    """What would become of the draft now, and the article that it would be; None if new."""
    article = known_article(draft)
    if article is None:
        return Outcome.IMPORTED, None
    latest = article.latest_revision()
    return (Outcome.UNCHANGED if latest and latest.text == draft.text else Outcome.REVISED), article


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
            outlet_names(revision), revision.article.url, draft.outlet, draft.url
        ):
            return revision.article
    return None


def outlet_names(revision: Revision) -> set[str]:
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
        raise ImportRefused(field_messages(error)) from error
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


def update_details(article: Article, draft: Draft, latest: Revision | None, *, by: User) -> None:
    """Take over the details that the new text comes with, but none that an editor has written:
    only what is empty, or still what the revision before came with.
    """
    read = latest.item.draft if latest and latest.item else {}
    fields = {}
    for name in DETAILS:
        old, new = comparable_value(getattr(article, name)), comparable_value(getattr(draft, name))
        if new not in ("", "und") and old in ("", "und", comparable_value(read.get(name))):
            fields[name] = getattr(draft, name)
    if draft.title_generated and not article.title_generated:
        fields.pop("title", None)  # a stated title does not give way to a first sentence
    try:
        change_details(article, fields, title_generated=draft.title_generated, by=by)
    except InvalidDetails as refusal:
        raise ImportRefused(refusal.detail) from refusal


class ImportRefused(Refused):
    """A draft that cannot become an article."""

    status = 422
    code = "import-refused"
    title = gettext_lazy("This cannot be imported")
