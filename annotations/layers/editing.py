"""What an editor does in their layer: add, change, withdraw and restore annotations.

Every write locks the layer first (`locks.open_and_locked`), so versions, extents and ids are
looked at and written with nobody in between.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.labels import AMOUNT, LABELS, PIECES, taking
from annotations.layers.annotation_json import as_json
from annotations.layers.origin import Came, by_hand, origin_after_change
from annotations.layers.own_layer import own_layer_locked_for
from annotations.locks import open_and_locked, refuse_unless_writable
from annotations.models import Annotation, Layer
from annotations.spans.anchoring import Target
from annotations.spans.numbers import plain_decimal
from annotations.validation import anchored, refuse_misplaced_details
from newsroom import history
from newsroom.models import Event, User
from newsroom.prepared import ask
from newsroom.problems import Refused

CHANGEABLE = (
    "start",
    "end",
    "exact",
    "label",
    "attributed_to",
    "value",
    "unit",
    "note",
    "span_group",
)


class SameSpan(Refused):
    """The layer has a live annotation of that extent and label; `annotation` is its id."""

    code = "same-span"
    title = gettext_lazy("You have marked exactly these words already")


class IdTaken(Refused):
    """The id belongs to another annotation, or to this one with another content."""

    code = "id-taken"
    title = gettext_lazy("This id belongs to another annotation")


class Withdrawn(Refused):
    """The annotation was withdrawn; only restoring it is possible."""

    code = "withdrawn"
    title = gettext_lazy("This annotation was deleted")


class VersionMissing(Refused):
    """A change must name the version it saw."""

    status = 428
    code = "precondition"
    title = gettext_lazy("Which version was changed?")


class Stale(Refused):
    """The annotation has changed since; `current` is what it is now."""

    status = 412
    code = "stale"
    title = gettext_lazy("Changed in the meantime")


def add_annotation(
    layer: Layer,
    *,
    id: UUID,  # noqa: A002
    start: int,
    end: int,
    exact: str,
    label: str,
    attributed_to: str = "",
    value: Decimal | None = None,
    unit: str = "",
    note: str = "",
    span_group: UUID | None = None,
    came: Came | None = None,
    by: User,
) -> tuple[Annotation, bool]:
    """The annotation of text[start:end], and whether it was made now.

    The id is the client's: the same id with the content it was first given answers with the
    annotation as it is now, even in a layer that was submitted since, so a repeat is harmless.
    `came` says of what suggestion it came; left out, it was marked by hand.
    Raises LayerSubmitted, TextMismatch, SpanInvalid, DetailsMisplaced, SameSpan, IdTaken.
    """
    content = {
        "start": start,
        "end": end,
        "exact": exact,
        "label": label,
        "attributed_to": attributed_to,
        "value": value,
        "unit": unit,
        "note": note,
        "span_group": span_group,
    }
    return _add_once(partial(open_and_locked, layer), layer.pk, id, content, came, by=by)


def add_to_own_layer(
    pk: int,
    *,
    id: UUID,  # noqa: A002
    by: User,
    **content: Any,
) -> tuple[Annotation, bool]:
    """As `add_annotation`, in the layer of that id: its access, its lock and its text in one query.

    `content` has all that an annotation holds. Raises Http404 and PermissionDenied besides.
    """
    # What the user may do is read here, so that nobody waits for that while the lock is held.
    by.has_perm("annotations.annotate")
    return _add_once(partial(_own_and_open, pk, by), pk, id, content, None, by=by)


def _own_and_open(pk: int, user: User) -> Layer:
    layer = own_layer_locked_for(user, pk)
    refuse_unless_writable(layer)
    return layer


def _add_once(
    lock: Callable[[], Layer],
    pk: int,
    id: UUID,  # noqa: A002
    content: dict[str, Any],
    came: Came | None,
    *,
    by: User,
) -> tuple[Annotation, bool]:
    """Add it, and look only after a refusal whether it was there before: hardly ever is it."""
    try:
        with transaction.atomic():
            return _add(lock(), id, content, came, by=by), True
    except (Refused, IntegrityError) as failure:
        with transaction.atomic():
            known = _known(id, pk, content)
            if known is not None:
                return known, False
            if isinstance(failure, Refused):
                raise
            layer = lock()
            target = anchored(
                layer.revision.text, content["start"], content["end"], content["exact"]
            )
            _refuse_same_span(layer, target, content["label"])
            # Neither the id nor the words are taken here, so the id went into another layer.
            raise IdTaken(_("Take a new id and send it again.")) from None


def _add(
    layer: Layer,
    id: UUID,  # noqa: A002
    content: dict[str, Any],
    came: Came | None,
    *,
    by: User,
) -> Annotation:
    """The new row in the locked layer. The database refuses an id or a span that is there."""
    text = layer.revision.text
    target = anchored(text, content["start"], content["end"], content["exact"])
    refuse_misplaced_details(content)
    annotation = Annotation(id=id, layer=layer, guideline_id=layer.guideline_now, **content)
    annotation.origin, annotation.suggestions_shown = came or by_hand(content, layer, by=by)
    _place(annotation, target)
    annotation.save(force_insert=True)
    _join_first_piece(annotation, by=by)
    _record("annotation.added", annotation, by=by, new=content_of(annotation))
    return annotation


def change_annotation(
    annotation: Annotation, *, version: int | None, by: User, **fields: Any
) -> Annotation:
    """The annotation with other words, label or details; `version` is the one that was seen.

    `fields` are any of CHANGEABLE; start, end and exact come together. Value, unit and
    group go with a label that takes them, where the new one does not. Nothing is written where
    nothing differs.
    Raises VersionMissing, Stale, Withdrawn, and what `add` raises for content.
    """
    unknown = fields.keys() - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not changeable: {', '.join(sorted(unknown))}")
    moved = fields.keys() & {"start", "end", "exact"}
    if moved and len(moved) < 3:
        raise TypeError("start, end and exact are changed together")
    with transaction.atomic():
        current = _current(annotation, version, by=by)
        if current.is_withdrawn:
            raise Withdrawn(_("Restore it before you change it."))
        old = content_of(current)
        was_place = (current.start, current.end, current.label)
        was_label, was_details = current.label, (current.value, current.unit)
        for name, field in fields.items():
            setattr(current, name, field)
        if current.label != was_label:
            _drop_details_of(current, was_label, was_details)
        target = anchored(current.layer.revision.text, current.start, current.end, current.exact)
        refuse_misplaced_details(vars(current))
        if (target.start, target.end, current.label) != was_place:
            _refuse_same_span(current.layer, target, current.label, besides=current)
        _place(current, target)
        new = content_of(current)
        if new == old:
            return current
        differing = [name for name in old if old[name] != new[name]]
        current.origin = origin_after_change(current, differing)
        current.version += 1
        current.save()
        _join_first_piece(current, by=by)
        _record(
            "annotation.changed",
            current,
            by=by,
            old={name: old[name] for name in differing},
            new={name: new[name] for name in differing},
        )
        return current


def withdraw_annotation(annotation: Annotation, *, version: int | None, by: User) -> Annotation:
    """Take the annotation out of the layer; it is kept and can be restored.

    Raises VersionMissing, Stale, LayerSubmitted.
    """
    with transaction.atomic():
        current = _current(annotation, version, by=by)
        if current.is_withdrawn:
            return current
        current.withdrawn_at = timezone.now()
        return _saved(current, "annotation.withdrawn", by=by)


def restore_annotation(annotation: Annotation, *, version: int | None, by: User) -> Annotation:
    """Put a withdrawn annotation back.

    Raises VersionMissing, Stale, LayerSubmitted, and SameSpan where another of the same words
    and label was made meanwhile.
    """
    with transaction.atomic():
        current = _current(annotation, version, by=by)
        if not current.is_withdrawn:
            return current
        target = anchored(current.layer.revision.text, current.start, current.end, current.exact)
        _refuse_same_span(current.layer, target, current.label, besides=current)
        current.withdrawn_at = None
        return _saved(current, "annotation.restored", by=by)


def _known(uuid: UUID, layer: int, content: dict[str, Any]) -> Annotation | None:
    """The annotation that this very request has made before, or None where the id is new."""
    related = ("layer__editor", "layer__revision__article")
    known = Annotation.objects.filter(pk=uuid).select_related(*related).first()
    if known is None:
        return None
    if known.layer_id != layer or _first_content(known) != json_ready(content):
        raise IdTaken(_("It holds something else. Take a new id and send it again."))
    return known


def _first_content(annotation: Annotation) -> dict[str, Any]:
    """What the annotation held when it was added."""
    added = Event.objects.filter(
        verb="annotation.added", subject_type="annotation", subject_id=str(annotation.pk)
    ).first()
    return added.detail["new"] if added else content_of(annotation)


def _by_id(*, annotation: Any) -> QuerySet[Annotation]:
    return Annotation.objects.filter(pk=annotation).order_by()


def _current(annotation: Annotation, version: int | None, *, by: User) -> Annotation:
    """The row as it is now, in its open and locked layer, if it is still the version seen."""
    layer = open_and_locked(annotation.layer)
    if version is None:
        raise VersionMissing(_("Send the version of the annotation that you saw."))
    # One that was just made may hold its id as it was given: as a string.
    (current,) = ask(_by_id, annotation=UUID(str(annotation.pk)))
    current.layer = layer
    if current.version != version:
        raise Stale(
            _("It was changed in another window. Look at it as it is now, then decide."),
            current=as_json(current, reader=by),
        )
    return current


def _saved(annotation: Annotation, verb: str, *, by: User) -> Annotation:
    annotation.version += 1
    annotation.save()
    _record(verb, annotation, by=by)
    return annotation


def _record(verb: str, annotation: Annotation, *, by: User, **detail: Any) -> None:
    """Record what was done to an annotation of a locked layer, which notes the event."""
    layer = annotation.layer
    event = history.record(verb, annotation, by=by, revision_id=layer.revision_id, **detail)
    layer.written += (event.pk,)


def _place(annotation: Annotation, target: Target) -> None:
    annotation.start, annotation.end = target.start, target.end
    annotation.exact = target.exact
    annotation.prefix, annotation.suffix = target.prefix, target.suffix


def _drop_details_of(
    annotation: Annotation, was_label: str, was_details: tuple[Decimal | None, str]
) -> None:
    """Forget what only the former label has, unless the change itself says otherwise."""
    label = LABELS.get(annotation.label)
    gone = LABELS[was_label].takes - (label.takes if label else frozenset())
    if AMOUNT in gone and (annotation.value, annotation.unit) == was_details:
        annotation.value, annotation.unit = None, ""
    if PIECES in gone:
        annotation.span_group = None


def _refuse_same_span(
    layer: Layer, target: Target, label: str, *, besides: Annotation | None = None
) -> None:
    same = layer.annotations.filter(
        start=target.start, end=target.end, label=label, withdrawn_at=None
    )
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    other = same.values_list("pk", flat=True).first()
    if other is not None:
        raise SameSpan(
            _("There is one %(label)s on these words. Change that one instead.")
            % {"label": LABELS[label].noun},
            annotation=str(other),
        )


def _join_first_piece(annotation: Annotation, *, by: User) -> None:
    """A group is named after its first piece, which joins it when a second one does."""
    if annotation.span_group is None:
        return
    first = annotation.layer.annotations.filter(
        pk=annotation.span_group,
        span_group=None,
        label__in=[label.key for label in taking(PIECES)],
    ).first()
    if first is None:
        return
    first.span_group = first.pk
    first.version += 1
    first.save()
    first.layer = annotation.layer
    _record(
        "annotation.changed",
        first,
        by=by,
        old={"span_group": None},
        new={"span_group": str(first.pk)},
    )


def content_of(annotation: Annotation) -> dict[str, Any]:
    """What an editor decides of an annotation, as an event keeps it."""
    return json_ready({name: getattr(annotation, name) for name in CHANGEABLE})


def json_ready(content: dict[str, Any]) -> dict[str, Any]:
    value, group = content["value"], content["span_group"]
    return {
        **content,
        "label": str(content["label"]),
        "value": None if value is None else plain_decimal(value),
        "span_group": str(group) if group else None,
    }
