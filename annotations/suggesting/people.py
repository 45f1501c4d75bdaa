"""Who is named in a text, by which titles, and whom a name, a title or a pronoun means. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotations.suggesting.text import Word
from annotations.suggesting.words import (
    BODIES,
    CUES,
    DAYS,
    DETERMINERS,
    FEMALE_TITLES,
    MALE_TITLES,
    MONTHS,
    PARTICLES,
    SMALL,
    SPEAKERS,
    TITLES,
    listed,
)

INDEFINITE = frozenset({"a", "an", "another", "one", "some", "other"})
# Names that look like adverbs where they begin a sentence.
NAMES_IN_LY = listed(
    "sally kelly emily molly billy polly beverly lily lilly carly holly willy reilly o’reilly "
    "connolly donnelly daly kimberly ally elly dolly jolly wally italy sicily assembly family "
    "connelly kennelly scully tully reily hely averly july"
)
ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our"})
WITHIN = frozenset({"of", "for", "at", "in", "from"})
AGENTS = (
    *("ers", "ors", "ists", "ians", "ants", "men", "women", "man", "woman", "ees", "mates"),
    *("ist", "ician", "itor", "ator", "etor", "ctor", "essor"),
)
NO_AGENTS = listed(
    "others numbers papers matters orders powers waters winters summers quarters "
    "figures factors doors floors colours colors errors mirrors rumours plants grants wants trees "
    "fees degrees committees factor sector actor tractor vector monitor ancestors sectors letters "
    "rivers borders computers shoulders fingers flowers"
)
# "Mother-of-two Ana Ruiz": no title, and no part of the name.
LONGEST_ROLE = 8  # words
LONGEST_APPOSITION = 16
# Verbs of speech that do not end in -ed.
SAID = listed("said told wrote began spoke swore read")
OF_SO_MANY = re.compile(r"-of-\w+$")
GENDER = {"he": "m", "she": "f"}
POSSESSIVES = ("’s", "'s", "’", "'")


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks, as the article names them in full."""

    name: str
    is_person: bool = False


