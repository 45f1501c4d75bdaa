"""Where noun phrases begin and end among words, as far as the small words tell. Pure."""

from collections.abc import Sequence

from annotations.suggesting.people import POSSESSIVES, Cast
from annotations.suggesting.text import HIDDEN, Word
from annotations.suggesting.words import (
    AUXILIARY,
    CONJUNCTIONS,
    CUES,
    DAYS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    SPEAKERS,
    listed,
)

LONGEST = 14
# What may stand inside a phrase: "the mayor of Leeds", "the farmers’ union".
INNER = frozenset({"of", "for", "at", "’", "'"})
TRAILING = INNER | {"last", "this", "earlier", "late", "early"}
WHEN = frozenset({"this", "last", "next", "earlier", "late", "early", "later"})
TIMES = listed("week month year night day morning evening afternoon weekend season summer winter")
BREAKS = frozenset({",", "(", "—", "–"})
STOPS = frozenset({";", ":", HIDDEN, "."})


def start_of(words: Sequence[Word], last: int) -> int:
    """The number of the word with which the phrase begins that ends with this one."""
    start = last
    while start > 0 and last - start < LONGEST and _goes_on_before(words, start):
        start -= 1
        if _is_article_of_all(words, start):
            break
    while start < last and words[start].lower in INNER:
        start += 1
    return start


def _goes_on_before(words: Sequence[Word], start: int) -> bool:
    word, lower = words[start - 1], words[start - 1].lower
    if lower in INNER:
        return True
    if not word.is_word or lower in PRONOUNS or lower in AUXILIARY:
        return False
    if lower == "and":
        return start >= 2 and words[start].is_capital and words[start - 2].is_capital
    if _joins_place(words, start - 1):
        return True
    if lower in CONJUNCTIONS or lower in PREPOSITIONS or _is_date(word):
        return False
    return word.text not in CUES or lower in SPEAKERS


def _is_article_of_all(words: Sequence[Word], start: int) -> bool:
    """Whether the article here begins the whole phrase, and not what follows an "of"."""
    if words[start].lower not in DETERMINERS or words[start + 1].lower in INNER:
        return False
    inner = start > 0 and (words[start - 1].lower in INNER or _joins_place(words, start - 1))
    return not inner


def _joins_place(words: Sequence[Word], index: int) -> bool:
    """Whether the word says where somebody is from: "envoys from the East", "police in Rome"."""
    return words[index].lower in {"in", "from"} and index > 0 and words[index - 1].lower in SPEAKERS


def end_of(words: Sequence[Word], start: int, cast: Cast) -> int:
    """The number of the word behind the phrase that begins here."""
    end = start
    while end < len(words) and end - start < LONGEST and _goes_on(words, start, end, cast):
        end += 1
    while end > start and (words[end - 1].lower in TRAILING or _is_date(words[end - 1])):
        end -= 1
    return end


def _goes_on(words: Sequence[Word], start: int, end: int, cast: Cast) -> bool:
    word, lower = words[end], words[end].lower
    if lower in INNER:
        return True
    if not word.is_word:
        return False
    if word.is_capital and lower not in CONJUNCTIONS:
        return True
    if lower == "and" and end > start:
        return end + 1 < len(words) and cast.is_named(words, end + 1)
    if end > start and (lower in PREPOSITIONS or lower in CONJUNCTIONS):
        return False
    if lower in AUXILIARY or lower in PRONOUNS or _is_time(words, end):
        return False
    return lower in SPEAKERS or not (word.text in CUES or _is_behind_name(words, start, end))


def _is_behind_name(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a name that began the phrase has just ended: "Ana Ruiz yesterday"."""
    return (
        end > start
        and words[start].is_capital
        and words[end - 1].is_capital
        and not words[end - 1].text.endswith(POSSESSIVES[:2])
    )


def parts_before(words: Sequence[Word], comma: int) -> list[tuple[int, int]]:
    """What stands between commas up to this one, in order, back to a stronger mark."""
    parts: list[tuple[int, int]] = []
    end = comma
    for index in range(comma - 1, -1, -1):
        # The full stop of an abbreviation: "of the Aldon Mfg., said".
        stops = words[index].text in STOPS and not (words[index].text == "." and end == index + 1)
        if words[index].text in BREAKS or stops:
            if index + 1 < end:
                parts.append((index + 1, end))
            end = index
            if stops:
                return parts[::-1]
    return [(0, end), *parts[::-1]] if end else parts[::-1]


def _is_time(words: Sequence[Word], index: int) -> bool:
    """Whether "this week" or "last May" begins here."""
    following = words[index + 1 : index + 2]
    return (
        words[index].lower in WHEN
        and bool(following)
        and (following[0].lower in TIMES or _is_date(following[0]))
    )


def _is_date(word: Word) -> bool:
    return word.text in DAYS or word.text in MONTHS or word.text.isdigit()
