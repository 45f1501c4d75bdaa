"""A row of the list of annotations says what is known of its annotation, and escapes it."""

from decimal import Decimal

import pytest
from lxml import html

from annotations.exchange.row_html import draw_rows
from annotations.review.annotation_status import Status
from tests.counting import counted
from tests.factories import make_annotation, make_article, make_layer, make_outlet

pytestmark = pytest.mark.django_db

SHARP = '<b a="1">&'


def made(**fields):
    article = make_article(text=SHARP + " one two", title=SHARP, outlet=make_outlet("Post & Co"))
    return make_annotation(layer=make_layer(revision=article.latest_revision()), **fields)


def cells(row):
    """The words of each cell of the one row."""
    table = html.fromstring(f"<table>{row}</table>")
    return [" ".join(" ".join(cell.itertext()).split()) for cell in table.iter("td")]


def test_all_that_is_known_is_said():
    one = made(exact=SHARP, label="statistic", attributed_to=SHARP, note=SHARP, value=Decimal(2))
    row = draw_rows([(one, SHARP, f"2 {SHARP}", Status.DISPUTED)])
    words, article, editor, status, _changed = cells(row)
    assert words == f"Statistic 2 {SHARP} {SHARP} {SHARP} {SHARP}"
    assert [article, editor, status] == [f"{SHARP} Post & Co", SHARP, "In review"]
    assert "<b a" not in row
    assert f'href="/layers/{one.layer_id}/#a-{one.pk}"' in row


def test_what_is_not_known_is_left_out():
    row = draw_rows([(made(exact="two", label="claim"), "Me", "", Status.OPEN)], without=["editor"])
    words, _article, status, _changed = cells(row)
    assert [words, status] == ["Claim two", "Open"]
    assert "note" not in row
    assert "amount" not in row


def test_a_row_costs_few_calls():
    one = made(exact="two", label="claim")

    def cost(number):
        rows = [(one, "Me", "", Status.AGREED)] * number
        return counted(lambda: draw_rows(rows)).calls

    assert (cost(30) - cost(5)) / 25 <= 100
