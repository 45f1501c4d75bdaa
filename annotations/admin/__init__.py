"""The admin pages of annotation, and of people, whose work is in layers."""

from annotations.admin import (
    assigning,
    facts,
    guidelines,
    layers,
    links,
    people,
    reviews,
    suggestions,
    talk,
)

__all__ = [
    "assigning",
    "facts",
    "guidelines",
    "layers",
    "links",
    "people",
    "reviews",
    "suggestions",
    "talk",
]
