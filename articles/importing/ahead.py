"""Reading ahead: in a process of its own, while what was read before is stored.

Reading takes as long as storing. Large imports do both at once where there is a second processor;
small ones do without, since a process costs more than they take.
"""

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection

from articles.importing.drafts import Draft, Unreadable

TOGETHER = 200  # Readings that go in together.
PATIENCE = 2.0  # Seconds of reading after which those that are read go in.
WORTH_A_PROCESS = 2 * 1024 * 1024  # bytes

Readings = Iterable[Draft | Unreadable]


class ReadingEnded(RuntimeError):
    """The process that reads has ended before it was through."""


def chunks(readings: Readings, size: int) -> Iterator[list[Draft | Unreadable]]:
    """The readings in lists that go in together: not many, nor those of a long while.

    `size` is that of what they are read from, in bytes. Nothing of `readings` may have been asked
    for yet, and reading may not touch the database. Raises ReadingEnded.
    """
    two = sys.platform == "linux" and (os.cpu_count() or 1) > 1
    if two and size >= WORTH_A_PROCESS:
        return read_apart(readings)
    return chunked(readings)


def chunked(readings: Readings) -> Iterator[list[Draft | Unreadable]]:
    chunk: list[Draft | Unreadable] = []
    began = time.monotonic()
    for reading in readings:
        chunk.append(reading)
        if len(chunk) >= TOGETHER or time.monotonic() - began >= PATIENCE:
            yield chunk
            chunk, began = [], time.monotonic()
    if chunk:
        yield chunk


def read_apart(readings: Readings) -> Iterator[list[Draft | Unreadable]]:
    """The chunks as another process reads them, always one ahead."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=send, args=(readings, ours, theirs), daemon=True)
    # What is there by now stays: neither process has to look through it for garbage again and
    # again, which takes a seventh of the time, nor to copy the memory that it lies in.
    gc.freeze()
    process.start()
    theirs.close()
    try:
        while chunk := received(ours):
            yield chunk
    finally:
        ours.close()
        process.terminate()
        process.join()
        gc.unfreeze()


def received(pipe: Connection) -> list[Draft | Unreadable]:
    """The next chunk; the last is empty."""
    try:
        chunk: list[Draft | Unreadable] = pipe.recv()
    except EOFError:
        raise ReadingEnded("the process that reads has ended; start the import again") from None
    return chunk


def send(readings: Readings, theirs: Connection, pipe: Connection) -> None:
    """What the other process does; whoever interrupts the import ends it too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    theirs.close()  # so that it notices when nobody is there any more to receive
    try:
        for chunk in chunked(readings):
            for reading in chunk:
                if isinstance(reading, Draft):
                    _ = reading.search_words  # worked out here, it is sent along
            pipe.send(chunk)
        pipe.send([])
    except BrokenPipeError:
        pass
