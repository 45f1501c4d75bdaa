"""Any source has a tree, and no depth of it loses words or stops the program."""

import pytest

from articles.readers.markup.blocks import paragraphs
from articles.readers.markup.tree import DEEPEST, TOO_DEEP, flattened, parsed


@pytest.mark.parametrize("source", ["", " \n ", "<!-- no -->", "\x00", "\ud800"])
def test_a_source_of_nothing_has_an_empty_tree(source):
    assert paragraphs(parsed(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "one",
        "<p>one",
        "<html><p>one</html>",
        "<?xml version='1.0'?><p>one</p>",
        "o\x00n\x08e",
        "<!DOCTYPE html><body>one",
    ],
)
def test_the_root_is_an_html_element(source):
    tree = parsed(source)
    assert tree.tag == "html"
    assert paragraphs(tree) == ["one"]


@pytest.mark.parametrize("depth", [DEEPEST - 20, DEEPEST + 20, 1_000, 5_000, 60_000])
@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "q"])
def test_a_deep_source_keeps_its_words(depth, tag):
    opened = "".join(f"<{one}>" for one in [tag] * (depth // (tag.count("<") + 1)))
    tree = parsed(f"<html><body><p>one</p>{opened}two <b>three</b></p>")
    assert not TOO_DEEP(tree)
    text = "".join(paragraphs(tree))
    assert "".join(letter for letter in text if letter not in "“”‘’") == "onetwo three"


def test_blocks_that_nest_too_deep_still_part_their_words():
    source = "<div>" * 3_000 + "one<div>two</div>three" + "</div>" * 3_000 + "<p>four</p>"
    assert paragraphs(parsed(source)) == ["one", "two", "three", "four"]


def test_a_source_that_is_not_deep_is_not_flattened():
    source = "<div>one<br><p>two</p></div>" * 3
    assert flattened(source) == source
