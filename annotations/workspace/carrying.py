"""What an editor has marked in earlier revisions of a text, offered again in their newest layer.

Each annotation is offered once, as a suggestion to its editor alone: nothing is accepted and
nothing is linked until they say so. What has no place in the new text is told.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from annotations.locks import open_and_locked
from annotations.models import Annotation, Answer, Layer, Suggestion
from annotations.models.annotation import AnnotationQuerySet
from annotations.spans.anchoring import anchor
from annotations.spans.carrying import Place, carry_over
from articles.models import Revision
from newsroom.prepared import ask


@dataclass(frozen=True)
class EarlierWork:
    """What has become of an editor's earlier annotations in the text of their layer.

    `found` have a place in it, answered or not, of which `waiting` are unanswered, and of these
    `ready` in sentences that are as they were; the words of the `lost` stand there no more.
    """

    found: int
    waiting: int
    ready: int
    lost: list[Annotation]


def earlier_work(layer: Layer, waiting: Iterable[Suggestion]) -> EarlierWork | None:
    """None where nothing was carried over into the layer; `waiting` is what is unanswered there."""
    if not layer.carried_at:
        return None
    carried = [one for one in waiting if one.carried_from_id]
    ready = sum(1 for one in carried if not one.is_reworded)
    (found,) = ask(_found, revision=layer.revision_id, editor=layer.editor_id) or [0]
    return EarlierWork(found, len(carried), ready, annotations_to_carry(layer))


def offer_earlier_work(layer: Layer) -> None:
    """Suggest in an open layer what its editor has marked in earlier revisions and still stands.

    Also what they have marked there since the last time. One query where there is an earlier
    revision and nothing of theirs in it, none for a first revision.
    """
    if layer.revision.number == 1:
        return
    begun_at = timezone.now()
    annotations = annotations_to_carry(layer, since=layer.carried_at)
    if not annotations:
        return
    # Outside the transaction: reading two long texts takes a while, and others want to write.
    places = _places_in(layer.revision, annotations)
    rows = [_row(layer.revision, one, places[one.pk]) for one in annotations if one.pk in places]
    with transaction.atomic():
        locked = open_and_locked(layer)
        # Another window may have been quicker.
        Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
        locked.carried_at = layer.carried_at = begun_at
        locked.save(update_fields=["carried_at"])


def has_new_work(layer: Layer) -> bool:
    """Whether there is earlier work that `offer_earlier_work` has not looked at yet."""
    return bool(annotations_to_carry(layer, since=layer.carried_at))


def annotations_to_carry(layer: Layer, *, since: datetime | None = None) -> list[Annotation]:
    """What the editor of the layer has marked in earlier revisions and has no suggestion here; if
    `since` a moment, what they have marked or changed after it.

    Their work back to the newest layer that they have submitted: of older ones that holds what they
    wanted to keep. Without what they have answered in a layer between.
    """
    layers = _earlier_layers(layer) if layer.revision.number > 1 else []
    if not layers:
        return []
    there = {"layers": layers, "revision": layer.revision_id}
    return ask(_to_carry, **there) if since is None else ask(_changed_since, **there, since=since)


def _changed_since(*, since: Any, **there: Any) -> AnnotationQuerySet:
    return _to_carry(**there).filter(updated_at__gt=since)


def _to_carry(*, layers: Any, revision: Any) -> AnnotationQuerySet:
    here = Suggestion.objects.filter(carried_from=OuterRef("pk"), revision=revision)
    answered = Answer.objects.standing().filter(
        suggestion__carried_from=OuterRef("pk"), layer__in=layers
    )
    marked = Annotation.objects.live().filter(~Exists(here), ~Exists(answered), layer__in=layers)
    ordered = marked.order_by("-layer__revision__number", "start", "-end", "label")
    return ordered.select_related("layer")


def carried_suggestions(layer: Layer) -> QuerySet[Suggestion]:
    """What the editor of the layer has marked in earlier revisions and is suggested here again.

    Theirs alone: where the layer was handed over, not what its former editor had marked.
    """
    return carried_to(layer.revision_id, layer.editor_id)


def _found(*, revision: Any, editor: Any) -> QuerySet[Any]:
    """How many there are; nothing for none."""
    grouped = carried_to(revision, editor).order_by().values("revision")
    return grouped.annotate(found=Count("pk")).values_list("found", flat=True)


def carried_to(revision: Any, editor: Any) -> QuerySet[Suggestion]:
    """`carried_suggestions`, by the ids of revision and editor."""
    return Suggestion.objects.filter(revision=revision, carried_from__layer__editor=editor)


def group_of_piece(suggestion: Suggestion, source: Annotation, layer: Layer) -> UUID | None:
    """The group that a piece of a split quote joins in the layer: that of the pieces accepted so
    far; None for the first piece, and for what was no piece.
    """
    if source.span_group is None:
        return None
    answers = Answer.objects.standing().filter(
        layer=layer, suggestion__carried_from__span_group=source.span_group
    )
    answers = answers.exclude(suggestion=suggestion)
    pieces = layer.annotations.filter(withdrawn_at=None, answers__in=answers)
    piece = pieces.in_text_order().first()
    return None if piece is None else piece.span_group or piece.pk


def _earlier_layers(layer: Layer) -> list[int]:
    """The editor's layers on earlier revisions, newest first, back to one that is submitted."""
    revision = layer.revision
    there = {"article": revision.article_id, "number": revision.number}
    found = []
    for pk, submitted_at in ask(_layers_before, editor=layer.editor_id, **there):
        found.append(pk)
        if submitted_at:
            break
    return found


def _layers_before(*, editor: Any, article: Any, number: Any) -> QuerySet[Any]:
    rows = Layer.objects.standing().filter(
        editor=editor, revision__article=article, revision__number__lt=number
    )
    return rows.order_by("-revision__number").values_list("pk", "submitted_at")


def _places_in(revision: Revision, annotations: Iterable[Annotation]) -> dict[UUID, Place]:
    """By annotation its place in the revision, where it has one."""
    by_revision: dict[int, list[Annotation]] = defaultdict(list)
    for one in annotations:
        by_revision[one.layer.revision_id].append(one)
    texts = dict(Revision.objects.filter(pk__in=by_revision).values_list("pk", "text"))
    places: dict[UUID, Place] = {}
    for pk, those in by_revision.items():
        found = carry_over(texts[pk], revision.text, {(one.start, one.end) for one in those})
        places |= {
            one.pk: found[one.start, one.end] for one in those if (one.start, one.end) in found
        }
    return places


def _row(revision: Revision, source: Annotation, place: Place) -> Suggestion:
    target = anchor(revision.text, place.start, place.end, source.exact)
    return Suggestion(
        revision=revision,
        carried_from=source,
        is_reworded=place.is_reworded,
        start=target.start,
        end=target.end,
        exact=target.exact,
        prefix=target.prefix,
        suffix=target.suffix,
        label=source.label,
        attributed_to=source.attributed_to,
        value=source.value,
        unit=source.unit,
    )
