"""Writers of one process take turns on SQLite, and no turn outlives its transaction."""

import os
import sqlite3
import threading

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from newsroom.models import User
from newsroom.sqlite.base import TURNS
from tests.at_once import at_once
from tests.factories import make_editor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite alone"),
]


def turn():
    return TURNS[str(connection.settings_dict["NAME"])]


def test_a_transaction_has_the_turn_until_it_is_committed():
    with transaction.atomic():
        assert turn().locked()
        with transaction.atomic():
            assert turn().locked()
        assert turn().locked()
    assert not turn().locked()


def test_a_transaction_that_fails_ends_its_turn():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / 0  # noqa: B018
    assert not turn().locked()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert not turn().locked()


def test_a_connection_closed_within_a_transaction_ends_its_turn():
    with transaction.atomic():
        connection.close()
        assert not turn().locked()
    assert User.objects.count() == 0


def test_the_next_begins_only_once_the_turn_has_ended():
    statements = []

    def write():
        def hear(execute, sql, *rest):
            statements.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(hear), transaction.atomic():
            make_editor("ben")
        connection.close()

    waiting = threading.Thread(target=write)
    with transaction.atomic():
        waiting.start()
        waiting.join(timeout=0.2)
        assert waiting.is_alive()
        assert statements == []
        make_editor("ada")
    waiting.join(timeout=60)
    assert statements[0] == "BEGIN IMMEDIATE"
    assert statements.count("BEGIN IMMEDIATE") == 1
    assert User.objects.count() == 2


def test_whoever_waits_in_vain_is_told_as_by_the_database(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.01)

    def write():
        with transaction.atomic():
            make_editor("ben")

    with transaction.atomic():
        (refused,) = at_once(write)
    assert isinstance(refused, OperationalError)
    assert str(refused) == "database is locked"
    assert not User.objects.exists()
    assert not turn().locked()


@pytest.fixture
def other_process():
    """A connection that takes no turns, as one of another process."""
    beside = sqlite3.connect(connection.settings_dict["NAME"], check_same_thread=False)
    beside.isolation_level = None
    yield beside
    beside.close()


def patience():
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


def test_another_process_is_waited_for(other_process):
    connection.ensure_connection()
    other_process.execute("BEGIN IMMEDIATE")
    ending = threading.Timer(0.2, other_process.execute, ["COMMIT"])
    ending.start()
    with transaction.atomic():
        make_editor("ada")
    ending.join()
    assert User.objects.count() == 1
    assert patience() == 20_000


def test_another_process_that_does_not_end_is_told_of(other_process, monkeypatch):
    connection.ensure_connection()
    other_process.execute("BEGIN IMMEDIATE")
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    with pytest.raises(OperationalError, match="database is locked"), transaction.atomic():
        make_editor("ada")
    assert not turn().locked()
    other_process.execute("ROLLBACK")
    with transaction.atomic():
        make_editor("ada")
    assert User.objects.count() == 1
    assert patience() == 50
    connection.close()  # Its patience was shortened.


def test_many_at_once_all_write():
    names = [f"editor{number}" for number in range(12)]
    outcomes = at_once(*(lambda name=name: make_editor(name).username for name in names))
    assert sorted(outcomes) == sorted(names)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forking here")
def test_a_process_made_by_forking_has_no_turn_that_nobody_ends():
    with transaction.atomic():
        child = os.fork()
        if child == 0:
            os._exit(1 if TURNS else 0)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
