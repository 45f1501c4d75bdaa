"""Finding facts by words, in the engine of the database that holds them.

One index with a row per fact: FTS5 on SQLite, a tsvector under a GIN index on PostgreSQL, both
given our own terms so that they match alike; `FactTerm` counts the facts that hold a term. The
engine names CANDIDATES facts, and `ranking` puts them in order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from annotations.facts import ranking
from annotations.models.fact import Fact, FactTerm, FactVersion, Source
from newsroom.prepared import ask

CANDIDATES = 100  # Or as many as are asked for. Twice as many find no other among the first ten.
# A misspelt word is worth looking for in few words. In a sentence others find the fact.
FEW_TERMS = 8


def search(words: str, *, most: int = 10, retired: bool = False) -> list[Fact]:
    """The facts that fit the words best, best first; a last word may be unfinished.

    Each fact carries `shown`, the version that speaks for it, its sources prefetched.
    """
    return with_versions(version for _fact, version in best(words, most=most, retired=retired))


def best(words: str, *, most: int, retired: bool) -> list[tuple[int, int]]:
    """The ids of the same facts, each with that of the version that speaks for it."""
    query = list(ranking.query_terms(words))
    known = facts_with(query)
    unfinished = (
        query[-1]
        if query and may_be_unfinished_word(words, query[-1]) and query[-1] not in known
        else ""
    )
    if len(known) < FEW_TERMS:
        alike = nearest_terms([term for term in query if term not in known and term != unfinished])
        known |= facts_with(alike) if alike else {}
        query += alike
    facts = Fact.objects.count()
    rare = ranking.rarest(query, known)
    weights = {term: ranking.rarity(known[term], facts) for term in rare}
    ids = candidate_ids(weights, unfinished, most=max(most, CANDIDATES), retired=retired)
    read = candidate_texts(ids, retired=retired)
    found = ranking.best_facts(query, read.values(), facts_with=known, facts=facts, most=most)
    versions = {one.fact: pk for pk, one in read.items()}
    return [(fact, versions[fact]) for fact in found]


def with_versions(pks: Iterable[int]) -> list[Fact]:
    """The facts of these versions, in their order, each with its version as `shown`."""
    pks = list(pks)
    rows = FactVersion.objects.select_related("fact").prefetch_related("sources").in_bulk(pks)
    for version in rows.values():
        version.fact.shown = version  # type: ignore[attr-defined]
    return [rows[pk].fact for pk in pks]


def may_be_unfinished_word(words: str, last: str) -> bool:
    """Whether the last word may be the beginning of a longer one: two letters begin too many."""
    return words[-1:].isalnum() and (len(last) > 2 or not last.isascii())


def facts_with(terms: Sequence[str]) -> dict[str, int]:
    """How many facts hold each term; terms that no fact holds are left out."""
    rows = FactTerm.objects.filter(term__in=set(terms), facts__gt=0)
    return dict(rows.values_list("term", "facts"))


def nearest_terms(unknown: Sequence[str]) -> list[str]:
    """Known terms close to those that nobody has used: a name is easily misspelt."""
    found: list[str] = []
    for term in [term for term in unknown if len(term) >= 5 and term.isalpha()]:
        alike = FactTerm.objects.filter(term__startswith=term[:2], facts__gt=0)
        found += get_close_matches(term, alike.values_list("term", flat=True), n=1, cutoff=0.8)
    return found


def candidate_ids(
    weights: Mapping[str, float], unfinished: str, *, most: int, retired: bool
) -> list[int]:
    """The ids of the `most` facts whose matching terms weigh most, ties by id.

    Retired ones take up no place unless they are looked for too.

    One look-up per term, added up here and not by the engine's own rank: bm25 and ts_rank cut a
    long list off at different facts, and the two engines are to answer alike.
    """
    sqlite = connection.vendor == "sqlite"
    asked = [(f'"{term}"' if sqlite else f"'{term}'", weight) for term, weight in weights.items()]
    if unfinished:
        beginning = f'"{unfinished}" *' if sqlite else f"'{unfinished}':*"
        asked.append((beginning, min(weights.values(), default=1.0)))
    if not asked:
        return []
    terms = [term for term, _ in asked]
    weighed = [round(weight, 6) for _, weight in asked]
    if sqlite:
        look_up = (
            "SELECT rowid AS fact, %s AS weight FROM annotations_fact_index WHERE words MATCH %s"
        )
        found = " UNION ALL ".join([look_up] * len(asked))
        values: list[Any] = [part for one in zip(weighed, terms, strict=True) for part in one]
    else:
        # One look-up for each row of what is asked: sixteen in a union take the planner longer, and
        # it starts other processes for them.
        found = (
            "SELECT fact_id AS fact, asked.weight FROM "
            "unnest(CAST(%s AS text[]), CAST(%s AS double precision[])) AS asked (term, weight) "
            "JOIN annotations_fact_index ON words @@ CAST(asked.term AS tsquery)"
        )
        values = [terms, weighed]
    standing = (
        ""
        if retired
        else "WHERE fact NOT IN (SELECT id FROM annotations_fact WHERE retired_at IS NOT NULL) "
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT fact FROM ({found}) AS found "  # noqa: S608
            f"{standing}GROUP BY fact ORDER BY SUM(weight) DESC, fact LIMIT %s",
            [*values, most],
        )
        return [row[0] for row in cursor.fetchall()]


def facts_holding(terms: Sequence[str]) -> dict[str, list[int]]:
    """The ids of the facts that hold each of the terms, retired ones too. One query."""
    holding: dict[str, list[int]] = {term: [] for term in terms}
    if not terms:
        return holding
    if connection.vendor == "sqlite":
        look_up = "SELECT %s, rowid FROM annotations_fact_index WHERE words MATCH %s"
        found = " UNION ALL ".join([look_up] * len(terms))
        values: list[Any] = [part for at, term in enumerate(terms) for part in (at, f'"{term}"')]
    else:
        found = (
            "SELECT asked.place, fact_id FROM "
            "unnest(CAST(%s AS text[])) WITH ORDINALITY AS asked (term, place) "
            "JOIN annotations_fact_index ON words @@ CAST(asked.term AS tsquery)"
        )
        values = [[f"'{term}'" for term in terms]]
    first = 0 if connection.vendor == "sqlite" else 1
    with connection.cursor() as cursor:
        cursor.execute(found, values)
        for place, fact in cursor.fetchall():
            holding[terms[place - first]].append(fact)
    return holding


def candidate_texts(ids: Iterable[int], *, retired: bool) -> dict[int, ranking.Candidate]:
    """What the facts say, and their sources by title, by the key of the version that says it.

    No objects are made of them, and which version speaks is found here: for a few facts that takes
    less than `speaking`, which PostgreSQL works out for all of them.
    """
    facts = list(ids)
    rows = ask(_wordings, retired, facts=facts) if facts else []
    # The last one of each fact stays.
    speaking = {fact: (pk, statement) for fact, pk, statement in rows}
    keys = [pk for pk, _ in speaking.values()]
    named: dict[int, list[str]] = {}
    for version, title, publisher in ask(_sources, versions=keys) if keys else ():
        named.setdefault(version, []).append(f"{title} {publisher}")
    return {
        pk: ranking.Candidate(fact, statement, " ".join(named.get(pk, [])))
        for fact, (pk, statement) in speaking.items()
    }


def _wordings(retired: bool, *, facts: Any) -> Any:
    """Every version, the one that speaks last: the latest verified, while a draft the latest."""
    versions = FactVersion.objects.filter(fact__in=facts)
    versions = versions if retired else versions.filter(fact__retired_at=None)
    in_turn = versions.order_by("fact_id", F("verified_at").asc(nulls_first=True), "number")
    return in_turn.values_list("fact_id", "pk", "statement")


def _sources(*, versions: Any) -> Any:
    rows = Source.objects.filter(version__in=versions)
    return rows.values_list("version_id", "title", "publisher")


@transaction.atomic
def index_facts(facts: Iterable[Fact]) -> None:
    """Bring the index up to date for these facts; called by whatever changes a fact's words."""
    ids = [fact.pk for fact in facts]
    old = indexed_terms(ids)
    new = terms_to_index(ids)
    write_terms(new)
    update_term_counts(old, new)


