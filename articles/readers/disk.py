"""Files and folders on disk, in the order of their names."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from articles.importing.drafts import Unreadable
from articles.readers.files import File
from articles.readers.passed_over import folders_of_pages, is_hidden, is_within


def files(paths: Iterable[Path]) -> Iterator[File | Unreadable]:
    """Every file, those of folders with all below them; refusals between them.

    Hidden files are passed over unless they are named, and so is what belongs to a saved page.
    """
    for path in paths:
        if os.path.isdir(path):  # False, where Path.is_dir raises, in a folder that is closed
            yield from below(path)
        else:
            yield file_at(path)


def below(folder: Path) -> Iterator[File | Unreadable]:
    """The files of a folder; a folder in it that cannot be opened is refused by its name."""
    closed: list[OSError] = []
    found = [
        Path(place, name)
        for place, _, names in os.walk(folder, onerror=closed.append)
        for name in names
    ]
    refused = {Path(error.filename): not_opened(error) for error in closed}
    of_pages = folders_of_pages([path.relative_to(folder).parts for path in found])
    for path in sorted([*found, *refused]):
        parts = path.relative_to(folder).parts
        if not is_hidden(parts) and not is_within(parts, of_pages):
            reason = refused.get(path)
            yield Unreadable(str(path), reason) if reason else file_at(path)


def file_at(path: Path) -> File | Unreadable:
    name = str(path)
    try:
        if not path.is_file():
            return Unreadable(name, "it is no file" if path.exists() else "there is no such file")
        with path.open("rb"):  # refused now, and not in the middle of an import
            return File(name, partial(opened, path), path.stat().st_size)
    except OSError as error:
        return Unreadable(name, not_opened(error))


def opened(path: Path) -> BinaryIO:
    return path.open("rb")


def not_opened(error: OSError) -> str:
    return f"it cannot be opened ({error.strerror})"


def is_missing(path: Path) -> bool:
    """Whether there is surely nothing; of what cannot be asked `files` says why."""
    try:
        return not path.exists()
    except OSError:
        return False
