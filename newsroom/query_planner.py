"""What SQLite knows of its tables when it chooses how to answer a query.

PostgreSQL counts its rows by itself. SQLite does so only when it is told to, and without its counts
some lists of a large desk take three times as long.
"""

from contextlib import suppress

from django.db import OperationalError, connection, transaction

ROWS_LOOKED_AT = 400  # Of each index, as SQLite advises: a few milliseconds in all.


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
