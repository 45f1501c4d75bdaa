from decimal import Decimal
from functools import reduce
from operator import add

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.spans.normalization import fold
from annotations.suggesting import suggest
from tests.annotations.suggesting.marked import LATER_TEXTS, TEXTS, unmarked
from tests.annotations.suggesting.scoring import score

ALL_TEXTS = TEXTS | LATER_TEXTS


def found(text, label, **arguments):
    return [one.exact for one in suggest(text, **arguments) if one.label == label]


def speakers(text):
    return [one.attributed_to for one in suggest(text) if one.label == "quote"]


def same_name(one, other):
    return fold(one) == fold(other)


def total(texts, label):
    scores = []
    for source in texts.values():
        text, marks = unmarked(source)
        wanted = [(m.start, m.end, m.attributed_to) for m in marks if m.label == label]
        scores.append(score(text, wanted, label, same_name))
    return reduce(add, scores)


@pytest.mark.parametrize("texts", [TEXTS, LATER_TEXTS], ids=["first texts", "later texts"])
def test_quotes_are_found_and_their_speakers_named_right_or_not_at_all(texts):
    quotes = total(texts, "quote")
    assert quotes.recall >= 0.85
    assert quotes.precision >= 0.85
    assert quotes.speakers >= 0.85
    assert quotes.named >= 0.6 * quotes.met


@pytest.mark.parametrize("texts", [TEXTS, LATER_TEXTS], ids=["first texts", "later texts"])
def test_statistics_are_found(texts):
    statistics = total(texts, "statistic")
    assert statistics.recall >= 0.85
    assert statistics.precision >= 0.75


@pytest.mark.parametrize("source", ALL_TEXTS.values(), ids=ALL_TEXTS.keys())
def test_values_are_read_from_the_words(source):
    text, marks = unmarked(source)
    values = {(m.start, m.end): m.value for m in marks if m.label == "statistic"}
    read = {(s.start, s.end): s.value for s in suggest(text) if s.label == "statistic"}
    both = values.keys() & read.keys()
    assert {place: read[place] for place in both} == {place: values[place] for place in both}


@pytest.mark.parametrize("source", ALL_TEXTS.values(), ids=ALL_TEXTS.keys())
def test_suggestions_are_cut_from_the_text(source):
    text, _ = unmarked(source)
    for one in suggest(text):
        assert text[one.start : one.end] == one.exact == one.exact.strip()


TAGS = {
    "name and verb": ("“We will not give in,” Ana Ruiz said.", "Ana Ruiz"),
    "verb and name": ("“We will not give in,” said Ana Ruiz.", "Ana Ruiz"),
    "a title before": ("“We will not give in,” Education Secretary Ana Ruiz said.", "Ana Ruiz"),
    "a role behind": ("“We will not give in,” Ana Ruiz, the mayor of Leeds, said.", "Ana Ruiz"),
    "a role before": ("“We will not give in,” said the mayor of Leeds, Ana Ruiz.", "Ana Ruiz"),
    "a body": ("“We will not give in,” the ministry said in a statement.", "ministry"),
    "a name before": ("Ana Ruiz told reporters: “We will not give in.”", "Ana Ruiz"),
    "a relative clause": (
        "It was rejected by Ana Ruiz, who said “we will not give in”.",
        "Ana Ruiz",
    ),
    "a participle": ("Ana Ruiz left early, saying “we will not give in”.", "Ana Ruiz"),
    "quoted as saying": ("Ana Ruiz was quoted as saying “we will not give in”.", "Ana Ruiz"),
    "according to": ("According to Ana Ruiz, “they will not give in”.", "Ana Ruiz"),
    "according to, behind": ("“They will not give in”, according to Ana Ruiz.", "Ana Ruiz"),
    "a label": ("Ana Ruiz: “We will not give in.”", "Ana Ruiz"),
    "he": ("Ben Cole arrived late. “We will not give in,” he said.", "Ben Cole"),
    "a surname": ("Ben Cole arrived late. “We will not give in,” Cole said.", "Ben Cole"),
    "a compound": ("Ben Cole stood up and said “we will not give in”.", "Ben Cole"),
    "two verbs": ("“We will not give in,” Ben Cole said, adding that he was tired.", "Ben Cole"),
    "nobody": ("“We will not give in, whatever they offer us now.”", ""),
    "nobody known": ("“We will not give in,” he said.", ""),
    "the wrong sex": ("Mr Ben Cole arrived late. “We will not give in,” she said.", ""),
    "a role on duty, before": (
        "“We will not give in,” said the officer on duty, Ana Ruiz.",
        "Ana Ruiz",
    ),
    "a parent of so many": ("“We will not give in,” Mother-of-two Ana Ruiz said.", "Ana Ruiz"),
    "a player": ("“We will not give in,” Substitute Ana Ruiz said.", "Ana Ruiz"),
    "a body itself": ("The World Bank itself wrote that “we will not give in”.", "World Bank"),
    "people in a place": (
        "Families in the village of Tor said “we will not give in”.",
        "Families in the village of Tor",
    ),
    "where unknown people are": (
        "Gardens in the village of Tor said “we will not give in”.",
        "",
    ),
    "behind a sentence without marks": (
        "Nine are still missing there, said Ana Ruiz on Friday. “We will not give in,” she said.",
        "Ana Ruiz",
    ),
    "of two": ("Ben Cole met Al Fox. The talks were long. “We will not give in,” they said.", ""),
}


