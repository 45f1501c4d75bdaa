"""Statistics of the database, by which it chooses how to answer a query."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.db.models import Q

from annotations.models import Annotation, Layer
from newsroom.models import User
from newsroom.query_planner import Rarely, key_among, refresh_statistics
from tests.factories import make_annotation, make_editor, make_layer

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone is told")


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        return [int(stat.split()[0]) for (stat,) in cursor.fetchall()]


@only_sqlite
@pytest.mark.django_db
def test_the_rows_of_each_table_are_counted_anew():
    make_annotation()
    refresh_statistics()
    assert max(rows_of("annotations_annotation")) == 1
    make_annotation()
    refresh_statistics()
    assert max(rows_of("annotations_annotation")) == 2


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_another_connection_learns_of_it():
    """By a query that is answered through the index of a rare value, once it is known as rare."""
    make_editor()
    name = connection.settings_dict["NAME"]
    # An explanation that is kept would be repeated as it was.
    with closing(sqlite3.connect(name, uri=True, cached_statements=0)) as other:
        plan = "EXPLAIN QUERY PLAN SELECT * FROM trial WHERE common = 1 AND rare = 1"
        other.executescript(
            "CREATE TABLE trial (common, rare);"
            "CREATE INDEX by_rare ON trial (rare); CREATE INDEX by_common ON trial (common);"
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
            " INSERT INTO trial SELECT 1, i FROM n;"
        )
        try:
            assert "by_common" in other.execute(plan).fetchall()[0][3]
            refresh_statistics()
            other.execute("SELECT common FROM trial LIMIT 1").fetchall()
            assert "by_rare" in other.execute(plan).fetchall()[0][3]
        finally:
            other.executescript("DROP TABLE trial")
            refresh_statistics()


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_busy_keeps_what_it_knows():
    make_annotation()
    refresh_statistics()
    make_annotation()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 10")
        with closing(sqlite3.connect(connection.settings_dict["NAME"], uri=True)) as other:
            other.execute("BEGIN IMMEDIATE")
            refresh_statistics()
        cursor.execute("PRAGMA busy_timeout = 20000")
    assert max(rows_of("annotations_annotation")) == 1


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is told")
def test_postgresql_is_asked_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        refresh_statistics()


@pytest.mark.django_db
def test_a_condition_that_rarely_holds_finds_the_same_rows():
    ada, _ben = make_editor(username="ada"), make_editor(username="ben")
    named = Q(username__icontains="ad") | Q(first_name="Nobody")
    assert list(User.objects.filter(Rarely(named), is_active=True)) == [ada]
    assert not User.objects.filter(Rarely(Q(username="zoe"))).exists()


def test_sqlite_alone_is_told_what_rarely_holds():
    asked = str(Annotation.objects.filter(Rarely(Q(note="wall"))).query)
    assert ("unlikely(" in asked) is (connection.vendor == "sqlite")


@pytest.mark.django_db
def test_a_key_among_rows_and_its_negation_part_all_rows():
    held, bare = make_annotation().layer, make_layer()
    told = key_among(Annotation.objects.order_by("start"), "layer")
    assert list(Layer.objects.filter(told)) == [held]
    assert list(Layer.objects.exclude(told)) == [bare]
    nothing = key_among(Annotation.objects.none(), "layer")
    assert set(Layer.objects.exclude(nothing)) == {held, bare}
