"""Writing in the workspace: add, change, withdraw, restore; by a script or by a plain form."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.labels import PIECES, name_of, taking
from annotations.layers import editing
from annotations.models import Annotation, Layer
from annotations.spans.sentences import words_around
from annotations.ui.marked_text import draw
from annotations.visibility import editor_name
from annotations.workspace.cards import make_cards, with_clocks, with_facts
from annotations.workspace.forms import ChangeForm, QuotationForm, SpanForm
from annotations.workspace.views.context import is_writable, names_in, page_context
from annotations.workspace.views.responses import one_more, respond_to_change
from articles.paragraphs import paragraphs_touching
from newsroom.problems import Refused, invalid, problem, wants_json
from newsroom.requests import SignedInRequest

MOST_PLACES = 50


@require_POST
def layer_annotations(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an annotation: by its place, or by its words where no place is given."""
    if "start" not in request.POST:
        return add_quotation(request, access.own_layer_for(request.user, pk))
    form = SpanForm(request.POST)
    if not form.is_valid():
        access.own_layer_for(request.user, pk)
        raise invalid(form)
    added, is_new = editing.add_to_own_layer(pk, by=request.user, **form.content())
    return respond_to_addition(request, added, is_new=is_new)


def respond_to_addition(
    request: SignedInRequest, added: Annotation, *, is_new: bool
) -> HttpResponse:
    return respond_to_change(
        request,
        added,
        added_message(added),
        status=201 if is_new else 200,
        is_new=is_new,
        changes=one_more(added) if is_new else {},
    )


def add_quotation(request: SignedInRequest, layer: Layer) -> HttpResponse:
    """Add an annotation by its words; where they stand several times, ask which place is meant."""
    form = QuotationForm(layer.revision.text, request.POST)
    if form.is_valid() and (place := form.chosen()):
        try:
            added, is_new = _add_at(layer, place, form, request)
        except Refused as refusal:
            if wants_json(request) or refusal.status not in (409, 422):
                raise
            form.blame(refusal)
            return workspace_with_form(request, layer, form, status=refusal.status)
        return respond_to_addition(request, added, is_new=is_new)
    if form.errors:
        if wants_json(request):
            raise invalid(form)
        return workspace_with_form(request, layer, form, status=422)
    if wants_json(request):
        text = _("These words stand in several places. Say which is meant.")
        places = [place_choice(layer.revision.text, *place) for place in form.places]
        return problem(409, "several-places", _("Which place?"), text, places=places)
    return render(
        request,
        "workspace/places.html",
        {
            "layer": layer,
            "article": layer.revision.article,
            "form": form,
            "posted": [(name, value) for name, value in form.data.items() if name in form.fields],
            "places": [place_choice(layer.revision.text, *p) for p in form.places[:MOST_PLACES]],
            "found": len(form.places),
        },
    )


def _add_at(
    layer: Layer, place: tuple[int, int], form: QuotationForm, request: SignedInRequest
) -> tuple[Annotation, bool]:
    start, end = place
    words = layer.revision.text[start:end]
    content: dict[str, Any] = {"start": start, "end": end, "exact": words, **form.details()}
    try:
        fresh = form.cleaned_data["id"] or uuid4()
        return editing.add_annotation(layer, id=fresh, by=request.user, **content)
    except editing.IdTaken:
        # A page that the browser kept is posted a second time with other words: that is a new
        # annotation, and the id of a plain form is ours to choose.
        return editing.add_annotation(layer, id=uuid4(), by=request.user, **content)


def workspace_with_form(
    request: SignedInRequest, layer: Layer, form: QuotationForm, *, status: int
) -> HttpResponse:
    context = page_context(request, layer, form)
    return render(request, "workspace/page.html", context, status=status)


