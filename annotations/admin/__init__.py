"""The admin pages of annotation, and of people, whose work is in layers."""

from annotations.admin import (
    assigning,
    disagreements,
    guidelines,
    layers,
    people,
    reviews,
    rulings,
    suggestions,
)
from annotations.discussion import admin
from annotations.facts.admin import facts, links

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
