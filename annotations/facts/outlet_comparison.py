"""Comparison of outlets: the statements on a fact by outlet, and where they differ. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

SUPPORTS, CONTRADICTS, CONTEXT = "supports", "contradicts", "context"
LANES = (SUPPORTS, CONTRADICTS, CONTEXT)


class Statement(NamedTuple):
    """The statement of one passage: an amount («48,000,000 USD») or, without one, its words.

    Amounts are compared by `number` and `unit`, "" where there is none; `passage` is the anchor of
    the passage. `of_earlier` is true if the relation is to an earlier version of the fact.
    """

    outlet: str
    relation: str
    amount: str
    words: str
    passage: str
    number: str = ""
    unit: str = ""
    of_earlier: bool = False


class OutletStatements(NamedTuple):
    """One statement and its outlets, each as (outlet, its first passage that makes it)."""

    amount: str
    words: str
    outlets: list[tuple[str, str]]


class RelationLane(NamedTuple):
    """The statements with one relation to the fact; `outlets` is the number of their outlets."""

    relation: str
    said: list[OutletStatements]
    outlets: int


class OutletComparison(NamedTuple):
    """`numbers` are the amounts that differ, by unit; empty where none do.

    `earlier` is the number of passages that relate to an earlier version of the fact.
    """

    lanes: list[RelationLane]
    outlets: int
    against: int
    numbers: list[list[str]]
    earlier: int

    @property
    def outlets_differ(self) -> bool:
        return bool(self.numbers) or (self.against > 0 and len(self.lanes) > 1)


def compare_outlets(sayings: Iterable[Statement]) -> OutletComparison:
    """The lanes that are not empty; the statements of the most outlets come first."""
    sayings = list(sayings)
    lanes = [
        relation_lane(name, [one for one in sayings if one.relation == name]) for name in LANES
    ]
    return OutletComparison(
        lanes=[one for one in lanes if one.said],
        outlets=len({one.outlet for one in sayings}),
        against=len({one.outlet for one in sayings if one.relation == CONTRADICTS}),
        numbers=differing_amounts(sayings),
        earlier=len({one.passage for one in sayings if one.of_earlier}),
    )


def relation_lane(relation: str, sayings: list[Statement]) -> RelationLane:
    said: dict[str, OutletStatements] = {}
    for one in sayings:
        words = "" if one.amount else one.words
        entry = said.setdefault(one.amount or words, OutletStatements(one.amount, words, []))
        if one.outlet not in dict(entry.outlets):
            entry.outlets.append((one.outlet, one.passage))
    by_number = sorted(said.values(), key=lambda entry: (-len(entry.outlets), not entry.amount))
    return RelationLane(relation, by_number, len({one.outlet for one in sayings}))


def differing_amounts(sayings: Iterable[Statement]) -> list[list[str]]:
    """The amounts of each unit in which outlets differ, in the order of their first occurrence.

    An outlet with several numbers does not differ from itself. Passages that only give context are
    left out: they measure something else.
    """
    by_unit: dict[str, dict[str, str]] = {}
    by_outlet: dict[str, dict[str, set[str]]] = {}
    for one in sayings:
        if one.number and one.relation != CONTEXT:
            by_unit.setdefault(one.unit, {}).setdefault(one.number, one.amount)
            by_outlet.setdefault(one.unit, {}).setdefault(one.outlet, set()).add(one.number)
    return [
        list(amounts.values())
        for unit, amounts in by_unit.items()
        if len({frozenset(numbers) for numbers in by_outlet[unit].values()}) > 1
    ]
