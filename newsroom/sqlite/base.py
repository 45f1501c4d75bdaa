"""Django's SQLite, in which the writers of one process take turns."""

import os
from threading import Lock
from time import monotonic, sleep

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LOOK_AGAIN = 0.001  # Seconds.

TURNS: dict[str, Lock] = {}
# A process made by forking has none of the threads that could end a turn begun before.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=TURNS.clear)


# The stubs of Django do not know of what is overridden here.
class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite has one writer, and whoever finds it at work looks again after 1, 2, 5 … 100 ms.

    Of eight who wrote at once some looked too early again and again, and waited for a fifth of a
    second. A lock wakes the next thread as soon as its turn has come, so that only one of each
    process is left to look again, which it does every millisecond.
    """

    _turn: "Lock | None" = None

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        deadline = monotonic() + patience
        turn = TURNS.setdefault(str(self.settings_dict["NAME"]), Lock())
        if not turn.acquire(timeout=patience):
            raise OperationalError("database is locked")
        self._turn = turn
        # Past Django's cursor: what is set here is no query of anybody's.
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            self._begin_by(deadline)
        except BaseException:
            self._end_turn()
            raise
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")

    def _begin_by(self, deadline: float) -> None:
        """Begin as soon as no other process writes; raises OperationalError after `deadline`."""
        while True:
            try:
                super()._start_transaction_under_autocommit()  # type: ignore[misc]
                return
            except OperationalError as error:
                if "locked" not in str(error) or monotonic() > deadline:
                    raise
            sleep(LOOK_AGAIN)

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.release()