def place_choice(text: str, start: int, end: int) -> dict[str, Any]:
    """A place with the words around it, for a choice among several."""
    before, exact, after = words_around(text, start, end)
    return {
        "place": f"{start}-{end}",
        "start": start,
        "end": end,
        "before": before,
        "exact": exact,
        "after": after,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def annotation(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One annotation: to read, or to change where it is one's own and the layer is open."""
    if request.method == "POST":
        return change_as_posted(request, access.own_annotation_for(request.user, uuid))
    shown = access.annotation_for(request.user, uuid)
    quotes = live_quotes(shown.layer)
    return annotation_page(request, shown, ChangeForm(shown, quotes=quotes))


def change_as_posted(request: SignedInRequest, changed: Annotation) -> HttpResponse:
    # A script has its choices already.
    quotes = [] if wants_json(request) else live_quotes(changed.layer)
    form = ChangeForm(changed, request.POST, quotes=quotes)
    if not form.is_valid():
        if wants_json(request):
            raise invalid(form)
        return annotation_page(request, changed, form, status=422)
    version = form.cleaned_data["version"]
    try:
        now = editing.change_annotation(changed, version=version, by=request.user, **form.content())
    except editing.Stale as refusal:
        if wants_json(request):
            raise
        return stale_form(request, changed, refusal)
    except Refused as refusal:
        if wants_json(request) or refusal.status not in (409, 422):
            raise
        form.blame(refusal)
        return annotation_page(request, changed, form, status=refusal.status)
    words = _("%(label)s changed.") % {"label": name_of(now.label)}
    return respond_to_change(
        request, now, words, before=changed, changes=relabelled(changed, now), reveals=True
    )


def relabelled(before: Annotation, now: Annotation) -> dict[str, int]:
    """How the counts change with the label of an annotation."""
    return {} if before.label == now.label else {before.label: -1, now.label: 1}


def stale_form(request: SignedInRequest, seen: Annotation, refusal: editing.Stale) -> HttpResponse:
    """The form again with what was typed, beside what the annotation is now."""
    current = Annotation.objects.select_related("layer__revision__article").get(pk=seen.pk)
    data = request.POST.copy()
    data["version"] = str(current.version)
    form = ChangeForm(current, data, quotes=live_quotes(current.layer))
    return annotation_page(request, current, form, status=refusal.status, meanwhile=current)


@require_POST
def annotation_withdrawal(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seen = access.own_annotation_for(request.user, uuid)
    gone = editing.withdraw_annotation(seen, version=version_of(request), by=request.user)
    words = _("%(label)s deleted.") % {"label": name_of(gone.label)}
    return respond_to_change(
        request,
        gone,
        words,
        changes=one_more(gone, -1) if gone.layer.written else {},
        reveals=True,
        relisted=["withdrawn"],
    )


@require_POST
def annotation_restoration(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seen = access.own_annotation_for(request.user, uuid)
    back = editing.restore_annotation(seen, version=version_of(request), by=request.user)
    words = _("%(label)s restored.") % {"label": name_of(back.label)}
    return respond_to_change(
        request,
        back,
        words,
        changes=one_more(back) if back.layer.written else {},
        relisted=["withdrawn"],
    )


def version_of(request: SignedInRequest) -> int | None:
    asked = request.POST.get("version", "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None


def live_quotes(layer: Layer) -> list[Annotation]:
    """The live annotations of the layer that may be pieces of one."""
    keys = [label.key for label in taking(PIECES)]
    return list(layer.annotations.filter(label__in=keys, withdrawn_at=None).in_text_order())


def annotation_page(
    request: SignedInRequest,
    shown: Annotation,
    form: ChangeForm,
    *,
    status: int = 200,
    meanwhile: Annotation | None = None,
) -> HttpResponse:
    """The page, or for a script that asks so only the form."""
    layer = shown.layer
    text = layer.revision.text
    parts = paragraphs_touching(text, shown.start, shown.end)
    fragment = request.headers.get("X-Fragment") == "1"
    names = layer.annotations.filter(withdrawn_at=None).only("attributed_to")
    context = {
        "annotation": shown,
        "layer": layer,
        "article": layer.revision.article,
        "card": with_clocks(with_facts(make_cards([shown])), layer.revision.timecodes)[0],
        "form": form,
        "names": names_in(list(names)),
        "meanwhile": meanwhile,
        "excerpt": draw(parts, [shown], title=layer.revision.article.title),
        "editor_name": editor_name(layer, reader=request.user),
        "writable": is_writable(layer, request.user) and not shown.is_withdrawn,
    }
    template = "workspace/_edit.html" if fragment else "workspace/annotation.html"
    return render(request, template, context, status=status)


def added_message(annotation: Annotation) -> str:
    words = len(annotation.exact.split())
    told = ngettext("%(label)s added, %(n)s word.", "%(label)s added, %(n)s words.", words)
    return told % {"label": name_of(annotation.label), "n": words}
