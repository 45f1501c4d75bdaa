"""What the readers of JSON share: records with their names, and members of a stated kind. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from annotations.exchange.importing.layer_read import Unusable

# A record by its name, or why it is none.
Record = tuple[str, dict[str, Any] | Unusable]


def records(name: str, text: str) -> Iterator[Record]:
    """Each object of a JSON array, of JSON Lines, or the one that there is, with its name.

    What is no object is told in its place. Raises Unusable where nothing is, by line.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        found = list(records_by_line(name, text))
    else:
        several = whole if isinstance(whole, list) else [whole]
        found = [
            (f"{name}:{number}", checked_object(record, f"record {number}"))
            for number, record in enumerate(several, 1)
        ]
    reasons = [record for _called, record in found if isinstance(record, Unusable)]
    if reasons and len(reasons) == len(found):
        raise reasons[0]
    yield from found


def records_by_line(name: str, text: str) -> Iterator[Record]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            record: Any
            try:
                record = checked_object(json.loads(line), f"line {number}")
            except ValueError as error:
                record = Unusable(f"line {number} is no JSON ({error})")
            except RecursionError:
                record = Unusable(f"line {number} is no JSON (it has too many brackets)")
            yield f"{name}:{number}", record


def checked_object(record: Any, what: str) -> dict[str, Any] | Unusable:
    return record if isinstance(record, dict) else Unusable(f"{what} is no object")


def text_member(holder: Any, member: str) -> str:
    """A member that is text; empty where there is none of that name or of that kind."""
    found = holder.get(member) if isinstance(holder, dict) else None
    return found if isinstance(found, str) else ""


def usable_text(text: str) -> str:
    """The text of an article. Raises Unusable where no file could hold it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unusable(f"half a character stands at {error.start} of its text") from None
    if not text.strip():
        raise Unusable("its text is empty")
    return text


def object_members(holder: Any, member: str) -> list[dict[str, Any]]:
    """The objects of a member that is a list of them."""
    found = holder.get(member) if isinstance(holder, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def checked_offsets(start: Any, end: Any) -> tuple[int, int]:
    """Two numbers that may be an extent. Raises Unusable where they are none."""
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in (start, end)):
        raise Unusable("it does not say where it begins and ends")
    if not 0 <= start < end:
        raise Unusable(f"{start} to {end} is no place in a text")
    return start, end
