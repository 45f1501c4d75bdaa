"""What the admin pages of reviews, disagreements and rulings share: who looks, and the passages."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from annotations.access import readable_by
from annotations.models import Adjudication, Review
from annotations.review.pages.span_summary import SpanSummary
from annotations.visibility import letter_name
from newsroom.admin_pages import ReadOnlyAdmin
from newsroom.models import User


class UnderReview(ReadOnlyAdmin):
    """What these pages share: who may act, and the way to the article and the screen."""

    way = "review__revision"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only where the reader may look: not at the review of what they annotated themselves."""
        return self.rows(request).filter(readable_by(cast(User, request.user), self.way))

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("annotations.review")

    def view_on_site(self, obj: Any) -> str | None:
        return self.page_of(obj)

    @admin.display(description=_("article"))
    def article(self, obj: Any) -> str:
        return str(review_of_row(obj).revision)


class Marks:
    """The marks of the text, as everywhere."""

    css = {"all": ["css/ui/marks.css"]}


def review_of_row(obj: Any) -> Review:
    """The review that a row of these pages belongs to."""
    if isinstance(obj, Review):
        return obj
    return obj.review if hasattr(obj, "review") else obj.adjudication.review


def page_of_ruling(ruling: Adjudication) -> str:
    if ruling.disagreement_id:
        return reverse("disagreement", args=[ruling.disagreement_id])
    return reverse("review_agreed", args=[ruling.review.revision_id])


def side_by_side(
    passages: Iterable[tuple[str, SafeString, list[SpanSummary]]],
) -> SafeString:
    """A column for each layer: its letter, what is said, and its words marked in the text."""
    return format_html(
        '<div class="passages">{}</div>',
        format_html_join(
            "",
            '<section><h3>{}</h3><p class="said">{}</p><p class="excerpt">{}</p></section>',
            (
                (
                    letter_name(letter),
                    "; ".join(summary_in_words(one) for one in summaries)
                    or _now("nothing here (submitted)"),
                    html,
                )
                for letter, html, summaries in passages
            ),
        ),
    )


def summary_in_words(summary: SpanSummary) -> str:
    parts = [summary.label_name, summary.speaker, summary.amount]
    parts += [f"{fact.relation_name}: {fact.statement}" for fact in summary.facts]
    return " · ".join(part for part in parts if part)
