"""The noun behind a number, which it counts. Pure."""

import re

from annotations.suggesting.languages.language import Language
from annotations.suggesting.text import Stretch

WORD = re.compile(r"\s{1,3}([^\W\d_](?:[\w’'‑-])*)")
WORD_AT_ONCE = re.compile(r"([^\W\d_][\w‑-]*)")
MOST_ADJECTIVES = 2


def counted(text: str, at: int, within: Stretch, language: Language) -> Stretch:
    """Where the noun stands that is counted by the number that ends at `at`; empty without any."""
    for of in language.numbers.of:
        if text.startswith(" " + of, at):
            at += len(of) + (0 if of.endswith(" ") else 1)
            break
    start = end = at
    for count in range(MOST_ADJECTIVES + 1):
        word = _word_at(text, end, within)
        if not word or word[1].lower() in language.stops | language.articles:
            break
        if word[1].lower() in language.verbs or word[1].lower() in language.participles:
            break
        if count == 0:
            start = word.start(1)
        end = word.end()
        if language.capital_nouns:
            if word[1][0].isupper():
                return Stretch(start, end)
        elif word[1].lower() not in language.before_nouns:
            qualified = _with_qualifier(text, end, within, word[1].lower(), language)
            return Stretch(start, qualified)
    # In German only a noun is counted, which has a capital.
    return Stretch(at, at) if language.capital_nouns else Stretch(start, end)


def _word_at(text: str, at: int, within: Stretch) -> re.Match[str] | None:
    apostrophe = text[at - 1 : at] in {"’", "'"}
    return (
        WORD_AT_ONCE.match(text, at, within.end) if apostrophe else WORD.match(text, at, within.end)
    )


def _with_qualifier(text: str, end: int, within: Stretch, noun: str, language: Language) -> int:
    """Money of two words: "francs suisses"."""
    following = WORD.match(text, end, within.end)
    both = f"{noun} {following[1].lower()}" if following else ""
    return following.end() if following and money_code(both, language) else end


def money_code(unit: str, language: Language) -> str | None:
    """The code of the currency that is named so; None of all else."""
    name = " ".join(unit.lower().split())
    return language.money.get(name) or language.money.get(name.removesuffix("s"))
