"""A span shown within its sentence. Pure: offsets are code points, half-open."""

import re
from typing import NamedTuple

AROUND = 300  # Code points read on either side: longer sentences are cut at a word.
CLOSING = '["”’»“)\\]]*'
# A line end, or the sign that ends a sentence with what closes after it, before a space. A small
# letter after it, or a digit after a full stop, follows an abbreviation: «approx. 4», «No. 3»; one
# or two digits before it are a German date. Rather too much of the text than too little.
SENTENCE_END = re.compile(
    rf"\n|[!?…؟]{CLOSING}(?=\s+[^\sa-zà-öø-ÿ])|(?:(?<!\b\d)(?<!\b\d\d)\.|。){CLOSING}(?=\s+[^\sa-zà-öø-ÿ\d])"
)
ENDED = re.compile(rf"(?:\n|[.!?…؟。]{CLOSING})$")


class Passage(NamedTuple):
    """The span's own words, and what stands before and after them in their sentence.

    `is_cut_before` and `is_cut_after` say that the sentence goes on beyond what is shown.
    """

    before: str
    exact: str
    after: str
    is_cut_before: bool
    is_cut_after: bool


def passage(window: str, start: int, end: int, *, begins: bool, ends: bool) -> Passage:
    """The sentence around window[start:end]; `window` is a stretch of the text.

    `begins` and `ends` say whether the window reaches the beginning and the end of the text.
    """
    before, is_cut_before = tail(window, start, whole=begins)
    after, is_cut_after = "", False
    if not ENDED.search(window[start:end]):
        after, is_cut_after = head(window[end:], whole=ends)
    return Passage(before, window[start:end], after, is_cut_before, is_cut_after)


def tail(window: str, start: int, *, whole: bool) -> tuple[str, bool]:
    """What follows the last sentence end before `start`, and whether it is cut off in front."""
    # One letter more, since what follows an end decides whether it is one.
    ends = [match.end() for match in SENTENCE_END.finditer(window, 0, start + 1)]
    text = window[max([end for end in ends if end <= start], default=0) : start]
    if len(text) < start or whole:
        return text.lstrip(), False
    return text[text.find(" ") + 1 :] if " " in text else "", True


def head(text: str, *, whole: bool) -> tuple[str, bool]:
    """What `text` begins with up to a sentence end, and whether it is cut off at its end."""
    end = SENTENCE_END.search(text)
    if end:
        return text[: end.end()].rstrip("\n"), False
    if whole:
        return text.rstrip(), False
    return text[: text.rfind(" ")] if " " in text else "", True
