"""What several commands take in the same way: the columns of tables, and a language."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from articles.readers import language
from articles.readers.records.columns import ADVICE, FIELDS
from articles.text import Unfit


def add_map(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=column_map,
        metavar="FIELD=COLUMN,…",
        help="which column of a table, or member of JSON such as body or source.name, is the "
        f"{', '.join(FIELDS)}; an empty one leaves the field out. Else by their usual names",
    )


def mapping_of(options: dict[str, Any]) -> dict[str, str]:
    """All that `--map` was given, the last word on a field standing."""
    return {field: column for one in options["map"] for field, column in one.items()}


def column_map(value: str) -> dict[str, str]:
    """{field: column} from FIELD=COLUMN,FIELD=COLUMN; the name of a column may hold a comma."""
    given: dict[str, str] = {}
    last = ""
    for part in value.split(","):
        field, equals, column = (one.strip() for one in part.partition("="))
        if equals and field in FIELDS:
            if field in given:
                raise ArgumentTypeError(f"“{field}” is there twice")
            last, given[field] = field, column
        elif last and not equals:
            given[last] += f",{part}"
        else:
            known = ", ".join(FIELDS)
            raise ArgumentTypeError(
                f"“{part.strip()}” is not FIELD=COLUMN with FIELD one of {known}"
            )
    return given


def language_tag(value: str) -> str:
    try:
        return language.tag(value) if value else ""
    except Unfit as unfit:
        raise ArgumentTypeError(str(unfit)) from unfit


def with_option(reason: str) -> str:
    """Why a table was not read, with the option by which a command is told what it needs."""
    return reason.replace(ADVICE, "say which it is by --map text=COLUMN")
