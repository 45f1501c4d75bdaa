import re

import pytest
from django.db import connection
from django.http import QueryDict

from annotations.review.filters import DisagreementFilter
from tests.factories import make_reviewer

pytestmark = pytest.mark.django_db

INDEXES = {
    "article": "disagreement_position",
    "contested": "disagreement_contested",
    "oldest": "disagreement_age",
    "newest": "disagreement_age",
}


@pytest.mark.parametrize("asked", ["", "state=settled", "state=stale", "kind=split", "label=quote"])
@pytest.mark.parametrize("sort", INDEXES)
def test_a_page_of_the_queue_is_read_along_the_index_of_its_order(sort, asked):
    found = DisagreementFilter(QueryDict(f"sort={sort}&{asked}"), user=make_reviewer()).qs
    plan = plan_of(found.values_list("pk")[:501])
    if connection.vendor == "sqlite":
        assert (
            f"SEARCH annotations_disagreement USING INDEX {INDEXES[sort]} (is_unsettled=?" in plan
        )
        assert "TEMP B-TREE" not in plan
    else:
        assert f"using {INDEXES[sort]} on annotations_disagreement" in plan
        assert re.search(r"Index Cond: \(+is_unsettled = ", plan)
        assert "Sort" not in plan


def test_what_is_left_out_is_asked_of_reviews_in_the_way_that_each_engine_counts_on():
    plan = plan_of(DisagreementFilter(QueryDict("state=stale"), user=make_reviewer()).qs[:501])
    if connection.vendor == "sqlite":
        assert "LIST SUBQUERY" in plan
        assert "CORRELATED" not in plan
    else:  # Of a plain NOT IN it believes that half of all rows are left out, whatever they are.
        assert plan.count("Anti Join") == 2
        assert "SubPlan" not in plan


def plan_of(queryset):
    """How the engine finds the rows, as where they are too many to be read and sorted."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return queryset.explain()
