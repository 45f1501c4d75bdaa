"""Which reasons fit which decision: what a group asks, and what is to stand there. Pure.

The names are the values that are stored, of `Kind` and `Reason`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# What a decision makes of a group: spans of the editors stand, spans drawn by hand, or none.
STANDS, EDITED, NOTHING = "stands", "edited", "nothing"
OUTCOMES = (STANDS, EDITED, NOTHING)

# A group whose details differ asks for that which differs among them.
DETAILS, SPEAKER, NUMBER = "details", "speaker", "number"

ASKED = {
    "label": ["label"],
    "split": ["boundary"],
    "boundary": ["boundary"],
    "missing": ["missed"],
    SPEAKER: ["speaker"],
    NUMBER: ["value"],
    "facts": ["fact"],
    "agreed": [],
}
# A span drawn by hand may differ from every version in anything.
DRAWN = ["boundary", "label", "speaker", "value", "fact"]
DROPPED = ["not checkable", "duplicate", "label"]
OTHER = "other"
ALWAYS = ["guideline gap", OTHER]


@dataclass(frozen=True, slots=True)
class Fitting:
    """The reasons for one outcome, in the order of their digits.

    `preselected` is the one that the question itself implies. There is none where an editor's work
    is dropped, or what all editors have is changed: that is always said by hand.
    """

    outcome: str
    offered: tuple[str, ...]
    preselected: str


def fitting_reasons(asked: Iterable[str], outcome: str) -> Fitting:
    """The reasons for an outcome where the group asks all of `asked`, the main question first."""
    own = [reason for question in asked for reason in ASKED[question]]
    if outcome == NOTHING:
        return Fitting(outcome, _once([*DROPPED, *ALWAYS]), "")
    drawn = DRAWN if outcome == EDITED else []
    return Fitting(outcome, _once([*own, *drawn, *ALWAYS]), own[0] if own else "")


def questions_asked(kinds: Iterable[str], spans: Iterable[Any]) -> list[str]:
    """What a group of these kinds asks; its spans tell which of the details differ."""
    said = list(spans)
    speakers = len({span.attributed_to for span in said}) > 1
    numbers = len({(span.value, span.unit) for span in said}) > 1
    asked = []
    for kind in kinds:
        if kind != DETAILS:
            asked.append(kind)
            continue
        asked += [SPEAKER] if speakers or not numbers else []
        asked += [NUMBER] if numbers or not speakers else []
    return asked


def _once(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))
