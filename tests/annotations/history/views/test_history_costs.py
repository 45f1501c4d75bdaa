"""What the history of all may cost, and that it offers whom the events name."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from annotations.history.access import events_seen_by
from annotations.history.filters import HistoryFilter
from annotations.history.views import history
from annotations.models import Layer
from newsroom.models import Event, User
from tests.counting import counted
from tests.factories import make_editor, make_fact, make_layer, make_reviewer, make_superuser
from tests.worlds import make_two_editors_review

pytestmark = pytest.mark.django_db

# Queries, and calls of functions where a page is full.
BUDGETS = {make_editor: (20, 125_000), make_reviewer: (23, 165_000), make_superuser: (17, 110_000)}


def add_events(actor, count):
    layers = [make_layer(editor=actor) for _number in range(count)]
    Layer.objects.filter(editor=actor).update(submitted_at=timezone.now())
    Event.objects.bulk_create(
        Event(
            actor=actor,
            verb="layer.submitted",
            subject_type="layer",
            subject_id=str(layer.pk),
            revision_id=layer.revision_id,
        )
        for layer in layers
    )


@pytest.mark.parametrize("make_reader", BUDGETS)
def test_the_history_keeps_to_its_budget_at_two_sizes(client, make_reader):
    queries, calls = BUDGETS[make_reader]
    reader, other = make_reader(), make_editor()
    client.force_login(reader)
    for actor in (reader, other):
        add_events(actor, 30)
    few = counted(lambda: client.get("/history/"), warm=1)
    for actor in (reader, other):
        add_events(actor, 60)
    many = counted(lambda: client.get("/history/"), warm=1)
    assert many.result.status_code == 200
    assert few.queries == many.queries <= queries
    assert many.calls <= calls
    assert (many.calls - few.calls) / 120 <= 60  # Keys alone, and no more than can be paged.


def test_each_finds_the_same_people_in_all_events_as_by_reading_all_of_them():
    for closed in (False, True):
        make_two_editors_review(settled=True, closed=closed)
    make_fact(by=make_editor("fay"))
    make_superuser("lead")
    make_reviewer("rita")
    for user in User.objects.all():
        events = events_seen_by(user)
        both = [
            HistoryFilter(QueryDict(), events, user=user, of_all=of_all).people()
            for of_all in (True, False)
        ]
        assert both[0] == both[1]


@pytest.mark.parametrize("page", [1, 2, 4])
def test_what_can_be_paged_is_shown_as_it_would_be_without_an_end(client, monkeypatch, page):
    reader = make_superuser()
    client.force_login(reader)
    add_events(reader, 90)
    in_order = [event.pk for event in Event.objects.order_by("-at", "-pk")]

    def shown():
        found = client.get("/history/", {"page": page}).context["page"]
        return [event.pk for event in found], found.paginator.count, found.paginator.is_more

    assert shown() == (in_order[25 * (page - 1) : 25 * page], len(in_order), False)
    monkeypatch.setattr(history, "MOST_PAGES", 2)
    page = min(page, 2)
    assert shown() == (in_order[25 * (page - 1) : 25 * page], 50, True)


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL reads so few rows without an index"
)
@pytest.mark.parametrize("make_reader", [make_reviewer, make_superuser])
def test_a_page_is_read_along_the_moments_of_the_events(make_reader):
    user = make_reader()
    found = HistoryFilter(QueryDict(), events_seen_by(user), user=user, of_all=True).qs
    plan = found.values_list("pk")[:25].explain()
    assert "newsroom_event_at" in plan
    assert "TEMP B-TREE" not in plan
