"""The desk's facts that a text says again, looked up for all of its sentences at once."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotations.facts import ranking, search
from annotations.facts.seen_before import LEAST_WORDS, Seen, find_seen
from annotations.models import Fact, FactVersion
from annotations.spans.sentences import sentence_extents

# However long a text is: no more words are counted, looked up, or found facts read.
MOST_COUNTED = 5_000
MOST_ASKED = 120
MOST_HITS = 12_000
MOST_READ = 150
MOST_OF_EACH = 5  # Facts of one sentence.


@dataclass(frozen=True)
class SeenFact:
    """A sentence that says what a verified fact says, with the version that speaks for it."""

    seen: Seen
    version: FactVersion


def facts_seen_in(text: str) -> list[SeenFact]:
    """In text order, of one sentence the best first. Six queries at most, however long the text.

    Only verified facts: of a draft nobody can say that it was checked.
    """
    sentences = [list(ranking.terms(text[start:end])) for start, end in sentence_extents(text)]
    terms = list(dict.fromkeys(term for sentence in sentences for term in sentence))
    known = search.facts_with(terms[:MOST_COUNTED])
    asked = rare_in_each(sentences, known)
    if not asked:
        return []
    facts = Fact.objects.count()
    weights = {term: ranking.rarity(known[term], facts) for term in asked}
    ids = likeliest(sentences, search.facts_holding(asked), weights)
    versions = {
        one.fact: (pk, one.statement)
        for pk, one in search.candidate_texts(ids, retired=False).items()
    }
    statements = {fact: statement for fact, (_pk, statement) in versions.items()}
    found = find_seen(text, statements, facts_with=known, facts=facts)
    if not found:
        return []
    verified = FactVersion.objects.select_related("fact").exclude(verified_at=None)
    rows = verified.in_bulk({versions[one.fact][0] for one in found})
    return [
        SeenFact(one, rows[versions[one.fact][0]]) for one in found if versions[one.fact][0] in rows
    ]


def likeliest(
    sentences: Sequence[Sequence[str]],
    holding: Mapping[str, Sequence[int]],
    weights: Mapping[str, float],
) -> list[int]:
    """The facts to read: of every sentence those whose shared terms weigh most, ties by id."""
    best: dict[int, float] = {}
    for sentence in sentences:
        totals: dict[int, float] = {}
        for term in dict.fromkeys(sentence):
            for fact in holding.get(term, ()):
                totals[fact] = totals.get(fact, 0.0) + weights[term]
        first = heapq.nsmallest(MOST_OF_EACH, ((-weight, fact) for fact, weight in totals.items()))
        for weight, fact in first:
            best[fact] = min(best.get(fact, 0.0), weight)
    return heapq.nsmallest(MOST_READ, best, key=lambda fact: (best[fact], fact))


def rare_in_each(sentences: Sequence[Sequence[str]], facts_with: Mapping[str, int]) -> list[str]:
    """The terms to ask for: the rarest of every sentence, then the next of each, the rare first.

    A sentence of fewer known terms than make a match is passed over.
    """
    ordered = [
        sorted({term for term in sentence if term in facts_with}, key=_rare(facts_with))
        for sentence in sentences
    ]
    ordered = [known for known in ordered if len(known) >= LEAST_WORDS]
    asked: dict[str, None] = {}
    hits = 0
    for place in range(max(map(len, ordered), default=0)):
        turn = {known[place] for known in ordered if place < len(known)}
        for term in sorted(turn - asked.keys(), key=_rare(facts_with)):
            hits += facts_with[term]
            if len(asked) == MOST_ASKED or (asked and hits > MOST_HITS):
                return list(asked)
            asked[term] = None
    return list(asked)


def _rare(facts_with: Mapping[str, int]) -> Callable[[str], tuple[int, str]]:
    return lambda term: (facts_with[term], term)
