"""Measuring agreement: from submitted layers to the figures, and the figures' names in words.

What is measured is chosen by the caller as layers; the arithmetic is measures.py.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from annotations.agreement import measures
from annotations.agreement.counting import ANY_LABEL, Text
from annotations.labels import name_of
from annotations.models import Annotation, Layer
from annotations.models.layer import LayerQuerySet


class Name(NamedTuple):
    """A measure in words: in full, short for the head of a column, and what it tells."""

    full: Any
    short: Any
    explanation: Any


NAMES: Mapping[str, Name] = {
    "f1_exact": Name(
        _("Span F1, same extent"),
        _("Same start and end"),
        _(
            "Of all annotations that two editors made with this label, the share that both made "
            "from the same character to the same character. 1 is full agreement, 0 none. It is "
            "strict: one word more or less makes an annotation count as two different ones."
        ),
    ),
    "f1_iou50": Name(
        _("Span F1, paired at an intersection over union of at least 0.5"),
        _("Half the words shared"),
        _(
            "As above, but two annotations also count as the same where the words they share are "
            "at least half of all the words that either covers; each is paired once. What it has "
            "over the figure for the same extent are quarrels about where an annotation ends."
        ),
    ),
    "f1_overlap": Name(
        _("Span F1, any overlap"),
        _("Any word shared"),
        _(
            "The share of annotations that touch at least one character of one of the other "
            "editor. What is missing to 1 are annotations that only one of the two made."
        ),
    ),
    "f1_character": Name(
        _("Character F1"),
        _("Characters shared"),
        _(
            "Of all characters that two editors marked, the share that both marked. Long "
            "annotations weigh more than short ones. An editor's overlapping annotations of one "
            "label are merged."
        ),
    ),
    "kappa_character": Name(
        _("Cohen's kappa over characters"),
        _("Kappa"),
        _(
            "How far two editors agree on which characters are marked beyond what chance would "
            "give them: 0 is chance, 1 full agreement, below 0 less than chance. Where there are "
            "more than two editors it is Conger's kappa, summed over all pairs."
        ),
    ),
    "u_alpha": Name(
        _("Krippendorff's unitizing alpha (2016/2019), binary"),
        _("Unitizing alpha"),
        _(
            "How far editors agree on where units lie, for any number of editors and corrected for "
            "chance: 0 is chance, 1 full agreement. The texts are laid end to end, and an editor's "
            "overlapping annotations of one label are merged. It is not the older alpha of "
            "1995/2004, which gives other figures."
        ),
    ),
}

# The measure that is told first, in words, and by which pairs, articles and months are told.
HEADLINE = "f1_iou50"


def label_name(label: str) -> Any:
    """The name of a label, or of the place alone."""
    return _("Place alone, whatever the label") if label == ANY_LABEL else name_of(label)


UNDEFINED: Mapping[str, Any] = {
    measures.NO_SHARED_TEXT: _("no article has been submitted by two editors"),
    measures.NO_SPANS: _("nobody marked anything with this label"),
    measures.NO_VARIATION: _("so much is marked that chance alone would make them agree"),
}


def measured_layers() -> LayerQuerySet:
    """All submitted layers of articles that nobody has archived."""
    return Layer.objects.submitted().filter(revision__article__archived_at=None)


def texts_of(layers: LayerQuerySet, editor: str = "editor__username") -> list[Text]:
    """Each revision with what `layers`, which are submitted ones, mark in it; by revision.

    Editors are known by their user names, since two people may share a full name, or by another
    field of the layer. Two queries.
    """
    lengths: dict[int, int] = {}
    marked: defaultdict[int, dict[Any, list[tuple[int, int, str]]]] = defaultdict(dict)
    spans: dict[int, list[tuple[int, int, str]]] = {}
    rows = layers.order_by("revision_id", "letter").values_list(
        "pk", "revision_id", editor, Length("revision__text")
    )
    for layer, revision, by, length in rows:
        lengths[revision] = length
        spans[layer] = marked[revision][by] = []
    annotations = Annotation.objects.filter(layer__in=layers.order_by(), withdrawn_at=None)
    places = annotations.order_by().values_list("layer_id", "start", "end", "label")
    for layer, *span in places.iterator(chunk_size=5_000):
        if layer in spans:  # Submitted between the two queries: not one of those measured.
            spans[layer].append(tuple(span))  # type: ignore[arg-type]
    return [Text(revision, lengths[revision], editors) for revision, editors in marked.items()]
