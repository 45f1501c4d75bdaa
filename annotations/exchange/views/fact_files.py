"""The list of facts as a file, streamed."""

from django import forms
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotations.exchange import fact_files
from annotations.exchange.fact_import import fact_records, versions_for_files
from annotations.exchange.views.export import refuse_errors
from annotations.facts.filters import FactFilter
from newsroom.requests import SignedInRequest

CHUNK = 500


class FactExportForm(forms.Form):
    """The options of an export besides the filters of the list."""

    bom = forms.BooleanField(required=False, widget=forms.HiddenInput)


@require_GET
@never_cache
def export_facts(request: SignedInRequest) -> StreamingHttpResponse:
    """All facts that the list would show on all its pages, as the command writes them."""
    filters, options = FactFilter(request.GET, user=request.user), FactExportForm(request.GET)
    refuse_errors(filters, options)
    told = fact_records(versions_for_files(filters.qs).iterator(chunk_size=CHUNK))
    response = StreamingHttpResponse(
        fact_files.fact_chunks(told, file_format="csv", bom=options.cleaned_data["bom"]),
        content_type=fact_files.CONTENT_TYPES["csv"],
    )
    name = f"facts-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
