"""Verified facts."""

from django.urls import path

from annotations.facts.views import facts, rechecking, recording, verifying

urlpatterns = [
    path("fact-links/<int:pk>/recheck/", rechecking.fact_link_recheck, name="fact_link_recheck"),
    path(
        "fact-links/<int:pk>/recheck/undoing/",
        rechecking.fact_link_recheck_undoing,
        name="fact_link_recheck_undoing",
    ),
    path("facts/recheck/", rechecking.fact_recheck, name="fact_recheck"),
    path("facts/", facts.facts, name="facts"),
    path("facts/new/", recording.fact_new, name="fact_new"),
    path("facts/<int:pk>/", facts.fact, name="fact"),
    path("facts/<int:pk>/revision/", recording.fact_revision, name="fact_revision"),
    path("facts/<int:pk>/verification/", verifying.fact_verification, name="fact_verification"),
    path("facts/<int:pk>/retirement/", verifying.fact_retirement, name="fact_retirement"),
    path("facts/<int:pk>/return/", verifying.fact_return, name="fact_return"),
]
