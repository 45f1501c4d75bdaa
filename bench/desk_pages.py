"""What do the pages of reviewers, lead and editors cost on a desk with years of work in it?

The desk, the inbox, a review, one group, settling, settling by rule. `size` is the number of
annotations that are stored, ten on each article; of five articles four are reviewed, and four of
ten reviews are closed. Beside them stand `/healthz` and a page that shows no list.
"""

from collections.abc import Iterator
from typing import Any

from bench import Table
from bench._desk import count_rows, fill_desk
from bench._reviews import add_reviews, fill_inboxes
from bench._server import Client, Server, cost_of, served, signed_in

SIZE = 100_000
NOTICES = 10_000
TIMES = 60
BUDGET = 50


def run(size: int) -> Table:
    from django.db import connection, transaction

    from articles.models import Revision
    from newsroom.models import User

    articles = max(20, size // 10)
    fill_desk(articles, spans=5, facts=20)
    people = {user.username: user for user in User.objects.all()}
    people["lead"] = User.objects.create(username="lead", is_superuser=True, is_staff=True)
    revisions = Revision.objects.order_by("pk").defer("raw")[: articles * 4 // 5]
    add_reviews(list(revisions), people, closed_of_ten=4)
    with transaction.atomic():
        fill_inboxes(min(NOTICES, size), people)
    count_rows()
    times = TIMES if size >= SIZE else 2
    pages = list(addresses())
    groups = iter(open_groups(times + 3))
    connection.close()
    with served() as server:
        clients = {name: signed_in(server, user) for name, user in people.items()}
        rows = [
            row_of("/healthz", server, clients["rita"], "/healthz", times),
            row_of("a page that shows no list", server, clients["rita"], "/settings/", times),
        ]
        rows += [
            row_of(what, server, clients[who], address, times, BUDGET)
            for what, who, address in pages
        ]
        settled = cost_of(server, lambda: settle(clients["rita"], next(groups)), times)
        rows.append(row("a group settled", settled.cpu, settled.median, BUDGET))
    return Table(("", "processor", "median", "budget"), rows, f"mean of {times} requests")


def addresses() -> Iterator[tuple[str, str, str]]:
    """What is asked for, by whom, and where."""
    from django.urls import reverse

    from annotations.models import Layer, Review

    reviews = Review.objects.order_by("pk")
    open_, closed = reviews.unreleased().last(), reviews.released().last()
    group = open_.disagreements.unsettled().order_by("pk").last()
    layer = Layer.objects.get(revision=closed.revision_id, letter="A")
    yield "desk of an editor", "ben", reverse("desk")
    yield "desk of an editor without a layer", "ada", reverse("desk")
    yield "desk of a reviewer", "rita", reverse("desk")
    yield "desk of a superuser", "lead", reverse("desk")
    for who, user in (("an editor", "ben"), ("a reviewer", "rita"), ("a superuser", "lead")):
        yield f"charts of {who}", user, reverse("desk_charts")
    yield "late readings", "rita", reverse("desk_late")
    yield "unassigned articles", "rita", reverse("desk_unassigned")
    yield "articles in work", "rita", reverse("desk_in_work")
    yield "inbox of an editor", "ben", reverse("inbox")
    yield "inbox of a reviewer", "rita", reverse("inbox")
    yield "inbox, talk alone", "ben", f"{reverse('inbox')}?about=talk"
    yield "queue", "rita", reverse("review_queue")
    yield "a review", "rita", reverse("review", args=[open_.revision_id])
    yield "a closed review", "rita", reverse("review", args=[closed.revision_id])
    yield "one group", "rita", reverse("disagreement", args=[group.pk])
    yield "the whole text", "rita", reverse("review_text", args=[open_.revision_id])
    yield "what all agree on", "rita", reverse("review_agreed", args=[open_.revision_id])
    yield "settling by rule", "rita", reverse("review_batch", args=[open_.revision_id])
    yield "what became of a layer", "ben", reverse("layer_changes", args=[layer.pk])


def open_groups(count: int) -> list[Any]:
    from annotations.models import Disagreement

    return list(Disagreement.objects.in_state("open").order_by("pk")[:count])


def settle(client: Client, group: Any) -> tuple[int, bytes]:
    from django.urls import reverse

    fields = {"choice": "nothing", "reason": "duplicate", "fingerprint": group.fingerprint}
    return client.post(reverse("adjudications", args=[group.pk]), {**fields, "standing": ""})


def row_of(
    what: str, server: Server, client: Client, address: str, times: int, budget: int = 0
) -> tuple[str, ...]:
    cost = cost_of(server, lambda: client.get(address), times)
    return row(what, cost.cpu, cost.median, budget)


def row(what: str, cpu: float, median: float, budget: int) -> tuple[str, ...]:
    return what, f"{cpu:.1f} ms", f"{median:.1f} ms", f"≤ {budget} ms" if budget else ""
