"""The admin pages of annotation, and of people, whose work is in layers."""

from annotations.admin import (
    assigning,
    disagreements,
    facts,
    guidelines,
    layers,
    links,
    people,
    reviews,
    rulings,
    suggestions,
    talk,
)

__all__ = [
    "assigning",
    "disagreements",
    "facts",
    "guidelines",
    "layers",
    "links",
    "people",
    "reviews",
    "rulings",
    "suggestions",
    "talk",
]
