"""The lines of a table's text, a record's lines together, however long they are. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol, Self

CHUNK = 1024 * 1024  # characters; a longer line is looked at in parts
SAMPLE_LINES, SAMPLE = 200, 256 * 1024  # lines and characters that a table is judged by


class Text(Protocol):
    """A stream of text that was opened with newline="", so that line ends are as they stand."""

    def readline(self, size: int = ..., /) -> str: ...


class Lines:
    """The lines of a stream, to be iterated; `begin` is called before each record.

    `number` is that of the last line given. `taken` holds the lines of the record at hand; once it
    is larger than `largest` characters, `too_large` is set, nothing of it is kept, and what is
    given instead of its words has the same cells and ends, so that the next record is found.
    """

    def __init__(self, stream: Text, *, largest: int) -> None:
        self.stream = stream
        self.largest = largest
        self.number = 0
        self.waiting: list[str] = []  # in the reverse order
        self.words = re.compile("x")
        self.begin()

    def begin(self) -> None:
        self.taken: list[str] = []
        self.size = 0
        self.too_large = False

    def sample(self) -> list[str]:
        """The first of the lines to come, which stay to come."""
        found: list[str] = []
        size = 0
        while len(found) < SAMPLE_LINES and size < SAMPLE and (line := self.next_part()):
            found.append(line)
            size += len(line)
        self.waiting += reversed(found)
        return found

    def shape_by(self, delimiter: str) -> None:
        """Say what is kept of a record that is too large."""
        self.words = re.compile(f'[^"\r\n{re.escape(delimiter)}]+')

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        parts: list[str] = []
        while part := self.next_part():
            parts.append(self.counted(part))
            if part.endswith(("\n", "\r")):
                break
        if not parts:
            raise StopIteration
        self.number += 1
        if len(parts) == 1 and not self.too_large:
            self.taken.append(parts[0])
            return parts[0]
        line = "".join(parts)
        if self.too_large:
            return self.words.sub("x", line)
        self.taken.append(line)
        return line

    def counted(self, part: str) -> str:
        self.size += len(part)
        if self.size <= self.largest:
            return part
        self.too_large = True
        self.taken.clear()
        return self.words.sub("x", part)

    def next_part(self) -> str:
        """The next line, or a part of a line that is very long; empty at the end."""
        if self.waiting:
            return self.waiting.pop()
        part = self.stream.readline(CHUNK)
        if len(part) == CHUNK and part.endswith("\r"):
            # Perhaps the first half of a line end.
            following = self.stream.readline(CHUNK)
            if following != "\n":
                self.waiting.append(following)
                return part
            return part + following
        return part


class Given:
    """Lines that are there already, as a stream of them; those without a line end get one."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines: Iterator[str] = iter(lines)

    def readline(self, size: int = -1, /) -> str:
        line = next(self.lines, "")
        return line if not line or line.endswith(("\n", "\r")) else f"{line}\n"