def terms_to_index(ids: Iterable[int]) -> dict[int, set[str]]:
    """By fact: the terms that the index has to hold of it."""
    return {
        one.fact: set(ranking.terms(f"{one.statement} {one.sources}"))
        for one in candidate_texts(ids, retired=True).values()
    }


@transaction.atomic
def forget_facts(ids: Sequence[int]) -> None:
    """Take facts out of the index that are to be no more."""
    old = indexed_terms(ids)
    key = "rowid" if connection.vendor == "sqlite" else "fact_id"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM annotations_fact_index WHERE {key} = %s",  # noqa: S608
            [(fact,) for fact in sorted(old)],
        )
    update_term_counts(old, {fact: set() for fact in old})


def indexed_terms(ids: Sequence[int]) -> dict[int, set[str]]:
    """By fact: the terms that the index holds of it now."""
    words = (
        "words"
        if connection.vendor == "sqlite"
        else "array_to_string(tsvector_to_array(words), ' ')"
    )
    key = "rowid" if connection.vendor == "sqlite" else "fact_id"
    rows: dict[int, set[str]] = {}
    with connection.cursor() as cursor:
        for some in in_batches(ids):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT {key}, {words} FROM annotations_fact_index WHERE {key} IN ({marks})",  # noqa: S608
                some,
            )
            rows |= {fact: set(text.split()) for fact, text in cursor.fetchall()}
    return rows


