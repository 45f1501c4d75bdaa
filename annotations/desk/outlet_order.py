"""The list of articles in the order of its outlets, without sorting all of them.

No index has the name of an outlet and the title of an article. So the articles of each outlet are
counted, and only those of the outlets that stand on a page are sorted.
"""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Lower

from articles.models import ArticleQuerySet, Outlet


class KeysByOutlet:
    """The keys of `articles` by outlet, in whatever case, then as `within` orders those of one.

    Counted and sliced as a queryset is. Articles without an outlet come last in either direction.
    """

    def __init__(self, articles: ArticleQuerySet, within: list[Any], *, backwards: bool) -> None:
        self.articles = articles.order_by()
        self.within = within
        self.backwards = backwards

    def count(self) -> int:
        return sum(count for _outlets, count in self._outlets)

    def __getitem__(self, rows: slice) -> list[int]:
        """The keys of a page; `rows` names both of its ends."""
        keys: list[int] = []
        skipped, wanted = rows.start, rows.stop - rows.start
        for outlets, count in self._outlets:
            if skipped < count and len(keys) < wanted:
                sorted_keys = self.articles.filter(outlets).order_by(*self.within)
                until = skipped + wanted - len(keys)
                keys += sorted_keys.values_list("pk", flat=True)[skipped:until]
            skipped = max(0, skipped - count)
        return keys

    @cached_property
    def _outlets(self) -> list[tuple[Q, int]]:
        """What picks those of one outlet, or of outlets that differ in case, and their number."""
        counted = dict(self.articles.values_list("outlet").annotate(Count("pk")))
        without = counted.pop(None, 0)
        same: dict[str, list[int]] = defaultdict(list)
        names = Outlet.objects.filter(pk__in=counted).annotate(folded=Lower("name"))
        order = names.order_by("-folded" if self.backwards else "folded")
        for pk, folded in order.values_list("pk", "folded"):
            same[folded].append(pk)
        groups = [(Q(outlet__in=keys), sum(counted[key] for key in keys)) for keys in same.values()]
        return [*groups, (Q(outlet=None), without)]
