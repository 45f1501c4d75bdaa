"""Choosing how a list is shown to oneself."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from annotations.desk.row_html import OPTIONAL as OF_ARTICLES
from annotations.exchange.row_html import OPTIONAL as OF_ANNOTATIONS
from annotations.facts.row_html import OPTIONAL as OF_FACTS
from annotations.models import SavedView
from annotations.ui.display import Density
from newsroom.models import User

# The lists that can be shown in more than one way, and their columns that can be left out.
OPTIONAL: dict[str, Mapping[str, Any]] = {
    SavedView.List.ARTICLES: OF_ARTICLES,
    SavedView.List.ANNOTATIONS: OF_ANNOTATIONS,
    SavedView.List.FACTS: OF_FACTS,
}


def choose_display(
    of: str, density: str, *, offered: Collection[str], shown: Collection[str], by: User
) -> None:
    """Show the list `of` like this from now on, to `by` alone.

    Of the columns `offered`, which depend on the role, those `shown` stay; the others are as they
    were. What no list has is passed over. No event: nothing that anybody may later ask about.
    """
    known = set(OPTIONAL[of]).intersection(offered)
    with transaction.atomic():
        # Two tabs of one person choose one after the other.
        stored = User.objects.select_for_update(no_key=True).get(pk=by.pk)
        kept = stored.lists.get(of, {})
        hidden = (set(kept.get("hidden", ())) - known) | (known - set(shown))
        if density not in Density.values:
            density = kept.get("density", Density.COMFORTABLE)
        stored.lists = {**stored.lists, of: {"density": density, "hidden": sorted(hidden)}}
        stored.save(update_fields=["lists"])
    by.lists = stored.lists
