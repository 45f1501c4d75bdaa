"""Imports the admin pages of every room, since Django looks for them here alone."""

import annotations.discussion.admin
import annotations.facts.admin.facts
import annotations.facts.admin.links
import annotations.guidelines.admin
import annotations.layers.admin.assigning
import annotations.layers.admin.layers
import annotations.layers.admin.people
import annotations.review.admin.disagreements
import annotations.review.admin.reviews
import annotations.review.admin.rulings
import annotations.saved_views.admin
import annotations.workspace.admin  # noqa: F401
