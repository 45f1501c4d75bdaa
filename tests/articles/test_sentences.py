"""Where sentences end, in the scripts and spellings that articles are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sentences import (
    CLOSING_QUOTES,
    ENDS_LIKE_A_SENTENCE,
    OPENING_QUOTES,
    QUOTATION_MARKS,
    sentence_ends,
)


def parts(text):
    """The sentences of a text, without the white space between them."""
    found, start = [], 0
    for end, following in sentence_ends(text):
        found.append(text[start:end])
        start = following
    return [*found, text[start:]] if start < len(text) else found


@pytest.mark.parametrize(
    "sentences",
    [
        ["The wall is high.", "It fell!", "Did it?", "It did… ", "Nobody saw it"],
        ["“It rained.”", "He left.", "“Come!”", "(She did.)", "[So.]"],
        ["„Es regnet.“", "»Ja!«", "« Oui. »", "‹Sì.›", "Ende."],
        ["墙很高。", "他说：“墙很高。”", "「はい。」", "完"],
        ["قال المجلس.", "الجدار عال؟", "نعم"],
        ["दीवार ऊँची है।", "बारिश हुई।", "हाँ"],
        ["دیوار اونچی ہے۔", "بارش ہوئی"],
        ["It cost $48 million.", "$2 were left.", "¿Quién?", "¡Nadie!", "12 people came."],
        ["Стена высокая.", "Она упала"],
    ],
)
def test_a_text_is_cut_behind_the_stop_and_what_closes_after_it(sentences):
    sentences = [sentence.strip() for sentence in sentences]
    joint = "" if "完" in sentences else " "
    assert parts(joint.join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Vale met Dr. I. Halloran in St. Anne on U.S. soil at 9.30 p.m. (local time)",
        "It is approx. 4 m high, see fig. 3, No. 3, Nr. 3 and art. 5",
        "In v. small letters… and large ones!",
        "“It holds!” he said",
        "“It holds.” – he said",
        "Am 9. Januar begann der 2. Weltkrieg im 20. Jahrhundert",
        "Стена — прибл. четыре метра",
        "See wall.example for 3.5 m",
    ],
)
def test_other_full_stops_end_none(sentence):
    assert parts(sentence) == [sentence]


def test_a_small_number_before_a_full_stop_ends_a_sentence():
    assert parts("She is 45. Police came on 24. It rained") == [
        "She is 45.",
        "Police came on 24.",
        "It rained",
    ]


def test_only_a_part_of_a_text_may_be_cut():
    text = "One is. Two are. Three were."
    assert [end for end, _ in sentence_ends(text, 5, 16)] == [7, 16]


@pytest.mark.parametrize(
    ("line", "ends"),
    [("It fell.", True), ("He said:", True), ("«Ja.»", True), ("他说：", True), ("It fell", False)],
)
def test_a_line_may_end_like_a_sentence(line, ends):
    assert bool(ENDS_LIKE_A_SENTENCE.search(line)) is ends


def test_every_mark_of_an_edge_is_a_quotation_mark():
    assert set(OPENING_QUOTES + CLOSING_QUOTES) <= set(QUOTATION_MARKS)


@given(st.text(alphabet="ab .!\n“”。9A", max_size=80))
def test_sentences_follow_one_another(text):
    reached = 0
    for end, following in sentence_ends(text):
        assert reached < end <= following <= len(text)
        assert not text[end:following].strip()
        reached = following
