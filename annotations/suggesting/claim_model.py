"""How much a clause looks like a claim worth checking, by its words. Pure.

A logistic regression over words, pairs of words and a few signs (figures, names, ranks, dates). Its
weights are learnt by bench/suggested from ClaimBuster, sentences of debates that people judged
(Arslan, Hassan, Li and Tremayne 2020, doi.org/10.5281/zenodo.3609356, CC BY 4.0).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from annotations.suggesting.people import Cast
from annotations.suggesting.text import Word
from annotations.suggesting.words import DAYS, MONTHS, forms, listed

FILE = Path(__file__).with_name("claim_weights.txt")
# What the weights in the file are multiplied by, to be whole numbers.
SCALE = 100
CONSTANT = "^"
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")

RANKING = listed(
    "first last only never largest biggest smallest highest lowest longest shortest oldest "
    "youngest fastest slowest richest poorest deadliest worst best record most least "
    "unprecedented majority every none always unique second third half twice double doubled tripled"
)
HARM = forms(
    *("kill", "injure", "wound", "accuse", "violate", "arrest", "charge", "convict", "sentence"),
    *("ban+", "invade", "attack", "bomb", "destroy", "damage", "abuse", "torture", "execute"),
    *("poison", "pollute", "cheat", "defraud", "bribe", "breach", "infringe", "expel+", "dismiss"),
    *("fine", "sue", "jail", "imprison", "seize", "evict", "kidnap+", "shoot", "murder", "rape"),
) | listed(
    "broke broken stole stolen illegal illegally unlawful crime crimes fraud corruption shot "
    "dead died death deaths victims war"
)
DEEDS = forms(
    *("increase", "decrease", "decline", "double", "triple", "expand", "cause", "reduce"),
    *("launch", "approve", "adopt", "pass", "reject", "sign", "announce", "publish", "open"),
    *("close", "join", "visit", "receive", "apply", "attend", "avoid", "produce", "export"),
    *("import", "own", "earn", "employ", "cost", "vote", "elect", "appoint", "resign", "found"),
    *("discover", "prevent", "cure", "protect", "support", "fund", "finance", "transfer", "ship+"),
    *("release", "withdraw", "introduce", "abolish", "raise", "lower", "drop+", "climb", "halve"),
) | listed(
    "rose risen fell fallen grew grown cut cuts won lost built sold bought paid spent sent wrote "
    "written met held took taken became become began begun led left made gave given reached rise "
    "due because caused results resulted contains hit"
)
DOUBT = listed(
    "should could may might perhaps maybe probably possibly seems seem seemed appears appear "
    "appeared hope hopes hoped wish wishes want wants feel feels believe believes think thinks "
    "let ought expect expects likely unlikely apparently arguably suspicion striking "
    "remains uncertain"
)
FIRST = listed("i we me us our my mine ours i’m we’re i've we've i’ve we’ve")
SIGNS = {"rank": RANKING, "harm": HARM, "deed": DEEDS, "doubt": DOUBT, "first": FIRST}


def signs(clause: Sequence[Word], cast: Cast, held: int) -> set[str]:
    """What a clause holds beside its words; `held` is how many statistics are in it."""
    plain = {word.lower for word in clause}
    found = {f"^{name}" for name, words in SIGNS.items() if plain & words}
    runs = list(cast.runs(clause))
    found |= {f"^figures {min(held, 2)}", f"^names {min(len(runs), 3)}"}
    found.add(f"^length {min(len(clause) // 6, 6)}")
    if runs and runs[0][0] <= 2:
        found.add("^name first")
    if any(_is_date(word.text) for word in clause):
        found.add("^date")
    return found


def evidence(found: set[str]) -> int:
    """How many of the signs tell of something that can be looked up, less one for doubt."""
    figures = 0 if "^figures 0" in found else 3
    speaking = {"^harm", "^deed", "^date", "^name first", "^names 3"} & found
    return figures + len(speaking) + 2 * ("^rank" in found) - 2 * ("^doubt" in found)


def features(clause: Sequence[Word], found: set[str]) -> set[str]:
    """What the clause is weighed by: its signs, its words and pairs of words."""
    words = list(_plain(clause))
    return {*found, *words, *(f"{one} {other}" for one, other in pairwise(words))}


def score(clause: Sequence[Word], found: set[str]) -> float:
    """Above 0 where the clause is rather a claim than not."""
    known = weights()
    return (known[CONSTANT] + sum(known.get(one, 0) for one in features(clause, found))) / SCALE


@cache
def weights() -> dict[str, int]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: int(weight) for name, weight in pairs}


def _plain(clause: Sequence[Word]) -> Iterator[str]:
    for word in clause:
        if word.text[0].isdigit():
            yield "0000" if YEAR.fullmatch(word.text) else "0"
        elif word.lower and not word.lower.isspace() and word.text != "\x02":
            yield word.lower.replace("’", "'")


def _is_date(word: str) -> bool:
    return word in MONTHS or word in DAYS or bool(YEAR.fullmatch(word))
