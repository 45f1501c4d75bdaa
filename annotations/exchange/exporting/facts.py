"""The columns `facts` and `fact_ids`: the current links of a span, as `12:supports;15:contradicts`,
and the stable ids of these facts, by which another newsroom knows them.
"""

from typing import Any

from django.db.models import CharField, Func, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from annotations.exchange.exporting.columns import hyphened
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
    number, key = Cast("fact_id", CharField()), Cast("fact__stable_id", CharField())
    one = Concat(number, Value(":"), "relation", Value(":"), key)
    links = FactLink.objects.current().filter(**{target: OuterRef("pk")}).order_by()
    return Subquery(links.values(said=JoinedBySemicolon(one)))


UNLINKED = "", ""


def links_in_order(joined: str | None) -> tuple[str, str]:
    """The columns `facts` and `fact_ids` of joined links, both in the order of the facts' numbers;
    empty where there is none.
    """
    if not joined:
        return UNLINKED
    found = sorted((one.split(":") for one in joined.split(";")), key=fact_number)
    return (
        ";".join(f"{number}:{relation}" for number, relation, _key in found),
        ";".join(hyphened(key) for _number, _relation, key in found),
    )


def fact_number(one: list[str]) -> int:
    return int(one[0])
