"""Subtitles: what is spoken, who speaks it, and when."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.drafts import Draft, Unreadable
from tests.articles.readers.reading import PARAGRAPHS, all_of, only, refusal


def moment(seconds, mark="."):
    return f"00:{seconds // 60:02}:{seconds % 60:02}{mark}500"


def cue(start, words, *, end=0, mark=".", number=""):
    head = f"{number}\n" if number else ""
    return f"{head}{moment(start, mark)} --> {moment(end or start + 3, mark)}\n{words}\n\n"


def vtt(*cues):
    return "WEBVTT\n\n" + "".join(cues)


HALVES = ["The harbour wall of Saltmere", "will be raised by two metres."]
WALL = " ".join(HALVES)


def test_cues_are_joined_to_sentences_and_lead_to_their_seconds():
    draft = only("talk.vtt", vtt(cue(1, HALVES[0]), cue(4, HALVES[1])))
    assert (draft.text, draft.media_type) == (WALL, "text/vtt")
    assert draft.timecodes == [[0, 1.5], [len(HALVES[0]) + 1, 4.5]]
    assert Draft.from_json(draft.as_json(), draft.raw) == draft


@pytest.mark.parametrize("name", ["talk.srt", "talk", "talk.txt"])
def test_srt_numbers_its_cues_and_writes_commas(name):
    cues = [cue(1 + 3 * at, half, mark=",", number=at + 1) for at, half in enumerate(HALVES)]
    data = "".join(cues)
    for source in (
        data,
        data.replace("\n", "\r\n"),
        f"\ufeff{data}",
        data.replace("\n", "\r"),
        data.replace("\n", "\r\r\n"),
        data.replace("\n00:", "\n\n00:"),
    ):
        draft = only(name, source)
        assert (draft.text, draft.media_type) == (WALL, "application/x-subrip")


@pytest.mark.parametrize(
    "words",
    [
        f"<i>{HALVES[0]}</i>",
        f"<c.yellow>{HALVES[0]}</c>",
        f"{{\\an8}}{HALVES[0]}",
        "The <00:00:01.900>harbour<00:00:02.100><c> wall</c> of Saltmere",
        "The harbour wall\nof Saltmere",
    ],
)
def test_tags_and_places_are_left_out(words):
    placed = cue(1, words).replace("\n", " align:start position:0%\n", 1)
    assert only("talk.vtt", vtt(placed, cue(4, HALVES[1]))).text == WALL


def test_one_speaker_is_a_note():
    cues = [cue(1 + 3 * at, f"<v Ida Holm>{half}</v>") for at, half in enumerate(HALVES)]
    draft = only("talk.vtt", vtt(*cues))
    assert (draft.text, draft.notes) == (WALL, ["Spoken by Ida Holm."])
    assert draft.title_generated


def test_several_speakers_have_paragraphs_with_their_names():
    draft = only("t.vtt", vtt(cue(1, f"<v Ida>{WALL}"), cue(4, "<v.loud Per>When?\n<v Ida>Soon.")))
    assert draft.text == f"Ida: {WALL}\n\nPer: When?\n\nIda: Soon."
    assert [offset for offset, _ in draft.timecodes] == [
        draft.text.index(words) for words in (WALL, "When?", "Soon.")
    ]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("- Is it high?", "- It is.", "Is it high?\n\nIt is."),
        (
            ">> IDA HOLM: Is it high?",
            ">> PER EK: It is.",
            "IDA HOLM: Is it high?\n\nPER EK: It is.",
        ),
        ("IDA: Is it high?", "PER: It is.", "IDA: Is it high?\n\nPER: It is."),
        ("Is it high?\n- It is.", "So it is.", "Is it high?\n\nIt is. So it is."),
    ],
)
def test_another_speaker_begins_a_paragraph(first, second, text):
    assert only("t.vtt", vtt(cue(1, first), cue(4, second))).text == text


def test_a_pause_begins_a_paragraph_after_a_sentence():
    parted = only("t.vtt", vtt(cue(1, "It is high."), cue(9, "It is wet.")))
    assert parted.text == "It is high.\n\nIt is wet."
    assert only("t.vtt", vtt(cue(1, "It is"), cue(7, "high."))).text == "It is high."


def test_a_long_speech_has_paragraphs():
    cues = [cue(3 * at, sentence) for at, sentence in enumerate(PARAGRAPHS * 12)]
    text = only("t.vtt", vtt(*cues)).text
    assert text.replace("\n\n", " ") == " ".join(PARAGRAPHS * 12)
    assert max(map(len, text.split("\n\n"))) < 800
    endless = "".join(cue(3 * at, "words without any end") for at in range(200))
    assert max(map(len, only("t.vtt", vtt(endless)).text.split("\n\n"))) < 1_400


def test_remarks_styles_and_sounds_are_no_words():
    head = "WEBVTT - Talk\nLanguage: en-GB\n\nSTYLE\n::cue { color: red }\n\n"
    head += "NOTE for the desk\nonly\n\n"
    draft = only("t.vtt", head + cue(1, "[Applause]") + cue(4, "♪ ♪") + cue(7, WALL))
    assert (draft.text, draft.language) == (WALL, "en-GB")
    assert draft.left_out == [
        {"text": "for the desk\nonly", "reason": "remark"},
        {"text": "[Applause]", "reason": "sound"},
        {"text": "♪ ♪", "reason": "sound"},
    ]


def test_lines_that_roll_up_are_kept_once():
    lines = ["The harbour wall", "of Saltmere will", "be raised by", "two metres."]
    rolling = [cue(at, f"{one}\n{two}") for at, (one, two) in enumerate(pairwise(lines))]
    draft = only("t.vtt", vtt(*rolling))
    assert draft.text == WALL
    assert draft.left_out == [{"text": "2 lines that are shown twice", "reason": "repeated"}]


def test_what_is_said_twice_is_kept_twice():
    draft = only(
        "t.vtt", vtt(cue(1, "No."), cue(4, "No."), cue(7, "Never."), cue(10, "Never more."))
    )
    assert draft.text == "No. No. Never. Never more."


def test_a_blank_line_inside_a_cue_loses_nothing():
    data = cue(1, f"{HALVES[0]}\n\n{HALVES[1]}", mark=",", number=1)
    assert only("t.srt", data).text == WALL


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("WEBVTT\n\n", "there is no cue with its moments in the subtitles"),
        ("WEBVTT\n\nNOTE nothing\n", "there is no cue with its moments in the subtitles"),
        (vtt(cue(1, "[Music]")), "there are no words in the subtitles"),
        (vtt(cue(1, "")), "there are no words in the subtitles"),
    ],
)
def test_subtitles_without_words_are_refused(data, reason):
    assert refusal("t.vtt", data) == reason


def test_a_text_about_subtitles_is_a_text():
    text = "WEBVTT is how browsers write subtitles. They show them below a film."
    assert only("a.txt", text).text == text


def test_subtitles_cannot_be_read_verbatim():
    assert "verbatim" in only("t.vtt", vtt(cue(1, WALL)), verbatim=True).reason


PIECES = st.sampled_from(
    [
        "1\n",
        "00:00:01.000 --> 00:00:02.000\n",
        "0:1.1 --> \n",
        "<v A>",
        "words\n",
        "\n\n",
        "NOTE x\n",
    ]
)


@given(st.lists(PIECES, max_size=20))
def test_no_subtitles_raise_and_every_moment_is_in_the_text(pieces):
    for draft in all_of("t.vtt", "WEBVTT\n\n" + "".join(pieces)):
        assert isinstance(draft, Draft | Unreadable)
        if isinstance(draft, Draft):
            offsets = [offset for offset, _ in draft.timecodes]
            assert offsets == sorted(offsets)
            assert all(0 <= offset < len(draft.text) for offset in offsets)


def test_a_cue_of_very_many_lines_and_very_many_cues_are_read():
    lines = only("t.vtt", vtt(cue(1, "word\n" * 100_000)))
    assert lines.text.count("word") == 100_000
    cues = only("t.vtt", vtt(cue(1, "a") * 20_000))
    assert cues.text.count("a") == 20_000
