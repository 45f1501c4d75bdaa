"""What changed between two versions of the guidelines."""

from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.guidelines.versions import blocks, guideline_blocks

texts = st.lists(
    st.sampled_from(
        ["# Mark less", "Mark a number", "Mark a number with its unit", "- one", "x y z"]
    ),
    max_size=8,
).map("\n\n".join)


def sides(found):
    """The text of each side, paragraph by paragraph; folded ones are not told."""
    old = [
        "".join(p.text for p in one.pieces if p.kind != "new") for one in found if one.kind != "new"
    ]
    new = [
        "".join(p.text for p in one.pieces if p.kind != "gone")
        for one in found
        if one.kind != "gone"
    ]
    return old, new


@given(texts, texts)
def test_both_versions_can_be_read_off(old, new):
    assume(old != new)
    assert sides(blocks(old, new, beside=99)) == (guideline_blocks(old), guideline_blocks(new))


@given(texts, texts)
def test_folding_loses_no_paragraph(old, new):
    kept = [one for one in blocks(old, new) if one.kind != "new"]
    assert sum(one.folded or 1 for one in kept) == len(guideline_blocks(old))


def test_a_changed_word_stands_in_its_paragraph():
    found = blocks("Mark a number.\n\nNo more.", "Mark every number.\n\nNo more.")
    assert [one.kind for one in found] == ["changed", "same"]
    assert [tuple(piece) for piece in found[0].pieces] == [
        ("same", "Mark "),
        ("gone", "a"),
        ("new", "every"),
        ("same", " number."),
    ]


def test_a_paragraph_of_other_words_is_another_paragraph():
    found = blocks("Mark a number.", "Quotes begin at the opening mark.")
    assert [one.kind for one in found] == ["new", "gone"]


def test_what_stayed_is_folded_but_beside_a_change():
    old = "\n\n".join(f"Paragraph {number}" for number in range(9))
    found = blocks(old, f"{old}\n\nOne more thing to say")
    assert [one.folded or one.kind for one in found] == [8, "same", "new"]


def test_the_items_of_a_list_are_compared_one_by_one():
    assert guideline_blocks("- one\n- two\n  goes on\n1. three") == [
        "- one",
        "- two goes on",
        "1. three",
    ]


def test_the_same_text_is_one_fold():
    assert [one.folded for one in blocks("a\n\nb", "a\n\nb")] == [2]
    assert blocks("", "") == []


def test_lines_that_run_on_are_one_and_rows_of_a_table_are_not():
    assert guideline_blocks("Mark a number\nand its unit.") == ["Mark a number and its unit."]
    assert guideline_blocks("| a | b |\n|---|---|") == ["| a | b |\n|---|---|"]
    assert guideline_blocks("> one\n> two") == ["> one\n> two"]
