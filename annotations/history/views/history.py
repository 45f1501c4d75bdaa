"""The history: of an article with all its revisions, of an annotation, of a fact, or of all."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from annotations import access
from annotations.history.access import events_seen_by
from annotations.history.filters import HistoryFilter
from annotations.history.quotations import quoted_span
from annotations.history.sentences import describe_events
from annotations.history.subjects import Subject, article_subject, statements_by_fact
from annotations.models import Adjudication, Thread
from annotations.ui.filter_bar import list_context
from articles.access import article_for
from newsroom.models import Event, User
from newsroom.paging import capped_page_of, page_of
from newsroom.requests import SignedInRequest

MOST_PAGES = 100  # Of all events; beyond them filters, and the history of one thing, lead further.


@require_GET
def history(request: SignedInRequest) -> HttpResponse:
    subject, about = scope(request.GET.dict(), request.user)
    events = events_seen_by(request.user).filter(about)
    filters = HistoryFilter(request.GET, events, user=request.user, of_all=subject is None)
    found = filters.qs if filters.is_valid() else filters.qs.none()
    page = page_of(found, request) if subject else page_of_all(found, request)
    return render(
        request,
        "history/history.html",
        {
            "subject": subject,
            # Of one article, annotation or fact there is little to come back to.
            **list_context(filters, page, saved=None if subject else ("history", request.user)),
            "rows": describe_events(page, request.user),
            "names_article": "article" not in request.GET and "annotation" not in request.GET,
        },
    )


def page_of_all(events: QuerySet[Event], request: SignedInRequest) -> Page:
    """A page of what may be very many events: they are read along their moments."""
    latest_first = ("-at", "-pk")

    def in_order(keys: list[str]) -> list[int]:
        rows = Event.objects.filter(pk__in=[int(key) for key in keys]).order_by(*latest_first)
        return list(rows.values_list("pk", flat=True))

    return capped_page_of(
        events,
        request,
        in_order=in_order,
        first=lambda most: list(events.values_list("pk", flat=True)[:most]),
        shown=lambda keys: Event.objects.filter(pk__in=keys).select_related("actor"),
        pages=MOST_PAGES,
    )


def scope(asked: dict[str, Any], user: User) -> tuple[Subject | None, Q]:
    """What the history is asked of, and its events. 404 where the user may not know of it."""
    if pk := asked.get("article"):
        article = article_for(user, number(pk))
        revisions = list(article.revisions.values_list("pk", flat=True))
        about = Q(revision_id__in=revisions)
        about |= Q(subject_type="article", subject_id=str(article.pk))
        return article_subject(article), about
    if pk := asked.get("annotation"):
        annotation = access.annotation_for(user, identifier(pk))
        rulings = Adjudication.objects.filter(disagreement__annotations=annotation)
        threads = Thread.objects.filter(annotation=annotation)
        about = Q(subject_type="annotation", subject_id=str(annotation.pk))
        for kind, rows in (("adjudication", rulings), ("thread", threads)):
            ids = [str(row) for row in rows.values_list("pk", flat=True)]
            about |= Q(subject_type=kind, subject_id__in=ids)
        language = annotation.layer.revision.article.lang
        return Subject(quoted_span(annotation), annotation.get_absolute_url(), language), about
    if pk := asked.get("fact"):
        fact = access.fact_for(user, number(pk))
        about = Q(subject_type="fact", subject_id=str(fact.pk))
        about |= Q(verb__startswith="fact_link.", detail__fact=fact.pk)
        words = _("“%(title)s”") % {"title": statements_by_fact([fact.pk])[fact.pk]}
        return Subject(words, fact.get_absolute_url()), about
    return None, Q()


def number(asked: str) -> int:
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return int(asked)


def identifier(asked: str) -> UUID:
    try:
        return UUID(asked)
    except ValueError:
        raise Http404 from None
