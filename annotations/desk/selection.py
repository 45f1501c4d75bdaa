"""Which articles are meant: those that are ticked, or all that a filter of their list finds."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.desk.filters import ArticleFilter
from articles.models import Article
from newsroom.models import User
from newsroom.problems import Refused

TICKED = "article"
PLACE = "articles"  # Where their list shows what was done to some, with Undo.
# A line of ids may stand in an address, which servers cut at about 4,000 characters.
LONGEST = 1_800


class Unclear(Refused):
    """What was asked for cannot be read: to guess would be to choose other articles."""

    status = 422
    code = "selection"
    title = gettext_lazy("Which articles are meant is not clear")


def selected(query: QueryDict, user: User, *, besides: Collection[str] = ()) -> QuerySet[Article]:
    """The articles that a query string means, each with `latest_revision_id`, in its order.

    `article=1-3,7` are ids; else it is the filter of the list of articles, and one that is empty
    means all that are not archived. `besides` are the names that mean something else. Raises
    Unclear for a name that the filter does not know, or a value that it cannot take.
    """
    filters = ArticleFilter(query, user=user)
    known = {*filters.filters, TICKED, *besides}
    if unknown := sorted(set(query) - known):
        raise Unclear(_("There is no filter “%(name)s”.") % {"name": "”, “".join(unknown)})
    if TICKED in query:
        ticked = Q(pk__in=[])
        for first, last in read_ids(query.getlist(TICKED)):
            ticked |= Q(pk__range=(first, last))
        articles = Article.objects.with_latest_revision().filter(ticked)
        return articles.order_by("-imported_at", "-id")
    if not filters.is_valid():
        raise Unclear(
            " ".join(
                f"{name}: {complaint}"
                for name, complaints in filters.errors.items()
                for complaint in complaints
            )
        )
    return filters.qs


def read_ids(values: Iterable[str]) -> list[tuple[int, int]]:
    """The rows of ids in «1-3,7», from the first to the last of each. Raises Unclear."""
    written = ",".join(values)
    if len(written) > LONGEST:
        raise Unclear(too_many())
    rows = []
    for part in written.split(","):
        first, dash, last = part.partition("-")
        last = last if dash else first
        if not (first.isdecimal() and last.isdecimal()) or max(len(first), len(last)) > 18:
            raise Unclear(_("“%(part)s” is no id of an article.") % {"part": part})
        rows.append((int(first), int(last)))
    return together(rows)


def together(rows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The rows in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(rows):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def write_ids(ids: Iterable[int]) -> str:
    """Those ids as short as can be: «1-3,7». Raises Unclear where an address cannot hold it."""
    rows = together((one, one) for one in ids)
    written = ",".join(str(first) if first == last else f"{first}-{last}" for first, last in rows)
    if len(written) > LONGEST:
        raise Unclear(too_many())
    return written


def too_many() -> str:
    return _("These are too many single articles for one go. Choose fewer, or narrow the list.")
