"""What stands above a text in Markdown between two lines of dashes: names with their values. Pure.

Of YAML only what people write there: a value or a list of values for each name, and one level
below. What is written otherwise is told by its name, and not guessed.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

BLOCK = re.compile(
    r"\ufeff?\s*(?P<mark>---|\+\+\+)[ \t]*\n(?P<inside>.*?)\n"
    r"(?P<end>---|\.\.\.|\+\+\+)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
PAIR = re.compile(r"([\w.-]+)[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
QUOTED = re.compile(r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')[ \t]*(?:#.*)?""")
COMMENT = re.compile(r"[ \t]#.*$")
ITEM = re.compile(r"""[ \t]*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]{}"']*)[ \t]*(?:,|$)""")
FOLDED = {">", ">-", ">+", "|", "|-", "|+"}
ESCAPED = {"n": "\n", "t": "\t"}


class FrontMatter(NamedTuple):
    """`values` by their names in small letters; `unread` the names of those that are not read."""

    values: dict[str, Any]
    unread: list[str]
    body: str


def parted(source: str) -> FrontMatter:
    """The front matter and the text below it; without one, the text alone."""
    found = BLOCK.match(source)
    if not found or (found["mark"] == "+++") != (found["end"] == "+++"):
        return FrontMatter({}, [], source)
    body = source[found.end() :]
    if found["mark"] == "---":
        inside = found["inside"].split("\n")
        if not any(PAIR.fullmatch(line.rstrip()) for line in inside):
            # Lines that name nothing are words of the text, between two rules.
            return FrontMatter({}, [], source)
        return FrontMatter(*values_of_yaml(inside), body)
    try:
        table = tomllib.loads(found["inside"])
    except (tomllib.TOMLDecodeError, RecursionError):
        return FrontMatter({}, ["the front matter"], body)
    return FrontMatter({name.lower(): value for name, value in table.items()}, [], body)


def values_of_yaml(lines: list[str]) -> tuple[dict[str, Any], list[str]]:
    """The values of the lines, and the names of those that are not read."""
    values: dict[str, Any] = {}
    unread: list[str] = []
    for line, inside in entries(lines):
        pair = PAIR.fullmatch(line.rstrip())
        if not pair:
            unread.append(line.strip()[:40])
            continue
        name, stated = pair[1].lower(), (pair[2] or "").strip()
        if stated in FOLDED:
            found: Any = " ".join(one.strip() for one in inside)
        elif stated:
            found = None if inside else value(stated)
        else:
            found = nested(inside)
        if found is None:
            unread.append(pair[1])
        else:
            values[name] = found
    return values, unread


def entries(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each line that names something, with those below that belong to it; no remarks."""
    named, inside = "", list[str]()
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if named and line.startswith((" ", "\t", "- ")):
            inside.append(line)
            continue
        if named:
            yield named, inside
        named, inside = line, []
    if named:
        yield named, inside


def value(stated: str) -> Any:
    """A word or a list of words; None where it is something else of YAML."""
    if stated.startswith("["):
        return listed(COMMENT.sub("", stated))
    if found := QUOTED.fullmatch(stated):
        if found[1] is not None:
            return re.sub(r"\\(.)", lambda one: ESCAPED.get(one[1], one[1]), found[1])
        return found[2].replace("''", "'")
    stated = COMMENT.sub("", stated).strip()
    return None if stated[:1] in tuple("{&*!|>%@`\"'") else stated


def listed(stated: str) -> list[str] | None:
    """The words of `[a, "b, c"]`."""
    if not stated.endswith("]"):
        return None
    inside, words, at = stated[1:-1].strip(), [], 0
    while at < len(inside):
        found = ITEM.match(inside, at)
        word = value(found[1].strip()) if found else None
        if found is None or not isinstance(word, str):
            return None
        words.append(word)
        at = found.end()
    return [word for word in words if word]


def nested(lines: list[str]) -> Any:
    """A list of lines with a dash, of words or of names; or what is indented as `name: value`."""
    if not lines:
        return ""
    if not lines[0].lstrip().startswith("- "):
        inner, _ = values_of_yaml([line.strip() for line in lines])
        return inner or None
    found: list[Any] = []
    for stated in (line.strip() for line in lines):
        begins = stated.startswith("- ")
        words = stated[2:].strip() if begins else stated
        pair = PAIR.fullmatch(words)
        entry = {pair[1].lower(): value(pair[2] or "")} if pair else value(words)
        if begins:
            found.append(entry)
        elif isinstance(entry, dict) and isinstance(found[-1], dict):
            found[-1].update(entry)
        else:
            return None
    return [entry for entry in found if entry is not None]
