"""Adding the sample, and finding it: one text of the invented town, and facts it can be held to."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.facts.lifecycle import record_fact
from articles import readers
from articles.importing.drafts import Draft
from articles.importing.lock import lock_imports
from articles.importing.storing import import_draft
from articles.models import Article, Outlet
from newsroom import history
from newsroom.demonstration.files import CREDIT, read_text, read_toml
from newsroom.models import Event, User
from newsroom.prepared import ask
from newsroom.problems import Refused

ADDED, REMOVED = "sample.added", "sample.removed"
TEXT = "alder-courier.txt"
FACTS = ("cost", "vote", "flooded")


class DeskNotEmpty(Refused):
    """There are articles already: a sample would stand among the work of the desk."""

    code = "desk-not-empty"
    title = gettext_lazy("This desk has articles already")


@dataclass(frozen=True)
class Sample:
    """What was added: the article, the ids of its facts, and the outlet if it was made for it."""

    article: Article
    facts: list[int] = field(default_factory=list)
    outlet: int | None = None


def sample_there() -> Sample | None:
    """The sample as long as nobody has removed it: one query where there never was one."""
    for event in ask(_last_event):
        if event.verb == ADDED:
            article = Article.objects.filter(pk=event.subject_id).first()
            if article:
                return Sample(article, event.detail["facts"], event.detail["outlet"])
    return None


def _last_event() -> QuerySet[Event]:
    return Event.objects.filter(verb__in=[ADDED, REMOVED]).order_by("-pk")[:1]


def add_sample(*, by: User) -> Sample:
    """The sample, added now unless it is there. Raises DeskNotEmpty."""
    with transaction.atomic():
        lock_imports()
        if sample := sample_there():
            return sample
        if Article.objects.exists():
            raise DeskNotEmpty(_("Try with one of them, or import another."))
        draft = sample_draft()
        is_known = Outlet.objects.filter(name__iexact=draft.outlet).exists()
        article = import_draft(draft, by=by).revision.article
        told = {one["key"]: one for one in read_toml("facts.toml")["fact"]}
        facts = [record_fact(by=by, **statement_of(told[key])) for key in FACTS]
        made = Sample(article, [fact.pk for fact in facts], None if is_known else article.outlet_id)
        history.record(ADDED, article, by=by, facts=made.facts, outlet=made.outlet)
        return made


def sample_draft() -> Draft:
    """The text as it would be read from a file, with its details."""
    batches = read_toml("articles.toml")["import"]
    details = next(one for some in batches for one in some["article"] if one["file"] == TEXT)
    read = next(readers.read(TEXT, read_text(TEXT)))
    if not isinstance(read, Draft):
        raise ValueError(read.reason)
    for name in ("outlet", "url", "byline", "language", "published_on"):
        setattr(read, name, details.get(name, getattr(read, name)))
    read.credit = f"{read.credit} {CREDIT}".strip()
    return read


def statement_of(told: dict[str, Any]) -> dict[str, Any]:
    as_of: date | None = told.get("as_of")
    return {"statement": told["statement"], "as_of": as_of, "sources": told["source"]}
