"""The labels in templates, over annotations/labels.py."""

from collections.abc import Iterable
from typing import Any

from django import template

from annotations.labels import LABELS, Label, every
from annotations.models import Layer
from newsroom.formats import Grouped

register = template.Library()


@register.simple_tag
def labels() -> list[Label]:
    """All labels in their order."""
    return list(LABELS.values())


@register.simple_tag
def every_label() -> str:
    """«claims, quotes and statistics»."""
    return every(label.plural for label in LABELS.values())


@register.filter
def suggested_label(key: str) -> str:
    """«Suggested claim» of "claim"."""
    return str(LABELS[key].suggested)


@register.filter
def counted_labels(layer: Layer) -> Iterable[tuple[str, Any]]:
    """(key, «3 claims») of each label in the layer, which has the numbers of `with_progress`."""
    for key, label in LABELS.items():
        if number := getattr(layer, f"number_of_{key}"):
            yield key, label.counted % {"n": Grouped(number)}
