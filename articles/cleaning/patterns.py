"""What the patterns of this room share. Pure.

A pattern always stands for a whole, short paragraph, so that prose never matches.
"""

import re

LONGEST = 200  # characters; a longer paragraph is prose
LONGEST_WITH_MARKS = LONGEST + 50
IN_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


def alternatives(patterns: str) -> str:
    """One alternative a line, a space in it standing for any white space."""
    lines = [line.strip() for line in patterns.strip().splitlines()]
    return "(?:" + "|".join(lines).replace(" ", r"\s+") + ")"


def without_brackets(paragraph: str) -> str:
    """The line without bullets, stars and the brackets around the whole of it; prose as it is."""
    if len(paragraph) > LONGEST_WITH_MARKS:
        return paragraph
    line = paragraph.strip().strip("*_").lstrip("•·►▶→>- ").strip()
    whole = IN_BRACKETS.fullmatch(line)
    return (whole[1] or whole[2] or "").strip() if whole else line
