"""The line of the terminal that tells how far a command is."""

from io import StringIO

from django.core.management.base import OutputWrapper

from articles.importing.drafts import Draft, Unreadable
from articles.management import progress

READINGS = [Draft("a.txt", "A.", "A", raw=b"12345"), Unreadable("b.txt", "empty")]


class Terminal(StringIO):
    def isatty(self):
        return True


def test_a_terminal_is_told_how_much_is_stored_and_the_line_is_left_empty():
    terminal = Terminal()
    bar = progress.Progress(OutputWrapper(terminal), 10)
    assert list(bar.of([READINGS, READINGS[:1]])) == [READINGS, READINGS[:1]]
    bar.clear()
    told = [line.removesuffix("\x1b[K") for line in terminal.getvalue().split("\r")[1:]]
    assert told[0] == told[2] == told[-1] == ""
    assert "50%  2 articles" in told[1]
    assert "100%  3 articles" in told[3]


def test_what_is_unpacked_never_fills_more_than_the_bar():
    terminal = Terminal()
    bar = progress.Progress(OutputWrapper(terminal), 2)
    list(bar.of([READINGS]))
    assert "100%  2 articles" in terminal.getvalue()


def test_a_file_or_a_pipe_is_told_nothing():
    told = StringIO()
    bar = progress.Progress(OutputWrapper(told), 10)
    assert list(bar.of([READINGS])) == [READINGS]
    bar.clear()
    assert told.getvalue() == ""
