"""Linking a span to facts, by a dialog of the workspace or as a page of its own."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations import access
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links as fact_links
from annotations.facts import search
from annotations.models import Annotation, Fact, FactLink
from annotations.models.fact_link import Relation
from annotations.ui.marked_text import draw
from annotations.visibility import editor_name
from annotations.workspace.fact_forms import LinkForm, NewFactForm
from annotations.workspace.views.context import is_writable
from annotations.workspace.views.responses import respond_to_change
from articles.paragraphs import paragraphs_touching
from newsroom.models import User
from newsroom.problems import Invalid, Refused, invalid, wants_json
from newsroom.requests import SignedInRequest

MOST_FOUND = 10
SHORTEST = 2
LONGEST = 400


@require_http_methods(["GET", "HEAD", "POST"])
def annotation_facts(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What an annotation leans on: to read, and in an open layer of one's own to link."""
    if request.method == "POST":
        return link_from_form(request, annotation_to_link(request.user, uuid))
    return facts_page(request, access.annotation_for(request.user, uuid))


def annotation_to_link(user: User, uuid: UUID) -> Annotation:
    annotation = access.own_annotation_for(user, uuid)
    if not user.has_perm("annotations.record_fact"):
        raise PermissionDenied
    return annotation


def link_from_form(request: SignedInRequest, annotation: Annotation) -> HttpResponse:
    """Link, change, unlink or put back, as the fields say; a new fact is recorded and linked."""
    if "statement" in request.POST:
        return record_and_link(request, annotation)
    if "unlink" in request.POST or "back" in request.POST:
        return unlink_or_restore(request, annotation)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return refuse_form(request, annotation, form)
    fact, relation, note = (form.cleaned_data[name] for name in ("fact", "relation", "note"))
    try:
        made = set_link(annotation, fact, relation=relation, note=note, by=request.user)
    except fact_links.FactNotUsable as refusal:
        if wants_json(request):
            raise
        form.add_error(None, refusal.detail)
        return refuse_form(request, annotation, form)
    return respond_to_link(request, annotation, made, linked_message(fact, relation))


def respond_to_link(
    request: SignedInRequest, annotation: Annotation, one: FactLink, words: str
) -> HttpResponse:
    """The response to a change of the link, which may hold the annotation as read anew."""
    if one.annotation is not None:
        annotation.layer.written = one.annotation.layer.written
    return respond_to_change(request, annotation, words)


def set_link(annotation: Annotation, fact: Fact, *, relation: str, note: str, by: User) -> FactLink:
    """The link as it is to be: made, or changed where there is one, so that a repeat is safe."""
    standing = annotation.fact_links.current().filter(fact=fact).first()
    if standing is not None:
        return fact_links.change_link(standing, relation=relation, note=note, by=by)
    return fact_links.link(annotation, fact, relation=relation, note=note, by=by)


def unlink_or_restore(request: SignedInRequest, annotation: Annotation) -> HttpResponse:
    """Unlink a fact, or put back the link that it had last: what a script's undo asks for."""
    links = annotation.fact_links.select_related("fact", "annotation__layer")
    asked = request.POST.get("fact", "")
    of_fact = links.filter(fact=int(asked)) if asked.isdecimal() and len(asked) < 10 else None
    if of_fact is None:
        raise Invalid(_("Choose a fact first."))
    standing = of_fact.filter(removed_at=None).first()
    if "back" in request.POST:
        ended = of_fact.exclude(removed_at=None).order_by("-removed_at", "-id").first()
        if ended is None:
            raise fact_links.LinkGone(_("It was never linked to that fact."))
        back = fact_links.restore_link(ended, by=request.user)
        return respond_to_link(request, annotation, back, restored_message(ended))
    if standing is None:
        return respond_to_change(request, annotation, unlinked_message(asked))
    gone = fact_links.unlink(standing, by=request.user)
    return respond_to_link(request, annotation, gone, unlinked_message(asked))


def record_and_link(request: SignedInRequest, annotation: Annotation) -> HttpResponse:
    """A new fact, a draft until somebody else verifies it, linked at once."""
    form = NewFactForm(request.POST)
    if not form.is_valid():
        return refuse_form(request, annotation, form)
    if repeated := link_recorded_before(annotation, form, by=request.user):
        return respond_to_change(request, annotation, recorded_message(repeated.fact_id))
    with transaction.atomic():
        fact = fact_lifecycle.record_fact(
            statement=form.cleaned_data["statement"],
            sources=[form.source()],
            as_of=form.cleaned_data["as_of"],
            by=request.user,
        )
        made = fact_links.link(
            annotation,
            fact,
            relation=form.cleaned_data["relation"],
            note=form.cleaned_data["note"],
            by=request.user,
        )
    return respond_to_link(request, annotation, made, recorded_message(fact.pk))


def link_recorded_before(annotation: Annotation, form: NewFactForm, *, by: User) -> FactLink | None:
    """What the same form has made already, where its answer was lost and it is sent once more."""
    return (
        annotation.fact_links.current()
        .filter(
            version__statement=form.cleaned_data["statement"],
            version__recorded_by=by,
            relation=form.cleaned_data["relation"],
        )
        .first()
    )


def refuse_form(
    request: SignedInRequest, annotation: Annotation, form: LinkForm | NewFactForm
) -> HttpResponse:
    if wants_json(request):
        raise invalid(form)
    if isinstance(form, NewFactForm):
        return facts_page(request, annotation, status=422, new_fact=form)
    return facts_page(request, annotation, status=422, form=form)


