"""What does it cost to hold a text of 700 words against all facts, in processor time?

Bare is just taking the text apart into the words that facts are looked up by. What was read before
is forgotten before every run, so that a text is measured as the first of a process is. The seconds
are of this process; on PostgreSQL its own come on top.
"""

import time
from collections.abc import Callable

from bench import TIMES, Figure
from bench._desk import count_rows

SIZE = 10_000  # And a tenth of it. The facts are made of the same names, numbers and dates.
WORDS = 700


def run(size: int) -> list[Figure]:
    from django.core.management import call_command

    from tests.annotations.facts.fact_corpus import make_facts, make_paraphrased_facts

    call_command("setup_roles", verbosity=0)
    text = article()
    make_facts(others=size // 10)
    figures = measure(text, size // 10)
    make_facts(others=size - size // 10 - size // 4)
    make_paraphrased_facts(others=size // 4)
    return figures + measure(text, size)


def article() -> str:
    """Sentences about facts in other words and sentences of the desk's own kind, WORDS of them."""
    from tests.annotations.facts.fact_corpus import other_statements, rows

    sentences = [row["statement"] for row in rows("statements.csv") if row["statement"]]
    sentences += [row["statement"] for row in rows("paraphrases.csv")]
    sentences[5:5] = other_statements(5)  # Which the facts say.
    sentences += other_statements(40, seed=11)
    ended = " ".join(sentence.rstrip(".") + "." for sentence in sentences)
    return " ".join(ended.split()[:WORDS])


def measure(text: str, size: int) -> list[Figure]:
    from annotations.facts import ranking
    from annotations.facts.seen_facts import facts_seen_in

    count_rows()
    facts_seen_in(text)
    of = f"{size:,} facts"
    bare = least(lambda: ranking.terms(text))
    first = least(lambda: facts_seen_in(text))
    again = least(lambda: facts_seen_in(text), forget=False)
    found = len(facts_seen_in(text))
    print(
        f"{of}: {1000 * first:.1f} ms of processor an article of {WORDS} words, "
        f"{1000 * again:.1f} ms once its words were read; {found} sentences with a fact"
    )
    return [
        Figure(f"words taken apart, {of}", 1, bare, 0, bare, bare=True),
        Figure(f"an article held against {of}", 1, first, 0, first),
        Figure(f"the same article once more, {of}", 1, again, 0, again),
    ]


def least(work: Callable[[], object], *, forget: bool = True) -> float:
    return min(processor(work, forget=forget) for _ in range(3 * TIMES))


def processor(work: Callable[[], object], *, forget: bool) -> float:
    """The seconds of processor of one run."""
    from annotations.facts import ranking, seen_before

    if forget:
        for cached in (ranking.terms, ranking.term_of, seen_before.read_words, seen_before.term_of):
            cached.cache_clear()
    began = time.process_time()
    work()
    return time.process_time() - began
