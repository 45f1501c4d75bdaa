"""Checks that nothing has shifted: every span against its text, every text against its hash."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Prefetch

from annotations.models import Annotation, Layer
from annotations.models.target import TextTarget
from annotations.spans.anchoring import CONTEXT
from articles.models import Revision

AT_ONCE = 50  # Revisions in memory: a text and its raw bytes may take some megabytes each.


class Command(BaseCommand):
    help = (
        "Verify the words and the context of every annotation, deleted ones too, against the "
        "text it was made on, and every text and raw file against its SHA-256. Exit status 1 on "
        "any mismatch."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        revisions = spans = mismatches = 0
        for revision in every_revision():
            revisions += 1
            found = list(hash_mismatches(revision))
            for layer in revision.layers.all():
                for annotation in layer.annotations.all():
                    spans += 1
                    found += [
                        f"annotation {annotation.pk}: {complaint}"
                        for complaint in span_mismatches(revision.text, annotation)
                    ]
            mismatches += len(found)
            for complaint in found:
                where = f"article {revision.article_id}, revision {revision.number}"
                self.stderr.write(f"{where}: {complaint}")
        self.stdout.write(f"{revisions} revisions, {spans} annotations, {mismatches} mismatches")
        if mismatches:
            raise CommandError("not everything is as it was stored")


def every_revision() -> Iterator[Revision]:
    """All revisions with their layers and annotations, some at a time."""
    annotations = Annotation.objects.order_by("start", "id")
    layers = Layer.objects.order_by("id").prefetch_related(Prefetch("annotations", annotations))
    return (
        Revision.objects.order_by("article", "number")
        .prefetch_related(Prefetch("layers", layers))
        .iterator(chunk_size=AT_ONCE)
    )


def hash_mismatches(revision: Revision) -> Iterator[str]:
    if hashlib.sha256(revision.text.encode()).hexdigest() != revision.sha256:
        yield "the text does not have its SHA-256"
    if hashlib.sha256(revision.raw).hexdigest() != revision.raw_sha256:
        yield "the raw bytes do not have their SHA-256"


def span_mismatches(text: str, target: TextTarget) -> Iterator[str]:
    """What of a target does not stand in `text` where it says."""
    start, end = target.start, target.end
    if end > len(text):
        yield f"ends at {end}, but the text at {len(text)}"
        return
    stands = {
        "words": (text[start:end], target.exact),
        "text before": (text[max(0, start - CONTEXT) : start], target.prefix),
        "text after": (text[end : end + CONTEXT], target.suffix),
    }
    for part, (found, stored) in stands.items():
        if found != stored:
            yield f"the {part} at {start}:{end}: stored {stored!r}, found {found!r}"
