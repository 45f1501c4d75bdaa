"""Claims: statements that could be shown true or false, and are worth the time. Pure.

The weakest of the suggestions: a clause is weighed by its words (`claim_model`), and has to hold
something that can be looked up: a figure, rank, date, accusation, deed or named actor. Questions
and a first person without figures are left out.
"""

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from annotations.suggesting.claim_model import FIRST, evidence, score, signs
from annotations.suggesting.marked_paragraphs import MarkedParagraph
from annotations.suggesting.people import Cast
from annotations.suggesting.quotes import indirect_speech_from, without_dateline
from annotations.suggesting.text import HIDDEN, Stretch, Word, words_of
from annotations.suggesting.words import (
    AUXILIARY,
    CONJUNCTIONS,
    DAYS,
    PRONOUNS,
    forms,
    listed,
)

# How sure the model has to be: best on a fifth of ClaimBuster that it was not learnt from. And how
# much there has to be that can be looked up: on CheckThat 2019 it costs little and is more precise.
ENOUGH = -0.5
LEAST_EVIDENCE = 1
SHORTEST = 5
# A tail is cut off only where this many words remain.
REMAINING = 7

TURNS = listed("while although though despite amid whereas unless")
LEADS = listed(
    "but and however moreover furthermore also meanwhile later then still yet so specifically "
    "now today initially instead indeed thus therefore nevertheless additionally since earlier "
    "recently afterwards separately"
)
REPORTS = forms("report", "reveal", "announce", "confirm", "note", "add", "explain", "estimate")
REPORTED = REPORTS | listed("said says told reports evidence fact claims allegations argues")
# Verbs behind which a statement may stand at once.
SHOWING = listed("show shows showed claimed claims estimates estimated argued say")
TAGGING = listed(
    "said says told added claimed noted argued wrote reported warned insisted explained"
)
# Words with which something begins that hangs on the clause behind its comma.
SUBORDINATE = listed(
    "while although though as when if after before since because despite according"
)
LONGEST_LEAD = 20
LEAD_PHRASES = frozenset({"for example", "for instance", "in fact", "of course", "in addition"})
# Marks that end a clause with what is before them, unlike a comma.
BELONGS = frozenset({HIDDEN, ")", "%", "”", "’"})


def find_claims(
    paragraph: MarkedParagraph, cast: Cast, figures: Sequence[Stretch]
) -> Iterator[Stretch]:
    """The claims of a paragraph, clause by clause; `figures` are its statistics."""
    starts = [one.start for one in figures]
    for sentence in paragraph.sentences:
        around = words_of(paragraph.around, sentence)
        if not around or around[-1].text == "?" or _is_quoted(around):
            continue
        counted = _count_within(sentence, starts) > 0
        if any(word.lower in FIRST for word in around) and not counted:
            continue
        for clause in _clauses(without_dateline(around)):
            stretch = Stretch(clause[0].start, _end_of(clause, paragraph))
            held = _count_within(stretch, starts)
            if is_worth_checking(clause, signs(clause, cast, held)):
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


def _clauses(around: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """What a sentence states, without who reports it, what leads to it and what hangs on to it."""
    start = _reported(around)
    while start < len(around):
        start = _past_lead(around, start)
        cut = end = _cut(around, start)
        while end > start and not around[end - 1].is_word and around[end - 1].text not in BELONGS:
            end -= 1
        if sum(word.is_word for word in around[start:end]) >= SHORTEST:
            yield around[start:end]
        start = _next_clause(around, cut)


def _next_clause(around: Sequence[Word], cut: int) -> int:
    """Where a clause begins that stands alone, behind a cut: ", and prices have …", "; prices"."""
    if cut + 2 >= len(around):
        return len(around)
    mark, following = around[cut], around[cut + 1]
    if mark.text == ";":
        return cut + 1
    joined = mark.text == "," and following.lower in {"and", "but"} | TURNS
    return cut + 2 if joined and _begins_clause(around, cut + 2) else len(around)


def _reported(around: Sequence[Word]) -> int:
    """Where a statement begins that somebody is said to have made: behind "reported that"."""
    for index, word in enumerate(around[1:24], start=1):
        if word.text == "that" and around[index - 1].text in REPORTED | DAYS:
            return index + 1
        if word.text == "that" and any(before.text in REPORTED for before in around[:index][-7:]):
            return index + 1
    for index, word in enumerate(around[1:24], start=1):
        if around[index - 1].text == ",":
            continue  # "…, said Ana Ruiz" ends what was said
        start = indirect_speech_from(around, index) if word.text in {"said", "says"} else None
        if word.text in SHOWING and _is_stated(around, index + 1):
            start = index + 1
        if start is not None and len(around) - start > SHORTEST:
            return start
    for index, word in enumerate(around[:10]):
        if word.text == ":" and len(around) - index > REMAINING:
            return index + 1
    return 0


def _is_stated(around: Sequence[Word], start: int) -> bool:
    """Whether a name or a number begins a statement here: "Data show Norway exported …"."""
    if start >= len(around) or not (around[start].is_capital or around[start].text[0].isdigit()):
        return False
    return any(word.lower in AUXILIARY or word.text.endswith("ed") for word in around[start + 1 :])


def _past_lead(around: Sequence[Word], start: int) -> int:
    """Past what leads to a clause: "But", "For example,", "While critics disagree,"."""
    if around[start].lower in SUBORDINATE:
        near = range(start + 1, min(start + LONGEST_LEAD, len(around) - REMAINING))
        comma = next((at for at in near if around[at].text == ","), None)
        if comma is not None and around[comma + 1].lower not in CONJUNCTIONS:
            start = comma + 1
    phrase = " ".join(word.lower for word in around[start : start + 2])
    if phrase in LEAD_PHRASES and around[start + 2 : start + 3]:
        start += 3 if around[start + 2].text == "," else 0
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
    verb = next((at for at in near if around[at].text in TAGGING), None)
    if verb is None or not around[start].is_word or around[start].lower in CONJUNCTIONS:
        return False
    words = (around[at] for at in range(verb + 1, len(around)) if around[at].is_word)
    most = 8 if verb == start else 3  # ", said Ana Ruiz, the minister"
    behind = list(itertools.islice(words, most + 1))  # no more are looked at in any sentence
    return len(behind) <= most and not (
        verb == start and any(word.lower in PRONOUNS for word in behind)
    )


def _begins_clause(around: Sequence[Word], index: int) -> bool:
    """Whether a subject and an auxiliary follow: "and other countries have …"."""
    following = around[index : index + 5]
    return any(word.lower in PRONOUNS for word in following[:1]) or any(
        word.lower in AUXILIARY - {"also", "then"} for word in following[1:]
    )


def is_worth_checking(clause: Sequence[Word], signs: set[str]) -> bool:
    """Whether a clause with these signs is suggested."""
    return evidence(signs) >= LEAST_EVIDENCE and score(clause, signs) > ENOUGH
