"""The question which column of a table is what, where that is not known for certain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from articles.importing.drafts import Unreadable
from articles.readers.dates import shown
from articles.readers.records.columns import Choice

ROWS_SHOWN = 3
LEFT_OUT = "no column of it was chosen as the text"


@dataclass(frozen=True)
class ColumnsNeeded:
    """A table that waits for the answer: its columns, its first rows, and what is known so far.

    As a piece it reads nothing: it says why not.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    choice: Choice = field(repr=False)
    do_not_call_in_templates: ClassVar[bool] = True

    @property
    def is_open(self) -> bool:
        """Whether it is not known which column is the text."""
        return "text" not in self.choice.columns

    def __call__(self) -> Unreadable:
        return Unreadable(self.name, self.choice.why_no_text(self.columns))


def needed(
    name: str, columns: Iterable[str], records: Iterable[Mapping[str, Any]], choice: Choice
) -> ColumnsNeeded:
    """The question about a table; `records` are its first, by their columns."""
    named = tuple(dict.fromkeys(columns))
    rows = tuple(tuple(cell(one.get(column)) for column in named) for one in records)
    return ColumnsNeeded(name, named, rows[:ROWS_SHOWN], choice)


def cell(value: Any) -> str:
    return "" if value is None else shown(" ".join(str(value).split()))
