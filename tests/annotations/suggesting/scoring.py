"""How well suggestions meet what an editor marked: one to one, at an overlap of at least half."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from annotations.spans.intervals import iou
from annotations.spans.normalization import bare_name
from annotations.suggesting import suggest

HALF = 0.5


class Score(NamedTuple):
    wanted: int = 0
    suggested: int = 0
    met: int = 0
    named: int = 0
    named_right: int = 0

    def __add__(self, other):
        return Score(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def recall(self):
        return self.met / self.wanted

    @property
    def precision(self):
        return self.met / self.suggested

    @property
    def speakers(self):
        """The part of the speakers named that are right; blanks do not count."""
        return self.named_right / self.named


def score(text, wanted, label, same_speaker=lambda one, other: one == other, language="en"):
    """`wanted` are (start, end, attributed_to) of the label."""
    found = [one for one in suggest(text, language) if one.label == label]
    close = sorted(
        (-overlap, i, j)
        for i, (start, end, _) in enumerate(wanted)
        for j, one in enumerate(found)
        if (overlap := iou((start, end), (one.start, one.end))) >= HALF
    )
    partner = {}
    for _, i, j in close:
        if i not in partner and j not in partner.values():
            partner[i] = j
    pairs = [(wanted[i][2], found[j].attributed_to) for i, j in partner.items()]
    named = [(right, said) for right, said in pairs if said]
    return Score(
        wanted=len(wanted),
        suggested=len(found),
        met=len(pairs),
        named=len(named),
        named_right=sum(same_speaker(right, said) for right, said in named),
    )


def same_speaker(marked, said):
    """Whether both share a word, however it is transliterated."""
    return any(
        SequenceMatcher(None, one, other).ratio() >= 0.75
        for one in bare_name(re.sub(r"\(.*?\)", "", marked)).split()
        for other in bare_name(said).split()
        if min(len(one), len(other)) > 1
    )
