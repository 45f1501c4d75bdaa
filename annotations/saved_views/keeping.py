"""Saving a view of a list, and removing one."""

from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet

from annotations.desk.filters import ArticleFilter
from annotations.discussion.filters import InboxFilter
from annotations.exchange.filters import AnnotationFilter
from annotations.facts.filters import FactFilter
from annotations.history.filters import HistoryFilter
from annotations.models import SavedView
from annotations.review.filters import DisagreementFilter
from newsroom.models import User
from newsroom.problems import Refused

FILTERS: dict[str, type[FilterSet]] = {
    SavedView.List.ARTICLES: ArticleFilter,
    SavedView.List.ANNOTATIONS: AnnotationFilter,
    SavedView.List.FACTS: FactFilter,
    SavedView.List.REVIEW: DisagreementFilter,
    SavedView.List.INBOX: InboxFilter,
    SavedView.List.HISTORY: HistoryFilter,
}
NOT_KEPT = ("page", "per")
MOST = 30  # Of one person and one list: more would be a list of their own.


class NotSaved(Refused):
    """A view that cannot be kept, and why."""

    status = 422
    code = "view"
    title = gettext_lazy("The view was not saved")


def save_view(
    of: str, name: str, query: str, *, by: User, shared: bool = False
) -> tuple[SavedView, bool]:
    """Keep what `query` sets above the list `of`, and whether the view is new.

    One's own view of that name becomes this, and stays shared if it was. Only what the list has a
    filter for is kept. Raises NotSaved.
    """
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise NotSaved(_("A view needs a name of at most 60 characters."))
    kept = known_settings(of, QueryDict(query)).urlencode()
    if not kept:
        raise NotSaved(_("Set a filter first."))
    if len(kept) > 2000:
        raise NotSaved(_("These are too many filters to be kept."))
    fields: dict[str, Any] = {"query": kept}
    if shared:
        fields["shared_at"] = timezone.now()
    with transaction.atomic():
        # Whoever saves in two tabs does it one after the other.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        own = SavedView.objects.filter(owner=by, list=of)
        if own.exclude(name=name).count() >= MOST:
            raise NotSaved(_("You have very many views of this list. Delete one first."))
        return own.update_or_create(
            name=name, defaults=fields, create_defaults={**fields, "owner": by, "list": of}
        )


def known_settings(of: str, query: QueryDict) -> QueryDict:
    """Of a query what the filters and orders of the list are, without what is empty, and without
    what the whole page is about: a view is one of all.
    """
    known = QueryDict(mutable=True)
    filters = FILTERS[of]
    not_kept = {*NOT_KEPT, *getattr(filters, "SCOPE", ())}
    for name, values in query.lists():
        if name in filters.base_filters and name not in not_kept and any(values):
            known.setlist(name, [value for value in values if value])
    return known


def remove_view(view: SavedView) -> None:
    view.delete()
