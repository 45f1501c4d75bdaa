"""How long does a page of the queue of disagreements take, narrowed and sorted in every way?

The times are those of one page through the whole program: session, filters, rows, template. `size`
is the number of disagreements; a hundred are in one review, two reviews in five are closed, and
half of what is in the others is settled. Beside them stand looking up as many rows by their
primary key, and a page of the program that shows no list.
"""

import hashlib
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench import Table
from bench._desk import count_rows

SIZE = 100_000
TIMES = 15
ALL = "all to be settled"
IN_ONE_REVIEW = 100
WORDS = "The council approved a sea wall of $48 million on Tuesday, the mayor said. " * 60
BUDGET = "50 ms"
LABELS = (["claim"], ["quote"], ["statistic"], ["claim", "quote"], ["claim", "statistic"])


def run(size: int) -> Table:
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from newsroom.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    # Static files by their plain names: there need not be a collected folder of them.
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    call_command("setup_roles", verbosity=0)
    make_queue(size)
    count_rows()
    times = TIMES if size >= SIZE else 1
    client = Client()
    client.force_login(User.objects.get(username="rita"))
    address = reverse("review_queue")

    def page(query: str) -> Callable[[], Any]:
        return lambda: client.get(f"{address}?{query}")

    rows = [
        times_of("25 rows by their primary key", rows_by_key(), times),
        times_of("a page that shows no list", lambda: client.get(reverse("settings")), times),
    ]
    filters = queries()
    rows += [times_of(what, page(query), times, BUDGET) for what, query in filters.items()]
    for sort in ("contested", "oldest", "newest"):
        found = {
            what: times_of(f"{what}, {sort} first", page(f"{query}&sort={sort}"), times, BUDGET)
            for what, query in filters.items()
        }
        rows.append(found.pop(ALL))
        what, *slowest = max(found.values(), key=lambda row: float(row[1].split()[0]))
        rows.append((f"slowest of the others: {what}", *slowest))
    return Table(("", "median", "slowest", "budget"), rows, f"each {times} times")


def queries() -> dict[str, str]:
    """Each page that is asked for, in words, and its query string."""
    from articles.models import Article, Outlet

    article, outlet = Article.objects.order_by("pk").last(), Outlet.objects.order_by("pk").last()
    return {
        ALL: "",
        "of a kind": "kind=split",
        "of a kind that there is none of": "kind=facts",
        "of a label": "label=quote",
        "of an outlet": f"outlet={outlet.pk}",
        "of an article": f"article={article.pk}",
        "by the title": "title=part+99",
        "older than a week": "age=7",
        **{state: f"state={state}" for state in ("open", "asked", "disputed", "stale", "settled")},
        "overlap from 90 %": "overlap_from=90",
        "assigned to one": "assignee=rita",
        "not taken": "free=on",
        "20 pages on": "page=20",
    }


def rows_by_key() -> Callable[[], Any]:
    from django.db import connection

    from annotations.models import Disagreement

    keys = list(Disagreement.objects.order_by("?").values_list("pk", flat=True)[:25])
    places = ",".join(["%s"] * len(keys))

    def look_up() -> None:
        with connection.cursor() as cursor:
            table = "annotations_disagreement"
            cursor.execute(f"SELECT * FROM {table} WHERE id IN ({places})", keys)
            cursor.fetchall()

    return look_up


def times_of(
    what: str, work: Callable[[], Any], times: int, budget: str = ""
) -> tuple[str, str, str, str]:
    """A row of the table: the median and the longest of so many times."""
    work()  # The first opens the connection and reads the templates.
    taken = [1000 * seconds_of(work) for _ in range(times)]
    return what, f"{statistics.median(taken):.1f} ms", f"{max(taken):.1f} ms", budget


