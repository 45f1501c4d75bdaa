"""The review queue, reviews, rulings, disputes."""

from django.urls import path

from annotations.review.views import batch, changes, queue, review, ruling, threads

urlpatterns = [
    path(
        "disagreements/<int:pk>/threads/",
        threads.disagreement_threads,
        name="disagreement_threads",
    ),
    path("threads/<int:pk>/", threads.thread, name="thread"),
    path("threads/<int:pk>/answer/", threads.thread_answer, name="thread_answer"),
    path("layers/<int:pk>/changes/", changes.layer_changes, name="layer_changes"),
    path("adjudications/<int:pk>/dispute/", changes.ruling_dispute, name="ruling_dispute"),
    path("my-differences/", changes.my_differences, name="my_differences"),
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
    path("revisions/<int:pk>/review/marking/", batch.marking_questions, name="marking_questions"),
    path("disagreements/<int:pk>/marking/", ruling.marking_question, name="marking_question"),
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
]