def facts_page(
    request: SignedInRequest,
    annotation: Annotation,
    *,
    status: int = 200,
    form: LinkForm | None = None,
    new_fact: NewFactForm | None = None,
) -> HttpResponse:
    """The page, or for a script that asks so only what its dialog shows."""
    layer = annotation.layer
    writable = (
        is_writable(layer, request.user)
        and not annotation.is_withdrawn
        and request.user.has_perm("annotations.record_fact")
    )
    asked = request.GET.get("q", annotation.exact)[:LONGEST]
    fragment = request.headers.get("X-Fragment") == "1"
    parts = paragraphs_touching(layer.revision.text, annotation.start, annotation.end)
    links = fact_links.links_on([annotation])[annotation.pk]
    context = {
        "annotation": annotation,
        "layer": layer,
        "article": layer.revision.article,
        "revision": layer.revision,
        "writable": writable,
        "links": links,
        "relations": Relation.choices,
        "q": asked,
        # Without a script the candidates stand on the page; the dialog looks them up itself.
        "found": [] if fragment or not writable else matching_facts(asked, links),
        "form": form or LinkForm(),
        "new_fact": new_fact or NewFactForm(initial={"statement": annotation.exact}),
        "excerpt": draw(parts, [annotation], title=layer.revision.article.title),
        "own": layer.editor_id == request.user.pk,
        "editor_name": editor_name(layer, reader=request.user),
    }
    name = "workspace/facts/_dialog.html" if fragment else "workspace/facts/facts.html"
    return render(request, name, context, status=status)


@require_safe
def fact_search_results(request: SignedInRequest) -> HttpResponse:
    """The facts that fit `?q=` best, as options of a listbox or as JSON.

    `?near=` is the annotation to link. The answer then shows the facts that it is linked to, and
    offers to record a new one for it.
    """
    if not request.user.has_perm("annotations.record_fact"):
        raise PermissionDenied
    asked = request.GET.get("q", "").strip()[:LONGEST]
    links = []
    if near := request.GET.get("near", ""):
        annotation = access.annotation_for(request.user, uuid_of(near))
        links = fact_links.links_on([annotation])[annotation.pk]
    found = matching_facts(asked, links)
    if wants_json(request):
        return JsonResponse({"query": asked, "facts": [fact_as_json(fact) for fact in found]})
    told = ngettext("%(n)s fact, best first", "%(n)s facts, best first", len(found))
    context = {
        "found": found,
        "told": told % {"n": len(found)} if found else _("No fact has these words"),
        "near": near,
    }
    return render(request, "workspace/facts/_options.html", context)


def matching_facts(asked: str, links: list[FactLink]) -> list[Fact]:
    """The best of the facts that fit, each with `linked_as`, its relation where it is linked."""
    if len(asked.strip()) < SHORTEST:
        return []
    linked_as = {link.fact_id: link.get_relation_display() for link in links}
    found = search.search(asked, most=MOST_FOUND)
    for fact in found:
        fact.linked_as = linked_as.get(fact.pk, "")  # type: ignore[attr-defined]
    return found


def fact_as_json(fact: Fact) -> dict[str, Any]:
    version = fact.shown  # type: ignore[attr-defined]
    return {
        "fact": fact.pk,
        "statement": version.statement,
        "as_of": version.as_of,
        "verified": version.is_verified,
        "sources": [
            {"title": source.title, "publisher": source.publisher, "url": source.url}
            for source in version.sources.all()
        ],
        "linked_as": fact.linked_as,  # type: ignore[attr-defined]
    }


@require_POST
def fact_link_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    one = own_link(request.user, pk)
    fact_links.unlink(one, by=request.user)
    return respond_to_change(request, annotation_of_link(one), unlinked_message(one.fact_id))


@require_POST
def fact_link_restoration(request: SignedInRequest, pk: int) -> HttpResponse:
    one = own_link(request.user, pk)
    fact_links.restore_link(one, by=request.user)
    return respond_to_change(request, annotation_of_link(one), restored_message(one))


def own_link(user: User, pk: int) -> FactLink:
    one = access.fact_link_for(user, pk)
    annotation_to_link(user, annotation_of_link(one).pk)
    return one


def annotation_of_link(one: FactLink) -> Annotation:
    if one.annotation is None:
        raise Refused(_("The facts of a decided annotation change with its decision."))
    return one.annotation


def linked_message(fact: Fact, relation: str) -> str:
    words = {
        Relation.SUPPORTS: _("Linked: fact %(number)s supports these words."),
        Relation.CONTRADICTS: _("Linked: fact %(number)s contradicts these words."),
        Relation.CONTEXT: _("Linked: fact %(number)s gives context to these words."),
    }
    return words[Relation(relation)] % {"number": fact.pk}


def recorded_message(number: Any) -> str:
    words = _("Fact %(number)s recorded and linked. It waits for somebody to verify it.")
    return words % {"number": number}


def unlinked_message(number: Any) -> str:
    return _("Fact %(number)s unlinked.") % {"number": number}


def restored_message(one: FactLink) -> str:
    return _("Fact %(number)s is linked as before.") % {"number": one.fact_id}


def uuid_of(asked: str) -> UUID:
    try:
        return UUID(asked)
    except ValueError:
        return UUID(int=0)
