"""What a page says of its language is held against its text."""

import pytest

from articles.readers.page.tongues import language_of

ENGLISH = (
    "The council of Saltmere voted on Tuesday to raise the harbour wall by two metres, after a "
    "debate that lasted nearly six hours. Fishermen had asked for it since the storm of last "
    "winter, in which four boats were lost. Work is to begin in May and to last for three "
    "years, officials said, and the ferry will leave from the old quay until then."
)
SWAHILI = (
    "Baraza la mji wa Saltmere lilipiga kura siku ya Jumanne kuinua ukuta wa bandari kwa mita "
    "mbili, baada ya mjadala uliodumu karibu saa sita. Wavuvi walikuwa wameomba hivyo tangu "
    "dhoruba ya mwaka jana, ambapo mashua nne zilipotea. Kazi itaanza mwezi wa Mei na itadumu "
    "kwa miaka mitatu, maafisa walisema, na kivuko kitaondoka kutoka gati la zamani hadi wakati "
    "huo."
)


@pytest.mark.parametrize("stated", [["en-GB"], ["??", "en-GB"], ["", "en_gb"], ["und", "en-GB"]])
def test_a_stated_language_that_fits_is_taken(stated):
    notes = []
    assert language_of(stated, ENGLISH, notes) == "en-GB"
    assert notes == []


def test_a_language_that_the_text_is_not_in_is_told_and_the_texts_taken():
    notes = []
    assert language_of(["en-US"], SWAHILI, notes) == "sw"
    assert notes == ["The page says that it is in “en-US”, but its text is in “sw”."]


@pytest.mark.parametrize("stated", ["scn", "tlh", "nb"])
def test_a_language_that_the_model_does_not_know_or_confuses_is_believed(stated):
    notes = []
    text = (
        ENGLISH
        if stated != "nb"
        else "Rådet i byen vedtok tirsdag å heve muren i havnen med to meter. " * 8
    )
    assert language_of([stated], text, notes) == stated
    assert notes == []


def test_a_short_text_contradicts_nothing():
    assert language_of(["sw"], "Yes, said the mayor.", []) == "sw"


@pytest.mark.parametrize("stated", [[], [""], ["??"], ["und"], ["zxx"]])
def test_where_nothing_is_stated_the_text_alone_tells(stated):
    assert language_of(stated, ENGLISH, []) == ""
