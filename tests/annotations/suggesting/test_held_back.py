"""Which paragraphs nothing is suggested in: drawn once, and the same wherever it is asked."""

import pytest

from annotations.suggesting.held_back import is_held_back, lies_in_held_back, touches_held_back

TEXT = "\n\n".join(f"Paragraph {number} of a text." for number in range(400))
BY = {"text_hash": "1f0c", "seed": "newsroom"}


def held(percent, **other):
    drawn = {**BY, **other}
    return {number for number in range(400) if is_held_back(number, percent=percent, **drawn)}


def test_a_fifth_is_about_a_fifth():
    assert 55 < len(held(20)) < 105
    assert (held(0), held(-5), len(held(100))) == (set(), set(), 400)


def test_the_same_seed_and_text_always_hold_back_the_same():
    assert held(20) == held(20)
    # Written out, so that no later version draws others on a desk that has begun.
    assert sorted(held(20))[:5] == [20, 24, 28, 34, 38]


def test_another_text_or_seed_holds_back_others():
    assert held(20) != held(20, text_hash="1f0d")
    assert held(20) != held(20, seed="other words")


def test_a_larger_share_holds_back_those_of_a_smaller_one_too():
    assert held(5) < held(20) < held(60)


@pytest.mark.parametrize("number", [0, 7, 399])
def test_a_span_is_held_back_with_its_paragraph(number):
    start = TEXT.index(f"Paragraph {number} ")
    for percent in (0, 20, 100):
        expected = is_held_back(number, percent=percent, **BY)
        for asked in (touches_held_back, lies_in_held_back):
            assert asked(TEXT, start, start + 9, percent=percent, **BY) is expected


def test_a_span_over_two_paragraphs_touches_the_one_and_lies_in_neither():
    edge = next(one for one in held(20) if one + 1 not in held(20))
    start = TEXT.index(f"Paragraph {edge} ")
    end = TEXT.index(f"Paragraph {edge + 1} ") + 5
    assert touches_held_back(TEXT, start, end, percent=20, **BY)
    assert not lies_in_held_back(TEXT, start, end, percent=20, **BY)
