"""Bringing in layers that were made elsewhere: the article where it is new, then the layer whole.

What a file says is read before (annotations/reading); here it meets the texts. A layer whose
spans do not all fit goes in only if the caller says so, without those that do not.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from annotations.exchange.importing.editors import editor_named
from annotations.exchange.importing.fact_links import link_facts, note_on_missing_links
from annotations.exchange.importing.fitting import (
    annotation_fields,
    placed_in,
    trimmed_spans,
    usable_and_refused_spans,
)
from annotations.exchange.importing.layer_read import (
    LayerRead,
    SpanRead,
)
from annotations.exchange.importing.problems import NotImported
from annotations.exchange.importing.revisions import find_or_import_revision
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.editing import content_of
from annotations.locks import lock_revision
from annotations.models import Annotation, Guideline, Layer
from annotations.review import lifecycle as review_lifecycle
from annotations.spans.anchoring import anchor
from newsroom import history
from newsroom.models import User
from newsroom.problems import Refused

IMPORTED, UNCHANGED = "imported", "unchanged"


@dataclass
class ImportedLayer:
    """The result of an import; `refused` are the spans left out, each as (name, reason).

    `notes` say what was changed or assumed to take the others.
    """

    outcome: str
    layer: Layer
    annotations: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_layer(
    reading: LayerRead, *, by: User, skip_bad_spans: bool = False, unit: str = ""
) -> ImportedLayer:
    """Store the reading as its editor's layer, submitted unless it says otherwise.

    The text joins the revision of the same words where there is one. A layer that says the same
    already is left as it is. One of which nothing could be read never becomes one that says that
    there is nothing to mark. `unit` is what offsets into an article count that is here already.
    Reviews are for `open_reviews`. Raises NotImported, with nothing stored.
    """
    try:
        with transaction.atomic():
            return _import_layer(reading, by=by, skip_bad_spans=skip_bad_spans, unit=unit)
    except NotImported as refusal:
        # What could not be read is told whatever else there is.
        refusal.refused = refusal.refused or list(reading.refused)
        raise
    except Refused as refusal:
        raise NotImported(refusal.detail, reading.refused) from refusal


def open_reviews(imported: Iterable[ImportedLayer], *, by: User) -> None:
    """Open or go on with the reviews of these texts, as far as they are ready.

    After all layers of a corpus, not with each: where one layer is enough, its review would be
    closed before the next annotator of the text comes in. Texts with nothing new are asked too, so
    that a run that was broken off is made good by the next.
    """
    layers_there = [one.layer for one in imported if not one.layer.revision.article.is_archived]
    for revision in sorted({layer.revision_id for layer in layers_there}):
        with transaction.atomic():
            lock_revision(revision)
            review_lifecycle.open_review_if_ready(revision, by=by)


def _import_layer(
    reading: LayerRead, *, by: User, skip_bad_spans: bool, unit: str
) -> ImportedLayer:
    if not reading.editor:
        raise NotImported("it does not say who annotated; name one with --editor")
    if reading.unread and not reading.spans and not reading.refused:
        what = ", ".join(f"{what} {count}" for what, count in reading.unread.items())
        raise NotImported(
            f"nothing in it is marked words of the text ({what}), so it does not say that there is "
            "nothing to mark either"
        )
    revision = find_or_import_revision(reading, unit=unit, by=by)
    found, notes = reading.spans, list[str]()
    if reading.article is not None:
        found, notes = placed_in(revision.text, found, unit=unit)
    found, note = trimmed_spans(found, revision.text)
    notes += note
    spans, refused = usable_and_refused_spans(found, revision.text)
    refused = [*reading.refused, *refused]
    if refused and not skip_bad_spans:
        raise NotImported(f"{len(refused)} of its annotations cannot be taken", refused)
    if refused and not spans:
        raise NotImported("none of its annotations can be taken: no “nothing to mark”", refused)
    editor = editor_named(reading.editor, by=by)
    known = Layer.objects.filter(revision=revision, editor=editor).first()
    if known is not None and has_same_annotations(known, spans):
        notes += note_on_missing_links(known, spans)
        return ImportedLayer(UNCHANGED, known, notes=notes)
    layer = layer_lifecycle.import_layer(revision, editor, by=by)
    made = store_annotations(layer, spans, by=by)
    notes += link_facts(made, spans, layer=layer, by=by)
    if reading.submitted:
        layer = layer_lifecycle.submit_among_others(layer, by=by)
    return ImportedLayer(IMPORTED, layer, len(spans), refused, notes)


def has_same_annotations(layer: Layer, spans: Sequence[SpanRead]) -> bool:
    """Whether the layer has exactly these spans, whatever their ids, and stands."""
    if layer.taken_back_at is not None:
        return False
    stored = layer.annotations.filter(withdrawn_at=None)
    mine = {comparable_fields(one, one.span_group) for one in stored}
    theirs = {comparable_fields(span, span.group) for span in spans}
    pieces_of_mine = grouped_extents((one, one.span_group) for one in stored)
    pieces_of_theirs = grouped_extents((span, span.group) for span in spans)
    return mine == theirs and pieces_of_mine == pieces_of_theirs


def comparable_fields(one: Any, group: Any) -> tuple[Any, ...]:
    details = one.attributed_to, one.value, one.unit, one.note
    return one.start, one.end, one.label, *details, group is not None


def grouped_extents(grouped: Iterable[tuple[Any, Any]]) -> set[frozenset[tuple[int, int, str]]]:
    """The extents of each group, whatever the id of the group."""
    groups: dict[Any, set[tuple[int, int, str]]] = {}
    for one, group in grouped:
        if group is not None:
            groups.setdefault(group, set()).add((one.start, one.end, one.label))
    return {frozenset(extents) for extents in groups.values()}


def store_annotations(layer: Layer, spans: Sequence[SpanRead], *, by: User) -> list[Annotation]:
    """Write the spans with their ids, moments and guideline where they have them."""
    refuse_known_ids(spans)
    text = layer.revision.text
    guidelines = {guideline.number: guideline for guideline in Guideline.objects.all()}
    current = max(guidelines)
    groups: dict[str, uuid.UUID] = {}
    made = []
    for span in spans:
        target = anchor(text, span.start, span.end, span.exact)
        made.append(
            Annotation(
                id=span.id or uuid.uuid4(),
                layer=layer,
                prefix=target.prefix,
                suffix=target.suffix,
                guideline=guidelines[span.guideline if span.guideline in guidelines else current],
                origin=span.origin,
                suggestions_shown=span.suggestions_shown,
                **annotation_fields(span, group=group_id(span, groups)),
            )
        )
    Annotation.objects.bulk_create(made, batch_size=200)
    keep_timestamps(made, spans)
    for annotation in made:
        history.record(
            "annotation.added",
            annotation,
            by=by,
            revision_id=layer.revision_id,
            new=content_of(annotation),
        )
    return made


def refuse_known_ids(spans: Iterable[SpanRead]) -> None:
    known = set(
        Annotation.objects.filter(pk__in=[span.id for span in spans if span.id]).values_list(
            "pk", flat=True
        )
    )
    clashing = [(span.name, "another annotation has its id") for span in spans if span.id in known]
    if clashing:
        raise NotImported("some of its ids are taken here", clashing)


def group_id(span: SpanRead, groups: dict[str, uuid.UUID]) -> uuid.UUID | None:
    """The group that its file's name for it stands for; a UUID is kept as it is."""
    if span.group is None:
        return None
    if span.group not in groups:
        try:
            groups[span.group] = uuid.UUID(span.group)
        except ValueError:
            groups[span.group] = uuid.uuid4()
    return groups[span.group]


def keep_timestamps(made: Sequence[Annotation], spans: Sequence[SpanRead]) -> None:
    """Put back when they were made and changed, which saving sets to now."""
    dated = []
    for annotation, span in zip(made, spans, strict=True):
        if span.created_at and span.updated_at:
            annotation.created_at, annotation.updated_at = span.created_at, span.updated_at
            dated.append(annotation)
    Annotation.objects.bulk_update(dated, ["created_at", "updated_at"], batch_size=200)
