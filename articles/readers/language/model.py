"""Which language a text is in: naive Bayes over the groups of bytes that languages write. Pure.

The model is the one that py3langid publishes (its licence: LICENSE.txt), with its numbers rounded
and without those of what a language never writes, which are all alike. Reading it takes no numpy.
bench/languages makes the file and holds its answers against py3langid's own.
"""

import json
import lzma
import math
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

FILE = Path(__file__).with_name("model.xz")


@dataclass(frozen=True)
class Model:
    """The columns are languages; one that is written in two scripts has two.

    `priors` are the logarithms of how probable each is before anything is read, `floors` of how
    probable in it is a group of bytes that it does not write. `groups` numbers the groups. Those
    columns that write group n are `columns[starts[n] : starts[n + 1]]`, and `gains` beside them
    tell how much more probable it is there than the floor, in steps of `step`.
    """

    languages: list[str]
    priors: list[float]
    floors: list[float]
    step: float
    longest: int
    groups: dict[bytes, int]
    starts: "array[int]"  # subscriptable only from Python 3.12
    columns: bytes
    gains: bytes

    def probabilities(self, text: str) -> dict[str, float]:
        """How probable each language is; together 1.0."""
        data = encoded(text)
        # By the root of the length, so that a long text of one kind is not taken for certain.
        scores = [score / math.sqrt(len(data) or 1) for score in self.scores(data)]
        most = max(scores)
        weights = [math.exp(score - most) for score in scores]
        whole = sum(weights)
        found: dict[str, float] = defaultdict(float)
        for language, weight in zip(self.languages, weights, strict=True):
            found[language] += weight / whole
        return found

    def scores(self, data: bytes) -> list[float]:
        """The logarithm of how probable each column is, but for a constant; alike for no bytes."""
        counted = Counter(self.groups_in(data))
        if not counted:
            return [0.0] * len(self.languages)
        gained = [0.0] * len(self.languages)
        seen = 0.0
        for group, count in counted.items():
            weight = math.log1p(count)
            seen += weight
            there = slice(self.starts[group], self.starts[group + 1])
            for column, gain in zip(self.columns[there], self.gains[there], strict=True):
                gained[column] += weight * gain
        return [
            prior + seen * floor + self.step * gain
            for prior, floor, gain in zip(self.priors, self.floors, gained, strict=True)
        ]

    def groups_in(self, data: bytes) -> Iterator[int]:
        """The longest group that ends at each byte, where there is one."""
        groups, longest = self.groups, self.longest
        for end in range(1, len(data) + 1):
            for start in range(max(0, end - longest), end):
                if (group := groups.get(data[start:end])) is not None:
                    yield group
                    break


def encoded(text: str) -> bytes:
    """The text as the model has learned it."""
    text = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


@cache
def model() -> Model:
    """The model of the file, read when the first text needs it: it takes a fifth of a second."""
    return unpacked(lzma.decompress(FILE.read_bytes()))


def unpacked(data: bytes) -> Model:
    """The model from: a line of JSON; for each group its length, then for each its bytes, then for
    each how many columns write it; the columns; the gains. Lengths and columns are single bytes.
    """
    head, _, rest = data.partition(b"\n")
    told = json.loads(head)
    number = told["groups"]
    lengths, rest = rest[:number], rest[number:]
    ends = list(accumulate(lengths))
    groups = {
        rest[end - length : end]: place
        for place, (length, end) in enumerate(zip(lengths, ends, strict=True))
    }
    rest = rest[ends[-1] :]
    starts = array("I", accumulate(rest[:number], initial=0))
    rest = rest[number:]
    columns, gains = rest[: starts[-1]], rest[starts[-1] :]
    return Model(
        told["languages"],
        told["priors"],
        told["floors"],
        told["step"],
        max(lengths),
        groups,
        starts,
        columns,
        gains,
    )
