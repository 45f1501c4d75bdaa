"""Acts on several articles of the list at once: those that are ticked, or all that it finds.

What is ticked was seen, and is done at once. What the filter finds is more than a page: it is shown
first, and then exactly that is done or, if it is other articles by then, nothing.
"""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.desk.filters import ArticleFilter
from annotations.desk.selection import PLACE, TICKED, Unclear, selected, write_ids
from annotations.exchange.exporting import csv
from annotations.exchange.exporting.rows import ALL, export_rows
from annotations.exchange.filters import listed_for
from annotations.exchange.sheet_filters import ARTICLE, FinalFilter
from annotations.exchange.views.export import file_response, sees_released_annotations
from annotations.ui.chips import chips
from annotations.visibility import editor_name
from articles import details, stories
from articles.access import may_import
from articles.forms import StoryForm
from articles.models import Article
from newsroom.flash import add_flash
from newsroom.formats import Grouped
from newsroom.requests import SignedInRequest

INTO = "into"  # The name of the title of a story, which is no filter.
SHOWN = 10  # Titles that the page before an act names.


@require_POST
def articles_bulk(request: SignedInRequest) -> HttpResponseBase:
    """From the bar below the list: the ticked articles, or with `all` those of its filter."""
    act = request.POST.get("act", "")
    if act not in ("archive", "restore", "story", "export"):
        raise Http404
    if act != "export":
        may_import(request.user)
    everything = "all" in request.POST
    query = QueryDict(request.POST.get("query", "") if everything else "").copy()
    for name in ("page", "per"):
        query.pop(name, None)
    if not everything:
        ticked = [one for one in request.POST.getlist(TICKED) if one]
        if not ticked:
            messages.error(request, _("Tick the articles first."))
            return back_to_list(request)
        query.setlist(TICKED, ticked)
        query = shortened(query)
    title = request.POST.get(INTO, "")
    if act == "story" and not StoryForm({"title": title}).is_valid():
        messages.error(request, _("A story needs a title of at most 300 characters."))
        return back_to_list(request)
    if act == "export":
        return HttpResponseRedirect(at("articles_export", query), status=303)
    if everything:
        if act == "story":
            query[INTO] = title
        return HttpResponseRedirect(at("bulk_confirmation", query, act), status=303)
    carry_out(request, act, keys_of(query, request), title)
    return back_to_list(request)


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_confirmation(request: SignedInRequest, act: str) -> HttpResponse:
    """What the act would be done to; a POST does it, if it is still what was shown."""
    may_import(request.user)
    if act not in ("archive", "restore", "story"):
        raise Http404
    query = request.GET.copy()
    query.pop(INTO, None)
    title = request.GET.get(INTO, "")
    if act == "story" and not StoryForm({"title": title}).is_valid():
        raise Unclear(_("A story needs a title of at most 300 characters."))
    keys = keys_of(query, request)
    shown, status = fingerprint(act, keys), 200
    address = at("articles", query)
    if request.method == "POST":
        if request.POST.get("previewed") == shown:
            carry_out(request, act, keys, title)
            return HttpResponseRedirect(address, status=303)
        messages.warning(
            request,
            _("Nothing was changed: the list has changed meanwhile. Look again at the articles."),
        )
        status = 409
    named = Article.objects.filter(pk__in=keys[:SHOWN])
    context = {
        "act": act,
        "title": title,
        "count": len(keys),
        "named": sorted(named, key=lambda one: keys.index(one.pk)),
        "more": max(0, len(keys) - SHOWN),
        "chips": list(chips(ArticleFilter(request.GET, user=request.user))),
        "fingerprint": shown,
        "back": address,
    }
    return render(request, "desk/bulk_confirmation.html", context, status=status)


@require_GET
@never_cache
def articles_export(request: SignedInRequest) -> HttpResponseBase:
    """The annotations of these articles that the reader may see, as the list of them exports."""
    user = request.user
    articles = selected(request.GET, user).order_by().values("pk")
    annotations: Any = listed_for(user).filter(layer__revision__article__in=articles)
    final = None
    if sees_released_annotations(user):
        final = FinalFilter(QueryDict()).qs.filter(**{f"{ARTICLE}__in": articles})
    rows = export_rows(
        ALL, annotations, final, name_of=partial(editor_name, reader=user), reader=user
    )
    return file_response(csv.chunks(rows, bom=False), csv.CONTENT_TYPE, "annotations", "csv")


def keys_of(query: QueryDict, request: SignedInRequest) -> list[int]:
    """The ids of the articles that are meant, in the order of the list."""
    return list(selected(query, request.user).values_list("pk", flat=True))


def fingerprint(act: str, keys: Collection[int]) -> str:
    """The same for the same act on the same articles alone."""
    return salted_hmac("annotations.desk.bulk", repr((act, sorted(keys)))).hexdigest()


def carry_out(request: SignedInRequest, act: str, keys: list[int], title: str) -> None:
    """Do it, and leave for the next page what was done."""
    if act == "story":
        story = stories.assign_story(keys, title, by=request.user)
        told = ngettext(
            "%(n)s article is now in “%(story)s”.",
            "%(n)s articles are now in “%(story)s”.",
            len(keys),
        )
        messages.success(request, told % {"n": Grouped(len(keys)), "story": story})
        return
    if act == "archive":
        done = details.archive_articles(keys, by=request.user)
        told = ngettext("%(n)s article archived.", "%(n)s articles archived.", len(done))
        undo = "restore"
    else:
        done = details.restore_articles(keys, by=request.user)
        told = ngettext("%(n)s article restored.", "%(n)s articles restored.", len(done))
        undo = "archive"
    add_flash(request, PLACE, told % {"n": Grouped(len(done))}, about=undo_of(undo, done))


def undo_of(act: str, keys: list[int]) -> str:
    """The act and the ids that take it back; empty where they are too many for a cookie."""
    try:
        return f"{act}:{write_ids(keys)}" if keys else ""
    except Unclear:
        return ""


def shortened(query: QueryDict) -> QueryDict:
    """The same articles in as few letters as can be. Raises Unclear where they are too many."""
    ticked = query.getlist(TICKED)
    if ticked and all(one.isdecimal() for one in ticked):
        query.setlist(TICKED, [write_ids(int(one) for one in ticked)])
    return query


def at(name: str, query: QueryDict, *args: str) -> str:
    address = reverse(name, args=args)
    return f"{address}?{query.urlencode()}" if query else address


def back_to_list(request: SignedInRequest) -> HttpResponseRedirect:
    """To the list as it was."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(there if ours else reverse("articles"), status=303)
