"""Heads of table columns that sort the list."""

from typing import Any, NamedTuple


class Column(NamedTuple):
    """The head of a column: `sort` is what a click on it asks for, `direction` how it is now."""

    label: str
    sort: str
    direction: str


def column(first: str, label: Any, sorted_by: str) -> Column:
    """The head `label` whose first click asks for the order `first`, and the next turns it round.

    A minus before an order is the other way.
    """
    turned = first[1:] if first.startswith("-") else f"-{first}"
    direction = ""
    if sorted_by in (first, turned):
        direction = "descending" if sorted_by.startswith("-") else "ascending"
    return Column(str(label), turned if sorted_by == first else first, direction)
