"""Checks what is stored beside the rows that it follows from, and writes it anew if asked to."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F, QuerySet

from annotations.agreement import counted
from annotations.facts import search
from annotations.models import Disagreement, Fact, FactTerm
from annotations.models.work import derived_work, update_work
from articles import addresses, searching
from articles.importing.lock import lock_imports
from articles.models import Article, Revision

AT_ONCE = 500  # Rows in memory, and in one transaction.
TEXTS_AT_ONCE = 50  # Of those whose texts are read: each may take some megabytes.
NAMED = 5


class Kind(NamedTuple):
    """One kind of what is stored: in which batches it is looked at, what differs, how to mend it.

    `differing` gives the key of each that differs, with what is said of it. `write` is called in a
    transaction and takes the locks that the usual writers take.
    """

    name: str
    batches: Callable[[], Iterator[list[Any]]]
    differing: Callable[[list[Any]], Mapping[Any, str]]
    write: Callable[[list[Any]], object]


class Command(BaseCommand):
    help = (
        "Compare what is stored with what it follows from: how far the work on each article is, "
        "the state of each disagreement, the words and addresses that articles are found by, the "
        "index of facts, and the counts of agreement. Exit status 1 if anything differs; with "
        "--repair it is written anew, some at a time, also while people work."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Write anew what differs.")

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        for kind in KINDS:
            total += self.look_at(kind, repair=options["repair"])
        if total and not options["repair"]:
            raise CommandError("not everything is as it follows; --repair writes it anew")

    def look_at(self, kind: Kind, *, repair: bool) -> int:
        """How many of this kind differ, or did until they were written anew."""
        looked_at = wrong = 0
        first: list[str] = []
        for keys in kind.batches():
            looked_at += len(keys)
            differing = find_differing(kind, keys)
            if differing and repair:
                with transaction.atomic():
                    kind.write(list(differing))
            wrong += len(differing)
            first += list(differing.values())[: NAMED - len(first)]
        done = ", written anew" if repair and wrong else ""
        self.stdout.write(f"{kind.name}: {looked_at} looked at, {wrong} different{done}")
        for one in first:
            self.stdout.write(f"  {one}")
        if wrong > len(first):
            self.stdout.write(f"  and {wrong - len(first)} more")
        return wrong


def find_differing(kind: Kind, keys: list[Any]) -> Mapping[Any, str]:
    """What differs in two looks: in one of them somebody may have been in the middle of a change.

    Most kinds are compared in one statement, some in several.
    """
    found = kind.differing(keys)
    return kind.differing(list(found)) if found else found


def in_batches(rows: QuerySet[Any], field: str = "pk", size: int = AT_ONCE) -> Iterator[list[Any]]:
    """The keys of the rows in their order, without a cursor that stays open between batches."""
    ordered = rows.order_by(field).values_list(field, flat=True)
    keys = list(ordered[:size])
    while keys:
        yield keys
        keys = list(ordered.filter(**{f"{field}__gt": keys[-1]})[:size])


def named(pk: int, title: str) -> str:
    return f"article {pk} “{title}”"


def differing_work(keys: list[int]) -> dict[int, str]:
    rows = Article.objects.filter(pk__in=keys).annotate(derived=derived_work()).order_by("pk")
    read = rows.exclude(work=F("derived")).values_list("pk", "title", "work", "derived")
    return {
        pk: f"{named(pk, title)}: {work}, has to be {derived}" for pk, title, work, derived in read
    }


def write_work(keys: list[int]) -> None:
    first_texts = Revision.objects.filter(article__in=keys, number=1)  # each article has one
    update_work(list(first_texts.values_list("pk", flat=True)))


def differing_states(keys: list[int]) -> dict[int, str]:
    rows = Disagreement.objects.filter(pk__in=keys).with_derived_state().order_by("pk")
    article = "review__revision__article"
    read = rows.exclude(state=F("derived")).values_list(
        *("pk", article, f"{article}__title", "state", "derived")
    )
    return {
        pk: f"disagreement {pk} in {named(of, title)}: {state}, has to be {derived}"
        for pk, of, title, state, derived in read
    }


def write_states(keys: list[int]) -> None:
    Disagreement.objects.filter(pk__in=keys).update_states()


def differing_words(keys: list[int]) -> dict[int, str]:
    return {pk: named(pk, title) for pk, title in searching.wrongly_indexed(keys).items()}


def write_words(keys: list[int]) -> None:
    lock_imports()
    for article in Article.objects.filter(pk__in=keys).order_by("pk"):
        searching.index(article)


def differing_addresses(keys: list[int]) -> dict[int, str]:
    rows = Article.objects.filter(pk__in=keys).order_by("pk")
    return {
        pk: f"{named(pk, title)}: {url or 'no address'} is kept as {kept or 'nothing'}"
        for pk, title, url, kept in rows.values_list("pk", "title", "url", "canonical_url")
        if kept != addresses.key(url)
    }


def write_addresses(keys: list[int]) -> None:
    lock_imports()
    rows = Article.objects.filter(pk__in=keys).order_by("pk")
    for article in rows.select_for_update(no_key=True):
        article.save(update_fields=["canonical_url"])


def differing_facts(keys: list[int]) -> dict[int, str]:
    kept, wanted = search.indexed_terms(keys), search.terms_to_index(keys)
    return {
        pk: f"fact {pk}"
        for pk in keys
        if kept.get(pk, set()) != wanted.get(pk, set()) or (pk in wanted and pk not in kept)
    }


def write_facts(keys: list[int]) -> None:
    rows = Fact.objects.filter(pk__in=keys).order_by("pk")
    search.index_facts(rows.select_for_update(no_key=True))


def terms_in_use() -> Iterator[list[str]]:
    """The terms that are counted, then those that some facts hold and nobody has counted."""
    yield from in_batches(FactTerm.objects.all(), "term")
    for facts in in_batches(Fact.objects.all()):
        held = set[str]().union(*search.indexed_terms(facts).values())
        for some in search.in_batches(sorted(held), AT_ONCE):
            known = FactTerm.objects.filter(term__in=some).values_list("term", flat=True)
            if unknown := sorted(set(some).difference(known)):
                yield unknown


def differing_terms(terms: list[str]) -> dict[str, str]:
    kept = dict(FactTerm.objects.filter(term__in=terms).values_list("term", "facts"))
    facts = search.facts_in_index_with(terms)
    return {
        term: f"“{term}”: {kept.get(term, 0)} facts, has to be {facts[term]}"
        for term in terms
        if kept.get(term, 0) != facts[term]
    }


def differing_counts(revisions: list[int]) -> dict[int, str]:
    rows = Revision.objects.filter(pk__in=counted.wrongly_counted(revisions)).order_by("pk")
    read = rows.values_list("pk", "number", "article", "article__title")
    return {pk: f"{named(of, title)}, revision {number}" for pk, number, of, title in read}


def months() -> Iterator[list[Any]]:
    if found := counted.months_counted():
        yield found


def differing_sums(asked: Sequence[Any]) -> dict[Any, str]:
    return {month: f"{month:%Y-%m}" for month in asked if counted.is_wrongly_summed(month)}


# The counts of texts before the sums of them, and what facts hold before how many hold it.
KINDS = (
    Kind("work on articles", lambda: in_batches(Article.objects.all()), differing_work, write_work),
    Kind(
        "states of disagreements",
        lambda: in_batches(Disagreement.objects.all()),
        differing_states,
        write_states,
    ),
    Kind(
        "words of articles",
        lambda: in_batches(Article.objects.all(), size=TEXTS_AT_ONCE),
        differing_words,
        write_words,
    ),
    Kind(
        "addresses of articles",
        lambda: in_batches(Article.objects.all()),
        differing_addresses,
        write_addresses,
    ),
    Kind("words of facts", lambda: in_batches(Fact.objects.all()), differing_facts, write_facts),
    Kind("facts with a word", terms_in_use, differing_terms, search.recount_terms),
    Kind(
        "counts of agreement",
        lambda: in_batches(Revision.objects.all(), size=TEXTS_AT_ONCE),
        differing_counts,
        counted.count_anew,
    ),
    Kind("sums of agreement", months, differing_sums, counted.sum_anew),
)
