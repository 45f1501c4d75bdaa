"""What a change in the workspace may cost, counted: queries, and calls of functions.

At two sizes of the layer and of what others have stored, since neither may make it dearer.
"""

import re
import uuid
from itertools import count, pairwise

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from annotations import locks
from annotations.spans.anchoring import LONGEST
from annotations.workspace import suggestions, surroundings
from newsroom.models import Event
from tests.counting import counted
from tests.factories import make_annotation, make_editor, make_layer, make_revision

pytestmark = pytest.mark.django_db

LINE = "The council of town {n} said on day {n} that “its wall” would cost ${n} million."
TEXT = "\n\n".join(LINE.format(n=number) for number in range(10, 60))
SPACES = [at for at, letter in enumerate(TEXT) if letter == " "]
WORDS = [(first + 1, last) for first, last in pairwise(SPACES) if "\n" not in TEXT[first:last]]
SIZES = (10, 150)


def full_layer(size):
    """A layer with `size` annotations in the later text, and as many in the layer of another."""
    editor = make_editor(suggestions=True)
    layer = make_layer(revision=make_revision(text=TEXT), editor=editor)
    other = make_layer(revision=layer.revision)
    for start, end in WORDS[200 : 200 + size]:
        for one in (layer, other):
            make_annotation(layer=one, exact=TEXT[start:end], start=start)
    suggestions.store_suggestions(layer.revision)
    return layer


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def saving(layer, client):
    places = iter(WORDS)

    def save():
        start, end = next(places)
        place = {"start": start, "end": end, "exact": TEXT[start:end]}
        fields = {"id": uuid.uuid4(), "label": "claim", **place}
        return post(client, "layer_annotations", layer.pk, **fields)

    return save


def changing(layer, client):
    one, versions = layer.annotations.in_text_order().first(), count(1)

    def change():
        version = next(versions)
        note = f"{version} times"
        return post(client, "annotation", one.pk, version=version, note=note, label="claim")

    return change


def withdrawing(layer, client):
    ids = iter(layer.annotations.in_text_order().values_list("pk", flat=True))
    return lambda: post(client, "annotation_withdrawal", next(ids), version=1)


def accepting(layer, client):
    ids = iter(layer.revision.suggestions.order_by("start", "pk"))

    def accept():
        one = next(ids)
        fields = {name: getattr(one, name) for name in ("start", "end", "exact", "label", "unit")}
        fields |= {"value": one.value or "", "id": uuid.uuid4()}
        return post(client, "suggestion_acceptance", layer.pk, one.pk, **fields)

    return accept


def dismissing(layer, client):
    ids = iter(layer.revision.suggestions.order_by("start", "pk").values_list("pk", flat=True))
    return lambda: post(client, "suggestion_dismissal", layer.pk, next(ids))


def post(client, name, *args, **fields):
    address = reverse(name, args=args)
    response = client.post(address, fields, headers={"accept": "application/json"})
    assert response.status_code in (200, 201), response.content
    return response


BUDGETS = [
    (saving, 8, 9_300),
    (changing, 11, 12_000),
    (withdrawing, 11, 12_000),
    (accepting, 15, 16_000),
    (dismissing, 11, 10_800),
]


@pytest.mark.parametrize(
    ("way", "queries", "calls"), BUDGETS, ids=[way.__name__ for way, *_ in BUDGETS]
)
def test_a_change_keeps_its_budget_however_much_is_stored(way, queries, calls):
    found = []
    for size in SIZES:
        layer = full_layer(size)
        found.append(counted(way(layer, signed_in(layer.editor))))
    for one in found:
        assert one.queries <= queries, "\n".join(one.statements)
        assert one.calls <= calls
    assert found[1].queries == found[0].queries
    assert found[1].calls <= 1.1 * found[0].calls


def test_the_newest_event_of_an_editor_is_found_by_an_index():
    layer = full_layer(150)
    events = Event.objects.filter(revision_id=layer.revision_id, actor=layer.editor)
    plan = events.order_by("-pk").values_list("pk", flat=True)[:1].explain()
    assert "event_revision_actor" in plan


def test_what_a_save_looks_for_is_found_by_indexes():
    layer = full_layer(150)
    start, end = WORDS[0]
    around = surroundings._around(
        *suggestions.wanted_by(layer, layer.editor),
        **suggestions.keys_of(layer),
        start=start,
        end=end,
        earliest=start - LONGEST,
        first=start,
        last=end,
        earliest_offered=start - LONGEST,
        event=surroundings.NO_EVENT,
    )
    for query in (around, locks._layer_locked(layer=layer.pk)):
        plan = plan_of(query)
        searched = [line for line in plan if re.search(r"SEARCH|Index", line)]
        scanned = [line for line in plan if re.search(r"SCAN (?!CONSTANT)|Seq Scan", line)]
        assert searched
        # The newest guideline is the first row of its index.
        assert [line for line in scanned if "guideline" not in line] == [], plan


def plan_of(queryset):
    """What the engine does for it, line by line, as where an index is worth its while."""
    sql, parameters = queryset.query.sql_with_params()
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{how} {sql}", parameters)
        return [str(row[-1]) for row in cursor.fetchall()]