@pytest.mark.parametrize(("text", "speaker"), TAGS.values(), ids=TAGS.keys())
def test_speakers_are_named_by_the_tag_or_not_at_all(text, speaker):
    assert speakers(text)[-1:] == [speaker]


def test_she_is_who_has_just_spoken_unless_she_was_spoken_of():
    before = "Mrs Eve Low came first. “It was late and we were cold,” she said.\n\n"
    spoke = "Ana Ruiz said: “We will not give in.” She added that the school was open."
    assert speakers(before + spoke) == ["Eve Low", "Ana Ruiz", "Ana Ruiz"]
    later = "Ana Ruiz called it “a shambles from start to end”.\n\n“We will not give in,” she said."
    assert speakers(before + later) == ["Eve Low", "Ana Ruiz", "Ana Ruiz"]
    turned = "Ana Ruiz, who runs a bakery, wants to go. “We will not give in,” she said."
    assert speakers(before + turned) == ["Eve Low", "Ana Ruiz"]
    told = "Ana Ruiz told her: “We will not give in.” She added that the school was open."
    assert speakers(before + told) == ["Eve Low", "Ana Ruiz", "Eve Low"]


MARKS = {
    "curly": ("He said “we are all leaving now”.", ["“we are all leaving now”"]),
    "straight": ('He said "we are all leaving now".', ['"we are all leaving now"']),
    "guillemets": ("He said «we are all leaving now».", ["«we are all leaving now»"]),
    "spaced guillemets": ("He said « we are all leaving now ».", ["« we are all leaving now »"]),
    "low and high": ("He said „we are all leaving now“.", ["„we are all leaving now“"]),
    "high and high": ("He said ”we are all leaving now”.", ["”we are all leaving now”"]),
    "single": ("He said ‘we don’t like leaving’.", ["‘we don’t like leaving’"]),
    "single straight": ("He said 'we don't like leaving'.", ["'we don't like leaving'"]),
    "mixed": ("He said “we are all leaving now».", ["“we are all leaving now»"]),
    "nested": (
        "He said “she told us ‘go’ and we are going”.",
        ["“she told us ‘go’ and we are going”"],
    ),
    "nested alike": (
        "He said “she told us “go” and we are going”.",
        ["“she told us “go” and we are going”"],
    ),
    "never closed": ("He said “we are all leaving now.", ["“we are all leaving now."]),
    "closed behind the tag": (
        "“We are leaving. It is late, he said.",
        ["“We are leaving. It is late,"],
    ),
    "never opened": (
        "“We go,” he said. It is late and we are tired.”",
        ["“We go,”", "It is late and we are tired.”"],
    ),
    "apostrophes": ("The workers’ hall was the ’90s’ best.", []),
    "inches": ('The 6\'2" guard wore 5" heels all day long.', []),
    "a code": ("[embed slug=”it-was-they-who-said-so-in-the-end/”]", []),
    "a term": ("The “bedroom tax” was dropped.", []),
    "a title": ("She said “The Old Man and the Sea” was long.", []),
}


