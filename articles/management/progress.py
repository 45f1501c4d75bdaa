"""How far a command is, told on a line of the terminal that is written over and over."""

import time
from collections.abc import Iterable, Iterator, Sequence

from django.core.management.base import OutputWrapper

from articles.importing.drafts import Draft, Unreadable

WIDTH = 30  # Characters of the bar.
Chunk = Sequence[Draft | Unreadable]


class Progress:
    """A bar on the terminal while articles are read; silent where there is none to see it.

    `size` is that of all files in bytes. An archive is smaller than what is in it: the bar is
    full then before the end.
    """

    def __init__(self, terminal: OutputWrapper, size: int) -> None:
        self.terminal = terminal if terminal.isatty() else None
        self.size = size
        self.read, self.bytes = 0, 0
        self.began = time.monotonic()

    def of(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The chunks, counted as they come; the line is left to others while one is stored."""
        for chunk in chunks:
            self.read += len(chunk)
            self.bytes += sum(len(one.raw) for one in chunk if isinstance(one, Draft))
            self.clear()
            yield chunk
            if self.terminal:
                self.terminal.write(f"\r{self.line()}\x1b[K", ending="")
                self.terminal.flush()

    def line(self) -> str:
        part = min(1.0, self.bytes / self.size) if self.size else 0.0
        bar = "█" * round(part * WIDTH)
        speed = self.read / max(0.001, time.monotonic() - self.began)
        return f"[{bar:·<{WIDTH}}] {part:4.0%}  {self.read:,} articles, {speed:,.0f} a second"

    def clear(self) -> None:
        """Leave the line to what is written next."""
        if self.terminal:
            self.terminal.write("\r\x1b[K", ending="")
