"""Saved pages: the article in them and what their head states, without what is around it."""

from datetime import date

import pytest

from articles.importing.drafts import Unreadable
from articles.readers import read
from tests.paths import DATA

PAGE = (DATA / "articles" / "page.html").read_text(encoding="utf-8")
PROSE = "The council of Saltmere voted on Tuesday to raise the harbour wall by two metres."


def only(page, **options):
    data = page.encode() if isinstance(page, str) else page
    (reading,) = read("page.html", data, **options)
    return reading


def test_a_page_is_its_article_with_what_its_head_states():
    draft = only(PAGE)
    assert (draft.title, draft.title_generated) == ("Harbour wall to be raised", False)
    assert (draft.outlet, draft.byline) == ("The Gullwing", "Ann Roe")
    assert draft.url == "https://gullwing.example/2024/05/wall"
    assert (draft.published_on, draft.language) == (date(2024, 5, 2), "en-GB")
    assert draft.media_type == "text/html"
    assert draft.raw == PAGE.encode()


def test_its_paragraphs_are_whole_and_in_order_and_nothing_around_them_is_read():
    first, second, third, *others = only(PAGE).text.split("\n\n")
    assert first == "Harbour wall to be raised"
    assert second.startswith("The council of Saltmere")
    assert third == "“Enough is enough”"
    assert others[1:] == [
        "Ruth Ode, who owns two boats, said that 2,300 passengers a day would have to walk.",
        "“Nobody asked us,” she said to the crowd at the harbour.",
    ]


def test_joiners_directional_marks_quotes_and_no_break_spaces_survive():
    text = only(PAGE).text
    assert "$48\u00a0million" in text
    assert "👩\u200d👩\u200d👧" in text
    assert "\u200fمرحبا\u200e" in text
    assert "“Enough is enough”" in text


def test_a_source_line_in_the_page_is_left_out():
    assert {"text": "Source: Coast Wire", "reason": "source line"} in only(PAGE).left_out


def test_two_line_breaks_part_paragraphs_and_one_does_not():
    draft = only(f"<html><body><article><p>{PROSE}<br>{PROSE}<br><br>{PROSE}</p></article></body>")
    assert draft.text == f"{PROSE} {PROSE}\n\n{PROSE}"


def test_the_rows_of_a_table_stay_together():
    table = (
        "<table><tr><th>Place</th><th>Metres</th></tr><tr><td>Quay</td><td>2.4</td></tr></table>"
    )
    text = only(f"<html><body><article><p>{PROSE}</p>{table}<p>{PROSE}</p></article></body>").text
    assert "Quay | 2.4" in text


def test_what_the_head_gets_wrong_is_passed_over():
    draft = only(PAGE.replace('lang="en-GB"', 'lang="??"').replace("https://gullwing", "gullwing"))
    assert draft.language == "en"
    assert draft.url == ""


def test_a_stated_outlet_and_language_go_before_the_head():
    draft = only(PAGE, outlet="Saltmere Post", language="cy")
    assert (draft.outlet, draft.language) == ("Saltmere Post", "cy")


def test_a_declared_encoding_is_believed_where_it_is_not_utf_8():
    text = "Совет проголосовал во вторник за то, чтобы поднять стену на два метра, сказала мэр."
    page = f"<html lang=ru><head><meta charset=windows-1251></head><body><p>{text}</p><p>{text}</p>"
    draft = only(page.encode("cp1251"))
    assert text in draft.text
    assert draft.notes == []


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href=/>Home</a> <a href=/s>Sport</a></nav>",
    ],
)
def test_a_page_without_an_article_is_refused(page):
    refusal = only(page)
    assert isinstance(refusal, Unreadable)
    assert "no text of an article" in refusal.reason


def test_a_page_cannot_be_verbatim_but_its_source_can():
    assert "cannot be read verbatim" in only(PAGE, verbatim=True).reason
    assert only(PAGE, verbatim=True, format="text").text == PAGE
