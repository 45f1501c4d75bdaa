"""What an engine does not find out by itself when it chooses how to answer a query.

PostgreSQL counts its rows by itself. SQLite does so only when it is told to, and without its counts
some lists of a large desk take three times as long. Neither walks an index from value to value.
"""

from contextlib import suppress
from typing import Any, cast

from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, Exists, Func, Model, OuterRef, Q, QuerySet

ROWS_LOOKED_AT = 10_000  # Of each index: a twentieth of a second for 100,000 annotations.


def refresh_statistics() -> None:
    """Let SQLite count anew, for every connection; on PostgreSQL there is nothing to do.

    A database that is busy, full or cannot be written keeps the counts that it has.
    """
    if connection.vendor != "sqlite":
        return
    with suppress(OperationalError), transaction.atomic(), connection.cursor() as cursor:
        # Other connections read the counts again only where the tables are others than before.
        cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")


def values_in_use(model: type[Model], name: str) -> list[Any]:
    """The values of an indexed column, in its order.

    From one to the next by the index: DISTINCT would go through every row.
    """
    table, column = model._meta.db_table, cast(Any, model._meta.get_field(name)).column
    # The names are those of our own models.
    asked = f"""
        WITH RECURSIVE used AS (
            SELECT MIN({column}) AS one FROM {table}
            UNION ALL
            SELECT (SELECT MIN({column}) FROM {table} WHERE {column} > used.one)
            FROM used WHERE used.one IS NOT NULL
        )
        SELECT one FROM used WHERE one IS NOT NULL
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]


def key_among(rows: QuerySet[Any], name: str, *, of: str = "pk") -> Q:
    """The condition that a row's key is the column `name` of one of `rows`; it can be negated.
    The key is that of the row, or the one in its column `of`.

    SQLite reads those rows once and looks each key up among them; for every key it would ask anew.
    PostgreSQL does so of its own where it is asked for every key, but not of very many rows where
    they are to be read first. It takes half of all keys to be among them, unless it is asked so.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{of}__in": rows.order_by().values(name)})
    return Q(Exists(rows.order_by().filter(**{name: OuterRef(of)})))


class Rarely(Func):
    """The same condition, said to hold for few rows: SQLite then looks for those first.

    It cannot tell how many rows hold some words. PostgreSQL estimates it by samples.
    """

    output_field = BooleanField()
    function = "unlikely"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)")