@pytest.mark.parametrize(("text", "expected"), MARKS.values(), ids=MARKS.keys())
def test_quotes_are_marked_from_mark_to_mark(text, expected):
    assert found(text, "quote") == expected


INDIRECT = {
    "with that": ("Ana Ruiz warned that the dam could burst.", ["the dam could burst"]),
    "without that": ("Ana Ruiz said the dam could burst.", ["the dam could burst"]),
    "on a day": ("Ana Ruiz said on Monday that the dam could burst.", ["the dam could burst"]),
    "told somebody": ("Ana Ruiz told the Mail that the dam could burst.", ["the dam could burst"]),
    "behind": ("The dam could burst, police said on Monday.", ["The dam could burst"]),
    "a verb before a name": (
        "The dam could burst tonight, said Ana Ruiz, the mayor.",
        ["The dam could burst tonight"],
    ),
    "a name before the verb": (
        "The mayor, Ana Ruiz, said Crane was ashamed of it.",
        ["Crane was ashamed of it"],
    ),
    "at least so many": (
        "Ana Ruiz says at least 40 people were hurt.",
        ["at least 40 people were hurt"],
    ),
    "at a place": ("Ana Ruiz says at the gate she was hurt.", []),
    "numbers added": ("The company added 400 jobs and raised wages.", []),
    "according to": ("According to Ana Ruiz, the dam could burst.", ["the dam could burst"]),
    "a paper": ("According to the figures, the dam could burst.", []),
    "nothing said": ("Ana Ruiz said nothing about it.", []),
    "said where": ("Ana Ruiz said in Rome.", []),
    "a share": ("A third of drivers said they would stay at home.", []),
}


@pytest.mark.parametrize(("text", "expected"), INDIRECT.values(), ids=INDIRECT.keys())
def test_quotes_without_marks_are_what_is_said(text, expected):
    assert found(text, "quote") == expected


NUMBERS = {
    "36 countries": ("36 countries took part.", "36 countries", 36, "countries"),
    "a modifier": ("Over 60% of them left.", "Over 60%", 60, "%"),
    "money": ("It gave $1.9 billion in aid.", "$1.9 billion", 1900000000, "USD"),
    "short money": ("It made £3.2bn in May.", "£3.2bn", 3200000000, "GBP"),
    "money in words": ("It cost 12 million euros.", "12 million euros", 12000000, "EUR"),
    "spelled": ("Twenty-five ships sank.", "Twenty-five ships", 25, "ships"),
    "and a half": ("It took two and a half years.", "two and a half years", "2.5", "years"),
    "grouped": ("Some 12,500 fans came.", "Some 12,500 fans", 12500, "fans"),
    "half": ("More than half of the aid has come.", "More than half of the aid", 50, "%"),
    "half in full": ("Half of voters agree.", "Half of voters", 50, "%"),
    "pence": ("It takes 62p of every pound.", "62p", 62, "pence"),
    "a currency like its plural": ("It paid 50 million yen.", "50 million yen", 50000000, "JPY"),
    "two thirds": ("Two-thirds of voters agree.", "Two-thirds of voters", "66.7", "%"),
    "one of five": (
        "It is one of the five members.",
        "one of the five members",
        1,
        "of five members",
    ),
    "one in ten": ("One in ten adults is a smoker.", "One in ten adults", 10, "%"),
    "vague": ("Thousands of people marched.", "Thousands of people", None, "people"),
    "a range": ("From 3 to 5 boats came.", "3 to 5 boats", None, "boats"),
    "hyphened": ("The three-day strike ended.", "three-day", 3, "day"),
    "points": ("It fell by 3 percentage points.", "3 percentage points", 3, "percentage points"),
    "elided": ("He hired another 20.", "another 20", 20, ""),
    "degrees": ("It was 41.5°C at noon.", "41.5°C", "41.5", "°C"),
    "bare degrees": ("It was 41° at noon.", "41°", 41, "°"),
    "a score": ("It was a 3-1 win.", "3-1 win", None, ""),
    "times": ("It grew three times faster.", "three times", 3, "times"),
}


