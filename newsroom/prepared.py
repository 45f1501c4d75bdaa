"""Queries written into SQL once in a process, and asked again and again with other values.

Django writes a query anew each time it is asked: 1,000 to 8,000 calls of functions, more than most
of our rows cost. Where a page that is opened all day asks the same one each time, it is written
here by Django once, with places for the values.
"""

import json
from collections.abc import Callable, Hashable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, Value

ARRAYS = {UUID: "uuid[]", int: "bigint[]", str: "text[]"}


def ask(build: Callable[..., QuerySet[Any]], *shape: Hashable, **values: Any) -> list[Any]:
    """The rows of `build(*shape, **values)`, a queryset.

    `build` is called once for each `shape`: it must be a function of a module, and all that its
    query depends on must come in as an argument, the time too. The `values` are those that differ
    from question to question: numbers, strings, dates, UUIDs; or a list of them, of one type and
    not empty, for a lookup with `__in`. None cannot be a value, since it is asked in other words.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    key = (build, shape, connection.vendor)
    prepared = PREPARED.get(key)
    if prepared is None:
        prepared = PREPARED[key] = prepare(build, shape, values)
    if prepared.compiler is None:
        return []
    bound = object.__new__(type(prepared.compiler))
    bound.__dict__ = prepared.compiler.__dict__.copy()
    bound.connection = connection
    adapted = {name: as_parameter(value, connection) for name, value in values.items()}
    parameters = tuple(
        adapted[one.name] if type(one) is Place else one for one in prepared.parameters
    )
    bound.as_sql = lambda *_args, **_options: (prepared.sql, parameters)
    rows = object.__new__(type(prepared.queryset))
    rows.__dict__ = prepared.queryset.__dict__ | {"_query": Written(bound), "_result_cache": None}
    return list(rows)


def totals(rows: QuerySet[Any], **aggregates: Any) -> QuerySet[Any]:
    """One row, a tuple of these aggregates over all `rows`: what `aggregate` would ask for."""
    together = rows.order_by().annotate(in_all=Value(1)).values("in_all")
    return together.annotate(**aggregates).values_list(*aggregates)


class Prepared(NamedTuple):
    """A query as Django wrote it; `compiler` is None where it can have no rows."""

    queryset: QuerySet[Any]
    compiler: Any = None
    sql: str = ""
    parameters: tuple[Any, ...] = ()


PREPARED: dict[tuple[Hashable, ...], Prepared] = {}


def prepare(
    build: Callable[..., QuerySet[Any]], shape: tuple[Hashable, ...], values: dict[str, Any]
) -> Prepared:
    queryset = build(*shape, **{name: Placed(name, value) for name, value in values.items()})
    queryset = queryset.using(DEFAULT_DB_ALIAS)
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return Prepared(queryset)
    return Prepared(queryset, compiler, sql, tuple(parameters))


class Place(NamedTuple):
    """Stands among the parameters of a query for a value."""

    name: str


class Placed(Value):
    """Stands in a queryset for a value that is like the sample."""

    def __init__(self, name: str, sample: Any) -> None:
        is_list = isinstance(sample, list | tuple | set | frozenset)
        self.name = name
        self.array = ARRAYS[type(next(iter(sample)))] if is_list else ""
        super().__init__(next(iter(sample)) if is_list else sample)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        if not self.array:
            return "%s", [Place(self.name)]
        if connection.vendor == "sqlite":
            return "(SELECT value FROM json_each(%s))", [Place(self.name)]
        return f"(SELECT unnest(%s::{self.array}))", [Place(self.name)]


class Written:
    """A query that is written already, in the place of one that Django would write."""

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler

    def get_compiler(self, *_args: Any, **_options: Any) -> Any:
        return self.compiler


def as_parameter(value: Any, connection: Any) -> Any:
    """The value as the driver of the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, list | tuple | set | frozenset):
        several = list(value)
        if not isinstance(several[0], int | str):  # They are of one type, and these as they are.
            several = [as_parameter(one, connection) for one in several]
        return json.dumps(several) if connection.vendor == "sqlite" else several
    return value
