"""The line of the terminal that tells how far a command is."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from articles.importing.drafts import Draft, Unreadable
from articles.management import progress

READINGS = [Draft("a.txt", "A.", "A", raw=b"12345"), Unreadable("b.txt", "empty")]


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def _told_at_once(monkeypatch):
    monkeypatch.setattr(progress, "EVERY", -1)


def test_a_terminal_is_told_how_much_is_read_and_the_line_is_left_empty():
    terminal = Terminal()
    bar = progress.Progress(OutputWrapper(terminal), 10)
    assert list(bar.of(READINGS)) == READINGS
    bar.clear()
    first, second, end = terminal.getvalue().split("\r")[1:]
    assert "50%  1 articles" in first
    assert "50%  2 articles" in second
    assert end == "\x1b[K"


def test_what_is_unpacked_never_fills_more_than_the_bar():
    terminal = Terminal()
    bar = progress.Progress(OutputWrapper(terminal), 2)
    list(bar.of(READINGS))
    assert "100%  2 articles" in terminal.getvalue()


def test_a_file_or_a_pipe_is_told_nothing():
    told = StringIO()
    bar = progress.Progress(OutputWrapper(told), 10)
    assert list(bar.of(READINGS)) == READINGS
    bar.clear()
    assert told.getvalue() == ""
