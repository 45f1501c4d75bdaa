"""Several annotations of a layer changed or deleted in one act: all of them or none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.labels import FIELDS, LABELS
from annotations.layers import editing
from annotations.locks import open_and_locked
from annotations.models import Annotation, Layer
from newsroom.models import User
from newsroom.problems import Refused

MOST = 200  # At once: some seconds' work.


class NotAllChanged(Refused):
    """One of them stands in the way of all; `annotation` is its id."""

    code = "not-all"
    title = gettext_lazy("Nothing was changed")


def change_together(
    layer: Layer, seen: Mapping[UUID, int], *, by: User, **fields: Any
) -> list[Annotation]:
    """Give each of the annotations `fields`: any of label, attributed_to, value and unit.

    `seen` has the version of each that its editor saw, by id; at most MOST are changed. A detail
    that a label does not take is left out where the annotation has that label. Returns those that
    differ now, in text order. Raises NotAllChanged, which names the words in the way, and what
    `open_and_locked` raises.
    """
    changed = []
    with transaction.atomic():
        for one in _of_layer(layer, seen):
            wanted = fitting(fields, one.label)
            with _naming(one):
                now = editing.change_annotation(one, version=seen[one.pk], by=by, **wanted)
            if now.version != one.version:
                changed.append(now)
    return changed


def delete_together(layer: Layer, seen: Mapping[UUID, int], *, by: User) -> list[Annotation]:
    """Delete each of the annotations; each can be restored. As `change_together`."""
    with transaction.atomic():
        gone = []
        for one in _of_layer(layer, seen):
            with _naming(one):
                gone.append(editing.withdraw_annotation(one, version=seen[one.pk], by=by))
        return gone


def fitting(fields: Mapping[str, Any], label: str) -> dict[str, Any]:
    """Those of the fields that an annotation may have, with the label in them or else `label`."""
    label = fields.get("label", label)
    takes = LABELS[label].takes if label in LABELS else frozenset()
    foreign = {name for detail, names in FIELDS.items() if detail not in takes for name in names}
    return {name: field for name, field in fields.items() if name not in foreign}


def _of_layer(layer: Layer, seen: Mapping[UUID, int]) -> list[Annotation]:
    locked = open_and_locked(layer)
    found = list(locked.annotations.filter(pk__in=seen, withdrawn_at=None).in_text_order())
    if len(found) < len(seen):
        raise NotAllChanged(_("Some of them were deleted in another window. Look again."))
    if len(found) > MOST:
        raise NotAllChanged(_("At most %(most)s can be changed at once.") % {"most": MOST})
    return found


@contextmanager
def _naming(annotation: Annotation) -> Iterator[None]:
    """Say of a refusal inside which annotation it is about."""
    try:
        yield
    except Refused as refusal:
        words = Truncator(" ".join(annotation.exact.split())).chars(60)
        told = {"words": words, "why": refusal.detail}
        raise NotAllChanged(
            _("“%(words)s”: %(why)s") % told, annotation=str(annotation.pk)
        ) from refusal
