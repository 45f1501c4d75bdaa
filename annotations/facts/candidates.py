"""Statements of the facts that a reviewer may link to a span drawn by hand, by fact number."""

from collections.abc import Iterable

from annotations.facts import search
from annotations.models import FactVersion

MOST = 6
LONGEST_NUMBER = 9  # Of digits, within what every database keeps.


def facts_matching(words: str) -> dict[int, str]:
    """The facts that match the words best, best first; none for no words."""
    found = search.search(words, most=MOST) if words else []
    return {fact.pk: fact.shown.statement for fact in found}  # type: ignore[attr-defined]


def facts_numbered(numbers: Iterable[str]) -> dict[int, str]:
    """The facts with these numbers that are not retired; other numbers are ignored."""
    pks = [int(one) for one in numbers if one.isdecimal() and len(one) <= LONGEST_NUMBER]
    if not pks:
        return {}
    versions = FactVersion.objects.speaking().filter(fact__in=pks, fact__retired_at=None)
    return dict(versions.order_by("fact_id").values_list("fact_id", "statement"))
