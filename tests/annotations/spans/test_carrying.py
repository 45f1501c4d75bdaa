"""Spans carried over from one wording of a text to the next."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.carrying import MOST_PLACES, REACH, carry_over, match_sentences, nearest

OLD = (
    "Council backs second bridge\n\n"
    "The council agreed on Tuesday to spend 4.2 million crowns on a bridge. "
    "“We had no choice,” the mayor, Ana Lund, said. Two members voted against it.\n\n"
    "Work is to begin in May. It will last for three years, officials said."
)

words = st.sampled_from(
    ["the", "Council", "5", "bridges.", "May.", "“No,”", "said.", "\n\n", "橋を"]
)
texts = st.lists(words, min_size=1, max_size=40).map(" ".join).filter(str.strip)


@st.composite
def texts_with_spans(draw):
    """A text and spans of it that neither begin nor end with white space."""
    text = draw(texts)
    solid = [offset for offset, character in enumerate(text) if not character.isspace()]
    pairs = st.tuples(st.sampled_from(solid), st.sampled_from(solid)).map(sorted)
    spans = draw(st.lists(pairs, max_size=8))
    return text, [(first, last + 1) for first, last in spans]


def span_of(exact, text=OLD):
    return text.index(exact), text.index(exact) + len(exact)


def carried(exact, new, old=OLD):
    """The new words around the place of `exact`, and whether its sentence has changed; or None."""
    place = carry_over(old, new, [span_of(exact, old)]).get(span_of(exact, old))
    if place is None:
        return None
    assert new[place.start : place.end] == exact
    return new[max(0, place.start - 6) : place.end + 6], place.is_reworded


# Any texts


@given(texts_with_spans())
def test_in_an_unchanged_text_every_span_stays(example):
    text, spans = example
    assert carry_over(text, text, spans) == {span: (*span, False) for span in spans}


@given(texts_with_spans(), texts)
def test_whatever_the_new_text_is_the_words_are_the_same_and_no_place_is_given_twice(example, new):
    text, spans = example
    found = carry_over(text, new, spans)
    assert found.keys() <= set(spans)
    for span, place in found.items():
        assert new[place.start : place.end] == text[slice(*span)]
    assert len({(place.start, place.end) for place in found.values()}) == len(found)


@given(texts_with_spans())
def test_a_new_first_paragraph_moves_every_span_by_its_length(example):
    text, spans = example
    first = "Something that stands nowhere else.\n\n"
    moved = {span: (span[0] + len(first), span[1] + len(first), False) for span in spans}
    assert carry_over(text, first + text, spans) == moved


@given(texts_with_spans())
def test_a_new_last_paragraph_moves_none(example):
    text, spans = example
    new = text + "\n\nSomething that stands nowhere else."
    assert {span: place[:2] for span, place in carry_over(text, new, spans).items()} == {
        span: span for span in spans
    }


@given(st.lists(st.integers(100, 999), unique=True, min_size=1, max_size=12), st.data())
def test_the_order_is_kept_where_each_sentence_stands_once(numbers, data):
    lines = [f"Line {number} of the text." for number in numbers]
    kept = [line for line in lines if data.draw(st.booleans())]
    old, new = "\n\n".join(lines), "\n\n".join(["Another beginning.", *kept])
    found = carry_over(old, new, [span_of(line, old) for line in lines])
    assert set(found) == {span_of(line, old) for line in kept}
    assert [found[span] for span in sorted(found)] == sorted(found.values())


# Examples


def test_a_span_goes_along_with_its_sentence():
    new = OLD.replace("4.2", "4.8").replace("Work", "This was corrected on Wednesday.\n\nWork")
    assert carried("Ana Lund", new) == ("ayor, Ana Lund, said", False)
    assert carried("three years", new) == ("t for three years, offi", False)


def test_a_span_of_which_a_word_has_changed_has_no_place():
    new = OLD.replace("4.2", "4.8")
    assert carried("4.2 million crowns", new) is None
    assert carried("agreed on Tuesday to spend 4.2 million crowns on a bridge", new) is None


def test_the_words_of_a_changed_sentence_are_found_where_they_stand_now():
    new = OLD.replace("4.2", "4.8")
    assert carried("The council agreed on Tuesday", new) == (
        "idge\n\nThe council agreed on Tuesday to sp",
        True,
    )


def test_a_moved_paragraph_takes_its_spans_along():
    first, *middle, last = OLD.split("\n\n")
    new = "\n\n".join([last, first, *middle])
    assert carried("three years", new) == ("t for three years, offi", False)
    assert carried("Ana Lund", new) == ("ayor, Ana Lund, said", False)


def test_a_span_over_two_sentences_needs_both_of_them_together():
    both = "Work is to begin in May. It will last"
    assert carried(both, "A new start.\n\n" + OLD) == (f" it.\n\n{both} for t", False)
    assert carried(both, OLD.replace("May. It", "May. So they say. It")) is None
    assert carried(both, OLD.replace("It will", "They will")) is None


def test_of_several_places_the_one_with_the_same_surroundings_is_taken():
    old = "The bridge costs 5 million; the road costs 5 million; the wall nothing."
    new = "So the road costs 5 million: the bridge costs 5 million: the wall nothing."
    bridge, road = (match.span() for match in re.finditer("5 million", old))
    found = carry_over(old, new, [bridge, road])
    assert new[: found[road].start].endswith("So the road costs ")
    assert new[: found[bridge].start].endswith("the bridge costs ")


def test_a_sentence_said_twice_goes_with_its_neighbours():
    old = "One spoke. Yes. Two spoke. Yes. Three spoke."
    new = "Two spoke. Yes. Three spoke."
    second = old.index("Yes", 20)
    found = carry_over(old, new, [span_of("Yes", old), (second, second + 3)])
    assert found == {(second, second + 3): (new.index("Yes"), new.index("Yes") + 3, False)}


@pytest.mark.parametrize(
    ("exact", "new"),
    [
        ("5", "They spoke for 5 hours about other things."),
        ("in May", "They begin in Mayfield, they say, and only in Mayfield."),
        ("Work is to begin", "Nothing of it."),
    ],
    ids=["too short to be sure of", "a part of a word", "gone"],
)
def test_nothing_is_placed_on_a_chance_likeness(exact, new):
    old = "Work is to begin in May of the year 5 of the plan."
    assert carried(exact, new, old) is None


def test_words_without_spaces_between_them_are_found():
    old = "市長は予算の増額を昨日の会議で発表した。"
    new = "市長は予算の増額を今日の会議で発表した。"
    assert carried("会議で発表した", new, old) == ("増額を今日の会議で発表した。", True)


def test_words_are_not_looked_for_beyond_the_reach():
    old = "It began with the bridge over the river."
    near, far = ("x" * many for many in (REACH // 2, REACH + 100))
    words = "with the bridge over the river"
    assert carried(words, f"{near} So it began with the bridge over the river. {far}", old)
    assert not carried(words, f"{far} So it began with the bridge over the river. {far}", old)


def test_a_span_of_a_text_without_words_has_no_place():
    assert carry_over("\n", "Words.", [(0, 1)]) == {}
    assert carry_over("Words.", "\n", [(0, 5)]) == {}


def test_of_very_many_places_only_the_nearest_are_weighed():
    found = list(nearest("a", "a " * 100_000, 50_001, 0, 200_000))
    assert sorted(found) == list(range(50_002 - 2 * MOST_PLACES, 50_002 + 2 * MOST_PLACES, 2))


@pytest.mark.parametrize(
    ("before", "after", "matched"),
    [
        ("abc", "abc", [0, 1, 2]),
        ("abc", "xabc", [1, 2, 3]),
        ("abc", "cab", [1, 2, 0]),
        ("axa", "axxa", [0, 1, 3]),
        ("aaa", "aa", [0, 1, None]),
        ("abab", "ab", [0, 1, None, None]),
        ("abc", "", [None, None, None]),
        ("", "abc", []),
    ],
)
def test_sentences_are_matched_one_to_one(before, after, matched):
    assert match_sentences(before, after) == matched
