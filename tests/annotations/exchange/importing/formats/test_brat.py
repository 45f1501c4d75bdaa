"""Reading brat standoff."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.importing.formats import brat
from annotations.exchange.importing.layer_read import SpanRead, Unusable, label_mapping

TEXT = "“Go,” she said, “now.”\nNaïve 🙂 hopes of 640 people."
MAP = {"Content": "quote", "Number": "statistic", "Cue": ""}


def read(*lines, text=TEXT, given=MAP):
    return brat.read("a.ann", "ada", text.encode(), text, "\n".join(lines), label_mapping(given))


def refused(*lines, **options):
    made = read(*lines, **options)
    assert made.spans == []
    ((name, reason),) = made.refused
    return name, reason


def test_a_line_is_a_span_in_code_points():
    start = TEXT.index("640")
    made = read(f"T1\tNumber {start} {start + 10}\t640 people")
    assert made.spans == [SpanRead("T1", start, start + 10, "640 people", "statistic")]
    assert (made.name, made.editor, made.raw) == ("a.ann", "ada", TEXT.encode())


def test_a_span_of_several_stretches_becomes_a_group():
    second = TEXT.index("“now")
    made = read(f"T7\tContent 0 5;{second} {second + 6}\t“Go,” “now.”", "#1\tNote T7\tSplit")
    assert [(span.exact, span.group, span.note) for span in made.spans] == [
        ("“Go,”", "T7", "Split"),
        ("“now.”", "T7", ""),
    ]
    assert read("T7\tContent 0 5\t“Go,”").spans[0].group is None


def test_a_line_break_in_a_span_is_a_space_in_its_line():
    made = read("T1\tContent 16 28\t“now.” Naïve")
    assert made.spans[0].exact == "“now.”\nNaïve"


def test_notes_are_those_on_the_span_and_others_are_counted():
    made = read(
        "#1\tAnnotatorNotes T1\tFirst",
        "T1\tContent 0 5\t“Go,”",
        "#2\tAnnotatorNotes T1\tSecond",
        "#3\tAnnotatorNotes R1\tOn a relation",
    )
    assert made.spans[0].note == "First\nSecond"
    assert made.left_aside == {"notes on other things": 1}


def test_what_there_is_no_place_for_is_counted():
    made = read(
        "T1\tContent 0 5\t“Go,”",
        "T2\tCue 6 14\tshe said",
        "T3\tPerson 6 9\tshe",
        "A1\tNegated T1",
        "M1\tSure T1",
        "R1\tSaid Arg1:T3 Arg2:T1",
        "E1\tSaying:T2 Who:T3",
        "N1\tReference T3 Wikipedia:1",
        "*\tEquiv T1 T2",
        "",
        "% of no kind",
    )
    assert [span.name for span in made.spans] == ["T1"]
    assert made.refused == []
    assert made.left_aside == {
        "attributes": 2,
        "relations": 1,
        "events": 1,
        "normalizations": 1,
        "equivalences": 1,
        "spans “Cue”": 1,
        "spans “Person”": 1,
    }
    assert made.unread == {"lines of another kind": 1}


def test_without_a_map_only_our_own_labels_are_known():
    assert read("T1\tQUOTE 0 5\t“Go,”", given={}).spans[0].label == "quote"
    name, reason = refused("T1\tPerson 6 9\tshe", given={})
    assert name == "T1"
    assert "“Person” is none of claim, quote, statistic" in reason


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("T1\tContent 0 5\t“Stop,”", "T1", 'the words there are "“Go,”", not "“Stop,”"'),
        ("T1\tContent 5 5\t", "T1", "empty"),
        ("T1\tContent 9 5\tx", "T1", "empty"),
        ("T1\tContent 0 999\tx", "T1", f"0 to 999 is no place in a text of {len(TEXT)} char"),
        ("T1\tContent 0 5;7 999\tx", "T1", "0 to 5, 7 to 999 is no place"),
        (f"T1\tContent 0 {'9' * 5000}\tx", "line 1", "no span"),
        ("T1\tContent ٠ ٥\t“Go,”", "line 1", "no span"),
        ("T1 Content 0 5 “Go,”", "line 1", "no span"),
        ("T1\tContent x 5\t“Go,”", "line 1", "no span"),
        ("T1\tContent 0 -5\t“Go,”", "line 1", "no span"),
    ],
)
def test_a_span_that_cannot_be_read_is_named(line, name, words):
    found, reason = refused(line)
    assert found == name
    assert words in reason


def test_a_file_of_another_system_reads_the_same():
    assert read("T1\tContent 0 5\t“Go,”\r").spans == read("T1\tContent 0 5\t“Go,”").spans


def test_an_empty_file_says_that_there_is_nothing_to_mark_and_that_is_told():
    made = read("")
    assert (made.spans, made.unread.total()) == ([], 0)
    assert "a.ann is empty" in made.notes[0]


@pytest.mark.parametrize(
    ("unit", "told"), [("utf-16-le", "UTF-16"), ("utf-8", "bytes"), ("utf-32-le", "")]
)
def test_what_the_numbers_count_is_told_by_the_words(unit, told):
    width = {"utf-16-le": 2, "utf-8": 1, "utf-32-le": 4}[unit]
    lines = []
    for number, words in enumerate(("“Go,”", "hopes", "640 people")):
        start = len(TEXT[: TEXT.index(words)].encode(unit)) // width
        end = start + len(words.encode(unit)) // width
        lines.append(f"T{number}\tContent {start} {end}\t{words}")
    made = read(*lines)
    assert [span.exact for span in made.spans] == ["“Go,”", "hopes", "640 people"]
    assert made.refused == []
    assert [told in note for note in made.notes] == ([True] if told else [])


def test_line_ends_of_two_characters_become_one_and_offsets_move_along():
    text = TEXT.replace("\n", "\r\n")
    start = text.index("640")
    made = read(f"T1\tNumber {start} {start + 3}\t640", text=text)
    assert made.raw == TEXT.encode()
    assert made.as_it_came == text.encode()
    assert [(span.start, span.exact) for span in made.spans] == [(start - 1, "640")]
    counted_as_one = read(f"T1\tNumber {start - 1} {start + 2}\t640", text=text)
    assert counted_as_one.spans == made.spans


def test_labels_map():
    label_of = label_mapping({"Content": "quote", "Cue": ""})
    assert [label_of(kind) for kind in ("Content", "Cue", "Claim", "Else")] == [
        "quote",
        None,
        "claim",
        None,
    ]
    with pytest.raises(Unusable, match="Else"):
        label_mapping({})("Else")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_whatever_a_file_holds_is_taken_refused_or_counted(lines):
    made = brat.read("a.ann", "ada", b"", TEXT, lines, label_mapping(MAP))
    assert all(TEXT[span.start : span.end] == span.exact for span in made.spans)


@given(st.data())
def test_every_extent_is_read_as_it_stands(data):
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    words = TEXT[start:end].replace("\n", " ")
    (span,) = read(f"T1\tContent {start} {end}\t{words}").spans
    assert (span.start, span.end, span.exact) == (start, end, TEXT[start:end])
