"""The article's blocks among a page's: what stands among its text, in the page's order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers.markup.blocks import blocks
from articles.readers.markup.tree import parsed
from articles.readers.page.extent import article_blocks

ONE = "The council of Saltmere voted on Tuesday to raise the harbour wall by two metres."
TWO = "Fishermen had asked for it since the storm of last winter took four of their boats."
THREE = "Work is to begin in May, and the ferry will leave from the old quay until then."
FOUR = "Two members voted against the plan because of what it costs, and one was absent."


def of(source, found=None, stated=""):
    page = blocks(parsed(f"<html><body>{source}"))
    if found is None:
        found = f"{ONE}\n{TWO}\n{THREE}\n{FOUR}"
    return article_blocks(page, found, stated)


def kept(*arguments, **options):
    return [block.text for block in of(*arguments, **options) if not block.left_out]


def left_out(*arguments, **options):
    return [(block.text, block.left_out) for block in of(*arguments, **options) if block.left_out]


def test_what_was_found_is_kept_in_the_order_of_the_page():
    source = f"<div><p>{ONE}<p>{TWO}<p>{THREE}</div>"
    assert kept(source, f"{THREE}\n{ONE}\n{TWO}") == [ONE, TWO, THREE]


def test_what_stands_among_it_is_kept_though_it_was_not_found():
    between = f"Bare words.<h2>A heading</h2><p>{TWO}<p>{ONE}<ul><li>An item</ul>"
    source = f"<div><p>{ONE}</p>{between}<p>{THREE}</div>"
    assert kept(source, f"{ONE}\n{TWO}\n{THREE}") == [
        ONE,
        "Bare words.",
        "A heading",
        TWO,
        ONE,
        "An item",
        THREE,
    ]


def test_rows_of_a_table_among_it_are_kept():
    source = f"<div><p>{ONE}<table><tr><td>2023<td>41.2<tr><td>2024<td>46.1</table><p>{TWO}</div>"
    assert kept(source) == [ONE, "2023 | 41.2", "2024 | 46.1", TWO]


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ("<figure><figcaption>A wall</figcaption></figure>", "caption"),
        ("<p class=wp-caption-text>A wall</p>", "caption"),
        ("<p hidden>A wall</p>", "hidden"),
        ("<div class='related-articles'>A wall</div>", "teaser of another article"),
        ("<aside>A wall</aside>", "teaser of another article"),
        ("<nav>A wall</nav>", "navigation"),
        ("<div class=newsletter-signup>A wall</div>", "boilerplate"),
        ("<div class=ad-slot>A wall</div>", "advertisement"),
        ("<amp-ad><div>A wall</div></amp-ad>", "advertisement"),
        ("<amp-embed>A wall</amp-embed>", "advertisement"),
        ("<amp-consent>A wall</amp-consent>", "boilerplate"),
        ("<div id=comments>A wall</div>", "comment of a reader"),
        ("<p class=author-bio>A wall</p>", "byline"),
        ("<p><a href=/wall>A wall</a></p>", "navigation"),
    ],
)
def test_what_is_something_else_is_left_out_with_its_reason(element, reason):
    source = f"<div><p>{ONE}<p>{TWO}</p>{element}<p>{THREE}<p>{FOUR}</div>"
    assert kept(source) == [ONE, TWO, THREE, FOUR]
    assert left_out(source) == [("A wall", reason)]


@pytest.mark.parametrize("name", ["related", "teaser", "paywall-subscribe", "comment", "ad"])
def test_what_holds_the_article_is_none_of_that_whatever_it_is_called(name):
    assert kept(f"<div class={name}><p>{ONE}<p>{TWO}<p>{THREE}<p>{FOUR}</div>") == [
        ONE,
        TWO,
        THREE,
        FOUR,
    ]


def test_headings_in_sections_of_their_own_are_kept():
    sections = "".join(
        f"<section><h2><div>Part {number}</div></h2><div class=text><p>{text}</p></div></section>"
        for number, text in enumerate((ONE, TWO, THREE, FOUR), 1)
    )
    assert kept(f"<main>{sections}</main>")[:4] == ["Part 1", ONE, "Part 2", TWO]


def test_classes_that_would_leave_out_most_of_the_article_mean_something_else():
    source = "".join(
        f"<div class=comment-text><p>{one}</p></div>" for one in (ONE, TWO, THREE, FOUR)
    )
    assert kept(f"<main>{source}<nav>Menu</nav></main>") == [ONE, TWO, THREE, FOUR]


def test_an_article_that_broken_markup_puts_into_the_navigation_is_kept():
    assert kept(f"<nav>Menu<div><p>{ONE}<p>{TWO}<p>{THREE}<p>{FOUR}</div></nav>") == [
        ONE,
        TWO,
        THREE,
        FOUR,
    ]


def test_a_section_whose_id_is_made_of_its_heading_is_kept():
    section = f"<section id=sharing-with-the-old-quay><p>{THREE}</section>"
    source = f"<div><p>{ONE}<p>{TWO}{section}<p>{FOUR}</div>"
    assert kept(source) == [ONE, TWO, THREE, FOUR]


def test_navigation_around_the_article_is_not_told_of():
    menu = "<ul><li><a href=/>Home</a><li><a href=/news>News</a></ul>"
    source = f"<div>{menu}</div><main><p>{ONE}<p>{TWO}<p>{THREE}</main><div>{menu}</div>"
    assert kept(source) == [ONE, TWO, THREE]
    assert left_out(source) == []


def test_parts_of_one_body_belong_together():
    def part(text):
        return f"<div class=grid><div class=body><p>{text}</div></div>"

    source = f"<div>{part(ONE)}<p class=promo>Buy now</p>{part(TWO)}{part(THREE)}{part(FOUR)}</div>"
    assert kept(source, f"{ONE}\n{TWO}\n{THREE}") == [ONE, TWO, THREE, FOUR]


def test_the_lead_under_the_headline_is_kept():
    header = f"<header><h1>Wall</h1><p class=article-lead>{FOUR}</p></header>"
    source = f"{header}<div><p>{ONE}<p>{TWO}<p>{THREE}</div>"
    assert kept(source, f"{ONE}\n{TWO}\n{THREE}") == [FOUR, ONE, TWO, THREE]


def test_another_article_on_the_page_is_left_out():
    first = f"<article><h1>Wall</h1><p>{ONE}<p>{TWO}<p>{THREE}</article>"
    second = f"<article><h1>Ferry</h1><p>{FOUR}</article>"
    assert FOUR not in kept(first + second)
    assert (FOUR, "teaser of another article") in left_out(first + second)


def test_updates_of_a_live_page_are_kept():
    updates = "".join(
        f"<article><h2>At {hour}</h2><p>{text}</p></article>"
        for hour, text in enumerate((TWO, THREE, FOUR), 8)
    )
    source = f"<main><h1>Wall</h1><p>{ONE}</p>{updates}</main>"
    assert kept(source) == [ONE, "At 8", TWO, "At 9", THREE, "At 10", FOUR]


def test_structured_data_tell_where_the_article_ends():
    source = f"<div><p>{ONE}<p>{TWO}<p>{THREE}<p>{FOUR}</div>"
    assert kept(source, stated=f"{ONE}\n{TWO}\n{THREE}") == [ONE, TWO, THREE]
    assert left_out(source, stated=f"{ONE}\n{TWO}\n{THREE}") == [(FOUR, "beside the article")]


def test_structured_data_find_what_its_prose_did_not():
    source = f"<div><p>{ONE}<p>{TWO}</div>"
    assert kept(source, "", stated=f"{ONE} {TWO}") == [ONE, TWO]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<article><h1>Wall</h1><p>Yes.<p>No comment, said the mayor.</article>",
            ["Yes.", "No comment, said the mayor."],
        ),
        ("<div itemprop=articleBody><p>Yes.</div><nav>Home.</nav>", ["Yes."]),
        ("<article><h1>Wall</h1><p>Please enable JavaScript.</article>", []),
        ("<article><h1>Wall</h1><p>Loading…</article>", []),
        ("<article><h1>Wall</h1><nav><a href=/>News.</a></nav></article>", []),
        ("<div><a href=/>Home</a> News</div>", []),
        ("<h2>Vote</h2><p>Yes.</p><p>No</p>", ["Vote", "Yes.", "No"]),
        ("<h2>Vote</h2><p>Yes</p>", []),
        ("<nav>Home</nav><p>Yes.</p>", []),
        ("<p>Yes. <a href=/>Read all of it</a>.</p>", []),
        ("<div id=app>Loading…</div><p hidden>Yes.</p>", []),
    ],
)
def test_a_short_page_is_read_only_where_it_says_that_it_has_an_article(source, expected):
    assert kept(source, "") == expected


PARTS = st.sampled_from(
    [f"<p>{one}</p>" for one in (ONE, TWO, THREE, FOUR, "Short.")]
    + ["bare words ", "<br><br>", "<h2>Heading</h2>", "<ul><li>item</li></ul>", "<nav>menu</nav>"]
    + [
        "<div class=related>more</div>",
        "<b>bold</b> ",
        "<figure><figcaption>cap</figcaption></figure>",
    ]
)


@given(st.lists(PARTS, max_size=12).map("".join))
def test_every_word_of_the_articles_element_is_kept_or_told_of_once(parts):
    page = blocks(parsed(f"<html><body><main><p>{ONE}</p>{parts}<p>{TWO}</p></main>"))
    shown = [block.text for block in page]
    found = article_blocks(page, f"{ONE}\n{TWO}\n{THREE}")
    assert [block.text for block in found] == shown
