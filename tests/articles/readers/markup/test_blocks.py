"""Every word that a tree shows is in its paragraphs, once and in its order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from articles.readers.markup.blocks import (
    BLOCKS,
    HIDDEN,
    LONGEST_CELL,
    blocks,
    paragraphs,
    paragraphs_of_fragment,
)
from articles.readers.markup.tree import parsed

WORDS = st.lists(st.from_regex(r"[a-zé]{1,4}", fullmatch=True), max_size=3).map(" ".join)
INLINE = ["a", "b", "em", "i", "span", "font", "cite", "small", "u", "code", "x-part", "sup", "q"]
ELEMENTS = sorted(BLOCKS - {"dialog"}) + INLINE


@st.composite
def trees(draw, depth=4):
    """An element with texts between children of any kind, in any order."""
    element = html.Element(draw(st.sampled_from(ELEMENTS)))
    element.text = draw(WORDS)
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        kind = draw(st.sampled_from(["element", "br", "comment"]))
        if kind == "element":
            child = draw(trees(depth=depth - 1))
        else:
            child = html.Element("br") if kind == "br" else etree.Comment("no")
        child.tail = draw(WORDS)
        element.append(child)
    return element


def letters(words):
    return "".join(letter for letter in "".join(words) if letter.isalnum())


@given(trees())
def test_no_letter_is_lost_repeated_or_moved_by_any_nesting(tree):
    assert letters(paragraphs(tree)) == letters(tree.xpath("descendant-or-self::*/text()"))


@given(trees())
def test_a_block_parts_its_words_from_those_before_and_behind_it(tree):
    words = " ".join(paragraphs(tree)).split()
    for block in tree.iter("p", "div", "li", "h2"):
        if block.text and not len(block):
            first, *_others = block.text.split()
            assert first in words or f"“{first}" in words or f"‘{first}" in words


@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=6))
def test_two_line_breaks_end_a_paragraph_wherever_they_stand(words):
    for start, end in (
        ("", ""),
        ("<p>", "</p>"),
        ("<div><b>", "</b></div>"),
        ("<a href=x>", "</a>"),
    ):
        assert paragraphs_of_fragment(start + "<br>\n<br/>".join(words) + end) == words


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h2>The vote</h2>bare<p>told</p>behind", ["The vote", "bare", "told", "behind"]),
        ("<div>one<div>two</div>three<!-- no -->four</div>", ["one", "two", "threefour"]),
        ("one <b>two</b> <i>three</i>four", ["one two threefour"]),
        ("first<br>second", ["first\nsecond"]),
        ("first<br><br><br>second<br>", ["first", "second"]),
        ("<a href=x><h3>head</h3>line</a>", ["head", "line"]),
        ("41&nbsp;million\n  crowns", ["41\u00a0million crowns"]),
        ("a\u202f? b\u3000c", ["a\u202f? b\u3000c"]),
        ("<ul><li>one<li>two<ul><li>three</ul>four</ul>", ["one", "two", "three", "four"]),
        ("<dl><dt>word<dd>meaning</dl>", ["word", "meaning"]),
        ("<pre>line\n  line\n\nother</pre>", ["line\nline", "other"]),
        ("<figure><img alt=no><figcaption>seen</figcaption></figure>", ["seen"]),
        ("<unheard-of>bare<p>told</p></unheard-of>", ["bare", "told"]),
        ("<details><summary>more</summary>of it</details>", ["more", "of it"]),
        # Without a body the parser takes elements that it does not know for parts of the head.
        ("<title>no</title><article>one</article><section>two</section>", ["one", "two"]),
        ("<meta charset=utf-8><main><p>one</main>", ["one"]),
        ("", []),
        ("<p>&nbsp;</p><p><br></p>", []),
    ],
)
def test_blocks_and_what_stands_between_them(source, expected):
    assert paragraphs_of_fragment(source) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><th>Year<th>Budget<tr><td>2023<td>41.2", ["Year | Budget", "2023 | 41.2"]),
        ("<tr><td><p>2023</p><td><b>41</b>.2<br>million", ["2023 | 41.2 million"]),
        ("<caption>Sums</caption><tr><td>a<td><td>c", ["Sums", "a | c"]),
        ("<tr><td>Home<td><p>One.</p><p>Two.</p>", ["Home", "One.", "Two."]),
        (f"<tr><td>Home<td>{'long ' * 50}", ["Home", ("long " * 50).strip()]),
        ("<tr><td>a<table><tr><td>b<td>c</table>d<td>e", ["a", "b | c", "d", "e"]),
    ],
)
def test_a_row_is_a_line_unless_it_lays_out_a_page(rows, expected):
    assert len("long " * 50) > LONGEST_CELL
    assert paragraphs_of_fragment(f"<table>{rows}</table>") == expected


@pytest.mark.parametrize(
    "source",
    [
        "<p hidden>no</p>",
        "<p style='color: red; display : none'>no</p>",
        "<span style='visibility:hidden'>no</span>",
        "<span class='label sr-only'>no</span>",
        "<dialog>no</dialog>",
    ],
)
def test_what_nobody_sees_is_told_apart_but_not_lost(source):
    found = blocks(parsed(f"one{source}two"))
    assert [block.text for block in found if not block.left_out] in (["one", "two"], ["onetwo"])
    assert [block.text for block in found if block.left_out == HIDDEN] == ["no"]


@pytest.mark.parametrize(
    "source",
    [
        "<script>no</script>",
        "<style>no</style>",
        "<noscript>no</noscript>",
        "<template>no</template>",
        "<textarea>no</textarea>",
        "<button>no</button>",
    ],
)
def test_programs_and_controls_are_no_text(source):
    assert [block.text for block in blocks(parsed(f"<p>one {source}two</p>"))] == ["one two"]


def test_an_element_is_left_out_for_a_reason_with_all_that_it_says_and_nothing_behind_it():
    tree = parsed("<p>one <i>two <b>three</b></i> four</p><p>five</p>")
    found = blocks(tree, lambda element: "italic" if element.tag == "i" else "")
    assert [(block.text, block.left_out) for block in found] == [
        ("two three", "italic"),
        ("one four", ""),
        ("five", ""),
    ]


def test_a_block_knows_its_element_and_how_much_of_it_is_linked():
    first, second, row = blocks(
        parsed(
            "<h2>no <a href=x>yes</a></h2><a href=y>all</a>"
            "<table><tr><td><a href=z>ab</a><td>cd</table>"
        )
    )
    assert (first.element.tag, first.linked) == ("h2", 3)
    assert (second.element.tag, second.linked) == ("body", 3)
    assert (row.element.tag, row.text, row.linked) == ("tr", "ab | cd", 2)


def test_elements_of_a_namespace_are_read_by_their_names():
    tree = etree.fromstring(
        '<x:div xmlns:x="http://www.w3.org/1999/xhtml">one<x:p>two</x:p>'
        "<x:script>no</x:script><x:b>three</x:b></x:div>"
    )
    assert paragraphs(tree) == ["one", "two", "three"]


def test_marks_that_unicode_composes_stay_as_they_are():
    assert paragraphs_of_fragment("cafe\u0301") == ["cafe\u0301"]
    assert unicodedata.normalize("NFC", "cafe\u0301") != "cafe\u0301"


def test_what_an_author_has_struck_out_is_left_out_and_told():
    tree = parsed("<p>It cost <del>four</del><ins>five</ins> million.</p><del><p>Gone.</p></del>")
    found = [(block.text, block.left_out) for block in blocks(tree)]
    assert found == [
        ("four", "deleted text"),
        ("It cost five million.", ""),
        ("Gone.", "deleted text"),
    ]
