"""Claims: statements that could be shown true or false, and are worth the time. Pure.

The weakest of the suggestions: the clause of a sentence is weighed by what it holds. Figures,
ranks, dates, causes, accusations and named actors speak for it; wishes, guesses, questions and a
first person without figures against.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from annotations.suggesting.marked_paragraphs import MarkedParagraph
from annotations.suggesting.people import Cast
from annotations.suggesting.quotes import indirect_speech_from, without_dateline
from annotations.suggesting.text import HIDDEN, Stretch, Word, words_of
from annotations.suggesting.words import (
    AUXILIARY,
    CONJUNCTIONS,
    DAYS,
    MONTHS,
    PRONOUNS,
    forms,
    listed,
)

ENOUGH = 3
SHORTEST = 5
# A tail is cut off only where this many words remain.
REMAINING = 7

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
TURNS = listed("while although though despite amid whereas unless")
LEADS = listed(
    "but and however moreover furthermore also meanwhile later then still yet so specifically "
    "now today initially instead indeed thus therefore nevertheless additionally since earlier "
    "recently afterwards separately"
)
REPORTS = forms("report", "reveal", "announce", "confirm", "note", "add", "explain", "estimate")
REPORTED = REPORTS | listed("said says told reports evidence fact claims allegations argues")
# Marks that end a clause with what is before them, unlike a comma.
BELONGS = frozenset({HIDDEN, ")", "%", "”", "’"})
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def find_claims(
    paragraph: MarkedParagraph, cast: Cast, figures: Sequence[Stretch]
) -> Iterator[Stretch]:
    """The claims of a paragraph, at most one of a sentence; `figures` are its statistics."""
    starts = [one.start for one in figures]
    for sentence in paragraph.sentences:
        around = words_of(paragraph.around, sentence)
        if not around or around[-1].text == "?" or _is_quoted(around):
            continue
        counted = _count_within(sentence, starts) > 0
        if any(word.lower in FIRST for word in around) and not counted:
            continue
        clause = _clause(without_dateline(around))
        if sum(word.is_word for word in clause) < SHORTEST:
            continue
        stretch = Stretch(clause[0].start, _end_of(clause, paragraph))
        if _weight(clause, cast, _count_within(stretch, starts)) >= ENOUGH:
            yield stretch


def _count_within(stretch: Stretch, starts: Sequence[int]) -> int:
    return bisect_left(starts, stretch.end) - bisect_left(starts, stretch.start)


def _is_quoted(around: Sequence[Word]) -> bool:
    """Whether what is not in quote marks is only a source tag."""
    hidden = any(word.text == HIDDEN for word in around)
    return hidden and (around[0].text == HIDDEN or sum(word.is_word for word in around) < REMAINING)


def _end_of(clause: Sequence[Word], paragraph: MarkedParagraph) -> int:
    last = clause[-1]
    at = bisect_left(paragraph.marked, last.start, key=lambda one: one.start)
    found = paragraph.marked[at : at + 1]
    return found[0].end if found and found[0].start == last.start else last.end


def _clause(around: Sequence[Word]) -> Sequence[Word]:
    """The sentence without who reports it, what leads to it and what hangs on to it."""
    start = _reported(around)
    start = _past_lead(around, start)
    end = _cut(around, start)
    while end > start and not around[end - 1].is_word and around[end - 1].text not in BELONGS:
        end -= 1
    return around[start:end]


def _reported(around: Sequence[Word]) -> int:
    """Where a statement begins that somebody is said to have made: behind "reported that"."""
    for index, word in enumerate(around[1:24], start=1):
        if word.text == "that" and around[index - 1].text in REPORTED | DAYS:
            return index + 1
        if word.text == "that" and any(before.text in REPORTED for before in around[:index][-7:]):
            return index + 1
    for index, word in enumerate(around[1:24], start=1):
        start = indirect_speech_from(around, index) if word.text in {"said", "says"} else None
        if start is not None and len(around) - start > SHORTEST:
            return start
    for index, word in enumerate(around[:10]):
        if word.text == ":" and len(around) - index > REMAINING:
            return index + 1
    return 0


def _past_lead(around: Sequence[Word], start: int) -> int:
    while start + 1 < len(around) and around[start].lower in LEADS:
        if around[start + 1].text == ",":
            start += 2
        elif around[start + 1].lower in {"then", "week", "this"} and around[start + 2].text == ",":
            start += 3
        elif around[start].lower in CONJUNCTIONS:
            start += 1
        else:
            break
    return start


def _cut(around: Sequence[Word], start: int) -> int:
    """Where the clause ends, before what could stand alone or only adds to it."""
    for index in range(start + REMAINING, len(around) - 1):
        word, following = around[index], around[index + 1]
        if word.text == "," and (
            following.text.endswith("ing")
            or following.lower in TURNS
            or following.lower in {"which", "as", "but", "citing"}
            or (following.lower == "and" and _begins_clause(around, index + 2))
            or (following.lower == "the" and len(around) - index < REMAINING + 2)
        ):
            return index
        if word.text == "," and _is_tag(around, index + 1):
            return index
        if word.text in {";", "—"} or (word.text == "in" and following.text == "an"):
            return index
    return len(around)


def _is_tag(around: Sequence[Word], start: int) -> bool:
    """Whether a sentence ends in who says so, from `start` on: "the ministry said on Friday"."""
    near = range(start, min(start + 8, len(around)))
    verb = next((at for at in near if around[at].text in {"said", "says"}), None)
    if verb is None or not around[start].is_word or around[start].lower in CONJUNCTIONS:
        return False
    words = (around[at] for at in range(verb + 1, len(around)) if around[at].is_word)
    behind = list(itertools.islice(words, 4))  # no more of them are looked at in any sentence
    return len(behind) <= 3 and not (
        verb == start and any(word.lower in PRONOUNS for word in behind)
    )


def _begins_clause(around: Sequence[Word], index: int) -> bool:
    """Whether a subject and an auxiliary follow: "and other countries have …"."""
    following = around[index : index + 5]
    return any(word.lower in PRONOUNS for word in following[:1]) or any(
        word.lower in AUXILIARY - {"also", "then"} for word in following[1:]
    )


def _weight(clause: Sequence[Word], cast: Cast, held: int) -> int:
    """How much speaks for a claim; `held` is how many statistics are in it."""
    known = [word.lower for word in clause]
    plain = set(known)
    named = list(cast.runs(clause[:8]))
    weight = min(3, held + 2) if held else 0
    weight += 2 * bool(plain & RANKING)
    weight += bool(plain & HARM) + bool(plain & DEEDS)
    weight += bool(named and named[0][0] <= 2)
    weight += any(_is_date(word.text) for word in clause)
    weight += len(list(cast.runs(clause))) >= 3
    return weight - 2 * bool(plain & DOUBT)


def _is_date(word: str) -> bool:
    return word in MONTHS or word in DAYS or bool(YEAR.fullmatch(word))
