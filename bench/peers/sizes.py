"""What an environment takes on disk."""

from pathlib import Path

# The files of pip and of what comes with an environment are in each of them and count for none.
NOT_COUNTED = ("pip", "setuptools", "wheel", "_distutils_hack", "pkg_resources", "__pycache__")


def size_of(packages: Path) -> tuple[int, int]:
    """The bytes on disk of what is installed there, and the number of its distributions."""
    kept = [one for one in packages.iterdir() if is_counted(one)]
    files = [
        file
        for one in kept
        for file in ([one] if one.is_file() else one.rglob("*"))
        if file.is_file() and not file.is_symlink()
    ]
    distributions = [one for one in kept if one.name.endswith(".dist-info")]
    return sum(512 * file.stat().st_blocks for file in files), len(distributions)


def is_counted(one: Path) -> bool:
    name = one.name.partition("-")[0]
    return name not in NOT_COUNTED and not name.endswith(".pth")
