"""How the words of facts are folded and weighed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.facts.ranking import (
    Candidate,
    best_facts,
    is_rounded,
    query_terms,
    rarest,
    term_of,
    terms,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("António GUTERRES’s visit", ["antonio", "guterr", "visit"]),
        ("1,000 or 1 000", ["1000", "1", "0"]),
        ("5.160 and 5,16 and 2.50", ["5160", "5.16", "2.5"]),
        ("on the 26th of April", ["26", "april"]),
        ("thirty-two million tonnes", ["32", "million", "tonn"]),
        ("twenty or three", ["20", "3"]),
        ("a hundred and twelve", ["112"]),
        ("two hundred and thirty-five", ["235"]),
        ("two hundred men and 3", ["200", "men", "3"]),
        ("twelve thousand, 12.5 thousand", ["12000", "12500"]),
        ("hundreds and five", ["hundred", "5"]),
        ("$48 million", ["48", "million"]),
        ("countries, country", ["country", "country"]),
        ("visited, visits", ["visit", "visit"]),
        ("القاهرة والقاهرة قاهرة", ["قاهرة"] * 3),
        ("الى", ["الى"]),
        ("قِمَّة قمة", ["قمة"] * 2),
        ("हिन्दी हिन्दी", ["हनद"] * 2),
        ("a sea\u00adwall", ["seawall"]),
        ("x" * 5_000, ["x" * 100]),
        ("9" * 5_000, ["9" * 100]),
        ("1," * 300, ["1." + "1" * 49]),
        ("", []),
        ("— “” !", []),
    ],
)
def test_words_are_folded(text, folded):
    assert list(terms(text)) == folded


@given(st.text())
def test_any_text_can_be_folded_and_folding_case_first_changes_nothing(text):
    assert terms(text.casefold()) == terms(text)


@given(st.text())
def test_no_term_can_break_the_quoting_of_an_engine(text):
    assert not any(set(term) & set("'\"\\ \0*:&|!()") for term in terms(text))


@pytest.mark.parametrize(
    ("words", "looked_for"),
    [
        ("#AustralianFires burn", ["australian", "fire", "burn", "australianfir"]),
        ("COVID19 and GOPBill", ["covid", "19", "gop", "bill", "covid19", "gopbill"]),
        ("the 26th of A320s", ["26", "a320"]),
        ("see https://t.co/yoEOL6 and www.Port.example/A, please", ["see", "pleas"]),
        ("pic.twitter.com/0eJtwJyS1J", []),
        ("example.com is a page, and not", ["exampl", "com", "page"]),
    ],
)
def test_words_written_as_one_are_looked_for_apart_too_and_addresses_are_not(words, looked_for):
    assert list(query_terms(words)) == looked_for


@given(st.text(alphabet="abc déÅ.,"))
def test_what_holds_no_joined_words_is_looked_for_as_it_is(words):
    assert query_terms(words.casefold()) == terms(words.casefold())


@given(st.text(st.characters(exclude_categories=["Nd"]), min_size=1))
def test_each_word_is_folded_alike_alone_and_beside_another(word):
    """Whether a number is spelled out somewhere in the text or not."""
    assert terms(f"{word} - ten") == (*terms(word), "10")


def test_a_word_that_tells_nothing_is_no_term():
    assert [term_of(word) for word in ("the", "x", "7", "walls")] == ["", "", "7", "wall"]


def test_only_known_terms_are_asked_for_the_rarest_first():
    assert rarest(["b", "a", "c", "b"], {"a": 1, "b": 9}) == ["a", "b"]


def ranked(query, *statements, sources=None):
    titles = sources or [""] * len(statements)
    candidates = [
        Candidate(place, words, title)
        for place, (words, title) in enumerate(zip(statements, titles, strict=True))
    ]
    folded = [set(terms(f"{one.statement} {one.sources}")) for one in candidates]
    known = {term: sum(term in words for words in folded) for term in terms(query)}
    return best_facts(terms(query), candidates, facts_with=known, facts=len(statements), most=9)


def test_a_rare_word_outweighs_a_common_one():
    assert ranked("wall barrier", "A wall.", "A wall.", "A barrier.", "A wall.")[0] == 2


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("41000", "41220", True),
        ("5.16", "5.2", True),
        ("59000", "58900", True),
        ("41000", "41900", False),
        ("2020", "2024", False),
        ("7", "7.4", False),
        ("12", "wall", False),
        ("9" * 100, "9" * 99, False),
    ],
)
def test_a_number_is_alike_when_one_is_the_other_rounded_but_no_year_is(one, other, are_alike):
    assert is_rounded(one, other) is is_rounded(other, one) is are_alike


def test_a_rounded_number_counts_less_than_the_same_and_more_than_another():
    assert ranked(
        "some 41,000 speakers", "52,100 speakers.", "41,220 speakers.", "41,000 speakers."
    ) == [2, 1, 0]


def test_neighbours_in_the_query_that_are_neighbours_in_the_fact_count_more():
    assert ranked("sea wall", "A wall by the blue sea.", "By the blue wall a sea wall.")[0] == 1


def test_a_word_in_statement_and_source_counts_more_than_in_one_and_in_a_source_less():
    titles = ["Of the sea.", "Of the wall.", "Of the wall."]
    assert ranked("wall", "A wall.", "A gate.", "A wall.", sources=titles) == [2, 0, 1]


def test_neighbours_in_the_title_of_a_source_count_too():
    titles = ["A wall by the sea.", "A sea wall."]
    assert ranked("sea wall", "A gate.", "A gate.", sources=titles) == [1, 0]


def test_facts_that_fit_equally_well_come_in_the_order_of_their_ids():
    assert ranked("wall", "A wall.", "A wall.", "A wall.") == [0, 1, 2]


@given(st.permutations(["A sea wall.", "A wall of 4 m.", "The sea.", "Nothing at all."]))
def test_the_order_of_the_candidates_does_not_matter(statements):
    candidates = [Candidate(len(words), words, "") for words in statements]
    known = {"sea": 2, "wall": 2}
    found = best_facts(["sea", "wall"], candidates, facts_with=known, facts=4, most=4)
    assert found[0] == len("A sea wall.")
    assert found[-1] == len("Nothing at all.")
