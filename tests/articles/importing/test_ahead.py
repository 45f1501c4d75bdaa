"""Reading in another process: the same readings in the same order, and no process that stays."""

import multiprocessing
import os

import pytest

from articles.importing import ahead
from articles.importing.drafts import Draft, Unreadable

LARGE = ahead.WORTH_A_PROCESS


def readings(count):
    for number in range(count):
        if number % 7 == 3:
            yield Unreadable(f"{number}.txt", "empty")
        else:
            yield Draft(f"{number}.txt", f"Text {number}.", "Title", raw=b"\x00\xff")


@pytest.mark.parametrize("count", [0, 1, ahead.TOGETHER, 2 * ahead.TOGETHER + 1])
@pytest.mark.parametrize("size", [0, LARGE])
def test_every_reading_comes_once_and_in_order(count, size):
    found = list(ahead.chunks(readings(count), size))
    assert [one for chunk in found for one in chunk] == list(readings(count))
    assert all(0 < len(chunk) <= ahead.TOGETHER for chunk in found)


def test_much_is_read_in_a_process_of_its_own_and_little_is_not():
    def whereabouts():
        yield Unreadable(str(os.getpid()), "")

    here = str(os.getpid())
    assert [[one.name for one in chunk] for chunk in ahead.chunks(whereabouts(), 0)] == [[here]]
    assert [[one.name for one in chunk] for chunk in ahead.chunks(whereabouts(), LARGE)] != [[here]]


def test_what_takes_long_goes_in_before_the_chunk_is_full(monkeypatch):
    monkeypatch.setattr(ahead, "PATIENCE", 0.0)
    assert [len(chunk) for chunk in ahead.chunks(readings(3), 0)] == [1, 1, 1]


def test_who_stops_asking_leaves_no_process_behind():
    asked = ahead.chunks(readings(10_000), LARGE)
    next(asked)
    asked.close()
    assert multiprocessing.active_children() == []


def test_a_process_that_ends_is_told_and_not_taken_for_the_end():
    def ending():
        yield from readings(ahead.TOGETHER)
        os._exit(9)

    asked = ahead.chunks(ending(), LARGE)
    assert len(next(asked)) == ahead.TOGETHER
    with pytest.raises(ahead.ReadingEnded, match="start the import again"):
        next(asked)
    assert multiprocessing.active_children() == []
