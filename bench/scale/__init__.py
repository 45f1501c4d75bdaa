"""A desk of 100,000 articles and 5,000,000 annotations, and its pages.

    python -m bench.scale postgres://…/an_empty_database
    python -m bench.scale postgres://…/that_database --pages

The first makes the desk, which takes some minutes and 15 GB, and measures its pages; the second
measures them once more. PostgreSQL alone: an installation of this size has no use for SQLite.
"""
