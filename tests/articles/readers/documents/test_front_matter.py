"""Names and values above a text: what is read of them, and what is only told."""

from hypothesis import given
from hypothesis import strategies as st

from articles.readers.documents.front_matter import parted

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


def test_a_text_without_front_matter_is_itself():
    assert parted("Words\n---\nMore") == ({}, [], "Words\n---\nMore")


def test_words_between_two_rules_are_no_front_matter():
    text = "---\n\nThe wall holds.\n\n---\n\nMore"
    assert parted(text) == ({}, [], text)


def test_front_matter_of_which_nothing_can_be_read_is_no_part_of_the_text():
    found = parted('---\ntitle: "Wall\n  more: [\n---\nText')
    assert found == ({}, ["title"], "Text")


def test_what_is_no_value_is_told_by_its_name():
    found = parted("---\na: &anchor b\nc: d\ne:\n  f\nwords alone\n---\nText")
    assert found == ({"c": "d"}, ["a", "e", "words alone"], "Text")


@given(WORDS)
def test_quoted_words_are_read_back(words):
    double = words.replace("\\", "\\\\").replace('"', '\\"')
    single = words.replace("'", "''")
    assert parted(f'---\na: "{double}"\n---\nText').values == {"a": words}
    assert parted(f"---\na: '{single}'\n---\nText").values == {"a": words}


@given(st.text(max_size=200))
def test_nothing_raises(inside):
    for mark in ("---", "+++"):
        parted(f"{mark}\n{inside}\n{mark}\nText")
