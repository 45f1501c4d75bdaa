"""What the environment says, read into settings."""

import pytest
from django.db import connection

from newsroom.settings import database


def test_an_address_of_postgresql_is_taken_apart():
    read = database("postgres://ed%40desk:s%2Fcret@db.example:6543/news?sslmode=require")
    parts = [read[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert parts == ["ed@desk", "s/cret", "db.example", 6543, "news"]
    assert read["OPTIONS"] == {"options": "-c jit=off", "sslmode": "require"}


def test_a_pooler_that_takes_no_options_can_be_spared_them():
    assert database("postgres://db.example/news?options=")["OPTIONS"] == {"options": ""}


def test_an_address_of_sqlite_is_a_path():
    assert database("sqlite:////srv/news%20desk.sqlite3")["NAME"] == "/srv/news desk.sqlite3"


def test_another_database_is_refused_by_name():
    with pytest.raises(ValueError, match="not 'mysql'"):
        database("mysql://db.example/news")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone maps its file")
@pytest.mark.django_db
def test_sqlite_reads_its_file_through_a_map_of_the_memory():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        assert cursor.fetchone() == (2**30,)
