"""How large an input may be, and which files nobody means to import."""

from collections.abc import Sequence


def megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.0f} MB" if size >= 1024 * 1024 else f"{size:,} bytes"


def is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path, by its parts, is or lies in what a system keeps for itself."""
    return any(part.startswith(".") or part in {"__MACOSX", "Thumbs.db"} for part in parts)
