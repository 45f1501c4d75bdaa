"""What does exporting annotations cost beyond reading the same rows in order and writing them?

Two editors' layers on every article, a hundred annotations in each, every third of the second
editor's a little shorter; every text reviewed, settled and released, a tenth of the annotations
linked to a fact. Bare is a cursor of the same rows in the same order into the csv module, and into
json.dumps. `size` is the number of annotations. By HTTP the processor time is that of the server.
"""

import csv
import gc
import json
import multiprocessing
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from bench import Table, peak_memory
from bench._server import Server, served, signed_in
from bench._settled import settle_all

SIZE = 200_000
IN_A_LAYER = 100
QUOTE = "“We are building for the next storm, and for the one after,” the mayor said on {number}."

SAME_ROWS = """
    SELECT a.id, ar.id, ar.title, o.name, ar.url, ar.published_on, ar.language, r.number,
           'editor', u.username, a.label, a.start, a."end", a.exact, a.attributed_to, a.value,
           a.unit, a.note, '', 'submitted', '', '', '', g.number, a.created_at, a.updated_at,
           a.span_group, a.origin, a.suggestions_shown, ''
    FROM annotations_annotation a
    JOIN annotations_layer l ON l.id = a.layer_id
    JOIN newsroom_user u ON u.id = l.editor_id
    JOIN annotations_guideline g ON g.id = a.guideline_id
    JOIN articles_revision r ON r.id = l.revision_id
    JOIN articles_article ar ON ar.id = r.article_id
    LEFT JOIN articles_outlet o ON o.id = ar.outlet_id
    WHERE a.withdrawn_at IS NULL AND l.taken_back_at IS NULL AND ar.archived_at IS NULL
"""
IN_TEXT_ORDER = """
    ORDER BY ar.id, r.number, l.letter, a.start, a."end" DESC, a.label, a.id
"""


FINAL_ROWS = """
    SELECT s.id, ar.id, ar.title, o.name, ar.url, ar.published_on, ar.language, r.number,
           'final', '', s.label, s.start, s."end", s.exact, s.attributed_to, s.value,
           s.unit, s.note, '', j.rule, u.username, j.decided_at, j.note, 1, j.decided_at,
           j.decided_at, s.span_group, '', '', ''
    FROM annotations_ruledspan s
    JOIN annotations_adjudication j ON j.id = s.adjudication_id
    JOIN annotations_review v ON v.id = j.review_id
    JOIN articles_revision r ON r.id = v.revision_id
    JOIN articles_article ar ON ar.id = r.article_id
    LEFT JOIN articles_outlet o ON o.id = ar.outlet_id
    LEFT JOIN newsroom_user u ON u.id = j.decided_by_id
    WHERE v.closed_at IS NOT NULL AND ar.archived_at IS NULL
    ORDER BY ar.id, r.number, s.start, s."end" DESC, s.label, s.id
"""
BUDGET = "≤ 2 ×, + 20 MB"


def run(size: int) -> Table:
    from django.db import connection

    from newsroom.models import User

    fill(size)
    settle_all()
    add_links()
    admin = User.objects.create_superuser("admin")
    connection.close()  # A process for each measurement: each opens its own.
    bare = {
        ("csv", "editor"): apart(lambda told: written(as_csv, SAME_ROWS + IN_TEXT_ORDER, told)),
        ("csv", "final"): apart(lambda told: written(as_csv, FINAL_ROWS, told)),
        ("jsonl", "editor"): apart(lambda told: written(as_json, SAME_ROWS + IN_TEXT_ORDER, told)),
    }
    rows = [line(f"bare cursor, {layer}, as {form}", cost) for (form, layer), cost in bare.items()]
    for form, layer in bare:
        cost = apart(lambda told, form=form, layer=layer: command(form, layer, told))
        rows.append(line(f"export_annotations, {layer}, {form}", cost, bare[form, layer]))
    with served(workers=1) as server:
        client = signed_in(server, admin)
        for form, layer in [*bare, ("jsonld", "editor")]:
            cost = download(server, client, f"/export/annotations.{form}?layer={layer}")
            near = bare.get((form, layer), bare["jsonl", "editor"])
            rows.append(line(f"/export/annotations.{form}, {layer}", cost, near))
    columns = ("", "rows", "processor", "beside bare", "first after", "memory", "budget")
    return Table(columns, rows, f"best of {TIMES}")


