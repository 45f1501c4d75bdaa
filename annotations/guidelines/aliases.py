"""The desk's list of speakers and units that are the same, and what it might list next."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.access import disagreements_seen_by
from annotations.disagreements import sync
from annotations.disagreements.groups import load_alias_names
from annotations.models import Alias, Annotation, Disagreement, Layer, Review
from annotations.spans.normalization import fold
from newsroom import history
from newsroom.models import User
from newsroom.problems import Refused

MOST_GROUPS = 2_000
MOST_SUGGESTED = 20


class AliasUnusable(Refused):
    """The name is listed already, or is the same as what it stands for; `fields` says where."""

    status = 422
    code = "invalid"
    title = gettext_lazy("This cannot be listed")


class SuggestedAlias(NamedTuple):
    """Two names that only `times` differences are about; `field` is attributed_to or unit."""

    name: str
    canonical: str
    field: str
    times: int


@transaction.atomic
def add_alias(name: str, canonical: str, *, by: User) -> Alias:
    """From now on `name` means the same as `canonical`. Raises AliasUnusable."""
    refuse_unusable(name, canonical)
    alias = Alias.objects.create(name=name, canonical=canonical)
    history.record("alias.added", alias, by=by, new=alias_detail(alias))
    rebuild_affected_reviews([name, canonical], by=by)
    return alias


@transaction.atomic
def change_alias(alias: Alias, *, name: str, canonical: str, by: User) -> Alias:
    """Another name or another meaning. Raises AliasUnusable."""
    alias = Alias.objects.select_for_update().get(pk=alias.pk)
    old = alias_detail(alias)
    if old == {"name": name, "canonical": canonical}:
        return alias
    refuse_unusable(name, canonical, but=alias)
    alias.name, alias.canonical = name, canonical
    alias.save()
    history.record("alias.changed", alias, by=by, old=old, new=alias_detail(alias))
    rebuild_affected_reviews([*old.values(), name, canonical], by=by)
    return alias


@transaction.atomic
def remove_alias(alias: Alias, *, by: User) -> None:
    """The two are no longer taken for the same. An entry is no evidence: its row goes."""
    old = alias_detail(alias)
    history.record("alias.removed", alias, by=by, old=old)
    alias.delete()
    rebuild_affected_reviews(old.values(), by=by)


def refuse_unusable(name: str, canonical: str, but: Alias | None = None) -> None:
    """Names are compared as the review compares them: without case, accents and doubled spaces."""
    if fold(name) == fold(canonical):
        detail = _("These are the same without being listed.")
        raise AliasUnusable(detail, fields={"canonical": [detail]})
    for other in Alias.objects.all():
        if other != but and fold(other.name) == fold(name):
            detail = _("“%(name)s” is listed already, as %(canonical)s.") % alias_detail(other)
            raise AliasUnusable(detail, fields={"name": [detail]})


def alias_detail(alias: Alias) -> dict[str, str]:
    return {"name": alias.name, "canonical": alias.canonical}


def rebuild_affected_reviews(names: Iterable[str], *, by: User) -> int:
    """Rebuild the open reviews whose layers say one of these names; how many they were.

    A review that waits for a layer is rebuilt when that is submitted.
    """
    wanted = {fold(name) for name in names}
    awaited = Layer.objects.filter(revision=OuterRef("revision")).open().exclude(reopened_at=None)
    reviews = Review.objects.unreleased().filter(~Exists(awaited))
    spoken = Annotation.objects.filter(
        layer__revision__in=reviews.values("revision"),
        layer__submitted_at__isnull=False,
        withdrawn_at=None,
    )
    says = Q(pk__in=[])
    for field in ("attributed_to", "unit"):
        values = spoken.order_by().values_list(field, flat=True).distinct()
        says |= Q(**{f"{field}__in": [value for value in values if fold(value) in wanted]})
    affected = reviews.filter(revision__in=spoken.filter(says).values("layer__revision"))
    affected_reviews = list(affected)
    for review in affected_reviews:
        sync.rebuild(review, by=by)
    return len(affected_reviews)


def suggested_aliases(reader: User) -> list[SuggestedAlias]:
    """Names that editors used for the same words, the most frequent pairs first.

    Of the last MOST_GROUPS disagreements about details that the reader may see; the longer name is
    offered as the canonical one. Three queries.
    """
    known = load_alias_names()
    groups = disagreements_seen_by(reader).filter(kind="details").order_by("-pk")[:MOST_GROUPS]
    through = Disagreement.annotations.through.objects.filter(
        disagreement__in=list(groups.values_list("pk", flat=True))
    )
    said_in: dict[tuple[int, str], set[str]] = {}
    rows = through.values_list("disagreement_id", "annotation__attributed_to", "annotation__unit")
    for group, speaker, unit in rows:
        for field, name in (("attributed_to", speaker), ("unit", unit)):
            if name:
                said_in.setdefault((group, field), set()).add(name)
    counted: Counter[tuple[str, str, str]] = Counter()
    for (_group, field), names in said_in.items():
        by_key = {known.key(name): name for name in sorted(names)}
        for one, other in combinations(sorted(by_key), 2):
            short, long = sorted((by_key[one], by_key[other]), key=lambda name: (len(name), name))
            counted[short, long, field] += 1
    found = [SuggestedAlias(*pair, count) for pair, count in counted.items()]
    return sorted(found, key=lambda one: (-one.times, one.name))[:MOST_SUGGESTED]
