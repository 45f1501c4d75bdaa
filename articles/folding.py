"""Words as a search compares them: without case, accents and what nobody sees. Pure.

Folding goes character by character, so that a place in the folded words is a place in the words.
"""

import unicodedata

from articles.sentences import APOSTROPHES

# Letters that Unicode does not take apart, as they are written where a keyboard has none of them.
PLAIN_LETTERS = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
}
# ArticleSearch holds words folded by this: a change comes with a migration that folds them anew.
PLAIN = PLAIN_LETTERS | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys("‐–—−", "-")


class Folding(dict[int, str]):
    """What each character folds to, by its code point; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        found = "".join(
            PLAIN.get(part, part)
            for part in unicodedata.normalize("NFKD", chr(code).casefold()).casefold()
            # Marks on the letter before, joiners, marks of direction.
            if not unicodedata.combining(part) and unicodedata.category(part) != "Cf"
        )
        self[code] = " " if found.isspace() else found
        return self[code]


FOLDING = Folding()


def folded(words: str) -> str:
    """The words as a search compares them: `São  PAULO` and `sao  paulo` fold to the same.

    A line end is a space, so that a phrase is found over a soft wrap; the two between paragraphs
    are two, so that none is found over those.
    """
    return words.translate(FOLDING)


def folded_lines(*parts: str) -> str:
    """The parts folded, each on a line of its own: no phrase is found over the end of one."""
    return "\n".join(map(folded, parts))


def place_of(phrase: str, text: str, words: str | None = None) -> tuple[int, int] | None:
    """Where the phrase first stands in the text, as (start, end), whatever the case and accents.

    The marks on its last letter belong to it. `words` are the text folded, where they are at hand.
    """
    asked = folded(phrase)
    at = (folded(text) if words is None else words).find(asked) if asked else -1
    if at < 0:
        return None
    start, begins = character_at(at, text, *nearby(at, text))
    end, _ = character_at(at + len(asked) - 1, text, start, begins)
    end += 1
    while end < len(text) and not FOLDING[ord(text[end])]:
        end += 1
    return start, end


def nearby(at: int, text: str) -> tuple[int, int]:
    """A character near the place `at` in the folded text, and where it begins there."""
    index = min(at, len(text))
    return index, len(folded(text[:index]))


def character_at(at: int, text: str, index: int, begins: int) -> tuple[int, int]:
    """The last character that begins at or before `at` in the folded text, and where it does.

    `index` is one near it, which begins there at `begins`: few letters fold to more than one or to
    none, so that the way is short.
    """
    while begins > at:
        index -= 1
        begins -= len(FOLDING[ord(text[index])])
    while index < len(text) and begins + (width := len(FOLDING[ord(text[index])])) <= at:
        index += 1
        begins += width
    return index, begins
