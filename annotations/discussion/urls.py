"""Threads about annotations, and the inbox."""

from django.urls import path

from annotations.discussion.views import inbox, threads

urlpatterns = [
    path("inbox/", inbox.notices, name="inbox"),
    path("inbox/reading/", inbox.inbox_reading, name="inbox_reading"),
    path("inbox/<int:pk>/", inbox.notice, name="notice"),
    path("inbox/<int:pk>/reading/", inbox.notice_reading, name="notice_reading"),
    path("annotations/<uuid:uuid>/threads/", threads.annotation_threads, name="annotation_threads"),
    path("threads/<int:pk>/resolution/", threads.thread_resolution, name="thread_resolution"),
]
