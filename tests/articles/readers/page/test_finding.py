"""Where a page's prose stands tells which of its words are its article's."""

from articles.readers.markup.blocks import blocks
from articles.readers.markup.tree import parsed
from articles.readers.page.finding import found_in

FIRST = "The council of Saltmere voted on Tuesday to raise the harbour wall by two metres."
SECOND = "Fishermen had asked for it since the storm of last winter, in which four boats were lost."
THIRD = "Work is to begin in May and to last for three years, officials said after the debate."
OTHER = "The ferry will leave from the old quay until then, as it did in the years before that."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def found(body):
    return found_in(blocks(parsed(f"<html><body>{body}</body></html>"))).split("\n")


def test_the_element_with_the_prose_is_the_article_and_a_menu_is_not():
    links = "".join(f'<li><a href="/{n}">{OTHER}</a></li>' for n in range(9))
    assert found(f"<ul>{links}</ul><div><div>{BODY}</div></div>") == [FIRST, SECOND, THIRD]


def test_what_is_short_belongs_to_it_and_what_is_all_link_does_not():
    body = f"<div><p>{FIRST}</p><h2>A wall</h2><p><a href='/x'>{OTHER}</a></p><p>{SECOND}</p></div>"
    assert found(body) == [FIRST, "A wall", SECOND]


def test_comments_are_not_the_article_however_many_there_are():
    comments = "".join(f"<div class='comment'><p>{OTHER} {n}</p></div>" for n in range(30))
    page = f"<div>{BODY}</div><div class='comments'>{comments}</div>"
    assert found(page) == [FIRST, SECOND, THIRD]


def test_a_notice_about_cookies_and_a_column_beside_it_are_not_the_article():
    notice = f"<div class='cookie-notice'>{f'<p>{OTHER}</p>' * 5}</div>"
    column = f"<div class='sidebar widget'>{f'<p>{OTHER}</p>' * 5}</div>"
    assert found(f"{notice}{column}<div>{BODY}</div>") == [FIRST, SECOND, THIRD]


def test_where_names_say_that_all_is_something_else_they_mean_something_else():
    assert found(f"<div class='comments'>{BODY}</div>") == [FIRST, SECOND, THIRD]


def test_parts_of_a_body_that_stand_in_elements_alike_are_one_article():
    parts = [f"<section><div class='part'><p>{one}</p></div></section>" for one in (FIRST, SECOND)]
    assert found(f"<div><div>{parts[0]}</div><hr><div>{parts[1]}</div></div>") == [FIRST, SECOND]


def test_of_articles_one_below_the_other_the_first_is_meant():
    longer = f"<article><div class='text'><p>{OTHER}</p><p>{OTHER} {THIRD}</p></div></article>"
    assert found(f"<article><div class='text'>{BODY}</div></article>{longer}") == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_picture_and_what_stands_under_it_are_not_found():
    picture = f"<figure>{OTHER}</figure>"
    assert found(f"<div>{picture}{BODY}</div>") == [FIRST, SECOND, THIRD]


def test_a_page_without_prose_has_no_article():
    assert found("<p>Not found</p>") == [""]


def test_a_layout_that_is_named_for_a_column_holds_the_article_all_the_same():
    column = f"<div class='widget'>{f'<p>{OTHER}</p>' * 5}</div>"
    page = f"<div class='layout-right-sidebar'><h1>A wall</h1><div>{BODY}</div></div>{column}"
    assert found(page) == [FIRST, SECOND, THIRD]
