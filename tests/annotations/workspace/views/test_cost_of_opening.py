"""What opening an article for work may cost: queries, and calls of functions.

Some 5,000 calls take a server a millisecond.
"""

import pytest
from django.test import Client

from annotations.models import Annotation, Guideline, Layer
from tests.counting import counted
from tests.factories import make_editor, make_fact, make_layer, make_link, make_revision

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

# Some 800 words, in which the rules find some 40 things.
TEXT = "\n\n".join(
    f"On day {day} the council heard that the wall would cost $48 million, and put off its vote. "
    "Few had come to hear of it, and those who had went home before the end, since it was late "
    "and rained."
    for day in range(20)
)


def make_full_layer(spans):
    layer = make_layer(revision=make_revision(text=TEXT), editor=make_editor(suggestions=True))
    words = [at + 1 for at, letter in enumerate(TEXT) if letter == " "]
    places = [
        (words[number % 640], words[number % 640 + 2 + number // 640] - 1, label)
        for number in range(spans)
        for label in [("claim", "quote", "statistic")[number % 3]]
    ]
    Annotation.objects.bulk_create(
        Annotation(
            layer=layer,
            start=start,
            end=end,
            exact=TEXT[start:end],
            label=label,
            attributed_to="Ines Halloran" if label == "quote" else "",
            guideline=Guideline.objects.current(),
        )
        for start, end, label in places
    )
    return layer


def cost_of_opening(layer):
    client = Client()
    client.force_login(layer.editor)
    cost = counted(lambda: client.get(layer.get_absolute_url()))
    assert cost.result.status_code == 200
    return cost


@pytest.mark.parametrize(("spans", "calls"), [(0, 35_000), (200, 64_000), (2000, 160_000)])
def test_opening_stays_in_its_budget(spans, calls):
    """With 200 it was 61,000 until the page told how much of the text is looked at, and led to what
    was checked before: 2,700 more.
    """
    cost = cost_of_opening(make_full_layer(spans))
    assert cost.queries <= 17
    assert cost.calls <= calls


def test_the_queries_do_not_depend_on_what_is_marked_or_linked():
    few, many = make_full_layer(10), make_full_layer(300)
    fact = make_fact()
    for layer, most in ((few, 1), (many, 40)):
        for annotation in layer.annotations.order_by("start")[:most]:
            make_link(annotation=annotation, fact=fact)
    assert cost_of_opening(few).queries == cost_of_opening(many).queries


def test_what_is_stored_elsewhere_costs_nothing():
    layer = make_full_layer(50)
    before = cost_of_opening(layer)
    for _ in range(3):
        make_full_layer(200)
    after = cost_of_opening(layer)
    assert Layer.objects.count() == 4
    assert after.queries == before.queries
    assert after.calls < 1.02 * before.calls


def test_a_newer_text_with_earlier_work_stays_in_the_same_budget():
    old = make_full_layer(100)
    revision = make_revision(old.revision.article, text=f"{TEXT}\n\nAn end.")
    cost = cost_of_opening(make_layer(revision=revision, editor=old.editor))
    assert cost.result.context["earlier"].waiting == 100
    assert cost.queries <= 22
    assert cost.calls <= 60_000
