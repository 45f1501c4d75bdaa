"""Where a command writes what it exports: to standard output, or to a file that is whole."""

import io
import os
import sys
import uuid
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError


def write_to_stdout(pieces: Iterable[str], stdout: Any) -> None:
    """To standard output as UTF-8 with the line ends as they are, whatever the terminal's."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        for piece in pieces:
            stdout.write(piece, ending="")
        stdout.flush()
    except BrokenPipeError:
        # The reader has had enough (`| head`). Python would complain once more at its end,
        # when it flushes what is left: that goes to nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(pieces, Generator):
            pieces.close()  # and with it the query, while the connection is still open
        raise SystemExit(1) from None


def refuse_unusable_path(path: Path) -> None:
    """CommandError with the exit status 2 where no file can be written at `path`."""
    if path.is_dir():
        raise CommandError(f"{path}: is a folder", returncode=2)
    if not path.parent.is_dir():
        raise CommandError(f"{path.parent}: there is no such folder", returncode=2)


def write_to_file(pieces: Iterable[str], path: Path) -> None:
    """Write `pieces` to a file that appears, or replaces an older one, only when it is whole."""
    if path.exists() and not path.is_file():
        # A device or a pipe, such as /dev/stdout: there is nothing to replace.
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        return
    # Beside the file, since only inside one file system is replacing a single step.
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with unfinished.open("x", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