def seconds_of(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    response = work()
    taken = time.perf_counter() - began
    assert response is None or response.status_code == 200, response.status_code
    return taken


def make_queue(size: int) -> None:
    """The reviews, with rulings that stand, are stale, replaced and undone, and with threads."""
    from django.contrib.auth.models import Group
    from django.db import connection, transaction

    from annotations.models import Adjudication, Disagreement, Thread, Undoing
    from newsroom.models import User

    rng = random.Random(4)
    with transaction.atomic():
        users = [User.objects.create(username=name) for name in ("ada", "ben", "cleo")]
        reviewers = [User.objects.create(username=name) for name in ("rita", "rolf", "rosa")]
        Group.objects.get(name="Reviewers").user_set.add(*reviewers)
        reviews = make_reviews(max(1, size // IN_ONE_REVIEW), users)
        for first in range(0, size, 10_000):
            numbers = range(first, min(size, first + 10_000))
            Disagreement.objects.bulk_create(
                make_disagreement(reviews[number % len(reviews)], number, reviewers, rng)
                for number in numbers
            )
        for place, review in enumerate(reviews):
            found = datetime.now(UTC) - timedelta(hours=len(reviews) - place)
            review.disagreements.update(found_at=found)
        closed = {review.pk for review in reviews if review.closed_at}
        rulings: list[Adjudication] = []
        threads: list[Thread] = []
        changed: list[Disagreement] = []
        for row in Disagreement.objects.order_by("pk").iterator():
            luck = rng.random()
            if row.review_id in closed or luck < 0.5:
                if row.review_id not in closed and luck < 0.05:
                    row.changed_at = datetime.now(UTC)
                    changed.append(row)
                rulings.append(made(row, "as it was" if row.changed_at else row.fingerprint))
            elif luck < 0.52:
                threads.append(Thread(disagreement=row, kind="question", opened_by=reviewers[1]))
        Disagreement.objects.bulk_update(changed, ["changed_at"], batch_size=500)
        Adjudication.objects.bulk_create(rulings, batch_size=2_000)
        others = [
            made(ruling.disagreement, ruling.fingerprint, replaces=ruling)
            for ruling in rulings[::20]
        ]
        Adjudication.objects.bulk_create(others, batch_size=2_000)
        Undoing.objects.bulk_create(Undoing(adjudication=one) for one in others[::4])
        threads += [
            Thread(disagreement=one.disagreement, kind="dispute", ruling=one, opened_by=users[0])
            for one in rulings[1::100]
        ]
        Thread.objects.bulk_create(threads, batch_size=2_000)
        Disagreement.objects.all().update_states()
    connection.close()


def make_reviews(count: int, editors: list[Any]) -> list[Any]:
    """Each of an article of its own with three submitted layers; two of five are closed."""
    from annotations.models import Layer, Review
    from annotations.models.work import update_work
    from articles.models import Article, Outlet, Revision

    now = datetime.now(UTC)
    outlets = [Outlet.objects.create(name=f"Courier {number}") for number in range(10)]
    reviews = []
    for number in range(count):
        article = Article.objects.create(
            title=f"Council backs sea wall, part {number}", outlet=outlets[number % len(outlets)]
        )
        revision = Revision.objects.create(
            article=article,
            number=1,
            text=WORDS,
            sha256="",
            raw=b"",
            raw_sha256="",
            media_type="text/plain",
            imported_by=editors[0],
        )
        Layer.objects.bulk_create(
            Layer(revision=revision, editor=editor, letter=letter, submitted_at=now)
            for letter, editor in zip("ABC", editors, strict=True)
        )
        closed = {"closed_at": now, "closed_by": editors[0]} if number % 5 < 2 else {}
        reviews.append(Review.objects.create(revision=revision, **closed))
    update_work([review.revision_id for review in reviews])
    return reviews


def make_disagreement(review: Any, number: int, reviewers: list[Any], rng: random.Random) -> Any:
    from annotations.models import Disagreement

    start = rng.randrange(len(WORDS) - 200)
    return Disagreement(
        review=review,
        kind=rng.choice(("label", "boundary", "missing", "missing", "split", "details")),
        start=start,
        end=start + rng.randrange(5, 200),
        labels=rng.choice(LABELS),
        overlap=round(rng.random(), 6),
        versions=rng.choice((2, 2, 3)),
        fingerprint=hashlib.sha256(str(number).encode()).hexdigest(),
        assignee=rng.choice((*reviewers, *[None] * 7)),
    )


def made(row: Any, fingerprint: str, **fields: Any) -> Any:
    """A ruling on the row as its content was then."""
    from annotations.models import Adjudication

    return Adjudication(
        review_id=row.review_id,
        disagreement=row,
        action="take",
        reason="boundary",
        considered={"lanes": []},
        fingerprint=fingerprint,
        **fields,
    )
