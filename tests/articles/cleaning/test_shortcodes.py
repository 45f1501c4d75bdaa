import pytest

from articles.cleaning.shortcodes import shortcodes


def found(text):
    return [text[start:end] for start, end in shortcodes(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a [caption id=1]Photo[/caption] b", ["[caption id=1]Photo[/caption]"]),
        ("a [AD]x[/ad] b [ad]y", ["[AD]x[/ad]"]),
        ("[b]bold[/b] and [i]never closed", ["[b]", "[/b]"]),
        ("[B]other case[/b]", ["[/b]"]),
        ('an [insertion] and [widget id="3"]', ['[widget id="3"]']),
        ("one\n [gallery /] \ntwo [gallery]", [" [gallery /] "]),
        (
            "[[File:bridge.jpg|thumb]] {{quote}} {% include %}",
            ["[[File:bridge.jpg|thumb]]", "{{quote}}", "{% include %}"],
        ),
        ("a <!-- note --> b --> c", ["<!-- note -->"]),
        ("<script>x()</SCRIPT > <svg>never closed", ["<script>x()</SCRIPT >"]),
        ("[ad]" + "x" * 2_001 + "[/ad]", ["[/ad]"]),
        ("<!--" + "x" * 2_001 + "-->", []),
    ],
)
def test_shortcodes_are_found_and_other_brackets_are_not(text, codes):
    expected = (
        ["[[File:bridge.jpg|thumb]]", "{{quote}}", "{% include %}"] if codes is None else codes
    )
    assert found(text) == expected


def test_a_pair_within_a_pair_goes_with_it():
    assert found("[caption]a [b]c[/b][/caption] d") == ["[caption]a [b]c[/b][/caption]"]


def test_markup_in_a_text_that_was_parsed_is_part_of_it():
    assert shortcodes("the tag <script>x</script>", parsed=True) == []
