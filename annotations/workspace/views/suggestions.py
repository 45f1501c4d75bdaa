"""Answering what is suggested, by a script or by plain forms; and how the rules have done."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import access
from annotations.labels import name_of
from annotations.models import Annotation, Layer, Suggestion
from annotations.spans.sentences import words_around
from annotations.ui.marked_text import draw
from annotations.workspace import accepting_several, preparing, suggestions
from annotations.workspace.forms import ChangeForm
from annotations.workspace.seen_report import tally_seen
from annotations.workspace.suggestion_report import tally_answers
from annotations.workspace.views.annotations import live_quotes, version_of
from annotations.workspace.views.context import is_writable, names_in
from annotations.workspace.views.responses import (
    one_more,
    respond_to_answer,
    respond_to_change,
)
from articles.paragraphs import paragraphs_touching
from newsroom.formats import Grouped
from newsroom.problems import Refused, invalid, wants_json
from newsroom.requests import SignedInRequest


@require_safe
def suggestion(request: SignedInRequest, pk: int, suggested: int) -> HttpResponse:
    """A suggestion, to be accepted with other edges or details."""
    one, layer = access.suggestion_for(request.user, pk, suggested)
    return suggestion_page(request, one, layer, acceptance_form(one, layer))


@require_POST
def suggestion_acceptance(request: SignedInRequest, pk: int, suggested: int) -> HttpResponse:
    """Make an annotation of it, as it is or as the form has it; or again, after an undo."""
    one, layer = access.suggestion_for(request.user, pk, suggested)
    extents = [(one.start, one.end)]
    if "again" in request.POST:
        version = version_of(request)
        back = suggestions.accept_again(one, layer, version=version, by=request.user)
        return respond_to_change(
            request,
            back,
            accepted_message(back),
            extents=extents,
            changes=one_more(back) if back.layer.written else {},
            relisted=["withdrawn"],
        )
    form = acceptance_form(one, layer, request)
    if not form.is_valid():
        if wants_json(request):
            raise invalid(form)
        return suggestion_page(request, one, layer, form, status=422)
    try:
        annotation, is_new = suggestions.accept_suggestion(
            one, layer, id=posted_id(request), by=request.user, **form.content()
        )
    except Refused as refusal:
        if (
            wants_json(request)
            or refusal.status not in (409, 422)
            or not is_writable(layer, request.user)
        ):
            raise
        form.blame(refusal)
        return suggestion_page(request, one, layer, form, status=refusal.status)
    return respond_to_change(
        request,
        annotation,
        accepted_message(annotation),
        status=201 if is_new else 200,
        is_new=is_new and one.carried_from_id is None,
        extents=extents,
        changes=one_more(annotation) if is_new else {},
        reveals=layer.carried_at is not None,
    )


@require_POST
def layer_suggestions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make what is suggested in the layer, which takes some seconds where its text is long."""
    layer = access.open_layer_for(request.user, pk)
    preparing.prepare(layer, request.user)
    if wants_json(request):
        return JsonResponse({"to_come": False})
    return HttpResponseRedirect(layer.get_absolute_url(), status=303)


