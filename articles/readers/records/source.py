"""JSON as a stream of characters: its values one after the other, at flat memory. Pure."""

import json
import re
from typing import Any, NamedTuple, Protocol

from articles.readers.limits import megabytes
from articles.text import Unfit

DECODER = json.JSONDecoder()
LONGEST_NUMBER = 1_000  # digits; Python reads no number of many more
# For values that have a longer one: it is kept as it is written.
PATIENT_DECODER = json.JSONDecoder(
    parse_int=lambda digits: int(digits) if len(digits) <= LONGEST_NUMBER else digits
)
PART = 64 * 1024  # characters
NO_SPACE = re.compile(r"[^ \t\r\n\ufeff]")
# An error this near to the end of what is read may only mean that the rest is not there yet.
NEAR_THE_END = 32
STRUCTURE = re.compile(r'["{}\[\]]')
IN_STRING = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)


def whole(text: str) -> Any:
    """What a text of JSON says. Raises ValueError, RecursionError."""
    try:
        return DECODER.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number too long
        return PATIENT_DECODER.decode(text)


def first(text: str, at: int) -> tuple[Any, int]:
    """The value that begins there, and where it ends. Raises ValueError, RecursionError."""
    try:
        return DECODER.raw_decode(text, at)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number too long
        return PATIENT_DECODER.raw_decode(text, at)


class Stream(Protocol):
    def read(self, size: int = ..., /) -> str: ...


class Broken(Unfit):
    """The JSON cannot be read on from here; `line` is where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class Value(NamedTuple):
    """A value by the line on which it begins, with its characters; too large ones are refused."""

    line: int
    raw: str
    value: Any


class Source:
    """A text of JSON that is read part by part. `line` is that of the place it has come to.

    What has been passed is forgotten, except from where `keep` was called.
    """

    def __init__(self, stream: Stream, *, largest: int) -> None:
        self.stream = stream
        self.largest = largest
        self.text = ""
        self.at = 0
        self.line = 1
        self.column = 1  # of the first character of `text`
        self.is_at_end = False
        self.kept_from: int | None = None

    def keep(self) -> None:
        """Keep what comes from here on, as far as it is not too large."""
        self.kept_from = self.at

    def forget(self) -> None:
        self.kept_from = None

    def kept(self) -> str | None:
        """What has been passed since `keep`, None where that was too large; it is forgotten."""
        start, self.kept_from = self.kept_from, None
        return None if start is None else self.text[start : self.at]

    def starts_with(self, pattern: re.Pattern[str], within: int) -> bool:
        """Whether what comes next matches, as far as can be seen in so many characters."""
        while len(self.text) - self.at < within and self.more():
            pass
        return bool(pattern.match(self.text, self.at, self.at + within))

    def more(self, size: int = PART) -> bool:
        """Read on, without what has been passed; whether there was more."""
        if self.is_at_end:
            return False
        if self.kept_from is not None and self.at - self.kept_from > self.largest:
            self.kept_from = None
        start = self.at if self.kept_from is None else self.kept_from
        # Twice as much each time, so that what is kept is copied only a few times.
        part = self.stream.read(max(size, len(self.text) - start))
        self.is_at_end = not part
        if start:
            self.column = self.column_at(start)
            self.text = self.text[start:]
            self.at -= start
            self.kept_from = None if self.kept_from is None else 0
        self.text += part
        return bool(part)

    def column_at(self, place: int) -> int:
        start = self.text.rfind("\n", 0, place)
        return place - start if start >= 0 else self.column + place

    def pass_to(self, place: int) -> None:
        self.line += self.text.count("\n", self.at, place)
        self.at = place

    def peek(self) -> str:
        """The next character that is no space, empty at the end; spaces are passed."""
        while True:
            found = NO_SPACE.search(self.text, self.at)
            if found:
                self.pass_to(found.start())
                return found[0]
            self.pass_to(len(self.text))
            if not self.more():
                return ""

    def take(self, mark: str, what: str) -> None:
        """Pass the mark. Raises Broken where another character stands there."""
        if self.peek() != mark:
            raise self.broken(f"Expecting {what}", self.at)
        self.pass_to(self.at + 1)

    def broken(self, why: str, place: int) -> Broken:
        line = self.line + self.text.count("\n", self.at, place)
        reason = f"it is not JSON: {why} (column {self.column_at(place)})"
        return Broken(line, f"{reason}; from this line on nothing was read")

    def value(self) -> Value:
        """The next value, which is passed; one that is too large holds why it is refused.

        Raises Broken where there is none.
        """
        self.peek()
        line, size = self.line, PART
        while True:
            try:
                value, end = first(self.text, self.at)
                # A number near the end of what is read may go on: 1 with “.” or “e+” behind it.
                is_whole = self.text[end - 1] in '"}]' or len(self.text) - end > 2
                if is_whole or self.is_at_end:
                    break
            except json.JSONDecodeError as error:
                goes_on = error.pos >= len(self.text) - NEAR_THE_END or "Untermin" in error.msg
                if self.is_at_end or not goes_on:
                    raise self.broken(error.msg, error.pos) from error
            except (ValueError, RecursionError) as error:  # brackets too deep
                reason = "it is not JSON that can be read; from here on nothing was read"
                raise Broken(line, reason) from error
            if len(self.text) - self.at > self.largest:
                self.pass_value()
                return Value(line, "", Unfit(f"it is larger than {megabytes(self.largest)}"))
            self.more(size)
            size *= 2
        raw = self.text[self.at : end]
        if len(raw) > self.largest:
            value = Unfit(f"it is larger than {megabytes(self.largest)}")
        self.pass_to(end)
        return Value(line, raw, value)

    def pass_value(self) -> None:
        """Pass an object, an array or a string of any size. Raises Broken where it never ends."""
        depth = 0
        while True:
            found = STRUCTURE.search(self.text, self.at)
            if not found:
                self.pass_to(len(self.text))
                if not self.more(PART * 16):
                    raise self.broken("it never ends", self.at)
                continue
            self.pass_to(found.end())
            if found[0] == '"':
                self.pass_string()
            else:
                depth += 1 if found[0] in "{[" else -1
            if depth <= 0:
                return

    def pass_string(self) -> None:
        """Pass the rest of a string whose first mark is passed."""
        while True:
            found = IN_STRING.match(self.text, self.at)
            self.pass_to(found.end() if found else self.at)
            if self.text[self.at : self.at + 1] == '"':
                self.pass_to(self.at + 1)
                return
            # At the end of what is read, perhaps behind half of an escaped character.
            if not self.more(PART * 16):
                raise self.broken("Unterminated string", self.at)
