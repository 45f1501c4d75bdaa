"""Saving an annotation as plainly as Django lets one: the bare operation beside a save.

Served with the settings and middleware of the program. The view reads the layer, has a form check
what was sent, and inserts the two rows that a save leaves by the ORM. It asks no question of
access, compares no words with the text and tells nothing of what changed.
"""

from django import forms
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import include, path

from annotations.labels import choices
from annotations.models import Annotation, Guideline, Layer
from newsroom.models import Event


class SpanForm(forms.Form):
    id = forms.UUIDField()
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    exact = forms.CharField()
    label = forms.ChoiceField(choices=choices)


def save(request: HttpRequest, pk: int) -> JsonResponse:
    form = SpanForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=422)
    said = form.cleaned_data
    with transaction.atomic():
        layer = Layer.objects.get(pk=pk, editor=request.user)
        guideline = Guideline.objects.current()
        annotation = Annotation.objects.create(layer=layer, guideline=guideline, **said)
        Event.objects.create(
            actor=request.user,
            verb="annotation.added",
            subject_type="annotation",
            subject_id=str(annotation.pk),
            revision_id=layer.revision_id,
            detail={"new": {name: said[name] for name in ("start", "end", "exact", "label")}},
        )
    return JsonResponse({"id": str(annotation.pk)}, status=201)


urlpatterns = [path("plain/<int:pk>/", save), path("", include("newsroom.urls"))]
