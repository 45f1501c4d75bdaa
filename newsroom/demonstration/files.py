"""Reading the files of the invented town."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent
CREDIT = "(Invented for demonstration: the town, its people and this outlet do not exist.)"


def read_toml(name: str) -> dict[str, Any]:
    """A file of the demonstration; its numbers as exact decimals."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"), parse_float=Decimal)


def read_text(name: str) -> bytes:
    """A text of the demonstration as its file has it."""
    return (DATA / "articles" / name).read_bytes()