@pytest.mark.parametrize("space", ["", " ", "\u00a0", "\u202f", "\u2009"])
def test_degrees_below_zero_are_found_one_after_the_other(space):
    found = suggest(f"It was -5°C and −7{space}°C at night.")
    assert [(one.exact, one.value, one.unit) for one in found if one.label == "statistic"] == [
        ("-5°C", -5, "°C"),
        (f"−7{space}°C", -7, "°C"),
    ]


@pytest.mark.parametrize(("text", "exact", "value", "unit"), NUMBERS.values(), ids=NUMBERS.keys())
def test_statistics_have_their_value_and_unit(text, exact, value, unit):
    (one,) = [one for one in suggest(text) if one.label == "statistic"]
    assert (one.exact, one.value, one.unit) == (
        exact,
        None if value is None else Decimal(value),
        unit,
    )


@pytest.mark.parametrize(
    "text",
    [
        "It was adopted on 26 April 2022.",
        "It began at 9:30 p.m. and ended at 11 a.m.",
        "Under article 99 the council may act on resolution 1701.",
        "The G7 and the G20 met.",
        "Ana Ruiz, 45, left.",
        "Children under eight travel for free, and so do adults over 60.",
        "It grew in the first half of the year.",
        "It came on the 26th, its third anniversary.",
        "The two countries agreed.",
        "It was built in 1998.",
        "He came three years ago, and again in the last two weeks.",
        "One of the letter’s signatories left.",
        "She caught COVID-19 on flight 370.",
        "He comes on Tuesday (26).",
    ],
)
def test_numbers_that_count_nothing_are_no_statistics(text):
    assert found(text, "statistic") == []


def test_claims_are_clauses_that_can_be_checked():
    assert found("Critics reported that Norway exported 40 tonnes of cod in 2020.", "claim") == [
        "Norway exported 40 tonnes of cod in 2020"
    ]
    assert found("It is perhaps the prettiest view in town.", "claim") == []
    assert found("Did Norway export 40 tonnes of cod in 2020?", "claim") == []


CLAIMS = {
    "behind a dateline": "OSLO, 4 May (Agency) - Norway exported 40 tonnes of cod in 2020.",
    "before who says so": "Norway exported 40 tonnes of cod in 2020, the ministry said on Friday.",
    "behind who says so": "The ministry said Norway exported 40 tonnes of cod in 2020.",
    "behind who was told": "Ministers were told that Norway exported 40 tonnes of cod in 2020.",
}


@pytest.mark.parametrize("text", CLAIMS.values(), ids=CLAIMS.keys())
def test_claims_are_without_who_says_so(text):
    assert found(text, "claim") == ["Norway exported 40 tonnes of cod in 2020"]


def test_a_claim_ends_with_its_per_cent():
    assert found("The bank held its rate on Friday at 5.25% to 5.5%.", "claim") == [
        "The bank held its rate on Friday at 5.25% to 5.5%"
    ]


def test_the_first_person_claims_with_figures_and_foresees_nothing():
    assert found("We drilled 40 wells in the north.", "claim") == [
        "We drilled 40 wells in the north"
    ]
    assert found("I never saw Oslo before the war.", "claim") == []
    assert found("Analysts expect 40 tonnes of cod in the spring.", "claim") == []


def test_languages_without_words_of_their_own_get_only_what_is_written_alike():
    text = "«Wij zullen dat nooit zo aanvaarden», zei Ana Ruiz. Het kost 30 % en 12 mensen."
    assert found(text, "quote", language="nl-BE") == ["«Wij zullen dat nooit zo aanvaarden»"]
    assert found(text, "statistic", language="nl-BE") == ["30 %"]
    assert found(text, "claim", language="nl-BE") == []


def test_nothing_is_suggested_of_nothing():
    assert suggest("") == suggest(" \n\n ") == []


PIECES = "said and that Ana Ruiz he she , . “ ” ‘ ’ \" ' « » who 12 % million of the ( : half ? a"
pieces = st.sampled_from([*PIECES.split(), "according to", "\n", "\n\n"])


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(pieces, max_size=60).map(" ".join)))
def test_any_text_at_all_gives_suggestions_cut_from_it(text):
    last = {}
    for one in suggest(text):
        assert text[one.start : one.end] == one.exact
        assert one.exact.strip()
        assert one.start >= last.get(one.label, 0)
        last[one.label] = one.end
