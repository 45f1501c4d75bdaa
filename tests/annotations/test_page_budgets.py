"""What the pages of figures and lists may cost, at two sizes: queries, and calls of functions."""

from contextlib import contextmanager

import pytest
from django.utils import timezone

from annotations.models import Layer
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_outlet,
    make_reviewer,
)

pytestmark = pytest.mark.django_db

WORDS = ("on Tuesday", "$48 million", "2,300 households")

# The address, and what it may cost: queries, and calls where a page is full.
BUDGETS = {
    "/agreement/": (13, 105_000),
    "/agreement/?published_from=2020-01-01": (14, 105_000),
    "/annotations/": (17, 82_000),
    "/annotations/?language=en&sort=article": (19, 87_000),
    "/facts/": (9, 100_000),
    "/facts/?q=wall+million": (15, 125_000),
    "/facts/{fact}/": (16, 205_000),  # All its appearances are compared by outlet.
    "/articles/{article}/": (14, 50_000),
}


@pytest.fixture
def desk():
    """Makes so many texts, each with the layers of two editors, three spans and a fact."""
    editors = [make_editor(name) for name in ("ada", "ben")]
    outlet, fact = make_outlet(), make_fact()

    def make(texts):
        for _ in range(texts):
            article = make_article(outlet=outlet, language="en")
            for editor in editors:
                layer = make_layer(revision=article.latest_revision(), editor=editor)
                made = [make_annotation(layer=layer, exact=words) for words in WORDS]
                if editor == editors[0]:
                    make_link(annotation=made[0], fact=fact)
            Layer.objects.filter(submitted_at=None).update(submitted_at=timezone.now())
            make_fact(f"The wall costs ${article.pk} million.")
        return {"fact": fact.pk, "article": article.pk}

    return make


@contextmanager
def told(what):
    """Which page it was that took too much."""
    try:
        yield
    except AssertionError as error:
        error.add_note(what)
        raise


def test_no_page_of_figures_costs_more_than_its_budget_however_much_there_is(client, desk):
    client.force_login(make_reviewer())
    some = desk(6)
    few = {}
    for address in BUDGETS:
        few[address] = counted(lambda address=address: client.get(address.format(**some)), warm=1)
    desk(20)  # More than a page holds.
    for address, (queries, calls) in BUDGETS.items():
        many = counted(lambda address=address: client.get(address.format(**some)), warm=1)
        with told(f"{address}: {many.queries} queries, {many.calls} calls"):
            assert many.result.status_code == 200
            assert few[address].queries == many.queries <= queries
            assert many.calls <= calls
