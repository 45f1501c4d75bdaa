"""What editors marked in submitted layers, and what each mark came of; for the counts of a text."""

from collections import defaultdict
from typing import Any

from annotations.agreement.by_origin import Mark, Parts, Reading, parts_of
from annotations.labels import LABELS
from annotations.models import Annotation, Layer
from annotations.models.annotation import BY_ACCEPTANCE
from annotations.models.layer import LayerQuerySet


def parts_by_text(layers: LayerQuerySet) -> dict[int, dict[str, Parts]]:
    """By revision and label, of the texts that have two layers or more of which all is known.

    A layer with a mark of unknown origin is left out, and so is one without a mark that was never
    shown a suggestion: it may be older than these questions. Three queries, the texts among them
    where anything was held back.
    """
    known = _known_layers(layers)
    held_back = [pk for pk, (_revision, percent) in known.items() if percent]
    with_texts = Layer.objects.select_related("revision").defer(
        "revision__raw", "revision__left_out"
    )
    texts = with_texts.in_bulk(held_back) if held_back else {}
    marks: dict[int, defaultdict[str, list[Mark]]] = {pk: defaultdict(list) for pk in known}
    unsteady: defaultdict[int, set[str]] = defaultdict(set)
    there = Annotation.objects.filter(layer__in=list(known), withdrawn_at=None).order_by()
    columns = ("layer_id", "start", "end", "label", "origin", "suggestions_shown")
    for pk, start, end, label, origin, shown in there.values_list(*columns).iterator():
        held = pk in texts and not texts[pk].shows_suggestions_at(start, end)
        marks[pk][label].append(Mark(start, end, origin in BY_ACCEPTANCE, held))
        if shown is not (not held):
            unsteady[pk].add(label)
    by_text: defaultdict[int, list[Reading]] = defaultdict(list)
    for pk, (revision, percent) in known.items():
        steady = frozenset(LABELS) - unsteady[pk]
        by_text[revision].append(Reading(marks[pk], percent, steady))
    return {pk: parts_of(of, LABELS) for pk, of in by_text.items() if len(of) > 1}


def _known_layers(layers: LayerQuerySet) -> dict[int, tuple[int, int | None]]:
    """By layer its revision, and in how many of a hundred paragraphs nothing was suggested; None
    where nothing was at all.
    """
    live = Annotation.objects.filter(layer__in=layers.order_by(), withdrawn_at=None)
    unknown: set[Any] = set(live.filter(origin=None).order_by().values_list("layer_id", flat=True))
    marked = set(live.order_by().values_list("layer_id", flat=True).distinct())
    rows = layers.order_by("revision_id", "letter").values_list(
        "pk", "revision_id", "percent_held_back"
    )
    return {
        pk: (revision, percent)
        for pk, revision, percent in rows
        if pk not in unknown and (pk in marked or percent is not None)
    }
