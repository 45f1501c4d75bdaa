"""The pages about annotation: the desk, the articles with their progress, the workspace."""

from django.urls import path

from annotations.agreement.views import agreement
from annotations.desk.views import articles, assignment, desk
from annotations.discussion.views import inbox, threads
from annotations.exchange.views import annotation_list, export, fact_files, sheet
from annotations.facts.views import facts, rechecking, recording, verifying
from annotations.guidelines.views import aliases, guidelines
from annotations.history.views import history
from annotations.layers.views import reassigning
from annotations.review.views import batch, changes, queue, review, ruling
from annotations.review.views import threads as review_threads
from annotations.workspace.views import annotations as workspace_annotations
from annotations.workspace.views import facts as workspace_facts
from annotations.workspace.views import page, suggestions

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("articles/", articles.articles, name="articles"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/sheet/", sheet.article_sheet, name="article_sheet"),
    path("assignment/", assignment.assignment, name="assignment"),
    path("assignment/selection/", assignment.assignment_selection, name="assignment_selection"),
    path("annotations/", annotation_list.annotations, name="annotations"),
    path("export/annotations.csv", export.export_csv, name="export_csv"),
    path("export/annotations.jsonl", export.export_jsonl, name="export_jsonl"),
    path("export/annotations.jsonld", export.export_webannotation, name="export_webannotation"),
    path("export/claimreview.jsonld", export.export_claimreview, name="export_claimreview"),
    path("revisions/<int:pk>/layers/", page.layer_start, name="layer_start"),
    path(
        "revisions/<int:pk>/assignment/",
        reassigning.revision_assignment,
        name="revision_assignment",
    ),
    path(
        "revisions/<int:pk>/assignment/taking-back/",
        reassigning.layer_taking_back,
        name="layer_taking_back",
    ),
    path(
        "revisions/<int:pk>/assignment/handing-over/",
        reassigning.layer_handing_over,
        name="layer_handing_over",
    ),
    path("revisions/<int:pk>/assignment/day/", reassigning.layer_due, name="layer_due"),
    path("layers/<int:pk>/", page.workspace, name="workspace"),
    path(
        "layers/<int:pk>/annotations/",
        workspace_annotations.layer_annotations,
        name="layer_annotations",
    ),
    path("layers/<int:pk>/state/", page.layer_state, name="layer_state"),
    path("layers/<int:pk>/submission/", page.layer_submission, name="layer_submission"),
    path("layers/<int:pk>/reopening/", page.layer_reopening, name="layer_reopening"),
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
    path("annotations/<uuid:uuid>/", workspace_annotations.annotation, name="annotation"),
    path(
        "annotations/<uuid:uuid>/withdrawal/",
        workspace_annotations.annotation_withdrawal,
        name="annotation_withdrawal",
    ),
    path(
        "annotations/<uuid:uuid>/restoration/",
        workspace_annotations.annotation_restoration,
        name="annotation_restoration",
    ),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/differences/", agreement.differences, name="agreement_differences"),
    path(
        "annotations/<uuid:uuid>/facts/", workspace_facts.annotation_facts, name="annotation_facts"
    ),
    path(
        "fact-links/<int:pk>/removal/", workspace_facts.fact_link_removal, name="fact_link_removal"
    ),
    path(
        "fact-links/<int:pk>/restoration/",
        workspace_facts.fact_link_restoration,
        name="fact_link_restoration",
    ),
    path("fact-links/<int:pk>/recheck/", rechecking.fact_link_recheck, name="fact_link_recheck"),
    path(
        "fact-links/<int:pk>/recheck/undoing/",
        rechecking.fact_link_recheck_undoing,
        name="fact_link_recheck_undoing",
    ),
    path("facts/recheck/", rechecking.fact_recheck, name="fact_recheck"),
    path("facts/search/", workspace_facts.fact_search_results, name="fact_search"),
    path("facts/", facts.facts, name="facts"),
    path("facts/new/", recording.fact_new, name="fact_new"),
    path("facts/<int:pk>/", facts.fact, name="fact"),
    path("facts/<int:pk>/revision/", recording.fact_revision, name="fact_revision"),
    path("facts/<int:pk>/verification/", verifying.fact_verification, name="fact_verification"),
    path("facts/<int:pk>/retirement/", verifying.fact_retirement, name="fact_retirement"),
    path("facts/<int:pk>/return/", verifying.fact_return, name="fact_return"),
    path("export/facts.csv", fact_files.export_facts, name="export_facts"),
    path("inbox/", inbox.notices, name="inbox"),
    path("inbox/reading/", inbox.inbox_reading, name="inbox_reading"),
    path("inbox/<int:pk>/", inbox.notice, name="notice"),
    path("inbox/<int:pk>/reading/", inbox.notice_reading, name="notice_reading"),
    path("annotations/<uuid:uuid>/threads/", threads.annotation_threads, name="annotation_threads"),
    path(
        "disagreements/<int:pk>/threads/",
        review_threads.disagreement_threads,
        name="disagreement_threads",
    ),
    path("threads/<int:pk>/", review_threads.thread, name="thread"),
    path("threads/<int:pk>/resolution/", threads.thread_resolution, name="thread_resolution"),
    path("layers/<int:pk>/changes/", changes.layer_changes, name="layer_changes"),
    path("adjudications/<int:pk>/dispute/", changes.ruling_dispute, name="ruling_dispute"),
    path("my-differences/", changes.my_differences, name="my_differences"),
    path("history/", history.history, name="history"),
    path("guidelines/", guidelines.guidelines, name="guidelines"),
    path("review/", queue.review_queue, name="review_queue"),
    path("review/next/", queue.review_next, name="review_next"),
    path("review/assignment/", queue.disagreement_assignment, name="disagreement_assignment"),
    path("review/batches/<uuid:batch>/undoing/", batch.batch_undoing, name="batch_undoing"),
    path("revisions/<int:pk>/review/", review.review, name="review"),
    path("revisions/<int:pk>/review/opening/", review.review_opening, name="review_opening"),
    path("revisions/<int:pk>/review/closing/", review.review_closing, name="review_closing"),
    path("revisions/<int:pk>/review/reopening/", review.review_reopening, name="review_reopening"),
    path("revisions/<int:pk>/review/text/", review.review_text, name="review_text"),
    path("revisions/<int:pk>/review/agreed/", review.review_agreed, name="review_agreed"),
    path("revisions/<int:pk>/review/batch/", batch.review_batch, name="review_batch"),
    path("disagreements/<int:pk>/", review.disagreement, name="disagreement"),
    path("disagreements/<int:pk>/adjudications/", ruling.adjudications, name="adjudications"),
    path("disagreements/<int:pk>/reservation/", ruling.reservation, name="reservation"),
    path(
        "disagreements/<int:pk>/question/",
        ruling.disagreement_question,
        name="disagreement_question",
    ),
    path(
        "adjudications/<int:pk>/undoing/", ruling.adjudication_undoing, name="adjudication_undoing"
    ),
    path("adjudications/<int:pk>/overruling/", ruling.overruling, name="overruling"),
    path("guidelines/changes/", guidelines.guidelines_changes, name="guidelines_changes"),
    path("guidelines/new/", guidelines.guidelines_edit, name="guidelines_edit"),
    path("guidelines/preview/", guidelines.guidelines_preview, name="guidelines_preview"),
    path("aliases/", aliases.aliases, name="aliases"),
    path("aliases/<int:pk>/", aliases.alias, name="alias"),
    path("aliases/<int:pk>/removal/", aliases.alias_removal, name="alias_removal"),
]
