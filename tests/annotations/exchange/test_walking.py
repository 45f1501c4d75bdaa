"""The keys of one page of the list of annotations."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from annotations.exchange import walking
from annotations.exchange.filters import AnnotationFilter
from annotations.exchange.views import annotation_list
from annotations.exchange.walking import SORTS, first_in_order, put_in_order, stretches
from annotations.models import Annotation
from annotations.ui.chips import chosen_value
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
)
from tests.worlds import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

WORDS = ("on Tuesday", "$48 million", "2,300 households", "sea wall")
FIRST = datetime(2026, 3, 1, tzinfo=UTC)
FILTERS = (
    "",
    "q=million",
    "label=quote",
    "label=statistic&label=claim",
    "outlet=null",
    "language=pt",
    "title=wall",
    "published_to=2026-02-02",
    "editor=B",
    "editor=me",
    "status=submitted",
    "value_from=2",
    "language=pt&q=sea",
)


@pytest.fixture(scope="module")
def rita(django_db_setup, django_db_blocker):
    """A reviewer who sees forty annotations, of which some have the same title, value or moment.

    One is withdrawn besides, one archived, one in an open layer.
    """
    with made_once(django_db_blocker):
        ada, ben, rita = make_editor("ada"), make_editor("ben"), make_reviewer("rita")
        outlet = make_outlet()
        for number, title in enumerate(("Sea wall", "ferry", "Sea wall", "Wall", "ferry")):
            article = make_article(
                title=title,
                outlet=outlet if number % 2 else None,
                language="pt" if number < 3 else "en",
                published_on=date(2026, 2, 1) + timedelta(days=number),
            )
            for letter, editor in (("A", ada), ("B", ben)):
                revision = article.latest_revision()
                layer = make_layer(revision=revision, editor=editor, letter=letter, submitted=True)
                for place, words in enumerate(WORDS):
                    label = ("claim", "quote", "statistic")[(place + number) % 3]
                    value = (place + number) % 4 if label == "statistic" else None
                    make_annotation(layer=layer, exact=words, label=label, value=value)
        make_annotation(layer=layer, exact="Council", withdrawn_at=timezone.now())
        archived = make_article(archived_at=timezone.now()).latest_revision()
        make_annotation(layer=make_layer(revision=archived, editor=ada, submitted=True))
        make_annotation(layer=make_layer(editor=ada))
        for number, one in enumerate(Annotation.objects.order_by("pk")):
            changed = FIRST + timedelta(hours=number // 2)
            Annotation.objects.filter(pk=one.pk).update(updated_at=changed)
        yield rita


def filters_of(user, query):
    asked = AnnotationFilter(QueryDict(query), user=user)
    assert asked.is_valid(), asked.errors
    return asked


@pytest.mark.parametrize("looked_at", [(1_000, 10_000), (0, 12), ()])
@pytest.mark.parametrize("sort", SORTS)
def test_the_first_are_those_of_the_whole_list_sorted(rita, monkeypatch, sort, looked_at):
    monkeypatch.setattr(walking, "LOOKED_AT", looked_at)
    for query, most in product(FILTERS, (1, 7, 38)):
        asked = filters_of(rita, f"{query}&sort={sort}")
        parts = stretches(sort, chosen_value(asked, "label") or [])
        sorted_ = list(asked.qs.values_list("pk", flat=True))
        assert first_in_order(asked.qs.order_by(), parts, most) == sorted_[:most], (query, most)
        assert put_in_order(sorted(sorted_), sort) == sorted_


def test_what_is_found_is_what_the_world_was_made_for(rita):
    assert filters_of(rita, "").qs.count() == 40
    for query in FILTERS:
        assert (filters_of(rita, query).qs.count() > 3) == (query != "editor=me"), query


@pytest.mark.parametrize("sort", SORTS)
def test_a_page_is_the_same_where_more_are_found_than_can_be_paged(client, rita, monkeypatch, sort):
    client.force_login(rita)
    few = client.get(f"/annotations/?sort={sort}").context["page"]
    monkeypatch.setattr(annotation_list, "MOST_PAGES", 1)
    monkeypatch.setattr(walking, "LOOKED_AT", (0, 2))
    many = client.get(f"/annotations/?sort={sort}").context["page"]
    assert [one.pk for one in many] == [one.pk for one in few]
    assert (few.paginator.count, few.paginator.is_more) == (40, False)
    assert (many.paginator.count, many.paginator.is_more) == (25, True)


def test_sqlite_takes_near_ones_by_the_index_whatever_they_are_narrowed_to(rita, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL decides by how many there are.")
    monkeypatch.setattr(walking, "LOOKED_AT", (5,))
    [part] = stretches("-changed", [])
    for query in FILTERS:
        near = next(walking.nearer_and_nearer(part, 1))
        plan = walking.walked(filters_of(rita, query).qs, part, near).explain()
        assert "annotations_annotation USING INDEX annotation_updated_at (updated_at>?)" in plan
