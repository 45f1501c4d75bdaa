"""The list of annotations as a file, and the checked claims of released articles, streamed."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotations.exchange.checked_claims import all_checked, publisher
from annotations.exchange.exporting import claimreview, csv, jsonl, webannotation
from annotations.exchange.exporting.row import Row
from annotations.exchange.exporting.rows import ALL, LAYERS, export_rows
from annotations.exchange.filters import AnnotationFilter
from annotations.exchange.sheet_filters import FinalFilter
from annotations.visibility import editor_name
from newsroom.models import User
from newsroom.problems import Refused
from newsroom.requests import SignedInRequest


class UnusableFilter(Refused):
    """A filter of the address makes no sense; to leave it out would export more than was meant."""

    status = 400
    code = "unusable-filter"
    title = _("That cannot be exported")


class ExportForm(forms.Form):
    """The options of an export besides the filters of the list."""

    layer = forms.ChoiceField(choices=[(layer, layer) for layer in LAYERS], required=False)
    # A ticked box would take "0" for yes.
    bom = forms.BooleanField(required=False, widget=forms.HiddenInput)


@require_GET
@never_cache
def export_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """All annotations that the list would show on all its pages, in the order of the texts."""
    stream, options = requested_rows(request)
    return file_response(
        csv.chunks(stream, bom=options["bom"]), csv.CONTENT_TYPE, "annotations", "csv"
    )


@require_GET
@never_cache
def export_jsonl(request: SignedInRequest) -> StreamingHttpResponse:
    """The same rows, a JSON object on each line."""
    stream, _options = requested_rows(request)
    return file_response(jsonl.chunks(stream), jsonl.CONTENT_TYPE, "annotations", "jsonl")


@require_GET
@never_cache
def export_webannotation(request: SignedInRequest) -> StreamingHttpResponse:
    """The same rows as Web Annotations of the W3C."""
    stream, _options = requested_rows(request)
    pieces = webannotation.chunks(stream, settings.SITE_URL)
    return file_response(pieces, webannotation.CONTENT_TYPE, "annotations", "jsonld")


@require_GET
@never_cache
def export_claimreview(request: SignedInRequest) -> StreamingHttpResponse:
    """The claims of closed reviews that have a verdict, as ClaimReview."""
    filters = FinalFilter(request.GET)
    refuse_errors(filters)
    pieces = claimreview.chunks(all_checked(filters.qs), publisher())
    return file_response(pieces, claimreview.CONTENT_TYPE, "claimreview", "jsonld")


def requested_rows(request: SignedInRequest) -> tuple[Iterator[Row], dict[str, Any]]:
    """The rows that the filters of the address choose, and the options. Raises UnusableFilter.

    What is final is told of closed reviews, with names, and so to whoever may annotate.
    """
    user = request.user
    filters = AnnotationFilter(request.GET, user=user)
    options = ExportForm(request.GET)
    finals = FinalFilter(request.GET)
    refuse_errors(filters, options, finals)
    final = finals.qs if sees_released_annotations(user) else None
    layer = options.cleaned_data["layer"] or ALL
    stream = export_rows(
        layer, filters.qs, final, name_of=partial(editor_name, reader=user), reader=user
    )
    return stream, options.cleaned_data


def sees_released_annotations(user: User) -> bool:
    """Whether a release is meant for `user` too."""
    return user.has_perm("annotations.annotate") or user.has_perm("annotations.review")


def file_response(
    pieces: Iterable[str], content_type: str, name: str, ending: str
) -> StreamingHttpResponse:
    """A file that is made while it is sent.

    When the client leaves, the response is closed and with it the generator and its cursor.
    """
    response = StreamingHttpResponse(pieces, content_type=content_type)
    name = f"{name}-{timezone.localdate():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def refuse_errors(*asked: Any) -> None:
    errors = {name: words for one in asked for name, words in one.errors.items()}
    if errors:
        said = " ".join(f"{name}: {' '.join(words)}" for name, words in errors.items())
        raise UnusableFilter(_now("Mend the address or the filters. %(said)s") % {"said": said})
