"""The list of annotations across articles."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from annotations.access import readable_by
from annotations.exchange.filters import AnnotationFilter
from annotations.exchange.row_html import OPTIONAL
from annotations.exchange.walking import first_in_order, put_in_order, stretches
from annotations.models import Annotation, Review
from annotations.review.annotation_status import Status, with_status
from annotations.spans.numbers import amount
from annotations.ui.chips import chosen_value
from annotations.ui.display import display_of
from annotations.ui.filter_bar import list_context
from annotations.ui.lists import address_of_export
from annotations.ui.sorting import column
from annotations.visibility import editor_name
from newsroom.models import User
from newsroom.paging import capped_page_of, count_up_to
from newsroom.prepared import ask
from newsroom.requests import SignedInRequest

COLUMNS = {
    "words": ("label", _("Words")),
    "article": ("article", _("Article")),
    "changed": ("-changed", _("Changed")),
}

MOST_PAGES = 100  # Beyond them filters, another order and the exports lead to the rest.

# A revision's text and raw bytes may take megabytes, and no row shows them.
NOT_SHOWN = ["layer__revision__text", "layer__revision__raw", "layer__revision__left_out"]


@require_GET
def annotations(request: SignedInRequest) -> HttpResponse:
    filters = AnnotationFilter(request.GET, user=request.user)
    # A filter that makes no sense finds nothing, here as in the export: to leave it out would
    # show more than was asked for.
    found = filters.qs if filters.is_valid() else filters.qs.none()
    parts = stretches(filters.sorted_by, chosen_value(filters, "label") or [])
    page = capped_page_of(
        found,
        request,
        in_order=lambda keys: put_in_order([UUID(key) for key in keys], filters.sorted_by),
        first=lambda most: first_in_order(found.order_by(), parts, most),
        shown=with_what_is_shown,
        pages=MOST_PAGES,
    )
    sees_others = "editor" in filters.filters
    optional = OPTIONAL if sees_others else {k: v for k, v in OPTIONAL.items() if k != "editor"}
    display = display_of(request.user, "annotations", optional)
    without = display.hidden if sees_others else display.hidden | {"editor"}
    told = {} if "status" in without else statuses_of(page, request.user)
    return render(
        request,
        "exchange/annotations.html",
        {
            **list_context(filters, page, saved=("annotations", request.user), display=display),
            "columns": {name: column(*head, filters.sorted_by) for name, head in COLUMNS.items()},
            "rows": [
                (
                    one,
                    "" if "editor" in without else editor_name(one.layer, reader=request.user),
                    amount(one),
                    told.get(one.pk, Status.OPEN),
                )
                for one in page
            ],
            "without": without,
            "waiting": reviews_waiting() if request.user.has_perm("annotations.review") else 0,
            "export": address_of_export(request.GET, "export_csv"),
            "as_jsonl": address_of_export(request.GET, "export_jsonl"),
            "as_webannotation": address_of_export(request.GET, "export_webannotation"),
        },
    )


def with_what_is_shown(keys: list[UUID]) -> list[Annotation]:
    return ask(_shown, keys=keys) if keys else []


def _shown(*, keys: Any) -> QuerySet[Annotation]:
    shown = Annotation.objects.filter(pk__in=keys).select_related(
        "layer__editor", "layer__revision__article__outlet", "layer__revision__review"
    )
    return shown.defer(*NOT_SHOWN)


def statuses_of(annotations: Iterable[Annotation], user: User) -> dict[UUID, Status]:
    """Where each stands, as far as the reader may know: the same as `with_status` tells.

    Asked of the few on the page, since of a whole list it would be dear; and who may read them is
    asked only of those that there is more to tell of than that they are submitted.
    """
    keys = [one.pk for one in annotations]
    told = {pk: Status(status) for pk, status in (ask(_statuses, keys=keys) if keys else ())}
    reviewed = [pk for pk, one in told.items() if one not in (Status.OPEN, Status.SUBMITTED)]
    if reviewed:
        rows = Annotation.objects.filter(readable_by(user, "layer__revision"), pk__in=reviewed)
        unknown = set(reviewed).difference(rows.values_list("pk", flat=True))
        told |= dict.fromkeys(unknown, Status.SUBMITTED)
    return told


def _statuses(*, keys: Any) -> QuerySet[Any]:
    rows = Annotation.objects.filter(pk__in=keys)
    return with_status(rows, None).order_by().values_list("pk", "status")


def reviews_waiting() -> int:
    """How many reviews are still open: what is final of them is not exported yet."""
    return count_up_to(Review.objects.unreleased().filter(revision__article__archived_at=None))
