"""What takes back the last thing that was done to an annotation: another ordinary change."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from annotations.models import Annotation, FactLink, Layer
from newsroom.models import Event

LINKING = ("fact_link.added", "fact_link.changed", "fact_link.removed", "fact_link.restored")


@dataclass(frozen=True)
class Undo:
    """A form to be posted to `url` with `fields`."""

    url: str
    fields: dict[str, Any]


def undo_of(annotation: Annotation) -> Undo | None:
    """How the annotation's last change is taken back; None where nothing is known of it.

    Adding and restoring are undone by a withdrawal, accepting a suggestion by taking the answer
    back, a withdrawal by a restoration, a change by changing back, a link by unlinking, an
    unlinking by linking anew. It names the present version or the link, so it is refused if
    something came between. A recheck is undone where it was made.
    """
    done = Q(verb__startswith="annotation.") | Q(verb__in=LINKING)
    events = Event.objects.filter(done, subject_type="annotation", subject_id=str(annotation.pk))
    last = events.order_by("-id").first()
    if last is None:
        return None
    if last.verb in LINKING:
        return undo_of_link(FactLink.objects.get(pk=last.detail["link"]))
    fields = {"version": annotation.version}
    answer = annotation.answers.standing().first() if last.verb == "annotation.added" else None
    if answer is not None:
        return undo_of_answer(annotation.layer, answer.suggestion_id, **fields)
    if last.verb == "annotation.changed":
        old = {name: "" if value is None else value for name, value in last.detail["old"].items()}
        return Undo(reverse("annotation", args=[annotation.pk]), old | fields)
    name = "annotation_restoration" if annotation.is_withdrawn else "annotation_withdrawal"
    return Undo(reverse(name, args=[annotation.pk]), fields)


def undo_of_answer(layer: Layer, suggestion: int, **fields: Any) -> Undo:
    """Let the suggestion (its id) wait again; `fields` name the version of its annotation."""
    return Undo(reverse("suggestion_return", args=[layer.pk, suggestion]), fields)


def undo_of_link(link: FactLink) -> Undo:
    """Bring back the link itself, or that which it took the place of; else take it away."""
    if link.removed_at is not None:
        return Undo(reverse("fact_link_restoration", args=[link.pk]), {})
    if link.replaces_id is not None:
        return Undo(reverse("fact_link_restoration", args=[link.replaces_id]), {})
    return Undo(reverse("fact_link_removal", args=[link.pk]), {})