@require_POST
def carried_acceptance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept all at once that is carried over and stands in a sentence as it was."""
    layer = access.open_layer_for(request.user, pk)
    accepted = len(accepting_several.accept_unchanged(layer, by=request.user))
    told = ngettext("%(n)s annotation accepted.", "%(n)s annotations accepted.", accepted)
    messages.success(request, told % {"n": Grouped(accepted)})
    return HttpResponseRedirect(layer.get_absolute_url(), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions_at_once(request: SignedInRequest, pk: int) -> HttpResponse:
    """The quotes or statistics that are suggested, of the article or a paragraph, to be ticked and
    accepted together.
    """
    layer = access.open_layer_for(request.user, pk)
    accepting_several.refuse_unless_together()
    if request.method == "POST":
        chosen = {int(one) for one in request.POST.getlist("suggestion") if one.isdecimal()}
        accepted = len(accepting_several.accept_several(layer, chosen, by=request.user))
        told = ngettext("%(n)s suggestion accepted.", "%(n)s suggestions accepted.", accepted)
        messages.success(request, told % {"n": Grouped(accepted)})
        return HttpResponseRedirect(layer.get_absolute_url(), status=303)
    waiting = suggestions.list_waiting(layer, to=request.user)
    numbers = {label.key: label for label, _number in accepting_several.of_labels_at_once(waiting)}
    label = numbers.get(request.GET.get("label", ""))
    if label is None:
        return HttpResponseRedirect(layer.get_absolute_url())
    shown = [one for one in waiting if one.label == label.key]
    own = layer.annotations.filter(withdrawn_at=None, label=label.key)
    context = {
        "layer": layer,
        "revision": layer.revision,
        "article": layer.revision.article,
        "label": label,
        "rows": rows_at_once(shown[: accepting_several.AT_ONCE], list(own), layer.revision.text),
        "cut_at": accepting_several.AT_ONCE if len(shown) > accepting_several.AT_ONCE else 0,
    }
    fragment = request.headers.get("X-Fragment") == "1"
    template = (
        "workspace/suggestions/_at_once.html" if fragment else "workspace/suggestions/at_once.html"
    )
    return render(request, template, context)


def rows_at_once(
    shown: list[Suggestion], own: list[Annotation], text: str
) -> list[dict[str, object]]:
    """Each with the words round it, the number of its paragraph, and whether it is nested with one
    of the editor's own, which is theirs to decide one by one.
    """
    return [
        {
            "suggestion": one,
            "around": words_around(text, one.start, one.end),
            "paragraph": text.count("\n\n", 0, one.start) + 1,
            "nested": any(is_nested(one, mine) for mine in own),
        }
        for one in shown
    ]


def is_nested(one: Suggestion, other: Annotation) -> bool:
    """Whether one of them swallows the other."""
    starts, ends = other.start - one.start, other.end - one.end
    return (starts <= 0 <= ends) or (ends <= 0 <= starts)


@require_POST
def suggestion_dismissal(request: SignedInRequest, pk: int, suggested: int) -> HttpResponse:
    one, layer = access.suggestion_for(request.user, pk, suggested)
    suggestions.dismiss_suggestion(one, layer, by=request.user)
    reveals = layer.carried_at is not None
    return respond_to_answer(request, one, layer, _("Suggestion dismissed."), reveals=reveals)


@require_POST
def suggestion_return(request: SignedInRequest, pk: int, suggested: int) -> HttpResponse:
    """Take an answer back, so that the suggestion waits again."""
    one, layer = access.suggestion_for(request.user, pk, suggested)
    version = version_of(request)
    gone = suggestions.take_back_answer(one, layer, version=version, by=request.user)
    words = _("The suggestion waits again.")
    return respond_to_answer(request, one, layer, words, gone=gone, reveals=True)


def acceptance_form(
    one: Suggestion, layer: Layer, request: SignedInRequest | None = None
) -> ChangeForm:
    """The form of the annotation that the suggestion would become."""
    proposed = Annotation(layer=layer, **suggestions.suggested_content(one, layer))
    # A script has its choices already.
    quotes = [] if request and wants_json(request) else live_quotes(layer)
    return ChangeForm(proposed, request.POST if request else None, quotes=quotes)


def suggestion_page(
    request: SignedInRequest, one: Suggestion, layer: Layer, form: ChangeForm, *, status: int = 200
) -> HttpResponse:
    """The page, or for a script that asks so only the form."""
    parts = paragraphs_touching(layer.revision.text, one.start, one.end)
    context = {
        "suggestion": one,
        "layer": layer,
        "revision": layer.revision,
        "article": layer.revision.article,
        "form": form,
        "names": names_in(list(layer.annotations.filter(withdrawn_at=None).only("attributed_to"))),
        "excerpt": draw(parts, [], [one], title=layer.revision.article.title),
        "writable": is_writable(layer, request.user),
    }
    is_fragment = request.headers.get("X-Fragment") == "1"
    template = "workspace/_accept.html" if is_fragment else "workspace/suggestion.html"
    return render(request, template, context, status=status)


def posted_id(request: SignedInRequest) -> UUID:
    """The id that the script has given the annotation; a plain form has none."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid4()


def accepted_message(annotation: Annotation) -> str:
    words = len(annotation.exact.split())
    told = ngettext("%(label)s accepted, %(n)s word.", "%(label)s accepted, %(n)s words.", words)
    return told % {"label": name_of(annotation.label), "n": words}


@require_safe
def suggestion_tally(request: SignedInRequest) -> HttpResponse:
    """How the rules have done: what editors accepted and dismissed, by version and label."""
    access.refuse_unless_reviewer(request.user)
    context = {"rows": tally_answers(), "seen": tally_seen()}
    return render(request, "workspace/suggestion_report.html", context)
