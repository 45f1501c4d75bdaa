"""What the linked facts make of a claim: a verdict, and its place on a scale. Pure.

A verdict is never stored: it is read off the links as they are, so it cannot be out of date.
"""

from collections.abc import Iterable
from enum import StrEnum

SUPPORTS, CONTRADICTS, CONTEXT = "supports", "contradicts", "context"

WORST, BEST = 1, 5


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    BOTH = "both"
    CONTEXT_ONLY = "context only"
    UNCHECKED = "unchecked"


# On a scale from 1, wrong, to 5, right. The other two are no verdicts: nobody has said.
RATINGS = {Verdict.CONTRADICTED: WORST, Verdict.BOTH: 3, Verdict.SUPPORTED: BEST}


def verdict(relations: Iterable[str]) -> Verdict:
    """What facts with these relations to a claim say of it together."""
    said = set(relations)
    if said >= {SUPPORTS, CONTRADICTS}:
        return Verdict.BOTH
    if SUPPORTS in said:
        return Verdict.SUPPORTED
    if CONTRADICTS in said:
        return Verdict.CONTRADICTED
    return Verdict.CONTEXT_ONLY if CONTEXT in said else Verdict.UNCHECKED
