"""What the lock file of the run-time dependencies takes on disk, without installing it anew."""

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

from bench._server import ROOT

LOCK = ROOT / "requirements" / "run.txt"
NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)==\S+(?: ; (.*?))? \\$", re.MULTILINE)


def locked() -> list[str]:
    """The distributions of the lock file, each once: its other versions are for other Pythons."""
    return list(dict.fromkeys(name for name, _ in NAME.findall(LOCK.read_text())))


def size_of(name: str) -> int:
    """The bytes that the files of an installed distribution take on disk, with what is compiled.

    Raises PackageNotFoundError where it is not installed.
    """
    found = distribution(name)
    return sum(512 * file.stat().st_blocks for file in files_of(found))


def files_of(found: Distribution) -> list[Path]:
    """Its files; a program that it puts into `bin` is left out, being outside its packages."""
    paths = [Path(str(found.locate_file(file))) for file in found.files or ()]
    return [path for path in paths if path.is_file() and path.parent.name != "bin"]
