"""The details of an article: edited by hand, archived, restored."""

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, searching
from articles.cleaning.source_lines import DOMAIN
from articles.importing.drafts import sha256
from articles.importing.lock import lock_imports
from articles.models import Article, Outlet, Story
from newsroom.history import record, record_all
from newsroom.models import User
from newsroom.problems import Refused, field_messages

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

CHUNK = 400  # Articles to a query: a database takes no endless list of ids.


class AddressTaken(Refused):
    """Another article has this address; `extra` holds its id as `article`."""

    code = "address-taken"
    title = gettext_lazy("Another article has this address")


class DetailsChanged(Refused):
    """Somebody else changed the details since they were read; they are as they were left."""

    code = "stale"
    title = gettext_lazy("Somebody else changed these details")


class InvalidDetails(Refused):
    """Details that an article cannot have; `extra` holds the messages by field as `fields`."""

    status = 422
    code = "invalid"
    title = gettext_lazy("The details are not right")


def edit_article(
    article: Article, fields: Mapping[str, Any], *, by: User, seen: str = ""
) -> Article:
    """Change the details named in `fields` (DETAILS; the outlet by its name).

    `seen` is the `fingerprint` of the details that the editor had before them. Raises
    DetailsChanged where it is given and they are no longer those, AddressTaken, InvalidDetails.
    Nothing is recorded where nothing differs.
    """
    with transaction.atomic():
        lock_imports()
        article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        if seen and seen != fingerprint(article):
            raise DetailsChanged(_("They changed while you were editing them."))
        change_details(article, fields, by=by)
        searching.index(article)
    return article


def change_details(
    article: Article, fields: Mapping[str, Any], *, title_generated: bool = False, by: User
) -> None:
    if fields.get("url"):
        fields = {**fields, "url": addresses.without_user(fields["url"])}
    changes: dict[str, Any] = {
        name: [comparable_value(getattr(article, name)), comparable_value(fields[name])]
        for name in DETAILS
        if name in fields
        and comparable_value(fields[name]) != comparable_value(getattr(article, name))
    }
    if not changes:
        return
    try:
        for name in changes:
            value = fields[name]
            setattr(article, name, outlet_named(value) if name == "outlet" else value)
        article.clean_fields()
    except ValidationError as error:
        raise InvalidDetails(field_messages(error), fields=error.message_dict) from error
    if "title" in changes:
        article.title_generated = title_generated
    if "url" in changes:
        refuse_taken_address(article)
    derived = ["canonical_url"] if "url" in changes else []
    article.save(update_fields=[*changes, "title_generated", *derived])
    record("article.changed", article, by=by, **changes)


def fingerprint(article: Article) -> str:
    """The same for the same details, and for no others."""
    details = [comparable_value(getattr(article, name)) for name in DETAILS]
    return sha256(json.dumps(details).encode())


def refuse_taken_address(article: Article) -> None:
    other = Article.objects.exclude(pk=article.pk).at(article.url)
    if other:
        raise AddressTaken(_("It belongs to “%s”.") % other.title, article=other.pk)


def archive_article(article: Article, *, by: User) -> Article:
    """Hide a mistaken import from the lists; its texts and annotations stay."""
    return set_archived(article, timezone.now(), "article.archived", by=by)


def restore_article(article: Article, *, by: User) -> Article:
    return set_archived(article, None, "article.brought_back", by=by)


def archive_articles(keys: Collection[int], *, by: User) -> list[int]:
    """Hide those of them that are not hidden yet, all or none; the ids of those."""
    return set_all_archived(keys, timezone.now(), "article.archived", by=by)


def restore_articles(keys: Collection[int], *, by: User) -> list[int]:
    return set_all_archived(keys, None, "article.brought_back", by=by)


def set_all_archived(keys: Collection[int], moment: Any, verb: str, *, by: User) -> list[int]:
    """As `set_archived`, with a few queries for every CHUNK of articles."""
    wanted, done = sorted(keys), list[int]()
    with transaction.atomic():
        for first in range(0, len(wanted), CHUNK):
            some = Article.objects.filter(
                pk__in=wanted[first : first + CHUNK], archived_at__isnull=moment is not None
            )
            rows = list(some.select_for_update(of=("self",)).order_by("pk"))
            changed = [article.pk for article in rows]
            Article.objects.filter(pk__in=changed).update(archived_at=moment)
            record_all(verb, ((article, None, {}) for article in rows), by=by)
            done += changed
    return done


def set_archived(article: Article, moment: Any, verb: str, *, by: User) -> Article:
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        if article.is_archived == bool(moment):
            return article
        article.archived_at = moment
        article.save(update_fields=["archived_at"])
        record(verb, article, by=by)
    return article


def comparable_value(value: Any) -> str:
    """A detail as an event keeps it."""
    return "" if value is None else str(value)


def refuse_invalid(row: Article | Story) -> None:
    """Pass, or raise InvalidDetails with the messages by field."""
    try:
        row.clean_fields()
    except ValidationError as error:
        raise InvalidDetails(field_messages(error), fields=error.message_dict) from error


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
