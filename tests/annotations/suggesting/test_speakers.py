"""Whose words they are: the one who is named, or nobody; never a wrong name."""

import json

import pytest

from annotations.suggesting import suggest
from tests.shared import INPUTS, needs_inputs

SPOKESWOMAN = (
    "Ines Halloran, a spokeswoman for the ministry, spoke on Monday.\n\n“We shall not comment,” "
)
MAYOR = "Mayor Ana Ruiz came. “I think nobody will ever ask for it,” "
WORDS = "“I think nobody will ever ask for it.”"
SAID = "“I think nobody will ever ask for it,” "

REFERRED = {
    "the role": (SPOKESWOMAN + "the spokeswoman said.", "Ines Halloran"),
    "the role with what was said of her": (
        SPOKESWOMAN + "the ministry’s spokeswoman said.",
        "Ines Halloran",
    ),
    "somebody of the role": (SPOKESWOMAN + "a spokeswoman said.", "spokeswoman"),
    "somebody of the role, verb first": (SPOKESWOMAN + "said a spokeswoman.", "spokeswoman"),
    "somebody of another body": (SPOKESWOMAN + "a bank spokeswoman said.", "bank spokeswoman"),
    "the one of another body": (SPOKESWOMAN + "the bank’s spokeswoman said.", "bank’s spokeswoman"),
    "the former one": (SPOKESWOMAN + "the former spokeswoman said.", "former spokeswoman"),
    "the mayor": (MAYOR + "the mayor said.", "Ana Ruiz"),
    "the deputy": (MAYOR + "the deputy mayor said.", "deputy mayor"),
    "the mayor of a place": (MAYOR + "the mayor of Leeds said.", "mayor of Leeds"),
    "a mayor": (MAYOR + "a mayor said.", "mayor"),
}


@pytest.mark.parametrize(("text", "speaker"), REFERRED.values(), ids=REFERRED.keys())
def test_a_role_is_the_named_person_if_it_is_the_one_and_said_of_them(text, speaker):
    assert speakers(text) == [speaker]


NOT_NAMES = {
    "a verb first": (f"Replied Ana Ruiz: {WORDS}", "Ana Ruiz"),
    "a verb, a name and a role": (f"Wrote Holm, the mayor: {WORDS}", "Holm"),
    "an adverb": (f"Reluctantly Holm said: {WORDS}", "Holm"),
    "an adverb and a comma": (f"Privately, Holm said: {WORDS}", "Holm"),
    "a time": (f"Yesterday Ana Holm said: {WORDS}", "Ana Holm"),
    "a name like an adverb": (f"Kelly Holm said: {WORDS}", "Kelly Holm"),
}


@pytest.mark.parametrize(("text", "speaker"), NOT_NAMES.values(), ids=NOT_NAMES.keys())
def test_words_that_begin_a_sentence_are_no_names(text, speaker):
    assert speakers(text) == [speaker]


NAMED_BESIDE = {
    "an abbreviation in the apposition": (
        SAID + "Lena Voss, engineer in the northern district at Aldon Mfg., said in a note.",
        "Lena Voss",
    ),
    "a clause in it": (
        SAID + "Lena Voss, who chairs the board of Aldon Inc., told reporters.",
        "Lena Voss",
    ),
    "an adverb before the verb": (SAID + "Lena Voss quickly added.", "Lena Voss"),
    "later": (SAID + "Lena Voss later wrote.", "Lena Voss"),
    "a time behind the name": (SAID + "reported the Gazette last week.", "Gazette"),
    "a paragraph before": (f"Dane Voss put it this way:\n\n{WORDS}", "Dane Voss"),
    "a line before": (f"Dane Voss, the editor, began with a joke:\n{WORDS}", "Dane Voss"),
    "a dash": (f"{WORDS} — Dane Voss", "Dane Voss"),
}


@pytest.mark.parametrize(("text", "speaker"), NAMED_BESIDE.values(), ids=NAMED_BESIDE.keys())
def test_who_is_named_beside_the_words_speaks(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "lead", ["Dane Voss found a note:", "On the door of Dane Voss hung a sign:", "It was cold:"]
)
def test_words_behind_a_colon_are_nobodys_if_somebody_only_found_them(lead):
    assert speakers(f"{lead}\n\n{WORDS}") == [""]


def test_what_is_told_in_the_first_person_does_not_change_who_speaks():
    text = (
        "“We were waiting for years for something like this,” said Dane Voss. "
        "I heard that the mayor is coming. Ana Ruiz will hardly succeed.\n"
        "“We shall have to see what comes of it.”"
    )
    assert set(speakers(text)) == {"Dane Voss"}


@needs_inputs
@pytest.mark.shared
def test_the_speakers_that_failed_once():
    lines = (INPUTS / "data" / "suggestions" / "speakers.jsonl").read_text("utf-8").splitlines()
    for one in map(json.loads, lines):
        assert speakers(one["text"])[-1] == one["speaker"], one["text"]


def speakers(text):
    return [one.attributed_to for one in suggest(text) if one.label == "quote"]
