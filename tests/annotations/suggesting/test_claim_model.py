"""The learnt weights: what they take for a claim, and where they come from."""

import pytest

from annotations.suggesting import claim_model, suggest

CHECKED = [
    "Unemployment rose to 9 percent in 2012, the highest in thirty years.",
    "The senator voted against the bill three times.",
    "The company paid 40 million dollars in taxes last year.",
]
LEFT = [
    "The road winds down to a bay of grey stones.",
    "It is time to think about what comes after all this.",
    "The garden was quiet and the light was soft.",
]


@pytest.mark.parametrize("text", CHECKED)
def test_what_can_be_looked_up_is_a_claim(text):
    assert [one.exact for one in suggest(text) if one.label == "claim"]


@pytest.mark.parametrize("text", LEFT)
def test_what_nobody_would_check_is_none(text):
    assert [one for one in suggest(text) if one.label == "claim"] == []


def test_a_sentence_that_states_two_things_is_two_claims():
    text = (
        "Norway exported 40 tonnes of cod to France in 2020, and Sweden has imported 30 tonnes of "
        "herring since 2019."
    )
    assert [one.exact for one in suggest(text) if one.label == "claim"] == [
        "Norway exported 40 tonnes of cod to France in 2020",
        "Sweden has imported 30 tonnes of herring since 2019",
    ]


def test_the_weights_say_whose_sentences_they_were_learnt_from_and_are_small():
    head = claim_model.FILE.read_text(encoding="utf-8")[:400]
    assert "ClaimBuster" in head
    assert "CC BY 4.0" in head
    assert claim_model.FILE.stat().st_size < 71_000
