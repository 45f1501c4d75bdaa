"""Which column is what: our names first, then the usual ones; what is uncertain is left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers.records.columns import FIELDS, base, choose, is_usual
from articles.text import Unfit


def chosen(*names, **mapping):
    return dict(choose(names, tuple(mapping.items())).columns)


def test_our_own_names_go_before_all_others():
    assert chosen("body", "Text", "headline", "TITLE", "link", "url") == {
        "text": "Text",
        "title": "TITLE",
        "url": "url",
    }


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["content", "body_text"], "body_text"),
        (["description", "content"], "content"),
        (["html", "article"], "article"),
        (["content.rendered", "excerpt.rendered"], "content.rendered"),
        (["body.html", "body.text"], "body.text"),
        (["fields.body", "fields.bodyText"], "fields.bodyText"),
        (["Fließtext"], "Fließtext"),
        (["ARTICLE BODY"], "ARTICLE BODY"),
    ],
)
def test_of_several_texts_the_one_that_surely_is_all_of_it_counts(names, text):
    choice = choose(tuple(names))
    assert (choice.columns["text"], choice.rivals, choice.is_summary) == (text, (), False)


@pytest.mark.parametrize(
    "names", [("body", "content"), ("Inhalt", "Artikel"), ("story", "document")]
)
def test_two_that_may_both_be_the_text_are_left_open(names):
    choice = choose(("title", *names))
    assert "text" not in choice.columns
    assert choice.rivals == names
    assert "the text may be" in choice.why_no_text(names)


def test_a_summary_stands_in_for_a_text_and_says_so():
    choice = choose(("headline", "abstract", "snippet"))
    assert (choice.columns["text"], choice.is_summary) == ("abstract", True)
    assert "Only a summary is there (“abstract”), not the text." in choice.notes


@pytest.mark.parametrize("name", ["id", "highlights", "section", "updated_at", "text.offset", ""])
def test_other_names_are_nothing_of_an_article(name):
    assert chosen(name) == {}
    assert not is_usual(name)


def test_what_is_known_and_what_is_not_is_told():
    notes = choose(("Titel", "text", "Datum", "views", "")).notes
    assert notes == ("Read: “Titel” as title, “Datum” as date.", "Not read: views.")
    assert choose(("text", "Title", "published on")).notes == ()


def test_a_mapping_goes_before_every_name_and_may_leave_a_field_out():
    assert chosen("text", "lead", "title", text="Lead", title="") == {"text": "lead"}
    assert chosen("text", "a", title="a") == {"text": "text", "title": "a"}


@pytest.mark.parametrize("column", ["b", "A A", "text, title"])
def test_a_mapping_to_a_column_that_is_not_there_is_refused(column):
    with pytest.raises(Unfit, match=f"there is no column “{column}”, but: text, a"):
        chosen("text", "a", title=column)


def test_a_column_of_ours_that_is_there_twice_is_refused_and_another_is_not_guessed():
    with pytest.raises(Unfit, match="the column “title” twice"):
        chosen("text", "title", "Title ")
    assert chosen("text", "Titel", "Titel") == {"text": "text"}
    assert chosen("text", "Titel", "Titel", "heading") == {"text": "text", "title": "heading"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Published At", "publishedat"),
        ("published-at", "publishedat"),
        ("publishedAt", "publishedat"),
        ("Título", "titulo"),
        ("fields.bodyText", "bodytext"),
        ("source.name", "source"),
        ("source.id", ""),
        ("a.b.c", ""),
    ],
)
def test_a_name_is_the_same_in_every_spelling(name, expected):
    assert base(name) == expected


@given(st.lists(st.text(max_size=12) | st.sampled_from([*FIELDS, "body", "Titel", "a.b"])))
def test_every_column_is_chosen_for_one_field_at_most(names):
    try:
        columns = choose(tuple(names)).columns
    except Unfit:
        return
    assert set(columns) <= set(FIELDS)
    assert len(set(columns.values())) == len(columns)
    assert set(columns.values()) <= set(names)
