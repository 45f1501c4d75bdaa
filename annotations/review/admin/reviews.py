"""The admin page of reviews: read-only; layers and reviews are reopened there in bulk."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer, Review
from annotations.models.review import ReviewQuerySet
from annotations.review import lifecycle as review_lifecycle
from annotations.review.admin.base import UnderReview
from annotations.ui.admin import text_columns
from newsroom.formats import Grouped
from newsroom.problems import Refused
from newsroom.requests import SignedInRequest


class ReviewStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Open")), ("closed", _("Closed"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "open":
            return queryset.unreleased()
        return queryset.released() if self.value() == "closed" else queryset


@admin.register(Review)
class ReviewAdmin(UnderReview):
    way = "revision"
    people = ("opened_by", "closed_by")
    list_display = ("article", "page", "opened_at", "closed_at", "groups", "settled")
    list_filter = (
        ReviewStateFilter,
        ("revision__article__outlet", admin.RelatedOnlyFieldListFilter),
        "opened_at",
        "closed_at",
    )
    search_fields = ("revision__article__title",)
    date_hierarchy = "opened_at"
    fields = ("revision", "opened_at", "opened_by", "closed_at", "closed_by")
    actions = ("reopen_layers", "reopen")

    def rows(self, request: HttpRequest) -> QuerySet[Review]:
        ruled = Q(disagreements__adjudications__undoing=None) & Q(
            disagreements__adjudications__isnull=False
        )
        rows = super().rows(request).select_related("revision__article")
        return rows.defer(*text_columns("revision")).annotate(
            groups=Count("disagreements", filter=Q(disagreements__gone_at=None), distinct=True),
            settled=Count("disagreements", filter=ruled, distinct=True),
        )

    @admin.display(description=_("groups"), ordering="groups")
    def groups(self, review: Any) -> int:
        return Grouped(review.groups)

    @admin.display(description=_("decided"), ordering="settled")
    def settled(self, review: Any) -> int:
        return Grouped(review.settled)

    @admin.action(description=_("Reopen the readings of these reviews"), permissions=["review"])
    def reopen_layers(self, request: SignedInRequest, chosen: QuerySet[Review]) -> None:
        revisions = list(chosen.values_list("revision", flat=True))
        submitted = Layer.objects.submitted().filter(revision__in=revisions)
        done = 0
        for layer in submitted.select_related("revision__article"):
            try:
                layer_lifecycle.reopen(layer, by=request.user)
            except Refused as refusal:
                self.message_user(request, f"{layer}: {refusal.detail}", messages.ERROR)
            else:
                done += 1
        words = ngettext("%d reading is open again.", "%d readings are open again.", done)
        self.message_user(request, words % done, messages.SUCCESS)

    @admin.action(description=_("Reopen closed reviews"), permissions=["review"])
    def reopen(self, request: SignedInRequest, chosen: ReviewQuerySet) -> None:
        closed = list(chosen.released())
        for review in closed:
            review_lifecycle.reopen_review(review, by=request.user)
        words = ngettext("%d review is open again.", "%d reviews are open again.", len(closed))
        self.message_user(request, words % len(closed), messages.SUCCESS)
