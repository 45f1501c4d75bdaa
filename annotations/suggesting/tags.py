"""Source tags: a verb of speech and who does it, before or behind the words. Pure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotations.suggesting.people import POSSESSIVES, Cast, Speaker
from annotations.suggesting.phrases import INNER, end_of, parts_before, start_of
from annotations.suggesting.text import Word
from annotations.suggesting.words import (
    AUXILIARY,
    BE,
    BODIES,
    CONJUNCTIONS,
    CUES,
    DAYS,
    DETERMINERS,
    NAMING,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SPEAKERS,
)

LONGEST_TAG = 45
# Words between "the officer" and the comma behind "on duty".
LONGEST_DUTY = 5
# Words for a person just spoken of; "the teenager said" is "she said".
SPOKEN_OF = re.compile(r"teenager|pensioner|youngster|\d+-year-old")
ITSELF = frozenset({"itself", "himself", "herself", "themselves"})
MEANT = frozenset({"he", "she", "they"})
# In front of what is a noun, however it looks: "the report", "made calls".
BEFORE_NOUNS = (DETERMINERS - {"this", "that", "some", "many", "all", "most", "both"}) | {
    *("made", "make", "makes", "making", "of", "on", "with", "for", "by", "in")
}


class Tag(NamedTuple):
    """A verb and who does it: a speaker, a pronoun still to be resolved, or nobody known.

    `start`, `verb` and `end` are numbers of words.
    """

    start: int
    verb: int
    end: int
    speaker: Speaker | None
    pronoun: str = ""


class Tags:
    """Finds the tags among the words of a sentence, with the names of one text."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def before(self, words: Sequence[Word]) -> Tag | None:
        """The tag nearest to the end of the words: "Ana Ruiz told the court that …"."""
        for index in range(len(words) - 1, max(-1, len(words) - LONGEST_TAG), -1):
            tag = None
            if words[index].lower == "according":
                tag = self._according(words, index)
            elif index == 0 and words[0].is_capital and words[0].lower in CUES:
                tag = self._doing(words, 0)  # "Added Holm:"
            elif words[index].text in CUES and not _is_noun(words, index):
                tag = self._done_by(words, index)
            if tag:
                return tag
        return None

    def first(
        self, words: Sequence[Word], *, cues: frozenset[str] = CUES, with_subject: bool = False
    ) -> Tag | None:
        """The first tag whose verb is finite; `with_subject`: and has a subject of its own."""
        for index, word in enumerate(words[:LONGEST_TAG]):
            if word.text not in cues or word.text.endswith("ing") or _is_noun(words, index):
                continue
            if with_subject and words[index - 1].lower in {"and", "but", "then"}:
                continue
            if tag := self._done_by(words, index):
                return tag
        return None

    def inverted(self, words: Sequence[Word]) -> Tag | None:
        """The tag that ends a sentence without quote marks: "… are missing, said Ana Ruiz"."""
        for index in range(4, len(words) - 2):
            if words[index].text == "," and words[index + 1].text in {"said", "says"}:
                tag = self._doing(words, index + 1)
                ends = tag.end >= len(words) or not words[tag.end].is_word
                when = not ends and words[tag.end].text in PREPOSITIONS | DAYS
                return tag._replace(start=index) if tag.speaker and (ends or when) else None
        return None

    def behind(self, words: Sequence[Word]) -> Tag | None:
        """The tag that begins the words, after a comma: ", said Ana Ruiz" or "she told him"."""
        start = 1 if words and words[0].text in {",", "—", "–", "―"} else 0
        if start >= len(words):
            return None
        if start and words[0].text != "," and list(self._cast.runs(words)) == [(1, len(words))]:
            return self.opening(words[1:])  # “…” — Ana Ruiz
        first = words[start]
        if first.lower == "according":
            return self._according(words, start)
        if first.text in CUES and not first.text.endswith("ing"):
            return self._doing(words, start)
        if first.lower in PREPOSITIONS or first.lower in CONJUNCTIONS or not first.is_word:
            return None
        for index in range(start + 1, min(len(words), start + LONGEST_TAG)):
            if words[index].text in CUES and not _is_noun(words, index):
                tag = self._done_by(words, index)
                return tag if tag and tag.start <= start else None
        return None

    def opening(self, words: Sequence[Word]) -> Tag | None:
        """Who a sentence is about, where it begins with them, be it behind "On Monday,"."""
        start = 0
        known: Tag | None = None
        while start < len(words) and start < LONGEST_TAG:
            if words[start].lower in {"he", "she"}:
                return known or Tag(start, start, start + 1, None, words[start].lower)
            end = self._opening_name(words, start)
            speaker = self._cast.speaker(words[start:end])
            if speaker and speaker.is_person:
                return Tag(start, end, end, speaker)
            if speaker and not known:
                known = Tag(start, end, end, speaker)
            start = next(
                (i + 1 for i in range(end, len(words)) if words[i].text == ","), len(words)
            )
        return known

    def only_name(self, words: Sequence[Word]) -> Speaker | None:
        """The one person named in these words, but for those who are only with, in or of it."""
        found = set()
        for start, end in self._cast.runs(words):
            before = words[start - 1].lower if start else ""
            if before in PREPOSITIONS - {"by"} or words[end - 1].text.endswith(POSSESSIVES[:2]):
                continue
            if speaker := self._cast.speaker(words[start:end]):
                found.add(speaker)
        one = found.pop() if len(found) == 1 else None
        if one and not any(part.lower() in BODIES for part in one.name.split()):
            return Speaker(one.name, True)
        return None

    def _according(self, words: Sequence[Word], index: int) -> Tag | None:
        if index + 2 >= len(words) or words[index + 1].text != "to":
            return None
        end, speaker = self._named_from(words, index + 2)
        return Tag(index, index, end, speaker) if speaker else None

    def _doing(self, words: Sequence[Word], verb: int) -> Tag:
        """The tag of a verb with its subject behind it."""
        start = verb + 1
        while start < len(words) and _is_adverb(words[start]):
            start += 1
        start = _past_phrase(words, start)
        if start < len(words) and words[start].lower in MEANT:
            return Tag(verb, verb, start + 1, None, words[start].lower)
        end, speaker = self._named_from(words, start)
        return Tag(verb, verb, max(end, verb + 1), speaker)

    def _done_by(self, words: Sequence[Word], verb: int) -> Tag | None:
        """The tag of a verb with its subject before it."""
        index = verb - 1
        while index >= 0 and _is_adverb(words[index]):
            index -= 1
        if any(word.lower in BE for word in words[index + 1 : verb]) and (
            words[verb].text.endswith("ed") or words[verb].text in {"told", "quoted"}
        ):
            return self._passive(words, verb)
        index = _before_day(words, index)
        if index < 0:
            return None
        if words[index].text == "as" and words[index - 1].text in {"quoted", "cited"}:
            index -= 2
            while index >= 0 and _is_adverb(words[index]):
                index -= 1
            return self._subject(words, index, verb)
        if words[verb].text.endswith("ing") or words[index].lower in {"and", "but", "then"}:
            return self._shared_subject(words, index)
        return self._subject(words, index, verb)

    def _passive(self, words: Sequence[Word], verb: int) -> Tag | None:
        for index in range(verb + 1, min(len(words), verb + 12)):
            if words[index].text == "by":
                end, speaker = self._named_from(words, index + 1)
                return Tag(verb, verb, end, speaker) if speaker else None
        return Tag(verb, verb, verb + 1, None) if words[verb].text in NAMING else None

    def _shared_subject(self, words: Sequence[Word], index: int) -> Tag | None:
        """Who also does what follows: "Ana Ruiz, noting …", "She left and called it …"."""
        if words[index].lower not in {",", "(", "—", "–", "and", "but", "then"}:
            return None
        finite = self.first(words[:index], with_subject=True)
        if finite and (finite.speaker or finite.pronoun):
            return finite
        return self.opening(words[:index])

    def _opening_name(self, words: Sequence[Word], start: int) -> int:
        """Where the name with its titles ends that begins here; `start` where none does."""
        end, named = start, False
        while end < len(words) and (
            self._cast.is_named(words, end)
            or words[end].lower in SPEAKERS
            or (end == start and words[end].lower in DETERMINERS)
        ):
            named = named or self._cast.is_named(words, end)
            end += 1
        return end if named else start

    def _subject(self, words: Sequence[Word], index: int, verb: int) -> Tag | None:
        """The tag of a verb whose subject ends at `index`, or before a comma there."""
        if index < 0:
            return None
        lower = words[index].lower
        if lower in RELATIVE:
            return self._antecedent(words, index, verb)
        if lower in PRONOUNS:
            return None if lower == "it" else Tag(index, verb, verb + 1, None, _meant(lower))
        if words[index].text in {",", ")", "—", "–"}:
            return self._before_comma(words, index, verb)
        if SPOKEN_OF.fullmatch(lower) and index and words[index - 1].lower == "the":
            return Tag(index - 1, verb, verb + 1, None, "the")
        start = start_of(words, index)
        speaker = self._cast.speaker(words[start : index + 1])
        if not speaker:
            return None
        if _says_where(words, start):
            return Tag(start, verb, verb + 1, None)
        return Tag(self._with_description(words, start, index + 1), verb, verb + 1, speaker)

    def _with_description(self, words: Sequence[Word], start: int, end: int) -> int:
        """Where the description before a name begins: "Ukraine's president, Ana Ruiz"."""
        described = start >= 2 and words[start - 1].text == "," and self._is_name(words[start:end])
        if described and words[start - 2].lower in SPEAKERS:
            return start_of(words, start - 2)
        return start

    def _is_name(self, words: Sequence[Word]) -> bool:
        """Whether the words are a name, with little before it: "the late Ana Ruiz"."""
        run = next(iter(self._cast.runs(words)), None)
        if run is None or run[1] < len(words):
            return False
        before = words[: run[0]]
        return not before or (
            len(before) <= 3
            and run[1] - run[0] > 1
            and before[-1].text not in INNER
            and not any(word.lower in PREPOSITIONS or word.lower in SPEAKERS for word in before)
        )

    def _antecedent(self, words: Sequence[Word], index: int, verb: int) -> Tag | None:
        last = index - 1
        if last >= 0 and words[last].text == ",":
            last -= 1
        if last < 0 or not words[last].is_word:
            return None
        start = start_of(words, last)
        speaker = self._cast.speaker(words[start : last + 1])
        return Tag(start, verb, verb + 1, speaker) if speaker else None

    def _before_comma(self, words: Sequence[Word], comma: int, verb: int) -> Tag | None:
        """The subject before what stands between commas: "Ana Ruiz, the mayor, said"."""
        parts = parts_before(words, comma)
        named = [part for part in parts if self._is_name(words[slice(*part)])]
        in_full = [(start, end) for start, end in named if end - start > 1] or named
        described = [
            (start, end)
            for start, end in parts
            if start_of(words, end - 1) == start and words[start].lower not in PREPOSITIONS
        ]
        for start, end in [*in_full, *described]:
            if speaker := self._cast.speaker(words[start:end]):
                return Tag(self._with_description(words, start, end), verb, verb + 1, speaker)
        return None

    def _named_from(self, words: Sequence[Word], start: int) -> tuple[int, Speaker | None]:
        """Who is named from here on: "the mayor of Leeds, Ana Ruiz, on Monday"."""
        end = end_of(words, start, self._cast)
        speaker = self._cast.speaker(words[start:end])
        if speaker and speaker.is_person:
            return end, speaker
        comma = _past_duty(words, end)
        following = next(iter(self._cast.runs(words[comma + 1 : comma + 8])), None)
        if following and following[0] == 0 and following[1] > 1:
            name_end = comma + 1 + following[1]
            return name_end, self._cast.speaker(words[comma + 1 : name_end])
        return end, speaker