# Rows, seconds of the processor, seconds to the first piece, bytes held beyond those before.
Cost = tuple[int, float, float, int]
TIMES = 2


def line(what: str, cost: Cost, bare: Cost | None = None) -> tuple[str, ...]:
    count, seconds, first, memory = cost
    beside = f"{seconds / bare[1]:.1f} ×" if bare and bare[1] else ""
    budget = BUDGET if bare and "csv" in what else ""
    times = f"{seconds:.2f} s", beside, f"{1000 * first:,.0f} ms"
    return (what, f"{count:,}", *times, f"{memory / 2**20:,.0f} MB", budget)


def apart(work: Callable[[Callable[[], None]], int]) -> Cost:
    """What `work` costs in a process of its own; it calls what it is given at its first piece."""

    def tell(pipe: Any) -> None:
        firsts: list[float] = []
        # A command has no parent that filled the database, whose objects would be collected too.
        gc.freeze()
        memory, began, used = peak_memory(), time.perf_counter(), time.process_time()
        count = work(lambda: firsts.append(time.perf_counter() - began))
        seconds = time.process_time() - used
        pipe.send((count, seconds, firsts[0] if firsts else 0.0, max(0, peak_memory() - memory)))

    found = []
    for _ in range(TIMES):
        ours, theirs = multiprocessing.get_context("fork").Pipe()
        process = multiprocessing.get_context("fork").Process(target=tell, args=(theirs,))
        process.start()
        theirs.close()
        found.append(ours.recv())
        process.join()
    return min(found, key=lambda cost: cost[1])


def written(write: Callable[[Any], Callable[[Any], Any]], query: str, told: Any) -> int:
    count = 0
    with open("/dev/null", "w", encoding="utf-8", newline="") as file:
        write_row = write(file)
        for row in bare_rows(query):
            write_row(row)
            if not count:
                told()
            count += 1
    return count


def bare_rows(query: str) -> Iterator[Any]:
    """The rows as the driver by itself hands them over, streamed."""
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        yield from sqlite3.connect(connection.settings_dict["NAME"]).execute(query)
        return
    import psycopg

    database = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
    with psycopg.connect(**database) as bare, bare.cursor("rows") as cursor:
        cursor.itersize = 2_500
        yield from cursor.execute(query)


def as_csv(file: Any) -> Callable[[Any], Any]:
    return csv.writer(file).writerow


def as_json(file: Any) -> Callable[[Any], Any]:
    names = [f"column_{number}" for number in range(30)]

    def write(row: Any) -> None:
        made = dict(zip(names, row, strict=True))
        file.write(json.dumps(made, ensure_ascii=False, default=str) + "\n")

    return write


def command(form: str, layer: str, told: Callable[[], None]) -> int:
    """The pieces that `export_annotations` writes."""
    from annotations.management.commands.export_annotations import export_chunks

    count = 0
    options = {"format": form, "layer": layer, "article": None, "bom": False}
    with open("/dev/null", "w", encoding="utf-8", newline="") as file:
        for number, piece in enumerate(export_chunks(options)):
            file.write(piece)
            count += piece.count("\n")
            if number == 1:
                told()
    return count - (form == "csv")


def download(server: Server, client: Any, path: str) -> Cost:
    """The file as a client gets it, read as fast as it comes."""
    found = []
    # What a server reads once in its life, at its first page, is no part of it.
    client.get(f"{path}&q=of+no+annotation")
    for _ in range(TIMES):
        before, most = server.memory(), 0
        used, began, first, count = server.cpu(), time.perf_counter(), 0.0, 0
        for number, piece in enumerate(pieces(client, path)):
            first = first or time.perf_counter() - began
            count += piece.count(b"\n")
            if number % 100 == 0:
                most = max(most, server.memory())
        held = max(0, most - before)
        lines_besides = {"csv": 1, "jsonld": 2}.get(path.partition("?")[0].rpartition(".")[2], 0)
        found.append((count - lines_besides, server.cpu() - used, first, held))
    return min(found, key=lambda cost: cost[1])


