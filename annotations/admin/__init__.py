"""The admin pages of annotation, and of people, whose work is in layers."""

from annotations.admin import assigning, guidelines, layers, people, suggestions
from annotations.discussion import admin
from annotations.facts.admin import facts, links
from annotations.review.admin import disagreements, reviews, rulings

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