def write_terms(new: dict[int, set[str]]) -> None:
    rows = [(fact, sorted(terms)) for fact, terms in new.items()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT OR REPLACE INTO annotations_fact_index (rowid, words) VALUES (%s, %s)",
                [(fact, " ".join(terms)) for fact, terms in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO annotations_fact_index (fact_id, words) "
                "VALUES (%s, array_to_tsvector(%s)) "
                "ON CONFLICT (fact_id) DO UPDATE SET words = excluded.words",
                rows,
            )


def update_term_counts(old: dict[int, set[str]], new: dict[int, set[str]]) -> None:
    """Add to each term's count what these facts have gained or lost."""
    change: Counter[str] = Counter()
    for fact, terms in new.items():
        change.update(terms - old.get(fact, set()))
        change.subtract(old.get(fact, set()) - terms)
    changed = sorted(term for term, by in change.items() if by)
    # New rows, then locks, each in one order everywhere: two writers cannot wait for each other.
    for some in in_batches(changed):
        FactTerm.objects.bulk_create(
            [FactTerm(term=term, facts=0) for term in some], ignore_conflicts=True
        )
    for some in in_batches(changed):
        list(FactTerm.objects.select_for_update().filter(term__in=some).order_by("term"))
    by_change: dict[int, list[str]] = {}
    for term, by in change.items():
        by_change.setdefault(by, []).append(term)
    for by, alike in by_change.items():
        for some in in_batches(sorted(alike)) if by else ():
            FactTerm.objects.filter(term__in=some).update(facts=F("facts") + by)


def facts_in_index_with(terms: Sequence[str]) -> dict[str, int]:
    """How many facts hold each of these terms by the index, which `FactTerm` has counted."""
    if connection.vendor == "sqlite":
        one = "SELECT %s, COUNT(*) FROM annotations_fact_index WHERE words MATCH %s"
    else:
        one = "SELECT %s, COUNT(*) FROM annotations_fact_index WHERE words @@ CAST(%s AS tsquery)"
    quote = '"' if connection.vendor == "sqlite" else "'"
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for some in in_batches(terms, 100):
            values = [value for term in some for value in (term, f"{quote}{term}{quote}")]
            cursor.execute(" UNION ALL ".join([one] * len(some)), values)
            found |= dict(cursor.fetchall())
    return found


@transaction.atomic
def recount_terms(terms: Sequence[str]) -> None:
    """Count the facts of these terms anew, under the locks of `update_term_counts`."""
    for some in in_batches(sorted(terms)):
        FactTerm.objects.bulk_create(
            [FactTerm(term=term, facts=0) for term in some], ignore_conflicts=True
        )
        rows = list(FactTerm.objects.select_for_update().filter(term__in=some).order_by("term"))
        facts = facts_in_index_with(some)
        for row in rows:
            row.facts = facts[row.term]
        FactTerm.objects.bulk_update(rows, ["facts"])


def in_batches(rows: Sequence[Any], size: int = 500) -> Iterable[list[Any]]:
    return (list(rows[place : place + size]) for place in range(0, len(rows), size))
