"""What was checked before, beside the sentences that say it: a page, or its list for a script."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from annotations import access
from annotations.models import Annotation, Layer, Seen
from annotations.spans.intervals import Extent
from annotations.spans.numbers import grouped
from annotations.workspace import seen_before
from annotations.workspace.seen_before import Shown
from articles.paragraphs import paragraphs_touching
from newsroom.requests import SignedInRequest


@require_safe
def layer_seen_before(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sentences that the desk's facts say; for «X-Fragment: 1» the list alone."""
    return seen_page(request, access.open_layer_for(request.user, pk))


@require_POST
def seen_dismissal(request: SignedInRequest, pk: int, seen: int) -> HttpResponse:
    row = seen_for(request, pk, seen)
    seen_before.dismiss_seen(row, by=request.user)
    return answered(request, pk)


@require_POST
def seen_return(request: SignedInRequest, pk: int, seen: int) -> HttpResponse:
    """Take a dismissal back."""
    row = seen_for(request, pk, seen)
    seen_before.return_seen(row, by=request.user)
    return answered(request, pk)


def seen_for(request: SignedInRequest, pk: int, seen: int) -> Seen:
    """What was shown in an own layer. 404 and 403 as `own_layer_for`."""
    layer = access.own_layer_for(request.user, pk)
    return get_object_or_404(Seen.objects.select_related("layer"), layer=layer, pk=seen)


def answered(request: SignedInRequest, pk: int) -> HttpResponse:
    if is_fragment(request):
        return seen_page(request, access.open_layer_for(request.user, pk))
    response = redirect("layer_seen_before", pk)
    response.status_code = 303
    return response


def is_fragment(request: SignedInRequest) -> bool:
    return request.headers.get("X-Fragment") == "1"


def seen_page(request: SignedInRequest, layer: Layer) -> HttpResponse:
    shown = seen_before.show_seen(layer, by=request.user)
    own = list(layer.annotations.filter(withdrawn_at=None).in_text_order()) if shown else []
    rows = [row_of(one, layer.revision.text, own) for one in shown]
    context = {
        "layer": layer,
        "revision": layer.revision,
        "article": layer.revision.article,
        "rows": [row for row in rows if not row["dismissed"]],
        "dismissed": [row for row in rows if row["dismissed"]],
    }
    name = "_list" if is_fragment(request) else "page"
    return render(request, f"workspace/seen_before/{name}.html", context)


def row_of(one: Shown, text: str, own: Iterable[Annotation]) -> dict[str, Any]:
    """What is told of a sentence and a fact; `marks` are the editor's own in that sentence."""
    seen, match, version = one.found.seen, one.found.seen.match, one.found.version
    return {
        "pk": one.row.pk,
        "dismissed": one.row.dismissed_at is not None,
        "sentence": words_marked(text[seen.start : seen.end], match.in_sentence),
        "statement": words_marked(version.statement, match.in_statement),
        "version": version,
        "fact": version.fact,
        "paragraph": paragraphs_touching(text, seen.start, seen.end)[0].number,
        "numbers": [grouped(number) for number in match.numbers],
        "rounded": both_grouped(match.rounded),
        "differing": both_grouped(match.differing),
        "marks": [mark for mark in own if mark.start < seen.end and mark.end > seen.start],
    }


def both_grouped(pairs: Iterable[tuple[Decimal, Decimal]]) -> list[tuple[str, str]]:
    return [(grouped(here), grouped(there)) for here, there in pairs]


def words_marked(words: str, places: Iterable[Extent]) -> SafeString:
    """The words, with what is shared in `mark` elements; everything is escaped."""
    parts, at = [], 0
    for start, end in places:
        parts.append(format_html("{}<mark>{}</mark>", words[at:start], words[start:end]))
        at = end
    parts.append(format_html("{}", words[at:]))
    return mark_safe("".join(parts))  # noqa: S308
