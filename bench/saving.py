"""What does saving one annotation cost the server, and does it grow with what is stored?

What the workspace sends for a new highlight, into a layer that is full. The bare operation is
`/healthz`, which asks the database for one number, with one row inserted by the ORM; beside it
stands a view that stores the same rows as plainly as Django lets one (`bench/_plain_save.py`). It
is measured with no other annotation stored, with a fifth of `size` and with all of them; then for
eight editors who save at once for a while, each in an own layer. These clients run in a process of
their own on the same processors as the server: what they use of those, the server lacks.
"""

import random
import time
import uuid
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from bench import Table
from bench._clients import Rush, rush, written
from bench._desk import IN_BULK, add_annotated, count_rows, fill_desk
from bench._server import Client, Cost, Server, cost_of, served, signed_in

SIZE = 1_000_000
TIMES = 150
IN_LAYER = 200
AN_ARTICLE = 200  # Annotations: two layers of a hundred.
CLIENTS = 8
SECONDS = 20


def run(size: int) -> Table:
    from django.db import connection

    is_whole = size >= SIZE
    times, seconds = (TIMES, SECONDS) if is_whole else (10, 1)
    stages = (0, size // 5, size)
    fill_desk(len(stages) + CLIENTS, spans=0, facts=0)
    layers = [full_layer(name, number) for number, name in enumerate(editors())]
    inserted = cost_of_insert()
    rows = []
    smallest = None
    for layer, stored in zip(layers, stages, strict=False):
        fill_up_to(stored)
        connection.close()
        with served(settings="bench._plain_settings") as server:
            bare, plain, saved = costs_of_saving(server, layer, times)
            if smallest is None:
                smallest = saved.cpu
                rows += [
                    ("/healthz", f"{bare.cpu:.1f} ms", f"{bare.median:.1f} ms", "", ""),
                    ("one row inserted by the ORM", f"{inserted:.1f} ms", "", "", ""),
                ]
            rows += rows_of(stored, plain, saved, bare.cpu + inserted, saved.cpu / smallest)
            if stored == size:
                rows.append(row_of_rush(eight_at_once(server, layers[-CLIENTS:], seconds)))
    return Table(
        ("", "processor", "median", "beside", "budget"),
        rows,
        f"mean of {times} requests, 2 workers of 4 threads",
    )


def rows_of(
    stored: int, plain: Cost, saved: Cost, bare: float, growth: float
) -> list[tuple[str, ...]]:
    rows = [
        (what, f"{cost.cpu:.1f} ms", f"{cost.median:.1f} ms", f"{cost.cpu / bare:.1f} × both", most)
        for what, cost, most in (
            ("the same rows by a plain view", plain, ""),
            (f"a save, {stored:,} stored", saved, "≤ 3 ×"),
        )
    ]
    rows.append(("", "", "", f"{saved.cpu / plain.cpu:.2f} × the plain view", ""))
    if stored:
        rows.append(("", "", "", f"{growth:.2f} × that with none stored", "0.9–1.1 ×"))
    return rows


def row_of_rush(found: Rush) -> tuple[str, ...]:
    assert not found.errors, found.errors[:3]
    rate = len(found.seconds) / found.lasted
    return (
        f"{CLIENTS} at once for {found.lasted:.0f} s: {rate:.0f} a second",
        f"clients {100 * found.cpu / found.lasted:.0f} % of one",
        f"{1000 * found.percentile(0.5):.0f} ms",
        f"99 %: {1000 * found.percentile(0.99):.0f} ms",
        "≥ 150 a second, 99 % ≤ 200 ms",
    )


def costs_of_saving(server: Server, layer: Any, times: int) -> tuple[Cost, Cost, Cost]:
    """The cost of `/healthz`, a plain save and a save, in turns, so that all meet the same load."""
    client = signed_in(server, layer.editor)
    # As an editor comes to the layer: what is suggested in it is stored by then.
    assert client.get(f"/layers/{layer.pk}/")[0] == 200
    spans = spans_to_save(layer)
    requests = (
        (lambda: client.get("/healthz"), 4 * times),
        (lambda: client.post(f"/plain/{layer.pk}/", fields_of(layer, next(spans))), times),
        (lambda: save(client, layer, next(spans)), times),
    )
    turns = [[cost_of(server, *request) for request in requests] for _ in range(3)]
    bare, plain, saved = (min(of, key=lambda cost: cost.cpu) for of in zip(*turns, strict=True))
    return bare, plain, saved


def cost_of_insert() -> float:
    """The processor time of inserting one row in a transaction of its own; milliseconds."""
    from articles.models import Outlet

    times = 200
    began = time.process_time()
    for number in range(times):
        Outlet.objects.create(name=f"Bare {number}")
    return 1000 * (time.process_time() - began) / times


def fill_up_to(stored: int) -> None:
    """Annotations of others, until there are `stored` of them."""
    from django.db import transaction

    from annotations.models import Annotation
    from articles.models import Article
    from newsroom.models import User

    people = {user.username: user for user in User.objects.all()}
    chance = random.Random(stored)
    first = Article.objects.count()
    known = Annotation.objects.filter(layer__editor__in=(people["ben"], people["cleo"])).count()
    numbers = range(first, first + max(0, stored - known) // AN_ARTICLE)
    for start in range(0, len(numbers), IN_BULK // 10):
        with transaction.atomic():
            some = list(numbers[start : start + IN_BULK // 10])
            add_annotated(some, AN_ARTICLE // 2, people, chance)
    count_rows()


def editors() -> list[str]:
    """ada and two more, one after the other, and as many as save at once."""
    from django.contrib.auth.models import Group

    from newsroom.models import User

    names = [f"editor{number}" for number in range(CLIENTS + 2)]
    for name in names:
        User.objects.create(username=name).groups.add(Group.objects.get(name__iexact="editors"))
    return ["ada", *names]


def full_layer(name: str, number: int) -> Any:
    """An open layer of that editor with some annotations, on the article of that number."""
    from annotations.layers import lifecycle as layer_lifecycle
    from annotations.layers.editing import add_annotation
    from articles.models import Revision
    from newsroom.models import User

    editor = User.objects.get(username=name)
    revision = Revision.objects.order_by("pk")[number]
    layer = layer_lifecycle.start(revision, by=editor)
    for start, end in words_of(revision.text)[:IN_LAYER]:
        exact = revision.text[start:end]
        place = {"start": start, "end": end, "exact": exact}
        add_annotation(layer, id=uuid.uuid4(), label="claim", by=editor, **place)
    return layer


def words_of(text: str) -> list[tuple[int, int]]:
    """The extent of each word that stands between two spaces, in an order that is no order."""
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    words = [(first + 1, second) for first, second in pairwise(spaces) if second > first + 1]
    random.Random(7).shuffle(words)
    return words


def spans_to_save(layer: Any) -> Iterator[tuple[int, int, str]]:
    """Spans of one, two and more words, each once."""
    text = layer.revision.text
    ends = sorted(end for _start, end in words_of(text))
    for longer in range(20):
        for start, end in words_of(text)[IN_LAYER:]:
            last = ends.index(end) + longer
            if last >= len(ends) or "\n" in text[start : ends[last]]:
                continue
            for label in ("claim", "quote", "statistic"):
                yield start, ends[last], label


def fields_of(layer: Any, span: tuple[int, int, str]) -> dict[str, Any]:
    start, end, label = span
    exact = layer.revision.text[start:end]
    return {"id": uuid.uuid4(), "start": start, "end": end, "exact": exact, "label": label}


def save(client: Client, layer: Any, span: tuple[int, int, str]) -> tuple[int, bytes]:
    address = f"/layers/{layer.pk}/annotations/"
    return client.post(address, fields_of(layer, span), Accept="application/json")


def eight_at_once(server: Server, layers: list[Any], seconds: float) -> Rush:
    """Each of the layers' editors saves one annotation after the other."""
    requests = []
    for layer in layers:
        client = signed_in(server, layer.editor)
        assert client.get(f"/layers/{layer.pk}/")[0] == 200
        headers = {
            "Accept": "application/json",
            "X-CSRFToken": client.cookies["csrftoken"],
            "Cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items()),
        }
        spans = [span for span, _ in zip(spans_to_save(layer), range(3_000), strict=False)]
        address = f"/layers/{layer.pk}/annotations/"
        requests.append([written(address, fields_of(layer, span), headers) for span in spans])
    return rush(server.place, requests, seconds)
