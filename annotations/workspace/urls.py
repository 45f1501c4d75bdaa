"""The page on which an editor works, and what is posted to it."""

from django.urls import path

from annotations.workspace.views import (
    annotations,
    facts,
    note,
    page,
    seen_before,
    suggestions,
    together,
    words,
)

urlpatterns = [
    path("revisions/<int:pk>/layers/", page.layer_start, name="layer_start"),
    path("layers/<int:pk>/", page.workspace, name="workspace"),
    path(
        "layers/<int:pk>/annotations/",
        annotations.layer_annotations,
        name="layer_annotations",
    ),
    path("layers/<int:pk>/state/", page.layer_state, name="layer_state"),
    path("layers/<int:pk>/details/", page.layer_details, name="layer_details"),
    path("layers/<int:pk>/note/", note.layer_note, name="layer_note"),
    path(
        "layers/<int:pk>/annotations/together/",
        together.annotations_together,
        name="annotations_together",
    ),
    path("layers/<int:pk>/words/", words.layer_words, name="layer_words"),
    path("layers/<int:pk>/words/clearing/", words.words_clearing, name="words_clearing"),
    path("layers/<int:pk>/words/return/", words.words_return, name="words_return"),
    path("layers/<int:pk>/submission/", page.layer_submission, name="layer_submission"),
    path("layers/<int:pk>/reopening/", page.layer_reopening, name="layer_reopening"),
    path("layers/<int:pk>/suggestions/", suggestions.layer_suggestions, name="layer_suggestions"),
    path(
        "layers/<int:pk>/suggestions/acceptance/",
        suggestions.carried_acceptance,
        name="carried_acceptance",
    ),
    path(
        "layers/<int:pk>/suggestions/at-once/",
        suggestions.suggestions_at_once,
        name="layer_suggestions_at_once",
    ),
    path("layers/<int:pk>/seen-before/", seen_before.layer_seen_before, name="layer_seen_before"),
    path(
        "layers/<int:pk>/seen-before/<int:seen>/dismissal/",
        seen_before.seen_dismissal,
        name="seen_dismissal",
    ),
    path(
        "layers/<int:pk>/seen-before/<int:seen>/return/",
        seen_before.seen_return,
        name="seen_return",
    ),
    path("suggestions/", suggestions.suggestion_tally, name="suggestions"),
    path("layers/<int:pk>/suggestions/<int:suggested>/", suggestions.suggestion, name="suggestion"),
    path(
        "layers/<int:pk>/suggestions/<int:suggested>/acceptance/",
        suggestions.suggestion_acceptance,
        name="suggestion_acceptance",
    ),
    path(
        "layers/<int:pk>/suggestions/<int:suggested>/dismissal/",
        suggestions.suggestion_dismissal,
        name="suggestion_dismissal",
    ),
    path(
        "layers/<int:pk>/suggestions/<int:suggested>/return/",
        suggestions.suggestion_return,
        name="suggestion_return",
    ),
    path("annotations/<uuid:uuid>/", annotations.annotation, name="annotation"),
    path(
        "annotations/<uuid:uuid>/withdrawal/",
        annotations.annotation_withdrawal,
        name="annotation_withdrawal",
    ),
    path(
        "annotations/<uuid:uuid>/restoration/",
        annotations.annotation_restoration,
        name="annotation_restoration",
    ),
    path("annotations/<uuid:uuid>/facts/", facts.annotation_facts, name="annotation_facts"),
    path("fact-links/<int:pk>/removal/", facts.fact_link_removal, name="fact_link_removal"),
    path(
        "fact-links/<int:pk>/restoration/",
        facts.fact_link_restoration,
        name="fact_link_restoration",
    ),
    path("facts/search/", facts.fact_search_results, name="fact_search"),
]
