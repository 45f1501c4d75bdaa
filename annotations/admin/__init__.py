"""The admin pages of annotation, and of people, whose work is in layers."""

from annotations.discussion import admin
from annotations.facts.admin import facts, links
from annotations.guidelines import admin as guideline_admin
from annotations.layers.admin import assigning, layers, people
from annotations.review.admin import disagreements, reviews, rulings
from annotations.workspace import admin as workspace_admin

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
