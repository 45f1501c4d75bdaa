"""How near a found value comes to the expected one. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# A run of letters and digits; in scripts without spaces each character is one.
WITHOUT_SPACES = (
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff"
)
WORD = re.compile(f"[{WITHOUT_SPACES}]|[^\\W_{WITHOUT_SPACES}]+")
BETWEEN_NAMES = re.compile(r"\s*[,;|/&•·]\s*|\s+(?:and|und|et|y|e|og|och|en)\s+", re.IGNORECASE)
BEFORE_NAMES = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s+", re.IGNORECASE)
# Norwegian is stated as either of its written forms, or as none of them.
SAME_LANGUAGE = {"nb": "no", "nn": "no"}


@dataclass(frozen=True)
class Overlap:
    """How many words two texts share, each as often as both have it; and how many each has."""

    shared: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        return self.shared / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.shared / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        both = self.found + self.expected
        return 2 * self.shared / both if both else 0.0

    def __add__(self, other: "Overlap") -> "Overlap":
        return Overlap(
            self.shared + other.shared, self.found + other.found, self.expected + other.expected
        )


def words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text).casefold())


def overlap(found: str, expected: str) -> Overlap:
    ours, theirs = Counter(words(found)), Counter(words(expected))
    return Overlap((ours & theirs).total(), ours.total(), theirs.total())


def words_lost(source: str, kept: Iterable[str]) -> list[str]:
    """The words of `source` that are in none of `kept`, or less often than there."""
    left = Counter(words(source))
    for text in kept:
        left -= Counter(words(text))
    return sorted(left.elements())


def one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def same_line(found: str, expected: str) -> bool:
    """Whether two titles are the same but for white space and composed letters."""
    return one_line(found) == one_line(expected)


def contains(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, wherever either has white space."""
    return without_space(phrase) in without_space(text)


def without_space(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def people(byline: Iterable[str]) -> list[frozenset[str]]:
    """Each name of a byline as the set of its words: “By Ida Frost and Jo Marsh” are two."""
    parts = [
        BEFORE_NAMES.sub("", part.strip()) for line in byline for part in BETWEEN_NAMES.split(line)
    ]
    return [frozenset(words(part)) for part in parts if words(part)]


def names_found(found: str, expected: Iterable[str]) -> bool:
    """Whether at least half of the expected names stand in the byline that was found."""
    wanted = people(expected)
    ours = set(words(found))
    return 2 * sum(name <= ours for name in wanted) >= len(wanted)


def same_names(found: str, expected: Iterable[str]) -> bool:
    """Whether the names are the expected ones and no others."""
    return set(people([found])) == set(people(expected))


def same_language(found: str, expected: str) -> bool:
    return primary(found) == primary(expected)


def primary(tag: str) -> str:
    language = re.split("[-_]", tag.lower())[0]
    return SAME_LANGUAGE.get(language, language)
