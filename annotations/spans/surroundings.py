"""How much of a text is shown around a place: whole sentences. Pure; offsets are code points."""

import re

from annotations.spans.intervals import Extent

LEAST = 120
MOST = 600  # A text without full stops is cut at a word before it fills the page.

# Where a sentence begins: after a full stop with its closing marks, or after a line's end.
BEGINS = re.compile(r"(?:[.!?…؟।。！？][\"'”’“»›)\]]*\s+|\n+)(?=\S)")
ENDS = re.compile(r"[.!?…؟।。！？][\"'”’“»›)\]]*(?=\s)|(?=\n)")


def surroundings(text: str, start: int, end: int) -> Extent:
    """The sentences around [start:end]: LEAST code points or more each way, where there are."""
    return _begin(text, start - LEAST), _end(text, end + LEAST)


def _begin(text: str, latest: int) -> int:
    if latest <= 0:
        return 0
    earliest = max(0, latest - MOST)
    begins = [found.end() for found in BEGINS.finditer(text, earliest, latest + 1)]
    if begins := [place for place in begins if place <= latest]:
        return begins[-1]
    return text.rfind(" ", earliest, latest) + 1 or (latest if earliest else 0)


def _end(text: str, earliest: int) -> int:
    if earliest >= len(text):
        return len(text)
    latest = earliest + MOST
    found = ENDS.search(text, earliest, latest + 1)
    if found:
        return max(earliest, found.end())
    space = text.find(" ", earliest, latest)
    if latest >= len(text):
        return len(text)
    return space if space > 0 else earliest
