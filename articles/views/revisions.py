"""A revision by itself: its text, and the file that it came from."""

import mimetypes
from pathlib import PurePosixPath

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from articles.access import importer_for, revision_for
from articles.models import Revision
from articles.paragraphs import paragraphs
from newsroom.requests import SignedInRequest

SHOWN_PARAGRAPHS = 4


@require_GET
def revision(request: SignedInRequest, pk: int) -> HttpResponse:
    revision = revision_for(request.user, pk)
    others = revision.article.revisions.defer("text", "raw").order_by("number")
    context = {
        "revision": revision,
        "article": revision.article,
        "paragraphs": paragraphs(revision.text),
        "importer": importer_for(request.user, revision),
        "revisions": others,
        "latest": max(others, key=lambda each: each.number),
    }
    return render(request, "articles/revision.html", context)


@require_GET
def raw(request: SignedInRequest, pk: int) -> HttpResponse:
    """The bytes as they came, to be saved and never shown: they may be somebody's web page."""
    revision = revision_for(request.user, pk)
    return HttpResponse(
        bytes(revision.raw),
        content_type="application/octet-stream",
        headers={"Content-Disposition": content_disposition_header(True, raw_name(revision))},
    )


def raw_name(revision: Revision) -> str:
    """The name of the file that was imported; of a line in a file, or of none, one of our own."""
    name = PurePosixPath(revision.item.name).name if revision.item else ""
    if "." in name and ":" not in name:
        return name
    words = slugify(revision.article.title)[:60] or "article"
    extension = mimetypes.guess_extension(revision.media_type) or ".txt"
    return f"{words}-{revision.article_id}-{revision.number}{extension}"
