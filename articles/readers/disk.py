"""Files and folders on disk, in the order of their names."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from articles.importing.drafts import Unreadable
from articles.readers.limits import is_hidden, megabytes


def files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes] | Unreadable]:
    """Every file as (path, bytes), those of folders with all below them; refusals between them.

    Hidden files are passed over unless they are named. A file that is too large is not read.
    """
    for path in paths:
        if os.path.isdir(path):  # False, where Path.is_dir raises, in a folder that is closed
            yield from below(path)
        else:
            yield contents(path)


def below(folder: Path) -> Iterator[tuple[str, bytes] | Unreadable]:
    """The files of a folder; a folder in it that cannot be opened is refused by its name."""
    closed: list[OSError] = []
    found = [
        Path(place, name)
        for place, _, names in os.walk(folder, onerror=closed.append)
        for name in names
    ]
    refused = {Path(error.filename): not_opened(error) for error in closed}
    for path in sorted([*found, *refused]):
        if not is_hidden(path.relative_to(folder).parts):
            reason = refused.get(path)
            yield Unreadable(str(path), reason) if reason else contents(path)


def contents(path: Path) -> tuple[str, bytes] | Unreadable:
    name = str(path)
    # An archive may be larger than one article; what is in it is counted again.
    most = settings.LARGEST_ARCHIVE if path.suffix.lower() == ".zip" else settings.LARGEST_FILE
    try:
        if not path.is_file():
            return Unreadable(name, "it is no file" if path.exists() else "there is no such file")
        if path.stat().st_size > most:
            return Unreadable(name, f"it is larger than {megabytes(most)}")
        return name, path.read_bytes()
    except OSError as error:
        return Unreadable(name, not_opened(error))


def not_opened(error: OSError) -> str:
    return f"it cannot be opened ({error.strerror})"


def is_missing(path: Path) -> bool:
    """Whether there is surely nothing; of what cannot be asked `files` says why."""
    try:
        return not path.exists()
    except OSError:
        return False
