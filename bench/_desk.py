"""A desk with years of work in the database, for the benchmarks of its pages.

Articles of some 650 words, with the layers of two editors on each and spans in them, and the event
of every annotation; facts, and links to them. The rows are inserted in bulk, as the program itself
would leave them; reviews are opened and facts are recorded by the program.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.import_articles import paragraph

EDITORS = ("ada", "ben", "cleo")
REVIEWER = "rita"
IN_BULK = 500
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def fill_desk(articles: int, spans: int = 10, *, facts: int = 500, reviews: int = 0) -> None:
    """`articles` texts, each with two submitted layers of `spans` annotations, by ben and cleo.

    ada is an editor without a layer, rita reviews. `reviews` of the articles have an open review.
    """
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.db import transaction

    from annotations.models import Layer
    from annotations.review import lifecycle as review_lifecycle
    from newsroom.models import User

    call_command("setup_roles", verbosity=0)
    people = {name: User.objects.create(username=name) for name in (*EDITORS, REVIEWER)}
    for name, user in people.items():
        group = "reviewers" if name == REVIEWER else "editors"
        user.groups.add(Group.objects.get(name__iexact=group))
    chance = random.Random(5)
    with transaction.atomic():
        for first in range(0, articles, IN_BULK):
            numbers = range(first, min(first + IN_BULK, articles))
            add_annotated(list(numbers), spans, people, chance)
        add_facts(facts, people, chance)
    for layer in Layer.objects.filter(letter="A").order_by("pk")[:reviews].select_related():
        review_lifecycle.open_review_early(layer.revision, by=people[REVIEWER])
    count_rows()


def count_rows() -> None:
    """Count the rows for the engine's planner, as the program and PostgreSQL do after a while."""
    from django.db import connection

    from newsroom.query_planner import refresh_statistics

    refresh_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def add_annotated(
    numbers: list[int], spans: int, people: dict[str, Any], chance: random.Random
) -> None:
    """The articles of these numbers, with their layers."""
    from annotations.layers.editing import content_of
    from annotations.models import Annotation, Guideline, Layer
    from annotations.models.work import update_work
    from articles.folding import folded_lines
    from articles.importing.drafts import sha256
    from articles.models import Article, ArticleSearch, Outlet, Revision
    from newsroom.models import Event

    outlets = [
        Outlet.objects.get_or_create(name=f"Harbour Post {number}")[0] for number in range(7)
    ]
    texts = ["\n\n".join(paragraph(chance) for _ in range(11)) for _ in numbers]
    rows = [
        Article(
            title=f"{chance.choice(TITLES)}, part {number}",
            outlet=outlets[number % 7],
            url=f"https://harbour-post.example/{number % 7}/part-{number}",
            language="en",
            published_on=date(2026, 1, 1) + timedelta(days=number % 150),
        )
        for number in numbers
    ]
    Article.objects.bulk_create(rows)
    revisions = Revision.objects.bulk_create(
        Revision(
            article=row,
            number=1,
            text=text,
            sha256=sha256(text.encode()),
            raw=text.encode(),
            raw_sha256=sha256(text.encode()),
            media_type="text/plain",
            imported_by=people["ada"],
        )
        for row, text in zip(rows, texts, strict=True)
    )
    ArticleSearch.objects.bulk_create(
        ArticleSearch(article=row, words=folded_lines(row.title, row.byline, text))
        for row, text in zip(rows, texts, strict=True)
    )
    layers = Layer.objects.bulk_create(
        Layer(revision=revision, editor=people[name], letter=letter, submitted_at=NOW)
        for revision in revisions
        for letter, name in (("A", "ben"), ("B", "cleo"))
    )
    update_work([revision.pk for revision in revisions])
    guideline = Guideline.objects.current()
    annotations = Annotation.objects.bulk_create(
        [
            Annotation(
                id=uuid.UUID(int=chance.getrandbits(128), version=4),
                layer=layer,
                start=start,
                end=end,
                exact=layer.revision.text[start:end],
                prefix=layer.revision.text[max(0, start - 32) : start],
                suffix=layer.revision.text[end : end + 32],
                label=label,
                attributed_to="Ana Ruiz" if label == "quote" else "",
                value=start % 1000 if label == "statistic" else None,
                unit=("USD", "%")[start % 2] if label == "statistic" else "",
                guideline=guideline,
            )
            for layer in layers
            for start, end, label in spans_of(layer.revision.text, spans, chance)
        ],
        batch_size=2000,
    )
    Event.objects.bulk_create(
        [
            Event(
                actor_id=one.layer.editor_id,
                verb="annotation.added",
                subject_type="annotation",
                subject_id=str(one.pk),
                revision_id=one.layer.revision_id,
                detail={"new": content_of(one)},
            )
            for one in annotations
        ],
        batch_size=2000,
    )


TITLES = (
    "Council puts off wall",
    "Ferry market winter",
    "River town votes",
    "School budget meeting",
    "Ministers promise road",
)


def spans_of(text: str, count: int, chance: random.Random) -> Iterator[tuple[int, int, str]]:
    """Stretches of some words, no two the same: half are those of every editor of the text."""
    words = [at + 1 for at, letter in enumerate(text) if letter == " "]
    shared = random.Random(text[:80])
    seen = set()
    while len(seen) < min(count, len(words) // 4):
        by = shared if len(seen) % 2 else chance
        first = by.randrange(len(words) - 14)
        place = (
            words[first],
            words[first + by.randint(2, 12)] - 1,
            by.choice(("claim", "claim", "quote", "statistic")),
        )
        if place not in seen:
            seen.add(place)
            yield place


def add_facts(count: int, people: dict[str, Any], chance: random.Random) -> None:
    """Verified facts through the program's own activity, and links from annotations to them."""
    from annotations.facts import lifecycle as fact_lifecycle
    from annotations.models import Annotation, FactLink

    versions = []
    for number in range(count):
        fact = fact_lifecycle.record_fact(
            statement=f"The {paragraph(chance)[1:60]} cost ${number + 2} million in 2025.",
            sources=[{"title": "Budget 2025", "url": f"https://town.example/budget/{number}"}],
            by=people["ada"],
        )
        versions.append(fact_lifecycle.verify_version(fact.versions.get(), by=people[REVIEWER]))
    if not versions:
        return
    linked = Annotation.objects.order_by("pk")[: 10 * count]
    FactLink.objects.bulk_create(
        FactLink(
            annotation=one,
            fact_id=versions[number % count].fact_id,
            version=versions[number % count],
            relation="supports",
            linked_by=people["ben"],
        )
        for number, one in enumerate(linked)
    )
