"""Where in a JSON document the records are: alone, in an array, or in what a service wraps them."""

import json
import re
from collections.abc import Generator, Iterator
from typing import Any

from articles.readers.limits import megabytes
from articles.readers.news import json_ld, ninjs
from articles.readers.records import columns
from articles.readers.records.source import Source, Value
from articles.text import SURROGATE, Unfit

Record = dict[str, Any]
# The members of an answer that hold its records, or another object that holds them. The weak ones
# are members of articles too: they count where what is in them looks like articles.
WRAPPERS = set(
    "articles docs documents entries hits news posts records response result results rows "
    "stories".split()
)
WEAK_WRAPPERS = set("content data elements feed items list objects page pages value values".split())
# What holds a single record.
HOLDERS = (
    "_source response result data content article item node post story row record doc document "
    "properties"
).split()
ARRAY_OF_OBJECTS = re.compile(r"\[\s*\{")
LOOK_AHEAD = 4_000  # characters
KEY = re.compile(r'[{,]\s*"([^"\\\n]{1,60})"\s*:')
DEEPEST = 4


def records_in(source: Source) -> Iterator[Value]:
    """Each record of the document, or of several that follow one another. Raises Broken."""
    while mark := source.peek():
        if mark == "[":
            yield from items(source)
        elif mark == "{":
            yield from records_of_object(source)
        else:
            yield source.value()


def items(source: Source) -> Iterator[Value]:
    source.take("[", "an array")
    if source.peek() == "]":
        source.take("]", "the end of the array")
        return
    while True:
        yield source.value()
        if source.peek() == "]":
            source.take("]", "the end of the array")
            return
        source.take(",", "a comma or the end of the array")


def records_of_object(source: Source) -> Iterator[Value]:
    """The records that the object wraps, else itself."""
    line = source.line
    source.keep()
    record: Record = {}
    if (yield from wrapped(source, record, 1)):
        source.forget()
        if is_article(record):  # with others in it, which have been told
            yield Value(line, as_json(record), record)
        return
    raw = source.kept()
    if raw is None or len(raw) > source.largest:
        yield Value(line, "", Unfit(f"it is larger than {megabytes(source.largest)}"))
    elif found := rows_of_frame(record) or only_articles(record):
        yield from (Value(line, as_json(one), one) for one in found)
    else:
        yield Value(line, raw, record)


def as_json(record: Record) -> str:
    written = json.dumps(record, ensure_ascii=False)
    # Halves of characters can be kept only as they were escaped.
    return json.dumps(record) if SURROGATE.search(written) else written


def only_articles(record: Record) -> list[Record]:
    """The articles in the one array of them that a record has which is none itself."""
    if is_article(record):
        return []
    lists = [
        value
        for value in record.values()
        if isinstance(value, list)
        and all(isinstance(one, dict) for one in value)
        and any(map(is_article, value))
    ]
    return lists[0] if len(lists) == 1 else []


def rows_of_frame(record: Record) -> list[Record]:
    """The rows of a table that pandas wrote by its columns, or with its columns and rows apart."""
    names, rows = record.get("columns"), record.get("data")
    if isinstance(names, list) and isinstance(rows, list):
        fits = all(isinstance(row, list) and len(row) == len(names) for row in rows)
        if fits and all(isinstance(name, str) for name in names):
            return [dict(zip(names, row, strict=True)) for row in rows]
    values = list(record.values())
    if rows := rows_of_lists(record):
        return rows
    if not values or not all(isinstance(one, dict) for one in values):
        return []
    is_alone = is_article(record) or not record.keys().isdisjoint(HOLDERS)
    if not is_alone and 2 * sum(map(is_article, values)) > len(values):
        return values  # by their numbers, addresses or the like
    keys = list(values[0])
    if not keys or not all(key.isdecimal() for key in keys):
        return []
    if any(list(one) != keys for one in values):
        return []
    return [{name: column[key] for name, column in record.items()} for key in keys]


def rows_of_lists(record: Record) -> list[Record]:
    """The rows of columns that are lists of one length, where several articles surely are told."""
    lists = list(record.values())
    if len(lists) < 2 or not all(isinstance(one, list) for one in lists):
        return []
    lengths = {len(one) for one in lists}
    if len(lengths) > 1 or lengths <= {0, 1}:
        return []
    told = columns.choose(tuple(record)).columns
    if "text" not in told or told.keys().isdisjoint({"title", "url"}):
        return []
    return [dict(zip(record, row, strict=True)) for row in zip(*lists, strict=True)]


def wrapped(source: Source, record: Record, depth: int) -> Generator[Value, None, bool]:
    """The records inside the object, whose other members are put into `record`; whether it is
    what wraps them.
    """
    source.take("{", "an object")
    found = False
    is_empty = source.peek() == "}"
    while not is_empty:
        key = source.value().value
        if not isinstance(key, str):
            raise source.broken("Expecting property name enclosed in double quotes", source.at)
        source.take(":", "':' delimiter")
        mark = source.peek()
        if mark == "[" and holds_records(source, key, record):
            source.forget()
            yield from items(source)
            found = True
        elif mark == "{" and depth < DEEPEST and key.lower() in WRAPPERS | WEAK_WRAPPERS:
            inner: Record = {}
            found = (yield from wrapped(source, inner, depth + 1)) or found
            record[key] = inner
        else:
            record[key] = source.value().value
        if source.peek() == "}":
            break
        source.take(",", "',' delimiter")
    source.take("}", "the end of the object")
    return found


def holds_records(source: Source, key: str, record: Record) -> bool:
    """Whether the array that comes next, a member of `record`, holds records."""
    if key.lower() not in WRAPPERS | WEAK_WRAPPERS or is_article(record):
        return False
    if not source.starts_with(ARRAY_OF_OBJECTS, LOOK_AHEAD):
        return False
    if key.lower() in WRAPPERS:
        return True
    ahead = source.text[source.at : source.at + LOOK_AHEAD]
    return any(map(columns.is_usual, KEY.findall(ahead)))


def is_article(record: Record) -> bool:
    """Whether the members that are known so far are those of an article."""
    choice = columns.choose(names_in(record))
    has_text = "text" in choice.columns and not choice.is_summary
    return has_text or json_ld.is_json_ld(record) or ninjs.is_ninjs(record)


def unwrapped(record: Record) -> Record:
    """The record itself, where it stands in a member of what a service or search engine says."""
    for _ in range(DEEPEST):
        if is_article(record):
            break
        inner = next((record[name] for name in HOLDERS if isinstance(record.get(name), dict)), None)
        if inner is None or (
            not is_article(inner) and not any(isinstance(inner.get(name), dict) for name in HOLDERS)
        ):
            break
        record = inner
    return record


def names_in(record: Record, depth: int = 1) -> tuple[str, ...]:
    """The members of the record; those of objects in it with dots, such as `source.name`."""
    names: list[str] = []
    for key, value in record.items():
        if isinstance(value, dict) and value and depth < DEEPEST and "$date" not in value:
            names += (f"{key}.{inner}" for inner in names_in(value, depth + 1))
        else:
            names.append(key)
    return tuple(names)


def member(record: Record, name: str) -> Any:
    """The value of a member by its name, as `names_in` has it."""
    if name in record:
        return record[name]
    for key, value in record.items():
        if isinstance(value, dict) and name.startswith(f"{key}."):
            return member(value, name[len(key) + 1 :])
    return None
