"""Canonical texts: what each kind of source becomes, and what must never change in any."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.paragraphs import paragraphs
from articles.text import Unfit, canonical, generated_title, lines, verbatim, without_cuts

PROSE = "The council of Saltmere voted on Tuesday to raise the harbour wall."
MORE = "The mayor, Inês Halloran, said that it would hold."


def left_out(source):
    return [(part["text"], part["reason"]) for part in canonical(source).left_out]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One.\nTwo.\nThree.", "One.\n\nTwo.\n\nThree."),
        (f"Wall\n\n{PROSE}\n\n{MORE}", f"Wall\n\n{PROSE}\n\n{MORE}"),
        ("The wall\nwill hold.\n\nSo they\nsay.", "The wall will hold.\n\nSo they say."),
        ("One.\r\n\r\nTwo\r\nand three.", "One.\n\nTwo and three."),
        ("One.\rTwo.", "One.\n\nTwo."),
        ("One.\u2029Two\u2028and three.", "One.\n\nTwo and three."),
        ("\ufeffOne.\n\n\n\n \t\n\u3000\nTwo.  \n\n\n\n\n", "One.\n\nTwo."),
        ("  One. \n\n\tTwo.", "One.\n\nTwo."),
        ("墙将被加\n高。\n\n第二段。", "墙将被加高。\n\n第二段。"),
        ("One.\nTwo.\nThree.\n\n\n\nFour.", "One.\n\nTwo.\n\nThree.\n\nFour."),
    ],
    ids=[
        "one line end parts where there is no blank line",
        "blank lines part",
        "a soft wrap is a space",
        "CRLF",
        "CR",
        "Unicode line ends",
        "runs of blank lines",
        "indentation",
        "no space where Chinese wraps",
        "a stray blank line in a file of lines",
    ],
)
def test_paragraphs_are_joined_by_one_blank_line(source, text):
    assert canonical(source).text == text


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (f"Wall to be raised\n\n{PROSE}", "Wall to be raised"),
        (f"Will the wall hold?\n\n{PROSE}", "Will the wall hold?"),
        (f"\n\nWall to\nbe raised\n\n{PROSE}", "Wall to be raised"),
        (f"Advertisement\n\nWall to be raised\n\n{PROSE}", "Wall to be raised"),
    ],
)
def test_a_short_first_paragraph_before_a_blank_line_is_the_title_and_stays(source, title):
    made = canonical(source)
    assert (made.title, made.title_generated) == (title, False)
    assert made.text.startswith(title + "\n\n")


@pytest.mark.parametrize(
    "source",
    [
        f"Wall to be raised\n{PROSE}",
        f"The wall will be raised.\n\n{PROSE}",
        f"“The wall will be raised.”\n\n{PROSE}",
        f"{'Long words about the wall ' * 7}\n\n{PROSE}",
        "Wall to be raised",
        "Wall to be raised\n\nSource: Saltmere Post",
    ],
    ids=["no blank line", "full stop", "full stop in quotes", "long", "alone", "nothing under it"],
)
def test_otherwise_the_title_is_made_of_the_first_sentence(source):
    made = canonical(source)
    assert made.title_generated
    assert made.text.count(made.title.removesuffix("…")) == 1


@pytest.mark.parametrize(
    ("paragraph", "title"),
    [
        (f"{PROSE} {MORE}", PROSE[:-1]),
        ("Mr. Vale met Dr. I. Halloran in St. Anne on U.S. soil. Nobody came.", None),
        ("“It holds!” he said. Then he left.", "“It holds!” he said"),
        ("It holds… Then he left.", "It holds…"),
        ("市长说墙很高。第二句。", "市长说墙很高"),
        ("wall " * 60, "wall " * 38 + "wall…"),
    ],
)
def test_a_generated_title_is_a_whole_sentence_or_cut_at_a_word(paragraph, title):
    whole = "Mr. Vale met Dr. I. Halloran in St. Anne on U.S. soil"
    assert generated_title(paragraph.strip()) == (title or whole)


def test_a_title_stated_elsewhere_becomes_the_first_paragraph_once():
    assert canonical(PROSE, title=" Wall\nraised ").text == f"Wall raised\n\n{PROSE}"
    assert canonical(f"WALL RAISED\n\n{PROSE}", title="Wall raised").text.count("\n\n") == 1
    assert canonical(f"The wall\n\n{PROSE}", title="Wall raised").title == "Wall raised"


@pytest.mark.parametrize(
    ("line", "outlet", "url"),
    [
        ("Read More @ saltmerepost.example", "saltmerepost.example", ""),
        ("Source: www.saltmerepost.example", "saltmerepost.example", ""),
        ("Source: Saltmere Post", "Saltmere Post", ""),
        ("source feed-204", "", ""),
        ("Source: https://post.example/a/wall", "post.example", "https://post.example/a/wall"),
        ("Source: Saltmere Post (https://post.example/)", "Saltmere Post", ""),
        (
            "Source: [Saltmere Post](https://post.example/w)",
            "Saltmere Post",
            "https://post.example/w",
        ),
        ("(Source: Saltmere Post, 4 May 2024)", "Saltmere Post", ""),
        ("Source - Saltmere Post", "Saltmere Post", ""),
        ("Fuente: El Muro", "El Muro", ""),
        ("Источник: Вести Залива", "Вести Залива", ""),
        ("Originally published on Saltmere Post", "Saltmere Post", ""),
        ("This article was first published by Saltmere Post.", "Saltmere Post", ""),
        ("via post.example", "post.example", ""),
    ],
)
def test_a_source_line_at_the_end_names_the_outlet_and_is_left_out(line, outlet, url):
    made = canonical(f"{PROSE}\n\n{MORE}\n\n\n\n{line}")
    assert (made.outlet, made.url) == (outlet, url)
    assert made.text == f"{PROSE}\n\n{MORE}"
    assert made.left_out == [{"text": line, "reason": "source line"}]


@pytest.mark.parametrize(
    "line",
    [
        "Sources close to the mayor denied it",
        "Source: “We knew all along that the wall was too low for any storm,” she said.",
        "Via Roma is closed",
        "Read more: how the wall was built",
        "Source code for the sluice was published by the council, and the crews have read it.",
    ],
)
def test_a_line_that_only_begins_like_a_source_line_names_no_outlet(line):
    assert not canonical(f"{PROSE}\n\n{line}\n\n{MORE}").outlet
    assert not canonical(f"{PROSE}\n\n{line}").outlet


def test_the_source_of_a_chart_is_left_out_and_is_not_the_outlet():
    around = "\n\n".join([PROSE, MORE] * 2)
    made = canonical(f"{around}\n\nSource: Harbour Statistics\n\n{around}")
    assert (made.outlet, made.text) == ("", f"{around}\n\n{around}")


@pytest.mark.parametrize("place", [1, -1])
def test_a_source_line_under_the_title_or_before_a_last_note_names_the_outlet(place):
    paragraphs = ["Wall raised", *[PROSE, MORE] * 3]
    paragraphs.insert(place, "Source: Saltmere Post")
    made = canonical("\n\n".join(paragraphs))
    assert (made.title, made.outlet) == ("Wall raised", "Saltmere Post")
    assert "Source" not in made.text


def test_several_sources_are_a_credit_and_no_outlet():
    made = canonical(f"{PROSE}\n\nSource: Coast Wire, Harbour Agency")
    assert (made.outlet, made.credit) == ("", "Coast Wire, Harbour Agency")


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("With information from Coast Wire.", "Coast Wire"),
        ("With inputs from agencies", "agencies"),
        ("(Reporting by Ann Roe; Editing by Tom Vale)", "Ann Roe; Editing by Tom Vale"),
        ("Com informações da Lusa", "Lusa"),
        ("Con información de EFE.", "EFE"),
        ("AFP/Reuters", "AFP/Reuters"),
    ],
)
def test_a_credit_line_is_kept_apart_from_the_source(line, credit):
    made = canonical(f"{PROSE}\n\n{line}\n\nSource: Saltmere Post")
    assert (made.credit, made.outlet) == (credit, "Saltmere Post")
    assert made.text == PROSE
    assert made.left_out[0] == {"text": line, "reason": "credit line"}


def test_agencies_inside_the_text_are_left_alone():
    text = (
        f"{PROSE}\n\nThe information is from Reuters.\n\nWith information from Reuters.\n\n{MORE}"
    )
    assert canonical(text).text == text


def test_a_byline_under_the_title_is_left_out_and_kept():
    made = canonical(f"Wall raised\n\nBy Ann Roe and Tom de Vale\n\n{PROSE}")
    assert (made.byline, made.text) == ("Ann Roe and Tom de Vale", f"Wall raised\n\n{PROSE}")
    assert canonical(f"Wall raised\n\nBy Tuesday it was over\n\n{PROSE}").byline == ""


@pytest.mark.parametrize(
    "line",
    [
        "You may also like",
        "To see in video",
        "Advertisement",
        "ADVERTISEMENT - SCROLL TO CONTINUE",
        "Related: The ferry that sank twice",
        "Read also: The ferry that sank twice.",
        "Watch: the moment the wave hit",
        "Sign up for our daily newsletter.",
        "Follow us on Facebook",
        "© 2024 Saltmere Post",
        "Photo: Ann Roe / Coast Wire",
        "Leia também: A onda",
        "Tags: wall, harbour",
    ],
)
def test_boilerplate_is_left_out_wherever_it_stands(line):
    made = canonical(f"{PROSE}\n\n{line}\n\n{MORE}")
    assert made.text == f"{PROSE}\n\n{MORE}"
    assert made.left_out == [{"text": line, "reason": "boilerplate"}]


@pytest.mark.parametrize(
    "line",
    [
        "Watch: the river rose again.",
        "Related costs came to $4 million.",
        "You may also like the wall, the mayor said.",
        "Advertisements were banned from the harbour.",
        "More: nobody knows.",
        "Recommended: two lamps and a rope for every boat.",
        "Join us in the fight for the harbour, the mayor told the crowd.",
        "Related – or so the crews believe – is the price of the ferry.",
        "Follow us, the crews told the mayor, and see for yourself.",
    ],
)
def test_prose_that_begins_like_boilerplate_stays(line):
    assert line in canonical(f"{PROSE}\n\n{line}\n\n{MORE}").text


def test_headlines_under_the_last_heading_of_links_are_teasers():
    heading, one, two = "You may also like", "The ferry that sank twice", "Ten bridges"
    source = f"{PROSE}\n\nSource: Saltmere Post\n\n{heading}\n\n{one}\n\n{two}"
    teaser = "teaser of another article"
    assert canonical(source).text == PROSE
    assert left_out(source)[1:] == [(heading, "boilerplate"), (one, teaser), (two, teaser)]
    assert two in canonical(f"{source}\n\n{MORE}").text


def test_boilerplate_glued_to_a_paragraph_by_one_line_end_is_left_out():
    made = canonical(f"{PROSE}\n\n{MORE}\nSource: Saltmere Post\n\n{PROSE}\n(Reporting by Ann Roe)")
    assert made.text == f"{PROSE}\n\n{MORE}\n\n{PROSE}"


@pytest.mark.parametrize(
    "code",
    [
        "[embedstory slug=”the-wall-that-fell/”]",
        '[caption id="a3" width="300"]<img src="wall.jpg"> The wall\n\nin May[/caption]',
        "[gallery ids=“1,2”]",
        "[video]",
        "[embed]https://post.example/film[/embed]",
        '[[{"fid":"12"}]]',
        "{{ related }}",
        "<!-- more -->",
        '<iframe src="https://post.example"></iframe>',
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_shortcode_is_left_out_in_both_conventions(code, between):
    made = canonical(f"{PROSE}{between}{code}{between}{MORE}{between}{PROSE}")
    assert made.text == f"{PROSE}\n\n{MORE}\n\n{PROSE}"
    assert made.left_out == [{"text": code, "reason": "shortcode"}]


def test_the_words_inside_a_pair_of_tags_stay():
    assert canonical("It [b]will[/b] hold [link to=x] now.").text == "It will hold now."


@pytest.mark.parametrize("words", ["[his]", "[after the storm]", "[…]", "[1]", "[sic]", "(…)"])
def test_insertions_of_the_desk_stay(words):
    text = f"“We keep {words} boats running,” she said."
    assert canonical(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "‘It’s “hers”,’ he said… – – — «no» „nein“ ‚so‘",
        "ﬁne ½ № ² Ⅳ ™ ｗｉｄｅ",
        "family 👩\u200d👩\u200d👧\u200d👦, flag 🏴\U000e0067\U000e0062\U000e007f, heart ❤\ufe0f",
        "\u200fمرحبا\u200e and \u2067עברית\u2069 and \u061c",
        "نمی\u200cخواهم क्\u200dष",
        "ภาษา\u200bไทย",
        "a\u00a0b\u202fc\tdouble  space",
        "unclosed “quote. . And ( stray , marks",
    ],
    ids=["quotes", "compatibility", "emoji", "directions", "joiners", "Thai", "spaces", "stray"],
)
def test_what_is_written_is_kept_as_it_is_written(text):
    assert canonical(text).text == text


def test_control_and_invisible_characters_are_left_out_and_counted():
    made = canonical("\ufeffThe wa\u00adll\x00 wi\u200bll ho\ufeffld.\x07\x00")
    assert made.text == "The wall will hold."
    assert left_out("A\x07 wall\x00\x00 wi\u200bll hold.") == [
        ("U+0000 × 2, U+0007 × 1", "control characters"),
        ("U+200B × 1", "invisible characters"),
    ]


def test_text_is_composed_once():
    assert canonical("cafe\u0301").text == "café"
    assert canonical("cafe\u200b\u0301").text == "café"


@pytest.mark.parametrize(
    "source", ["", "  \n\t", "\u200b\ufeff\n", "Source: Saltmere Post", "[video]"]
)
def test_a_source_without_any_text_of_an_article_is_unfit(source):
    with pytest.raises(Unfit):
        canonical(source)


def test_half_a_character_is_unfit():
    for read in (canonical, verbatim):
        with pytest.raises(Unfit, match=r"U\+D83D"):
            read("The wall \ud83d holds.")


@pytest.mark.parametrize(
    "source",
    [
        f"Wall raised\n\n\n\n{PROSE}\nwrapped \n\nSource: Saltmere Post\n\n\n",
        "cafe\u0301 wi\u200bll [video] \t hold",
        "Source: Saltmere Post",
    ],
)
def test_verbatim_is_exactly_the_source_with_its_details(source):
    made = verbatim(source)
    assert made.text == source
    assert made.left_out == []
    assert made.title
    if "Source" in source and PROSE in source:
        assert (made.title, made.outlet) == ("Wall raised", "Saltmere Post")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One.\nTwo.\r\nThree.", r"line 2 .* carriage return \(U\+000D\)"),
        ("One.\n\x00", r"line 2 .* control character \(U\+0000\)"),
        ("One.\x85", r"U\+0085"),
        (" \n\u200b", "white space"),
    ],
)
def test_verbatim_refuses_what_it_would_have_to_change(source, words):
    with pytest.raises(Unfit, match=words):
        verbatim(source)


PIECES = st.sampled_from(
    [
        *(PROSE, MORE, "Wall raised", "Source: Saltmere Post", "source feed-204", "AFP"),
        *("You may also like", "Advertisement", "By Ann Roe", "[video]", "[a b=c]", "[his]"),
        *("\n", "\n\n", "\r\n", " ", "\u200b", "\x00", "\ufeff", "\u200f", "e", "\u0301"),
        *("👩\u200d👧", "“", "»", "墙", ""),
    ]
)


@given(st.lists(PIECES).map("".join))
@example("e[a b=c]\u0301")
def test_a_canonical_text_is_canonical(source):
    try:
        made = canonical(source)
    except Unfit:
        return
    text = made.text
    assert text == unicodedata.normalize("NFC", text) == text.strip()
    assert not set("\r\x00\u200b\ufeff") & set(text)
    assert "\n\n\n" not in text
    assert text.replace("\n\n", "").count("\n") == 0
    assert [one.text for one in paragraphs(text)] == text.split("\n\n")
    assert made.title
    assert len(made.title) <= 200 or not made.title_generated


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_nothing_visible_is_lost_without_a_word(source):
    """Every visible character is in the text or in what was left out."""
    try:
        made = canonical(source)
    except Unfit:
        return
    together = made.text + "".join(part["text"] for part in made.left_out)
    visible = set(unicodedata.normalize("NFC", source))
    assert {one for one in visible if one.isprintable() and not one.isspace()} <= set(together)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n")))
def test_verbatim_never_changes_a_character(source):
    try:
        assert verbatim(source).text == source
    except Unfit:
        assert not source.strip("\u200b\u2060\ufeff\u00ad\u180e").strip() or not source.strip()


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a\r\nb", "a\nb"),
        ("a\r\r\nb", "a\nb"),
        ("a\rb\r\rc", "a\nb\n\nc"),
        ("a\x0bb\x0cc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("a\u2029b", "a\n\nb"),
        ("a" + "\r" * 5, "a" + "\n" * 5),
    ],
)
def test_every_line_end_becomes_a_line_feed(source, made):
    assert lines(source) == made


@pytest.mark.parametrize(
    ("paragraph", "made"),
    [
        ("a \x00 b", "a b"),
        ("a \x00b", "a b"),
        ("a \x00", "a"),
        ("a \x00\x00 b", "a  b"),
        ("\x00a\n \x00\nb", "a\n\nb"),
    ],
)
def test_a_cut_takes_the_space_before_it_where_there_is_one_behind_it(paragraph, made):
    assert without_cuts(paragraph) == made