def pieces(client: Any, path: str) -> Iterator[bytes]:
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    client.connection.request("GET", path, headers={"Cookie": cookies})
    response = client.connection.getresponse()
    assert response.status == 200, response.read()[:300]
    while piece := response.read(64 * 1024):
        yield piece


def add_links() -> None:
    """A fact, and its links to every tenth annotation."""
    from annotations.facts import lifecycle as fact_lifecycle
    from annotations.models import Annotation, FactLink
    from newsroom.models import User

    ada = User.objects.get(username="ada")
    source = {"title": "Budget 2026", "url": "https://town.example/budget"}
    fact = fact_lifecycle.record_fact(statement="The wall costs $48m.", sources=[source], by=ada)
    version = fact.versions.get()
    linked = Annotation.objects.order_by("pk").values_list("pk", flat=True)
    FactLink.objects.bulk_create(
        (
            FactLink(
                annotation_id=pk,
                fact=fact,
                version=version,
                relation="supports",
                linked_by=ada,
            )
            for pk in linked[::10]
        ),
        batch_size=1000,
    )


def fill(size: int) -> None:
    """`size` annotations, in rows made by SQL: the models would take minutes."""
    from django.db import connection, transaction

    from annotations.labels import LABELS, STATISTIC
    from annotations.models import Annotation, Guideline, Layer
    from annotations.models.work import update_work
    from articles.models import Article, Outlet, Revision
    from newsroom.models import User

    editors = User.objects.bulk_create(User(username=name) for name in ("ada", "ben", "rita"))[:2]
    outlet = Outlet.objects.create(name="Harbour Post")
    guideline = Guideline.objects.current().pk
    # As the program stores it: the driver of SQLite by itself would write the offset along.
    now = datetime.now(UTC)
    stored_now = connection.ops.adapt_datetimefield_value(now)
    text = "\n\n".join(QUOTE.format(number=number) for number in range(IN_A_LAYER))
    names = [
        *("id", "layer_id", "start", "end", "exact", "prefix", "suffix", "label"),
        *("attributed_to", "value", "unit", "note", "guideline_id", "version"),
        *("created_at", "updated_at"),
    ]
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    places = ", ".join("%s" for _ in names)
    insert = f"INSERT INTO {Annotation._meta.db_table} ({columns}) VALUES ({places})"
    spans = [text.index(QUOTE.format(number=number)) for number in range(IN_A_LAYER)]

    def rows_of(layer):
        for number, start in enumerate(spans):
            exact = QUOTE.format(number=number)
            if layer.letter == "B" and number % 3 == 0:
                exact = exact[:-1]
            end = start + len(exact)
            label = list(LABELS)[number % 3]
            is_statistic = label == STATISTIC.key
            yield (
                *(uuid.uuid4().hex, layer.pk, start, end, exact),
                *(text[max(0, start - 32) : start], text[end : end + 32], label),
                *("Ines Halloran", 48_000_000 if is_statistic else None),
                *("USD" if is_statistic else "", "", guideline, 1, stored_now, stored_now),
            )

    with transaction.atomic(), connection.cursor() as cursor:
        for number in range(size // (2 * IN_A_LAYER)):
            article = Article.objects.create(
                title=f"Council backs sea wall, part {number}",
                outlet=outlet,
                url=f"https://harbour.example/{number}",
                published_on=now.date(),
                language="en",
            )
            revision = Revision.objects.create(
                article=article,
                number=1,
                text=text,
                sha256="",
                raw=b"",
                raw_sha256="",
                media_type="text/plain",
                imported_by=editors[0],
            )
            for letter, editor in zip("AB", editors, strict=True):
                layer = Layer.objects.create(
                    revision=revision, editor=editor, letter=letter, submitted_at=now
                )
                cursor.executemany(insert, list(rows_of(layer)))
            update_work([revision.pk])
    connection.close()
