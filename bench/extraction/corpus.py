"""Folders of saved pages with expected values, as bench/extraction describes them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Expected:
    """What a page should give; None or empty where nobody said."""

    path: Path
    url: str = ""
    text: str | None = None
    title: str = ""
    published_on: str = ""
    byline: list[str] = field(default_factory=list)
    language: str = ""
    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)

    @property
    def corpus(self) -> str:
        return self.path.parent.name


@dataclass(frozen=True)
class Part:
    """Some of the pages: those whose name falls into one of the `groups` out of `of`."""

    groups: frozenset[int] = frozenset({0})
    of: int = 1

    @classmethod
    def parse(cls, written: str) -> "Part":
        """`0/3` or `1,2/3`. Raises ValueError for anything else."""
        groups, _, of = written.partition("/")
        part = cls(frozenset(map(int, groups.split(","))), int(of))
        if not part.groups <= set(range(part.of)):
            raise ValueError(f"{written}: the groups are counted from 0 to {part.of - 1}")
        return part

    def holds(self, name: str) -> bool:
        digest = hashlib.sha256(name.encode()).digest()
        return int.from_bytes(digest) % self.of in self.groups


ALL = Part()


def pages_of(folder: Path, part: Part = ALL) -> Iterator[Expected]:
    """The pages of `folder` that fall into `part`, in the order of expected.jsonl."""
    with (folder / "expected.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            members = json.loads(line)
            if part.holds(members["page"]):
                yield expected(folder, members)


def expected(folder: Path, members: dict[str, Any]) -> Expected:
    return Expected(
        folder / members["page"],
        url=members.get("url") or "",
        text=members.get("text"),
        title=members.get("title") or "",
        published_on=members.get("published_on") or "",
        byline=names(members.get("byline") or []),
        language=members.get("language") or "",
        wanted=members.get("with") or [],
        unwanted=members.get("without") or [],
    )


def names(byline: str | list[str]) -> list[str]:
    return [byline] if isinstance(byline, str) else byline
