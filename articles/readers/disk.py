"""Files and folders on disk, in the order of their names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from articles.drafts import Unreadable
from articles.readers.limits import is_hidden, megabytes


def files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes] | Unreadable]:
    """Every file as (path, bytes), those of folders with all below them; refusals between them.

    Hidden files are passed over unless they are named. A file that is too large is not read.
    """
    for path in paths:
        if path.is_dir():
            inside = (one for one in sorted(path.rglob("*")) if not one.is_dir())
            yield from (
                contents(one) for one in inside if not is_hidden(one.relative_to(path).parts)
            )
        else:
            yield contents(path)


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
        return Unreadable(name, f"it cannot be opened ({error.strerror})")
