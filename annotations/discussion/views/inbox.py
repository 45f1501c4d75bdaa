"""The inbox: what others did that its reader should know of."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from annotations import access
from annotations.discussion import notifications
from annotations.discussion.filters import TABS, InboxFilter
from annotations.discussion.inbox_lines import lines
from annotations.history.sentences import describe_notices
from annotations.ui.chips import chosen_value
from annotations.ui.filter_bar import list_context
from newsroom.formats import Grouped
from newsroom.paging import page_of
from newsroom.requests import SignedInRequest

NOTICES = 50  # To a page, since many become one line.


@require_GET
def notices(request: SignedInRequest) -> HttpResponse:
    filters = InboxFilter(request.GET, user=request.user)
    found = filters.qs if filters.is_valid() else filters.qs.none()
    page = page_of(found, request, size=NOTICES)
    new = notifications.unread_count(request.user)
    # A tab keeps what else is set, of which nobody has counted anything.
    is_all = not chosen_value(filters, "about")
    told = describe_notices([notice.event for notice in page], request.user)
    return render(
        request,
        "discussion/inbox.html",
        {
            **list_context(
                filters,
                page,
                saved=("inbox", request.user),
                tabs=[(label, asked, new if asked and is_all else None) for label, asked in TABS],
            ),
            "rows": lines(zip(page, told, strict=True)),
            "today": timezone.localdate(),
            "yesterday": timezone.localdate() - timedelta(days=1),
            "new": new,
        },
    )


@require_GET
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Follow a notice to what it is about, which marks it as read."""
    opened = access.notice_for(request.user, pk)
    notifications.mark_read(opened)
    told = describe_notices([opened.event], request.user)[0]
    article = told.article.address if told.article else None
    return redirect(told.address or article or reverse("inbox"))


@require_POST
def notice_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark one line as read, or with `unread` as new."""
    mark = notifications.mark_unread if "unread" in request.POST else notifications.mark_read
    mark(access.notice_for(request.user, pk))
    return back_to_list(request)


@require_POST
def inbox_reading(request: SignedInRequest) -> HttpResponse:
    """Mark every line as read, or those notices that are named."""
    only = [int(one) for one in request.POST.getlist("notice") if one.isdecimal()]
    count = notifications.mark_all_read(request.user, only)
    words = ngettext("%(n)s notice marked as read.", "%(n)s notices marked as read.", count)
    messages.success(request, words % {"n": Grouped(count)})
    return back_to_list(request)


def back_to_list(request: SignedInRequest) -> HttpResponse:
    """The page of the list on which the button was, if the query string says so."""
    query = request.GET.urlencode()
    return redirect(f"{reverse('inbox')}?{query}" if query else reverse("inbox"))
