"""Words without case, accents and what nobody sees, and where they stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.folding import folded, folded_lines, place_of


@pytest.mark.parametrize(
    ("written", "as_compared"),
    [
        ("São Paulo", "sao paulo"),
        ("Sa\u0303o", "sao"),
        ("MÜNCHEN", "munchen"),
        ("Straße", "strasse"),
        ("Łódź, Malmö, Tromsø, Đinđić, Iğdır", "lodz, malmo, tromso, dindic, igdir"),
        ("Æsop’s œuvre", "aesop's oeuvre"),
        ("İSTANBUL", "istanbul"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("ВОДА", "вода"),
        ("ﬁnal ½ ｆｕｌｌ", "final 1⁄2 full"),
        ("مُحَمَّد", "محمد"),
        ("می\u200cشود", "میشود"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("2020–2024", "2020-2024"),
        ("a\u00a0b\nc\u2028d", "a b c d"),
        ("wall\n\nsea", "wall  sea"),
        ("大桥将关闭", "大桥将关闭"),
    ],
)
def test_words_are_compared_without_case_and_accents(written, as_compared):
    assert folded(written) == as_compared


@pytest.mark.parametrize(("one", "other"), [("wall", "walls"), ("о", "o"), ("1", "١"), ("a", "æ")])
def test_other_words_stay_other_words(one, other):
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_twice_is_folding_once_and_both_ways_of_writing_an_accent_are_one(words):
    assert folded(folded(words)) == folded(words)
    composed, parted = (unicodedata.normalize(form, words) for form in ("NFC", "NFD"))
    assert folded(composed) == folded(parted)


def test_each_part_is_on_a_line_and_no_part_has_a_line_end():
    assert folded_lines("A\nb", "", "C\r\nd") == "a b\n\nc  d"


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("sao", "In São Paulo", "São"),
        ("sao", "In Sa\u0303o Paulo", "Sa\u0303o"),
        ("pau", "São Pau\u0301lo", "Pau\u0301"),
        ("ss", "Eine Straße", "ß"),
        ("strasse", "Eine Straße", "Straße"),
        ("in", "the ﬁnal", "ﬁn"),
        ("sao", "Sau", None),
        ("\u0301", "e\u0301", None),
        ("", "text", None),
    ],
)
def test_a_place_is_that_of_the_words_as_they_are_written(phrase, text, words):
    place = place_of(phrase, text)
    assert (text[slice(*place)] if place else None) == words


@given(st.text(), st.text().filter(folded), st.text())
def test_a_place_is_the_shortest_that_folds_to_what_holds_the_phrase(before, phrase, after):
    start, end = place_of(phrase, before + phrase + after)
    assert folded(phrase) in folded((before + phrase + after)[start:end])
    assert 0 <= start < end <= len(before + phrase + after)


@given(st.text(), st.text().filter(folded), st.text())
def test_a_place_is_the_same_where_the_folded_words_are_at_hand(before, phrase, after):
    text = before + phrase + after
    assert place_of(phrase, text, folded(text)) == place_of(phrase, text)


@pytest.mark.parametrize("filling", ["한국어 ", "\u00ad\u200b", "e\u0301", "½ﬁ", "word "])
def test_a_place_behind_letters_that_fold_to_more_or_to_none_is_found(filling):
    text = filling * 300 + "São" + filling * 300
    assert place_of("sao", text) == (300 * len(filling), 300 * len(filling) + 3 + marks(filling))


def marks(filling):
    """How much of the filling belongs to the letter before it: marks and what nobody sees."""
    return 0 if folded(filling) else 300 * len(filling)