def _says_where(words: Sequence[Word], start: int) -> bool:
    """Whether the phrase only says where others are: "gardens in the school said"."""
    return start > 1 and words[start - 1].lower == "in" and words[start - 2].is_word


def _past_duty(words: Sequence[Word], end: int) -> int:
    """The number of the comma behind a phrase, also after "the officer on duty"; else the last."""
    for index in range(end, min(len(words), end + LONGEST_DUTY)):
        word = words[index]
        if word.text == ",":
            return index
        first = index == end
        if word.lower not in PREPOSITIONS if first else not word.text.islower():
            break
        if word.text in CUES or word.lower in AUXILIARY:
            break
    return len(words)


def _meant(pronoun: str) -> str:
    return pronoun if pronoun in MEANT else ""


def _is_adverb(word: Word) -> bool:
    return word.lower in AUXILIARY | ITSELF or (word.text.endswith("ly") and word.text.islower())


def _is_noun(words: Sequence[Word], index: int) -> bool:
    return index > 0 and words[index - 1].lower in BEFORE_NOUNS


def _before_day(words: Sequence[Word], index: int) -> int:
    """The number of the word before "on Wednesday" or "this Friday" that ends here."""
    if index >= 1 and words[index].text in DAYS:
        index -= 1
        if words[index].lower in {"on", "this", "last", "late", "early"}:
            index -= 1
    return index


def _past_phrase(words: Sequence[Word], start: int) -> int:
    """Past "in an interview" or "on Monday", where that stands between verb and subject."""
    if start + 2 >= len(words) or words[start].text not in {"in", "on", "during"}:
        return start
    if words[start + 1].text in DAYS:
        return start + 2
    if words[start + 1].lower in DETERMINERS and not words[start + 2].is_capital:
        return start + 3
    return start
