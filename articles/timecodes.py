"""At which second what is spoken in a text is said. Pure.

`timecodes` is a list of [offset in code points, seconds] in the order of the text: what stands from
the offset on, up to the next, begins at that second.
"""

from bisect import bisect_right
from collections.abc import Sequence

Timecodes = Sequence[Sequence[float]]


def second_at(timecodes: Timecodes | None, offset: int) -> float | None:
    """The second at which the words at the offset begin; None where nobody knows."""
    if not timecodes:
        return None
    place = bisect_right(timecodes, float(offset), key=lambda one: one[0])
    return timecodes[place - 1][1] if place else None


def clock_at(timecodes: Timecodes | None, offset: int) -> str:
    """The same as hours, minutes and seconds, such as 0:01:05; empty where nobody knows."""
    second = second_at(timecodes, offset)
    if second is None:
        return ""
    minutes, seconds = divmod(int(second), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
