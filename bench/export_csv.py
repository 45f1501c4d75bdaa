"""What does exporting annotations as CSV cost beyond reading the same rows and writing them?

Two editors' layers on every article, a hundred annotations in each.
"""

import csv
import sqlite3
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from bench import Figure, measured

SIZE = 200_000
IN_A_LAYER = 100
QUOTE = "“We are building for the next storm, and for the one after,” the mayor said on {number}."

SAME_ROWS = """
    SELECT a.id, ar.id, ar.title, o.name, ar.url, ar.published_on, ar.language, r.number,
           'editor', u.username, a.label, a.start, a."end", a.exact, a.attributed_to, a.value,
           a.unit, a.note, '', 'submitted', '', '', '', g.number, a.created_at, a.updated_at,
           a.span_group
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


def run(size: int) -> list[Figure]:
    fill(size)
    return [
        measured("bare cursor and csv.writer", bare(SAME_ROWS), bare=True),
        measured("bare cursor and csv.writer, sorted", bare(SAME_ROWS + IN_TEXT_ORDER)),
        measured("export_annotations", ours),
    ]


def ours(first: Callable[[], None]) -> int:
    from annotations.exchange.exporting import csv as our_csv
    from annotations.exchange.exporting.rows import ALL, annotations_shown, export_rows

    count = 0
    with open("/dev/null", "w", encoding="utf-8", newline="") as file:
        stream = export_rows(ALL, annotations_shown(), name_of=lambda layer: str(layer.editor))
        for piece in our_csv.chunks(stream):
            file.write(piece)
            count += piece.count("\r\n")
            if count > 1:
                first()
    return count - 1


def bare(query: str) -> Callable[[Callable[[], None]], int]:
    def work(first: Callable[[], None]) -> int:
        from django.conf import settings

        connection = sqlite3.connect(settings.DATABASES["default"]["NAME"])
        count = 0
        with open("/dev/null", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for row in connection.execute(query):
                writer.writerow(row)
                if not count:
                    first()
                count += 1
        return count

    return work


def fill(size: int) -> None:
    """`size` annotations, in rows made by SQL: the models would take minutes."""
    from django.db import connection, transaction

    from annotations.labels import LABELS, STATISTIC
    from annotations.models import Annotation, Guideline, Layer
    from articles.models import Article, Outlet, Revision
    from newsroom.models import User

    editors = User.objects.bulk_create(User(username=name) for name in ("ada", "ben"))
    outlet = Outlet.objects.create(name="Harbour Post")
    guideline = Guideline.objects.current().pk
    now = datetime.now(UTC)
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
            end = start + len(exact)
            label = list(LABELS)[number % 3]
            is_statistic = label == STATISTIC.key
            yield (
                *(uuid.uuid4().hex, layer.pk, start, end, exact),
                *(text[max(0, start - 32) : start], text[end : end + 32], label),
                *("Ines Halloran", 48_000_000 if is_statistic else None),
                *("USD" if is_statistic else "", "", guideline, 1, now, now),
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
    connection.close()
