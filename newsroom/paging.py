"""One page of a long list, forgiving of a page number that is no longer there."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, TextField, Window
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.functional import cached_property

SIZES = (25, 50, 100)
MOST_PAGES = 20  # Of what may be very many rows.
MOST_COUNTED = 1000  # Where the exact number of what waits would change nothing for anybody.


class CountOfRows(int):
    """How many rows there are; `is_more` where there are more, which nobody counted."""

    is_more = False


def count_up_to(rows: Any, most: int = MOST_COUNTED) -> CountOfRows:
    """The number of rows of a queryset, counted in no order and no further than `most`."""
    return counted_to(rows.order_by()[: most + 1].count(), most)


def counted_to(found: int, most: int = MOST_COUNTED) -> CountOfRows:
    """The count where `found` rows were found, and no more than one beyond `most` looked for."""
    count = CountOfRows(min(found, most))
    count.is_more = found > most
    return count


def page_of(
    rows: Any, request: HttpRequest, *, size: int = SIZES[0], count: int | None = None
) -> Page:
    """The page that `?page=` asks for, of `?per=` rows where that is one of SIZES.

    A number out of range gives the nearest page. The page carries `shown_numbers`, the page
    numbers worth a link, with the paginator's ellipsis between. `count` is given where it is known
    how many rows there are.
    """
    paginator = Paginator(rows, _size(request, size))
    if count is not None:
        paginator.count = count
    return _asked_for(paginator, request)


def bounded_page_of(
    rows: Any, request: HttpRequest, *, shown: Callable[[Any], Any], size: int = SIZES[0]
) -> Page:
    """As `page_of`, for what may be very many rows: MOST_PAGES are counted and can be paged.

    `shown` makes of a queryset of rows one with all that the page shows of them; only the rows of
    the page are looked up by it. Of more rows the page's paginator says so (`is_more`).
    """
    # Counting them and finding those of a page would each look through as many rows.
    per_page = _size(request, size)
    ids = list(rows.values_list("pk", flat=True)[: MOST_PAGES * per_page + 1])
    return _with_rows(_asked_for(BoundedPaginator(ids, per_page), request), rows.model, shown)


def looked_up_page_of(
    rows: Any,
    request: HttpRequest,
    *,
    shown: Callable[[Any], Any],
    keys: Any = None,
    scanned: bool = False,
    size: int = SIZES[0],
) -> Page:
    """As `page_of`, for rows of which much is shown: `shown` looks up those of the page alone.

    Sorting all of them with all that is shown would take far longer than with their keys alone.
    `keys` are those keys in their order, counted and sliced as a queryset is, where they are found
    otherwise than by sorting the rows. `scanned` says that finding them means looking through every
    row: they are counted on the way.
    """
    per_page = _size(request, size)
    paginator = Paginator(rows.values_list("pk", flat=True) if keys is None else keys, per_page)
    number = _number(request)
    found: list[tuple[int, int]] = []
    if scanned:
        first = per_page * (number - 1)
        both = rows.annotate(of_all=Window(Count("*"))).values_list("pk", "of_all")
        found = list(both[first : first + per_page])
    if found or (scanned and number == 1):
        paginator.count = found[0][1] if found else 0
    page = _asked_for(paginator, request)
    if found and page.number == number:
        page.object_list = [pk for pk, _count in found]
    return _with_rows(page, rows.model, shown)


def _with_rows(page: Page, model: Any, shown: Callable[[Any], Any]) -> Page:
    """The page with its rows in the place of their keys."""
    keys = list(page.object_list)
    if not keys:
        return page
    found = {row.pk: row for row in shown(model.objects.filter(pk__in=keys))}
    page.object_list = [found[pk] for pk in keys if pk in found]
    return page


def capped_page_of(
    rows: Any,
    request: HttpRequest,
    *,
    in_order: Callable[[list[Any]], list[Any]],
    first: Callable[[int], list[Any]],
    shown: Callable[[Any], Any],
    pages: int,
    size: int = SIZES[0],
) -> Page:
    """As `bounded_page_of`, of so many `pages`, where finding all and sorting them would take long.

    Rows are found in no order, no further than needed, and once. `in_order` sorts the keys of all
    that there are; where there are more than can be paged, `first` gives the keys of so many in
    order. `shown` reads the rows of some keys.
    """
    paginator = CappedPaginator(rows, _size(request, size), pages)
    page = _asked_for(paginator, request)
    last = paginator.per_page * page.number
    keys = first(last) if paginator.is_more else in_order(paginator.found)
    keys = keys[last - paginator.per_page : last]
    found = {row.pk: row for row in shown(keys)}
    page.object_list = [found[pk] for pk in keys if pk in found]
    return page


class CappedPaginator(Paginator):
    """Of so many pages at most; it knows whether there are more."""

    def __init__(self, rows: Any, per_page: int, pages: int) -> None:
        super().__init__(rows, per_page)
        self.rows = rows
        self.most = pages * per_page

    @cached_property
    def found(self) -> list[str]:
        """The keys of all rows, or of one more than can be paged."""
        # As text: to make objects of very many that are only counted would take long.
        keys = self.rows.order_by().values_list(Cast("pk", TextField()), flat=True)
        return list(keys[: self.most + 1])

    @cached_property
    def count(self) -> int:
        return min(len(self.found), self.most)

    @property
    def is_more(self) -> bool:
        return len(self.found) > self.most


class BoundedPaginator(Paginator):
    """Of one more than anybody would page at most, by which it knows that there are more."""

    @cached_property
    def count(self) -> int:
        return min(len(self.object_list), MOST_PAGES * self.per_page)

    @property
    def is_more(self) -> bool:
        return len(self.object_list) > self.count


def _number(request: HttpRequest) -> int:
    """The page that is asked for, 1 where that is no number; it may be beyond the last."""
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 10 else 1


def _size(request: HttpRequest, size: int) -> int:
    asked = request.GET.get("per", "")
    return int(asked) if asked.isdecimal() and int(asked) in SIZES else size


def _asked_for(paginator: Paginator, request: HttpRequest) -> Page:
    page = paginator.get_page(request.GET.get("page"))
    page.shown_numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1))  # type: ignore[attr-defined]
    return page
