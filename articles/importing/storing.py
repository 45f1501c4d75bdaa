"""From a draft to an article and its revision: which article it is, and what of it is new."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, searching
from articles.details import DETAILS, InvalidDetails, change_details, comparable_value, outlet_named
from articles.importing.comparing import (
    HEADLINE_IS_THERE,
    MORE_IS_THERE,
    same_outlet,
    stated_title,
)
from articles.importing.drafts import Draft, sha256
from articles.importing.lock import lock_imports
from articles.models import Article, ImportItem, Outlet, Revision, Work
from articles.text import below_headline
from newsroom.history import record
from newsroom.models import User
from newsroom.problems import Refused, field_messages

# Fields of an article that no source writes: there is nothing in them to be refused.
NOT_STATED = {
    "archived_at",
    "canonical_url",
    "id",
    "imported_at",
    "outlet",
    "published_on",
    "story",
    "title_generated",
}
logger = logging.getLogger(__name__)

Outcome = ImportItem.Outcome


@dataclass(frozen=True)
class Imported:
    """What became of a draft: imported (a new article), revised (a new revision), unchanged.

    `notes` say what else its user should know.
    """

    outcome: str
    revision: Revision
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Found:
    """What is there of a draft: the article that it is, and one of another outlet with its text."""

    article: Article | None = None
    namesake: Article | None = None


def import_draft(draft: Draft, *, by: User, item: ImportItem | None = None) -> Imported:
    """Make the article or its next revision, or find that nothing is new.

    Where the text is not new, details that are not known yet are filled in. Raises
    ImportRefused, with nothing stored.
    """
    with transaction.atomic():
        lock_imports()
        found = find_article(draft)
        article = found.article
        latest = article.latest_revision() if article else None
        known_as = note_if_known(latest, draft) if latest else None
        if article and latest and known_as is not None:
            notes = [*filter(None, [known_as]), *fill_details(article, draft, latest, by=by)]
            return Imported(Outcome.UNCHANGED, latest, notes)
        if article is None:
            article = new_article(draft)
        revision = add_revision(article, draft, by=by, item=item)
        if found.article is None:
            record("article.imported", article, by=by, revision_id=revision.pk, file=draft.name)
        else:
            record("revision.added", revision, by=by, revision_id=revision.pk, file=draft.name)
            update_details(article, draft, latest, by=by)
        searching.index(article, revision.text)
        if found.article:
            return Imported(Outcome.REVISED, revision)
        return Imported(Outcome.IMPORTED, revision, notes_on_namesake(found.namesake))


def predicted_outcome(draft: Draft) -> tuple[str, Article | None]:
    """What would become of the draft now, and the article that it would be; None if new."""
    article = find_article(draft).article
    if article is None:
        return Outcome.IMPORTED, None
    latest = article.latest_revision()
    is_new = latest is None or note_if_known(latest, draft) is None
    return (Outcome.REVISED if is_new else Outcome.UNCHANGED), article


def find_article(draft: Draft) -> Found:
    """The article of the same address, else of the same outlet whose latest revision has the
    same bytes or the same text; the oldest where there are several.
    """
    if article := Article.objects.at(draft.url):
        return Found(article)
    text_sha256 = sha256(draft.text.encode())
    same = Revision.objects.filter(Q(raw_sha256=sha256(draft.raw)) | Q(sha256=text_sha256))
    namesake = None
    for revision in same.select_related("article__outlet", "item").order_by("article_id", "number"):
        if not revision.is_latest():
            continue
        known = revision.article
        if same_outlet(outlet_names(revision), known.url, draft.outlet, draft.url):
            return Found(known)
        if namesake is None and revision.sha256 == text_sha256:
            namesake = known
    return Found(None, namesake)


def outlet_names(revision: Revision) -> set[str]:
    """The outlet of its article, and what was read for it before an editor corrected that."""
    outlet = revision.article.outlet
    return {outlet.name if outlet else "", read_of(revision).get("outlet", "")}


def read_of(revision: Revision | None) -> dict[str, Any]:
    """What its source said of it, as the members of a draft; empty where it was not kept."""
    return revision.item.draft if revision and revision.item else {}


def note_if_known(latest: Revision, draft: Draft) -> str | None:
    """None where the draft has another text than the revision. Else what there is to say of it,
    nothing where the text is the same: the source may be poorer, without the headline or in part
    only. What is to be taken word for word is another text without its headline.
    """
    if latest.text == draft.text:
        return ""
    if draft.partial and not read_of(latest).get("partial"):
        return MORE_IS_THERE
    if draft.verbatim or not latest.text.endswith(f"\n\n{draft.text}"):
        return None
    is_below = below_headline(latest.text, title_of(latest)) == draft.text
    return HEADLINE_IS_THERE if is_below else None


def title_of(revision: Revision) -> str:
    """The title that its source stated, else that of its article; empty if it was generated."""
    if read := read_of(revision):
        return stated_title(read)
    article = revision.article
    return "" if article.title_generated else article.title


def notes_on_namesake(namesake: Article | None) -> list[str]:
    """That another outlet has the same text, as newspapers have that of an agency."""
    if namesake is None:
        return []
    outlet = f" of {namesake.outlet}" if namesake.outlet else ""
    return [f"The same text stands in “{namesake.title}”{outlet}."]


def new_article(draft: Draft) -> Article:
    article = article_of(draft, outlet_of(draft))
    article.save()
    return article


def article_of(draft: Draft, outlet: Outlet | None) -> Article:
    """The article as the draft states it, not saved. Raises ImportRefused."""
    article = Article(
        title=draft.title,
        title_generated=draft.title_generated,
        url=addresses.without_user(draft.url),
        byline=draft.byline,
        credit=draft.credit,
        language=draft.language,
        original_language=draft.original_language,
        published_on=draft.published_on,
        outlet=outlet,
    )
    try:
        article.clean_fields(exclude=NOT_STATED)
    except ValidationError as error:
        raise ImportRefused(field_messages(error)) from error
    return article


def outlet_of(draft: Draft) -> Outlet | None:
    """The outlet of the draft, made if it is new. Raises ImportRefused."""
    try:
        return outlet_named(draft.outlet)
    except ValidationError as error:
        raise ImportRefused(field_messages(error)) from error


def add_revision(article: Article, draft: Draft, *, by: User, item: ImportItem | None) -> Revision:
    latest = article.latest_revision()
    number = latest.number + 1 if latest else 1
    revision = revision_of(article, draft, number=number, by=by, item=item)
    revision.save()
    if latest:
        article.work = Work.NOBODY
        article.save(update_fields=["work"])
    return revision


def revision_of(
    article: Article, draft: Draft, *, number: int, by: User, item: ImportItem | None
) -> Revision:
    """The text of the draft as a revision of the article, not saved. Raises ImportRefused."""
    if not draft.text.strip():
        raise ImportRefused(_("the text is empty"))
    return Revision(
        article=article,
        number=number,
        text=draft.text,
        sha256=sha256(draft.text.encode()),
        raw=draft.raw,
        raw_sha256=sha256(draft.raw),
        media_type=draft.media_type,
        left_out=draft.left_out,
        timecodes=draft.timecodes or None,
        item=item,
        imported_by=by,
    )


def fill_details(article: Article, draft: Draft, latest: Revision, *, by: User) -> list[str]:
    """Take over the details that are not known yet; what there is to say of that."""
    fields = missing_details(article, draft, latest)
    if not fields:
        return []
    try:
        with transaction.atomic():
            change_details(article, fields, title_generated=draft.title_generated, by=by)
    except InvalidDetails as refusal:
        return [f"Its details were not filled in: {refusal.detail}."]
    searching.index(article, latest.text)
    filled: list[Any] = [Article._meta.get_field(name) for name in fields]
    named = ", ".join(str(field.verbose_name) for field in filled)
    return [f"Filled in, since it was not known: {named}."]


def missing_details(article: Article, draft: Draft, latest: Revision) -> dict[str, Any]:
    """The details of the draft that neither the article has nor what was read for it: what an
    editor has emptied stays empty.
    """
    fields = {
        name: getattr(draft, name)
        for name in DETAILS
        if is_unknown(getattr(article, name)) and not is_unknown(getattr(draft, name))
    }
    if fields:  # What was read is a whole draft: it is fetched only where it is needed.
        read = read_of(latest)
        fields = {name: new for name, new in fields.items() if is_unknown(read.get(name))}
    if states_title(draft, article):
        fields["title"] = draft.title
    return fields


def states_title(draft: Draft, article: Article) -> bool:
    """Whether the source names a title, and that of the article was made of a sentence."""
    named = article.title_generated and not draft.title_generated
    return named and article.title != draft.title


def is_unknown(detail: Any) -> bool:
    return comparable_value(detail) in ("", "und")


def update_details(article: Article, draft: Draft, latest: Revision | None, *, by: User) -> None:
    """Take over the details that the new text comes with, but none that an editor has written:
    only what is empty, or still what the revision before came with.
    """
    read = read_of(latest)
    fields = {}
    for name in DETAILS:
        old, new = getattr(article, name), getattr(draft, name)
        as_read = comparable_value(old) == comparable_value(read.get(name))
        if not is_unknown(new) and (is_unknown(old) or as_read):
            fields[name] = new
    if states_title(draft, article):
        fields["title"] = draft.title
    elif draft.title_generated and not article.title_generated:
        fields.pop("title", None)  # a stated title does not give way to a first sentence
    if addresses.key(draft.url) == article.canonical_url:
        fields.pop("url", None)  # nor one spelling of an address to another
    try:
        change_details(article, fields, title_generated=draft.title_generated, by=by)
    except InvalidDetails as refusal:
        raise ImportRefused(refusal.detail) from refusal


class ImportRefused(Refused):
    """A draft that cannot become an article."""

    status = 422
    code = "import-refused"
    title = gettext_lazy("This cannot be imported")
