"""What does opening an article for work cost the server, with 0, 200 and 2,000 spans in the layer?

And a text of 110,000 words: opened for the first time, and when its suggestions are made. `size` is
the number of annotations that are stored already. Bare are `/healthz`, which asks the database for
one number, and the mere cutting of a text into the stretches of 200 marks.
"""

import random
import time
import uuid
from typing import Any

from bench import Table
from bench._desk import fill_desk, spans_of
from bench._server import Client, Cost, Server, cost_of, served, signed_in
from bench.import_articles import paragraph

SIZE = 200_000
TIMES = 100
BUDGETS = {0: 25, 200: 40, 2000: 90}
WORDS = 110_000


def run(size: int) -> Table:
    from django.db import connection

    from articles.models import Revision
    from newsroom.models import User

    fill_desk(max(size // 20, 4), spans=10, facts=20)
    times, words = (TIMES, WORDS) if size >= SIZE else (5, 5_000)
    ada = User.objects.get(username="ada")
    texts = list(Revision.objects.order_by("pk")[: len(BUDGETS)])
    layers = {
        spans: full_layer(text, ada, spans) for text, spans in zip(texts, BUDGETS, strict=True)
    }
    cut = cost_of_cutting(layers[200])
    long = long_layer(words, ada)
    connection.close()
    with served() as server:
        client = signed_in(server, ada)
        nothing = cost_of(server, lambda: client.get("/healthz"), times)
        opened = {
            spans: cost_of(server, lambda layer=layer: client.get(layer.get_absolute_url()), times)
            for spans, layer in layers.items()
        }
        first = once(server, client, long.get_absolute_url())
        made = once(server, client, f"{long.get_absolute_url()}suggestions/", post=True)
        again = cost_of(server, lambda: client.get(long.get_absolute_url()), max(times // 10, 1))
    rows = [
        row("/healthz", nothing),
        ("cutting 200 marks", f"{cut:.1f} ms", "", ""),
        *(
            row(f"opened with {spans:,} spans", opened[spans], f"≤ {most} ms")
            for spans, most in BUDGETS.items()
        ),
        row(f"{words:,} words, opened for the first time", first),
        row(f"{words:,} words, their suggestions made", made),
        row(f"{words:,} words, opened again with them", again),
    ]
    return Table(("", "processor", "median", "budget"), rows, f"mean of {times} requests")


def row(what: str, cost: Cost, budget: str = "") -> tuple[str, ...]:
    return what, f"{cost.cpu:.1f} ms", f"{cost.median:.1f} ms", budget


def once(server: Server, client: Client, path: str, *, post: bool = False) -> Cost:
    """What one request costs that is another one the second time."""
    before, began = server.cpu(), time.perf_counter()
    status, body = client.post(path, {}) if post else client.get(path)
    assert status < 400, (status, body[:300])
    return Cost(1000 * (server.cpu() - before), 1000 * (time.perf_counter() - began))


def full_layer(revision: Any, editor: Any, spans: int) -> Any:
    """An open layer with that many annotations, of two to thirteen words."""
    from annotations.layers import lifecycle as layer_lifecycle
    from annotations.models import Annotation, Guideline

    layer = layer_lifecycle.start(revision, by=editor)
    chance = random.Random(spans)
    text = revision.text
    places: set[tuple[int, int, str]] = set()
    while len(places) < spans:
        places |= set(spans_of(text, spans - len(places), chance))
    guideline = Guideline.objects.current()
    Annotation.objects.bulk_create(
        Annotation(
            id=uuid.UUID(int=chance.getrandbits(128), version=4),
            layer=layer,
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - 32) : start],
            suffix=text[end : end + 32],
            label=label,
            guideline=guideline,
        )
        for start, end, label in sorted(places)
    )
    return layer


def long_layer(words: int, editor: Any) -> Any:
    """An open layer on a text of that many words, a twentieth of its sentences to be suggested."""
    from annotations.layers import lifecycle as layer_lifecycle
    from articles.importing.drafts import Draft
    from articles.importing.storing import import_draft

    chance = random.Random(words)
    parts: list[str] = []
    count = 0
    while count < words:
        said = "“We are building for the next storm,” the mayor, Ines Halloran, said."
        parts.append(f"{paragraph(chance)} {said} It cost $48 million in 2024.")
        count += len(parts[-1].split())
    text = "\n\n".join(parts)
    draft = Draft(name="long.txt", text=text, title="Long", language="en", raw=text.encode())
    return layer_lifecycle.start(import_draft(draft, by=editor).revision, by=editor)


def cost_of_cutting(layer: Any) -> float:
    """The processor time of cutting the text for its annotations, and of nothing else; ms."""
    from annotations.spans.segments import Span, stretches
    from articles.paragraphs import paragraphs

    parts = [(part.start, part.end) for part in paragraphs(layer.revision.text)]
    spans = [Span(one.start, one.end, str(one.pk)) for one in layer.annotations.all()]
    times = 50
    began = time.process_time()
    for _ in range(times):
        list(stretches(parts, spans))
    return 1000 * (time.process_time() - began) / times
