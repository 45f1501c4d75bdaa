"""What SQLite knows of its tables when it chooses how to answer a query.

PostgreSQL counts its rows by itself. SQLite does so only when it is told to, and without its counts
some lists of a large desk take three times as long.
"""

from contextlib import suppress
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, Func

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


class Rarely(Func):
    """The same condition, said to hold for few rows: SQLite then looks for those first.

    It cannot tell how many rows hold some words. PostgreSQL estimates it by samples.
    """

    output_field = BooleanField()
    function = "unlikely"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)")
