"""A row of the list of facts says what is known of its fact, and escapes it."""

from datetime import date

import pytest
from django.utils import timezone
from lxml import html

from annotations.facts.row_html import draw_rows
from annotations.models import FactVersion
from tests.counting import counted
from tests.factories import make_fact

pytestmark = pytest.mark.django_db

SHARP = '<b a="1">&'


def speaking():
    versions = FactVersion.objects.speaking().with_state(today=timezone.localdate())
    return list(versions.prefetch_related("sources"))


def cells(row):
    """The words of each cell of the one row."""
    table = html.fromstring(f"<table>{row}</table>")
    return [" ".join(" ".join(cell.itertext()).split()) for cell in table.iter("td")]


def test_all_that_is_known_is_said():
    fact = make_fact(f"It is {SHARP}.")
    (version,) = speaking()
    version.as_of, version.recheck_on = date(2026, 2, 3), date(2030, 4, 5)
    row = draw_rows([version])
    number, statement, _state, as_of, recheck = cells(row)
    assert number == str(fact.pk)
    assert statement.startswith(f"It is {SHARP}.")
    assert [as_of, recheck] == ["3 Feb 2026", "5 Apr 2030"]
    assert '<time datetime="2026-02-03">' in row
    assert "<b a" not in row
    assert f'href="/facts/{fact.pk}/"' in row


@pytest.mark.parametrize(
    ("state", "revision", "words"),
    [
        ("draft", 2, "Draft"),
        ("verified", None, "Verified"),
        ("verified", 2, "Verified Revision waits"),
    ],
)
def test_the_state_is_said_and_a_revision_that_waits(state, revision, words):
    make_fact()
    (version,) = speaking()
    version.state, version.revision_id = state, revision
    assert cells(draw_rows([version]))[2:] == [words, "", ""]


def test_a_row_costs_few_calls():
    make_fact()
    (version,) = speaking()

    def cost(number):
        return counted(lambda: draw_rows([version] * number)).calls

    assert (cost(30) - cost(5)) / 25 <= 60
