"""The layers of one text, by letter: one editor more, handed over, taken back, another day.

Editors are chosen by name from a list that is the same for every text; a blind reviewer never
learns whose layer it is.
"""

from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations import access
from annotations.access import layers_seen_by
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.assigning import able_editors, open_loads
from annotations.layers.forms import AddEditorForm, DueForm, SuccessorForm
from annotations.models import Layer
from annotations.review import lifecycle as review_lifecycle
from annotations.visibility import editor_name
from articles.access import revision_for
from articles.models import Revision
from newsroom.accounts.naming import names_apart
from newsroom.models import User
from newsroom.requests import SignedInRequest


class Refusal(NamedTuple):
    """What was posted about one layer, a day or who takes over, and cannot be."""

    layer: int
    due: DueForm | None
    heir: SuccessorForm | None

    def due_of(self, layer: Layer) -> DueForm | None:
        return self.due if layer.pk == self.layer else None


@require_http_methods(["GET", "HEAD", "POST"])
def revision_assignment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is on the text, by letter; a POST asks one editor more."""
    access.refuse_unless_reviewer(request.user)
    revision = revision_for(request.user, pk)
    if request.method != "POST":
        return show_assignment(request, revision, AddEditorForm(editors=able_editors()))
    form = AddEditorForm(request.POST, editors=able_editors())
    if not form.is_valid():
        return show_assignment(request, revision, form, status=422)
    layer_lifecycle.assign(
        revision, form.cleaned_data["editor"], by=request.user, due_on=form.cleaned_data["due_on"]
    )
    # Whether somebody reads it already the reviewer may not learn.
    return redirect_with_message(
        request,
        pk,
        _("Asked, and told in the inbox. Who reads it already keeps what they have done."),
    )


@require_POST
def layer_taking_back(request: SignedInRequest, pk: int) -> HttpResponse:
    layer = access.layer_to_reassign_for(request.user, pk, request.POST.get("letter", ""))
    layer_lifecycle.take_back(layer, by=request.user)
    return redirect_with_message(request, pk, _("It is taken back. Somebody else can be asked."))


@require_POST
def layer_handing_over(request: SignedInRequest, pk: int) -> HttpResponse:
    layer = access.layer_to_reassign_for(request.user, pk, request.POST.get("letter", ""))
    form = SuccessorForm(request.POST, editors=heirs(request.user), auto_id=f"%s-{layer.letter}")
    if not form.is_valid():
        return show_refused(request, layer, heir=form)
    try:
        layer_lifecycle.hand_over(layer, form.cleaned_data["editor"], by=request.user)
    except layer_lifecycle.CannotAnnotate:
        if request.user.is_superuser:
            raise
        # The reason would name somebody who is on this text.
        raise layer_lifecycle.CannotAnnotate(_("Choose somebody else for it.")) from None
    return redirect_with_message(request, pk, _("It is handed over, with every annotation in it."))


@require_POST
def layer_due(request: SignedInRequest, pk: int) -> HttpResponse:
    layer = access.layer_to_reassign_for(request.user, pk, request.POST.get("letter", ""))
    form = DueForm(request.POST, auto_id=f"%s-{layer.letter}")
    if not form.is_valid():
        form.fields["due_on"].widget.attrs["autofocus"] = True
        return show_refused(request, layer, due=form)
    layer_lifecycle.set_due(layer, form.cleaned_data["due_on"], by=request.user)
    return redirect_with_message(request, pk, _("The day is changed, and the editor told."))


def heirs(user: User) -> QuerySet[User]:
    """To whom a layer may be handed over: not to the reviewer, who must not see its content."""
    return able_editors() if user.is_superuser else able_editors().exclude(pk=user.pk)


def show_refused(
    request: SignedInRequest,
    layer: Layer,
    *,
    due: DueForm | None = None,
    heir: SuccessorForm | None = None,
) -> HttpResponse:
    """The page with what was posted about a layer as it was typed, and why it was refused."""
    revision = revision_for(request.user, layer.revision_id)
    form = AddEditorForm(editors=able_editors())
    refused = Refusal(layer.pk, due, heir)
    return show_assignment(request, revision, form, status=422, refused=refused)


def show_assignment(
    request: SignedInRequest,
    revision: Revision,
    form: AddEditorForm,
    status: int = 200,
    refused: Refusal | None = None,
) -> HttpResponse:
    review = review_lifecycle.review_of(revision.pk)
    is_closed = review is not None and review.is_released
    seen = set(layers_seen_by(request.user).on(revision).values_list("pk", flat=True))
    rows = Layer.objects.on(revision).standing().order_by("letter")
    standing = list(rows.select_related("editor", "revision__review"))
    context = {
        "article": revision.article,
        "revision": revision,
        "form": form,
        "layers": [
            {
                "layer": layer,
                "name": editor_name(layer, reader=request.user),
                "due": (refused and refused.due_of(layer))
                or DueForm(initial={"due_on": layer.due_on}, auto_id=f"%s-{layer.letter}"),
                "refused": refused if refused and refused.layer == layer.pk else None,
                "may_reopen": layer.is_submitted and layer.pk in seen and not is_closed,
            }
            for layer in standing
        ],
        "heirs": with_loads(heirs(request.user)),
        "takes_more": not (revision.article.is_archived or is_closed) and revision.is_latest(),
        "is_closed": is_closed,
        "missing": max(0, settings.LAYERS_NEEDED - len(standing)),
        "today": timezone.localdate(),
    }
    return render(request, "layers/reassignment.html", context, status=status)


def with_loads(editors: QuerySet[User]) -> list[tuple[str, str, int]]:
    """The user name and the name of each, with the number of their open layers."""
    loads = open_loads(editors)
    names = names_apart(editors)
    return [(one.username, names[one.pk], loads[one.pk]) for one in editors]


def redirect_with_message(request: SignedInRequest, pk: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("revision_assignment", args=[pk]), status=303)
