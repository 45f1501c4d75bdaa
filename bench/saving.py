"""What does saving one annotation cost the server, beside an answer of nothing and one insert?

What the workspace sends for a new highlight, into a full layer. `size` is the number of annotations
that are stored already. The bare operation is `/healthz`, which asks the database for one number,
with one row inserted by the ORM.
"""

import time
import uuid
from itertools import pairwise
from typing import Any

from bench import Table
from bench._desk import fill_desk
from bench._server import cost_of, served, signed_in

SIZE = 200_000
TIMES = 200


def run(size: int) -> Table:
    from django.db import connection

    from annotations.models import Layer

    fill_desk(size // 20, spans=10, facts=20)
    inserted = cost_of_insert()
    times = TIMES if size >= SIZE else 5
    layer = full_layer(200)
    connection.close()
    with served() as server:
        client = signed_in(server, layer.editor)
        nothing = cost_of(server, lambda: client.get("/healthz"), times)
        spans = iter(spans_to_save(layer))
        saved = cost_of(server, lambda: save(client, layer, next(spans)), times)
    assert Layer.objects.get(pk=layer.pk).annotations.count() >= 200 + times
    bare = nothing.cpu + inserted
    rows = [
        ("/healthz", f"{nothing.cpu:.1f} ms", f"{nothing.median:.1f} ms", "", ""),
        ("one row inserted by the ORM", f"{inserted:.1f} ms", "", "", ""),
        (
            "an annotation saved",
            f"{saved.cpu:.1f} ms",
            f"{saved.median:.1f} ms",
            f"{saved.cpu / bare:.1f} ×",
            "≤ 3 ×",
        ),
    ]
    return Table(
        ("", "processor", "median", "beside both", "budget"), rows, f"mean of {times} requests"
    )


def cost_of_insert() -> float:
    """The processor time of inserting one row in a transaction of its own; milliseconds."""
    from articles.models import Outlet

    times = 200
    began = time.process_time()
    for number in range(times):
        Outlet.objects.create(name=f"Bare {number}")
    return 1000 * (time.process_time() - began) / times


def full_layer(spans: int) -> Any:
    """An open layer of ada with `spans` annotations, on an article that is not hers yet."""
    from annotations.layers import lifecycle as layer_lifecycle
    from annotations.layers.editing import add_annotation
    from articles.models import Revision
    from newsroom.models import User

    ada = User.objects.get(username="ada")
    revision = Revision.objects.filter(review=None).exclude(layers__editor=ada).latest("pk")
    layer = layer_lifecycle.start(revision, by=ada)
    for start, end in words_of(revision.text)[:spans]:
        add_annotation(
            layer,
            id=uuid.uuid4(),
            start=start,
            end=end,
            exact=revision.text[start:end],
            label="claim",
            by=ada,
        )
    return layer


def words_of(text: str) -> list[tuple[int, int]]:
    """The extent of each word that stands between two spaces."""
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    return [(first + 1, second) for first, second in pairwise(spaces)]


def spans_to_save(layer: Any) -> list[tuple[int, int, str]]:
    words = words_of(layer.revision.text)[200:]
    return [(*word, label) for label in ("claim", "quote", "statistic") for word in words]


def save(client: Any, layer: Any, span: tuple[int, int, str]) -> tuple[int, bytes]:
    start, end, label = span
    fields = {
        "id": str(uuid.uuid4()),
        "start": start,
        "end": end,
        "exact": layer.revision.text[start:end],
        "label": label,
    }
    return client.post(f"/layers/{layer.pk}/annotations/", fields, Accept="application/json")
