"""The column `facts`: the current links of a span, as `12:supports;15:contradicts`."""

from typing import Any

from django.db.models import CharField, Func, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from annotations.models import FactLink


class JoinedBySemicolon(Func):
    """The texts of all rows of a query joined by semicolons, in no defined order.

    No Aggregate, by which Django would group rows that are one group already.
    """

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ';')"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def joined_links(target: str) -> Subquery:
    """For a queryset of annotations or of ruled spans: the current links of each, joined.

    `target` is the field of FactLink that points there. One look-up by index per row, inside the
    query that reads the rows, so that they are still streamed.
    """
    one = Concat(Cast("fact_id", CharField()), Value(":"), "relation")
    links = FactLink.objects.current().filter(**{target: OuterRef("pk")}).order_by()
    return Subquery(links.values(said=JoinedBySemicolon(one)))


def in_order_of_fact(joined: str | None) -> str:
    """The joined links in order of fact number; empty where there is none."""
    return ";".join(sorted(joined.split(";"), key=fact_number)) if joined else ""


def fact_number(one: str) -> int:
    return int(one.partition(":")[0])
