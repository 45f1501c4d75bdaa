"""Writes annotations to a file or to standard output, row by row."""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils.translation import ngettext

from annotations.exchange.checked_claims import all_checked, publisher
from annotations.exchange.exporting import claimreview, csv, jsonl, webannotation
from annotations.exchange.exporting.output import (
    refuse_unusable_path,
    write_to_file,
    write_to_stdout,
)
from annotations.exchange.exporting.rows import (
    ALL,
    EDITOR,
    LAYERS,
    annotations_on,
    annotations_shown,
    export_rows,
)
from annotations.models import Review, RuledSpan
from annotations.review.final import final_spans
from articles.models import Article

FORMATS = ("csv", "jsonl", "webannotation", "claimreview")


class Command(BaseCommand):
    help = (
        "Export the annotations of all editors, with their names, those not submitted yet "
        "included (their status says so). What belongs to archived articles is left out unless it "
        "is asked for. claimreview holds the claims of closed reviews that have a verdict, "
        "whatever --layer says."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--layer", choices=LAYERS, default=ALL)
        parser.add_argument(
            "--article",
            type=int,
            action="append",
            metavar="ID",
            help="Only this article, archived or not; may be given several times.",
        )
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="Instead of standard output."
        )
        parser.add_argument(
            "--bom", action="store_true", help="Begin with a byte-order mark, for Excel."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["bom"] and options["format"] != "csv":
            raise CommandError("--bom is for CSV", returncode=2)
        if options["article"]:
            refuse_unknown(options["article"])
        pieces = export_chunks(options)
        if options["layer"] != EDITOR and (waiting := reviews_left_out(options["article"])):
            self.stderr.write(left_out(waiting))
        if options["output"] is None:
            write_to_stdout(pieces, self.stdout)
            return
        refuse_unusable_path(options["output"])
        try:
            write_to_file(pieces, options["output"])
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from error


def export_chunks(options: dict[str, Any]) -> Iterable[str]:
    """What is to be written, piece by piece. Claim reviews are of final annotations alone."""
    wanted = options["article"]
    if options["format"] == "claimreview":
        return claimreview.chunks(all_checked(released(wanted)), publisher())
    found = annotations_on(wanted) if wanted else annotations_shown()
    stream = export_rows(
        options["layer"], found, released(wanted), name_of=lambda layer: str(layer.editor)
    )
    if options["format"] == "jsonl":
        return jsonl.chunks(stream)
    if options["format"] == "webannotation":
        return webannotation.chunks(stream, settings.SITE_URL)
    return csv.chunks(stream, bom=options["bom"])


def released(articles: Sequence[int] | None) -> QuerySet[RuledSpan]:
    article = "adjudication__review__revision__article"
    if articles:
        return final_spans().filter(**{f"{article}__in": articles})
    return final_spans().filter(**{f"{article}__archived_at": None})


def reviews_left_out(articles: Sequence[int] | None) -> int:
    """How many reviews are still open, so that what is final of them is not known."""
    reviews = Review.objects.unreleased()
    if articles:
        return reviews.filter(revision__article__in=articles).count()
    return reviews.filter(revision__article__archived_at=None).count()


def left_out(reviews: int) -> str:
    return ngettext(
        "%(count)s review is still open: its final annotations are left out.",
        "%(count)s reviews are still open: their final annotations are left out.",
        reviews,
    ) % {"count": reviews}


def refuse_unknown(articles: Iterable[int]) -> None:
    known = Article.objects.in_bulk(articles)
    if unknown := sorted(set(articles) - set(known)):
        names = ", ".join(map(str, unknown))
        raise CommandError(f"no article with the id {names}", returncode=2)
