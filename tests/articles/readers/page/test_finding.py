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


def test_a_sentence_in_a_script_without_spaces_is_prose_though_it_is_short():
    lines = [
        f"一波波接續性低溫寒流報到已將新竹尖石鄉後山一帶山巒披上嫣紅的彩衣{n}" for n in "甲乙丙"
    ]
    banner = (
        "<div><p>Blue seas and green hills, seen by two friends who travel the island.</p></div>"
    )
    body = "".join(f"<p>{line}</p>" for line in lines * 3)
    assert found(f"{banner}<div class='text'>{body}</div>") == lines * 3


def test_a_body_whose_name_speaks_of_a_header_is_found_all_the_same():
    assert found(f"<div class='body new-header-block'>{BODY}</div>") == [FIRST, SECOND, THIRD]


def test_pieces_of_a_body_that_are_named_only_by_what_is_around_them_are_one_article():
    pieces = "".join(
        f"<section><div class='piece'><div><p>{one}</p></div></div></section>"
        for one in (f"{FIRST} {FIRST} {FIRST} {FIRST} {FIRST} {FIRST}", SECOND, THIRD)
    )
    assert found(f"<main>{pieces}</main>")[1:] == [SECOND, THIRD]


def test_pieces_of_a_body_whose_first_class_is_the_same_are_one_article():
    first = f"<section><div><div class='rich last'><p>{FIRST}</p></div></div></section>"
    second = f"<section><p></p><div class='rich wide'><p>{SECOND}</p></div></section>"
    assert found(f"<main>{first}{second}</main>") == [FIRST, SECOND]


def test_a_body_that_goes_on_in_an_element_of_its_own_is_found_from_its_beginning():
    more = f"<div id='more'><p>{SECOND}</p><p>{THIRD}</p></div>"
    assert found(f"<div class='story-body'><p>{FIRST}</p>{more}</div>") == [FIRST, SECOND, THIRD]


def test_what_is_hidden_on_every_screen_is_not_found_and_what_some_show_is():
    hidden = f"<div class='offer hidden'><p>{OTHER}</p></div>"
    shown = f"<div class='hidden md:block'><p>{OTHER}</p></div>"
    label = f"<div class='field-label-hidden'><p>{OTHER}</p></div>"
    assert found(f"<article>{BODY}{hidden}</article>") == [FIRST, SECOND, THIRD]
    for part in (shown, label):
        assert found(f"<article>{BODY}{part}</article>") == [FIRST, SECOND, THIRD, OTHER]


def test_a_header_without_a_headline_is_not_of_the_article():
    offer = f"<header><div><p>{OTHER}</p></div></header>"
    assert found(f"<article>{offer}{BODY}</article>") == [FIRST, SECOND, THIRD]


def test_what_stands_bare_in_an_element_of_its_own_is_not_found_unless_prose_stands_so():
    bare = "<div class='date'>7 May</div>"
    assert found(f"<article>{bare}{BODY}</article>") == [FIRST, SECOND, THIRD]
    prose = "".join(f"<div class='text'>{one}</div>" for one in (FIRST, "A wall", SECOND, THIRD))
    assert found(f"<article>{bare}{prose}</article>") == [FIRST, "A wall", SECOND, THIRD]
