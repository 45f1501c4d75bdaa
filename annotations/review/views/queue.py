"""The queue: all disagreements over all articles, to take the next one or give several away."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import F, Q
from django.db.models.functions import Least, Substr
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from annotations import access
from annotations.models import Disagreement, Thread
from annotations.models.review import where_unreleased
from annotations.review import reservations
from annotations.review.filters import (
    ME,
    NOBODY,
    TABS,
    DisagreementFilter,
    active_reviewers,
    free_for,
    groups_of_party,
    is_party_to_group,
)
from annotations.review.pages.overview import progress_of_reviews
from annotations.review.pages.queue_html import WORDS, draw_rows, telling_columns
from annotations.ui.filter_bar import list_context
from newsroom.formats import Grouped
from newsroom.models import User
from newsroom.paging import bounded_page_of
from newsroom.requests import SignedInRequest

TRIES = 25  # How many groups that others snatch away meanwhile are passed over.

# Of a revision only what is cut from its text: that may take megabytes, and a row shows a few
# words. And nothing else that no row shows, since every column is made into an object.
SHOWN = (
    *("review", "kind", "state", "start", "end", "labels", "overlap", "versions", "found_at"),
    *("reserved_by", "reserved_until"),
    *(f"assignee__{field}" for field in ("username", "first_name", "last_name")),
    "review__revision__article__title",
    "review__revision__article__language",
    "review__revision__article__outlet__name",
)


@require_safe
def review_queue(request: SignedInRequest) -> HttpResponse:
    access.refuse_unless_reviewer(request.user)
    filters = DisagreementFilter(request.GET, user=request.user)
    found = filters.qs if filters.is_valid() else filters.qs.none()
    page = bounded_page_of(found, request, shown=partial(with_row_fields, reader=request.user))
    columns = telling_columns(list(page), request.user)
    rows = draw_rows(
        page,
        request.user,
        columns,
        progress_of_reviews({row.review_id for row in page}),
        by_article=filters.sorted_by == "article",
    )
    context = {
        **list_context(
            filters,
            page,
            saved=("review_queue", request.user),
            tabs=TABS,
            is_anything=Disagreement.objects.exists,
        ),
        "rows": rows,
        "columns": columns,
        "sorted_by": filters.sorted_by,
        "reviewers": [choice for choice in filters.assignees if choice[0] not in (ME, NOBODY)],
    }
    return render(request, "review/queue.html", context)


def with_row_fields(rows: Any, *, reader: User) -> Any:
    """What a row of the list shows, its words cut from the text by the database.

    `is_own` where the reader is a party to the text.
    """
    length = Least(F("end") - F("start"), WORDS)
    return (
        rows.annotate(
            words=Substr("review__revision__text", F("start") + 1, length),
            is_own=is_party_to_group(reader),
        )
        .select_related("review__revision__article__outlet", "assignee")
        .only(*SHOWN)
    )


@require_POST
def review_next(request: SignedInRequest) -> HttpResponse:
    """Take the next group of the queue, as it is filtered and sorted, and open it.

    What is assigned to the reviewer comes first, what is assigned to others not at all.
    """
    access.refuse_unless_reviewer(request.user)
    filters = DisagreementFilter(request.GET, user=request.user)
    queue = filters.qs if filters.is_valid() else filters.qs.none()
    queue = free_for(queue, request.user)
    queue = queue.exclude(pk__in=groups_of_party(Disagreement.objects.all(), request.user))
    disputed = Thread.objects.unresolved().filter(kind=Thread.Kind.DISPUTE)
    # In a closed review there is nothing to do but to hear whoever disputes a ruling.
    queue = queue.filter(where_unreleased("review") | Q(pk__in=disputed.values("disagreement")))
    for some in (queue.filter(assignee=request.user), queue.filter(assignee=None)):
        for row in some[:TRIES]:
            if reservations.reserve_group(row, by=request.user):
                return HttpResponseRedirect(reverse("disagreement", args=[row.pk]), status=303)
    messages.info(request, _("Nothing to start here: everything is decided, or others are on it."))
    return back_to_queue(request)


@require_POST
def disagreement_assignment(request: SignedInRequest) -> HttpResponse:
    """Give several groups to a reviewer, or to nobody."""
    access.refuse_unless_reviewer(request.user)
    ticked = [int(one) for one in request.POST.getlist("disagreement") if one.isdecimal()]
    name = request.POST.get("assignee", "")
    assignee = active_reviewers().filter(username=name).first()
    if not ticked:
        messages.warning(request, _("Tick the disagreements that somebody is to decide."))
    elif name and assignee is None:
        messages.warning(request, _("There is no such reviewer."))
    else:
        rows = Disagreement.objects.filter(pk__in=ticked)
        count = reservations.assign_groups(rows, assignee, by=request.user)
        words = ngettext("%(count)s assigned.", "%(count)s assigned.", count)
        messages.success(request, words % {"count": Grouped(count)})
    return back_to_queue(request)


def back_to_queue(request: SignedInRequest) -> HttpResponseRedirect:
    """To the queue as it was."""
    address = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(address if allowed else reverse("review_queue"), status=303)
