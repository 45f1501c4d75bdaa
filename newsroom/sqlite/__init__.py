"""The database engine for SQLite: Django's own, with writers that wait their turn."""
