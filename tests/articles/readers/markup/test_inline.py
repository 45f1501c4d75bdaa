"""Quotes, raised and lowered digits and emoji keep their meaning in a line."""

import pytest

from articles.readers.markup.blocks import paragraphs_of_fragment


def line(source):
    (only,) = paragraphs_of_fragment(source)
    return only


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("she said <q>three</q> and left", "she said “three” and left"),
        ("<q>he said <q>no</q></q>", "“he said ‘no’”"),
        ("<q>“already”</q>", "“already”"),
        ("<p lang=fr>elle dit <q>trois</q>", "elle dit «\u00a0trois\u00a0»"),
        ("<p lang=de-AT>sie sagte <q>drei</q>", "sie sagte „drei“"),
        ("<div lang=pl><p><q>trzy</q>", "„trzy”"),
        ("<p lang=ja><q>三</q>", "「三」"),
        ("<p lang=sv><q>tre</q> <span lang=en><q>three</q></span>", "”tre” “three”"),
    ],
)
def test_a_quote_in_a_line_has_its_marks_there(source, expected):
    assert line(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("10<sup>6</sup> people", "10⁶ people"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("H<sub>2</sub>O and CO<sub>2</sub>", "H₂O and CO₂"),
        ("40 m<sup>2</sup>", "40 m²"),
        ("2<sup>n</sup>", "2ⁿ"),
        ("2<sup>x+1</sup>", "2^(x+1)"),
        ("x<sub>12a</sub>", "x_(12a)"),
        ("5<sup> <b>2</b></sup>", "5 ²"),
        ("told<sup><a href=#1>1</a></sup>.", "told¹."),
    ],
)
def test_a_raised_or_lowered_number_is_not_joined_to_the_one_before_it(source, expected):
    assert line(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("the 1<sup>st</sup>", "the 1st"),
        ("M<sup>me</sup> Roe", "Mme Roe"),
        ("told<sup>[12]</sup>", "told[12]"),
        ("Brand<sup>™</sup>", "Brand™"),
        ("<sup>a remark that has 2 numbers</sup>", "a remark that has 2 numbers"),
        ("one <code>FOI-12</code> two", "one FOI-12 two"),
    ],
)
def test_words_stay_in_the_line(source, expected):
    assert line(source) == expected


def test_a_reading_stands_in_brackets_behind_its_word():
    assert line("<ruby>市長<rp>（</rp><rt>しちょう</rt><rp>）</rp></ruby>は") == "市長(しちょう)は"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("well <img class=emoji alt=👍 src=x>", "well 👍"),
        ("well <img alt='A long bridge' src=x>", "well"),
        ("well <img alt=* src=x>", "well"),
        ("well <img src=x>", "well"),
    ],
)
def test_an_emoji_is_text_and_another_picture_is_none(source, expected):
    assert line(source) == expected