class Cast:
    """Everybody named in a text, collected from the words of its sentences."""

    def __init__(self, sentences: Iterable[Sequence[Word]]) -> None:
        kept = [list(words) for words in sentences]
        self._lower = {word.text for words in kept for word in words if word.text.islower()}
        self._within = {word.text for words in kept for word in words[1:] if word.is_capital}
        self._full: dict[str, list[str]] = defaultdict(list)
        self._by_role: dict[str, set[str]] = defaultdict(set)
        self._described: dict[str, set[str]] = defaultdict(set)
        self._gender: dict[str, str] = {}
        for words in kept:
            for start, end in self.runs(words):
                self._meet(words, start, end)

    def runs(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Where capitalised words stand together, as half-open ranges of numbers of words."""
        index = 0
        while index < len(words):
            if not self.is_named(words, index):
                index += 1
                continue
            end = index + 1
            while end < len(words):
                if self.is_named(words, end):
                    if words[end - 1].text.endswith(POSSESSIVES[:2]):
                        break
                    end += 1
                elif (
                    words[end].text in PARTICLES
                    and end + 1 < len(words)
                    and self.is_named(words, end + 1)
                ):
                    end += 2
                else:
                    break
            yield index, end
            index = end

    def is_named(self, words: Sequence[Word], index: int) -> bool:
        """Whether the word is capitalised for what it is and not for where it stands."""
        word = words[index]
        if not (word.is_word and word.is_capital) or word.text in DAYS or word.text in MONTHS:
            return False
        if word.lower in SMALL:
            return False
        first = index == 0 or words[index - 1].text in {".", "!", "?", ":", "\x02", "“", '"', "‘"}
        if not first or word.lower in TITLES:
            return True
        if word.text.lower() in self._lower:
            return False
        return word.text in self._within or not _begins_sentence(word.lower)

    def parted(self, words: Sequence[Word]) -> tuple[list[str], list[Word]]:
        """A run of capitals as its titles and the name behind them, which may be empty."""
        last = -1
        for index, word in enumerate(words):
            if _role(word.text) in TITLES or OF_SO_MANY.search(word.text):
                last = index
        rest = list(words[last + 1 :])
        if rest and rest[0].lower in BODIES:
            return [], list(words)
        titles = [_role(word.text) for word in words[: last + 1]]
        return [title for title in titles if title in TITLES], rest

    def _meet(self, words: Sequence[Word], start: int, end: int) -> None:
        titles, name = self.parted(words[start:end])
        text = text_of(name)
        if not text or any(word.lower in BODIES for word in name):
            return
        before = start
        while before > max(0, start - LONGEST_ROLE) and _role(words[before - 1].text) in TITLES:
            before -= 1
            titles.insert(0, _role(words[before].text))
        if start > 1 and words[start - 1].text == "," and _role(words[start - 2].text) in TITLES:
            titles += _last_roles(words[: start - 1])
        if end + 1 < len(words) and words[end].text == ",":
            titles += _apposition(words[end + 1 : end + 8])
        if len(name) > 1 and text not in self._full[_bare(name[-1].text)]:
            self._full[_bare(name[-1].text)].append(text)
        full = self.full_name(text)
        around = [*words[max(0, start - LONGEST_ROLE) : start + len(titles)]]
        if end < len(words) and words[end].text == ",":
            around += words[end + 1 : end + LONGEST_APPOSITION]
        self._described[full] |= {_role(word.text) for word in around}
        for role in _phrases(titles):
            self._by_role[role].add(full)
        for title in titles:
            if title in MALE_TITLES or title in FEMALE_TITLES:
                self._gender.setdefault(full, "m" if title in MALE_TITLES else "f")

    def full_name(self, name: str) -> str:
        """The name in full where the text says it once so and not of two people."""
        if " " in name:
            return name
        known = self._full.get(name, [])
        return known[0] if known and len({full.split()[0] for full in known}) == 1 else name

    def is_person(self, name: str) -> bool:
        words = name.split()
        if any(word.lower().strip(".") in BODIES for word in words):
            return False
        return len(words) > 1 or any(name in known for known in self._by_role.values())

    def speaker(self, words: Sequence[Word]) -> Speaker | None:
        """Whom these words name, in full; None where they name nobody who could speak."""
        definite = bool(words) and words[0].lower not in INDEFINITE
        while words and words[0].lower in ARTICLES:
            words = words[1:]
        if not words:
            return None
        run = next((run for run in self.runs(words) if run[1] == len(words)), None)
        if run:
            return self._of_name(words, run[0], definite=definite)
        last = words[-1].lower
        if last in SPEAKERS or is_agent(last):
            person = self.with_role(words) if definite and not _is_plural(last) else None
            return Speaker(person, True) if person else Speaker(text_of(words))
        inner = next((i for i, word in enumerate(words) if word.lower in WITHIN), 0)
        return Speaker(text_of(words)) if inner and words[inner - 1].lower in SPEAKERS else None

    def _of_name(self, words: Sequence[Word], start: int, *, definite: bool) -> Speaker:
        """The speaker whose words end in a run of capitals that begins at `start`."""
        if start > 1 and words[start - 1].lower in ARTICLES | WITHIN and _is_within(words, start):
            person = self.with_role(words[: start - 1], of=words[start:]) if definite else None
            return Speaker(person, True) if person else Speaker(text_of(words))
        titles, name = self.parted(words[start:])
        if not name:
            person = self.with_role(words) if definite else None
            return Speaker(person, True) if person else Speaker(text_of(words))
        full = self.full_name(text_of(name))
        is_body = any(word.lower in BODIES for word in name)
        return Speaker(full, not is_body and (bool(titles) or self.is_person(full)))

    def with_role(self, words: Sequence[Word], *, of: Sequence[Word] = ()) -> str | None:
        """The one person whom the text gives the role that these words end in.

        Whatever else the words say, "former", "the bank’s", has to be said of that person too,
        and so has `of` what somebody is that.
        """
        titles = _last_roles(words)
        known = self._by_role.get(" ".join(titles).replace("-", " "), set())
        if len(known) != 1:
            return None
        person = next(iter(known))
        others = {
            _role(word.text)
            for word in [*words[: len(words) - len(titles)], *of]
            if word.is_word and word.lower not in SMALL
        }
        return person if others <= self._described[person] else None

    def fits(self, name: str, pronoun: str) -> bool | None:
        """Whether the pronoun fits the person; None where that is not known."""
        gender = GENDER.get(pronoun)
        known = self._gender.get(name)
        return None if gender is None or known is None else known == gender

    def learn(self, name: str, pronoun: str) -> None:
        """Remember that the text calls the person "he" or "she"."""
        if pronoun in GENDER:
            self._gender.setdefault(name, GENDER[pronoun])


def text_of(words: Sequence[Word]) -> str:
    """The words with single spaces, without a last possessive."""
    if not words:
        return ""
    text = words[0].text
    for before, word in pairwise(words):
        text += word.text if word.start == before.end else f" {word.text}"
    for ending in POSSESSIVES:
        text = text.removesuffix(ending)
    return text


def _is_within(words: Sequence[Word], start: int) -> bool:
    """Whether what begins here only says of what somebody is: "mayor of", "envoys from the"."""
    before = start - 2 if words[start - 1].lower in ARTICLES else start - 1
    return before > 0 and words[before].lower in WITHIN


def is_agent(word: str) -> bool:
    """Whether a word is by its ending one for somebody who does something: auditor, cyclists."""
    return word.endswith(AGENTS) and word not in NO_AGENTS


def _is_plural(word: str) -> bool:
    return word.endswith(("s", "men", "women", "people", "police"))


def _bare(text: str) -> str:
    for ending in POSSESSIVES[:2]:
        text = text.removesuffix(ending)
    return text


def _role(text: str) -> str:
    return _bare(text).lower().rstrip(".")


def _begins_sentence(word: str) -> bool:
    """Whether a word has its capital only for where it stands: "Added Holm", "Reluctantly"."""
    if word in CUES and (word.endswith(("ed", "s")) or word in SAID):
        return True
    return word.endswith("ly") and len(word) > 4 and word not in NAMES_IN_LY


def _last_roles(words: Sequence[Word]) -> list[str]:
    """The roles that the words end in; one in the possessive is somebody else's."""
    titles: list[str] = []
    for word in reversed(words):
        if _role(word.text) not in TITLES or (titles and word.text.endswith(POSSESSIVES[:2])):
            break
        titles.insert(0, _role(word.text))
        if len(titles) == LONGEST_ROLE:
            break
    return titles


def _apposition(words: Sequence[Word]) -> list[str]:
    """The roles in what follows a name and a comma: ", the union's deputy leader"."""
    titles: list[str] = []
    for word in words:
        role = _role(word.text)
        if role in TITLES and not word.text.endswith(POSSESSIVES[:2]):
            titles.append(role)
        elif titles or not word.is_word or (word.lower in SMALL and word.lower not in DETERMINERS):
            break
    return titles


def _phrases(titles: Sequence[str]) -> Iterator[str]:
    """Every end of a run of titles: deputy prime minister, prime minister, minister."""
    for start in range(max(0, len(titles) - LONGEST_ROLE), len(titles)):
        yield " ".join(titles[start:]).replace("-", " ")
