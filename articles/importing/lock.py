"""The lock under which articles are imported and edited, one transaction at a time."""

from django.db import connection


def lock_imports() -> None:
    """Let one import in until the transaction ends, so that two of one file make one article.

    SQLite has one writer anyway, from the first statement on (IMMEDIATE). On PostgreSQL no
    unique index could say "same outlet and same text as its latest revision": a lock can.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('articles.importing'))")
