"""Django's SQLite, in which the writers of one process take turns."""

import os
from threading import Lock

from django.db import OperationalError
from django.db.backends.sqlite3 import base

TURNS: dict[str, Lock] = {}
# A process made by forking has none of the threads that could end a turn begun before.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=TURNS.clear)


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite has one writer, and whoever finds it at work looks again after 1, 2, 5 … 100 ms.

    Of eight who wrote at once some looked too early again and again, and waited for a fifth of a
    second. A lock wakes the next one as soon as its turn has come, so that only processes are left
    to look again.
    """

    _turn: "Lock | None" = None

    def _start_transaction_under_autocommit(self) -> None:
        turn = TURNS.setdefault(str(self.settings_dict["NAME"]), Lock())
        if not turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
            raise OperationalError("database is locked")
        self._turn = turn
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.release()
