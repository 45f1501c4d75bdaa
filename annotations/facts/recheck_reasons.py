"""Which links are due for a recheck, and why: the fact is revised, retired or due."""

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncDate
from django.db.models.lookups import LessThan
from django.utils import timezone

from annotations.models import Adjudication, FactLink, FactVersion
from annotations.models.fact_link import FactLinkQuerySet
from newsroom.prepared import ask

MOST_NAMED = 1000  # Of more versions a list of numbers is no help.


def links_to_recheck(links: FactLinkQuerySet | None = None) -> FactLinkQuerySet:
    """Of `links`, or of all, the current ones that lean on what has changed since.

    That is an earlier version, a retired fact, or one due for a recheck: each comes with
    `is_revised`, `is_retired` and `is_due`, why it is here, and with `speaks_id`, the id of the
    version that the fact stands on now (None while it is a draft). A recheck after the
    retirement, or on the day that the fact fell due or later, takes the link off the list. Links
    of withdrawn annotations, of layers taken back and of rulings that no longer stand are left
    out, and those on archived articles.
    """
    current = FactLink.objects.all() if links is None else links
    return with_reasons(changed_links(current, timezone.localdate(), versions_to_look_at()))


def changed_links(links: FactLinkQuerySet, today: Any, versions: Any) -> FactLinkQuerySet:
    """Those of `links` to be looked at again, without the reasons; `versions` as looked at."""
    revised, retired, due = recheck_conditions(today).values()
    current = links.current().filter(revised | retired | due, version__in=versions)
    return standing_links(current)


def versions_to_look_at() -> Any:
    """The versions of which a link may be due for a recheck: far fewer than there are links.

    They are named one by one where they are few, so that the database finds their links by an
    index and asks of no other whether it stands and who sees it.
    """
    today = timezone.localdate()
    named = ask(_some_superseded, MOST_NAMED, today=today)
    return named if len(named) <= MOST_NAMED else superseded_versions(today).values("pk")


def _some_superseded(most: int, *, today: Any) -> QuerySet[Any]:
    return superseded_versions(today).values_list("pk", flat=True)[: most + 1]


def superseded_versions(today: Any) -> QuerySet[FactVersion]:
    """The versions with a later one, of a retired fact, or of one whose day has come."""
    later = FactVersion.objects.filter(fact=OuterRef("fact"), number__gt=OuterRef("number"))
    return FactVersion.objects.filter(
        Exists(later.exclude(verified_at=None))
        | Q(fact__retired_at__isnull=False)
        | Q(fact__in=due_versions(today).values("fact"))
    ).order_by()


def due_versions(today: Any) -> QuerySet[FactVersion]:
    """The versions that facts stand on and whose day of a recheck has come."""
    due = FactVersion.objects.speaking().exclude(verified_at=None)
    return due.filter(recheck_on__lte=today)


def with_reasons(links: FactLinkQuerySet, *, today: Any = None) -> FactLinkQuerySet:
    """Each with `speaks_id` and with why it is to be looked at again, if it is (`to_recheck`).

    `today` is left out for the present day, where the query is not kept.
    """
    newest = newest_verified_version()
    return links.annotate(
        speaks_id=Subquery(newest.values("pk")[:1]),
        recheck_on=Subquery(newest.values("recheck_on")[:1]),
        **{
            f"is_{reason}": as_boolean(condition)
            for reason, condition in recheck_conditions(today).items()
        },
    )


def recheck_conditions(today: Any = None) -> dict[str, Q]:
    """When a link is to be looked at again, by the name of the reason."""
    today = today or timezone.localdate()
    later = FactVersion.objects.filter(
        fact=OuterRef("fact"), number__gt=OuterRef("version__number")
    )
    looked_at = TruncDate("confirmed_at")
    recheck_on = Subquery(newest_verified_version().values("recheck_on")[:1])
    return {
        "revised": Q(Exists(later.exclude(verified_at=None))),
        "retired": Q(fact__retired_at__isnull=False)
        & (Q(confirmed_at=None) | Q(confirmed_at__lt=F("fact__retired_at"))),
        # Asked of the few facts that are due, once, and not of every link.
        "due": Q(fact__in=due_versions(today).values("fact"))
        & (Q(confirmed_at=None) | Q(LessThan(looked_at, recheck_on))),
    }


def newest_verified_version() -> QuerySet[FactVersion]:
    verified = FactVersion.objects.filter(fact=OuterRef("fact")).exclude(verified_at=None)
    return verified.order_by("-number")


def standing_links(links: FactLinkQuerySet) -> FactLinkQuerySet:
    """Those of live annotations and of spans whose ruling stands, on articles that are shown."""
    ruling = Adjudication.objects.standing().filter(pk=OuterRef("ruled_span__adjudication"))
    return links.filter(
        Q(
            annotation__withdrawn_at=None,
            annotation__layer__taken_back_at=None,
            annotation__layer__revision__article__archived_at=None,
            ruled_span=None,
        )
        | Q(
            Exists(ruling),
            ruled_span__adjudication__review__revision__article__archived_at=None,
            annotation=None,
        )
    )


def as_boolean(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))
