"""What the readers of JSON share: records with their names, and members of a stated kind. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from annotations.exchange.importing.layer_read import Unusable


def records(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a JSON array, of JSON Lines, or the one that there is, with its name.

    Raises Unusable where it is neither, by line.
    """
    try:
        whole = json.loads(text)
    except ValueError:
        yield from records_by_line(name, text)
        return
    several = whole if isinstance(whole, list) else [whole]
    for number, record in enumerate(several, 1):
        yield f"{name}:{number}", checked_object(record, f"record {number}")


def records_by_line(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError as error:
                raise Unusable(f"line {number} is no JSON ({error})") from error
            yield f"{name}:{number}", checked_object(record, f"line {number}")


def checked_object(record: Any, what: str) -> dict[str, Any]:
    if not isinstance(record, dict):
        raise Unusable(f"{what} is no object")
    return record


def text_member(holder: Any, member: str) -> str:
    """A member that is text; empty where there is none of that name or of that kind."""
    found = holder.get(member) if isinstance(holder, dict) else None
    return found if isinstance(found, str) else ""


def object_members(holder: Any, member: str) -> list[dict[str, Any]]:
    """The objects of a member that is a list of them."""
    found = holder.get(member) if isinstance(holder, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def checked_extent(start: Any, end: Any, length: int) -> tuple[int, int]:
    """An extent in a text of that length. Raises Unusable where it is none."""
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in (start, end)):
        raise Unusable("it does not say where it begins and ends")
    if not 0 <= start < end <= length:
        raise Unusable(f"{start} to {end} is no place in a text of {length} characters")
    return start, end


def in_code_points(start: int, end: int, text: str) -> tuple[int, int] | None:
    """The same extent where its numbers count UTF-16 units; None where it is none then."""
    units = text.encode("utf-16-le")
    try:
        before = len(units[: 2 * start].decode("utf-16-le"))
        inside = len(units[2 * start : 2 * end].decode("utf-16-le"))
    except UnicodeDecodeError:
        return None
    return (before, before + inside) if inside else None
