"""Annotated texts in the database, for the benchmarks that load them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

NAMES = ("ada", "ben", "cleo")


def fill(length: int, texts: Sequence[Mapping[str, Sequence[tuple[int, int, str]]]]) -> None:
    """A text of `length` for each, with a submitted layer of each editor and its spans.

    The spans are (start, end, label), by the name of the editor. The text holds no raw bytes.
    """
    from django.db import connection, transaction

    from annotations.models import Annotation, Guideline, Layer
    from annotations.models.work import update_work
    from articles.models import Article, Revision
    from newsroom.models import User

    now = datetime.now(UTC)
    words = ("The council approved a sea wall. " * length)[:length]
    guideline = Guideline.objects.current()
    with transaction.atomic():
        editors = {name: User.objects.create(username=name) for name in NAMES}
        for number, layers in enumerate(texts):
            article = Article.objects.create(title=f"Council backs sea wall, part {number}")
            revision = Revision.objects.create(
                article=article,
                number=1,
                text=words,
                sha256="",
                raw=b"",
                raw_sha256="",
                media_type="text/plain",
                imported_by=editors["ada"],
            )
            for letter, name in zip("ABC", NAMES, strict=True):
                layer = Layer.objects.create(
                    revision=revision, editor=editors[name], letter=letter, submitted_at=now
                )
                Annotation.objects.bulk_create(
                    Annotation(
                        layer=layer,
                        start=start,
                        end=end,
                        exact=words[start:end],
                        label=label,
                        attributed_to="Ana Ruiz" if label == "quote" else "",
                        guideline=guideline,
                    )
                    for start, end, label in layers[name]
                )
            update_work([revision.pk])
    connection.close()
