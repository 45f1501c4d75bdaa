import pytest

from annotations.disagreements.comparison import compare
from annotations.review.pages.questions import (
    ask_question,
    describe_differences,
    describe_group,
    one_of,
)
from tests.worlds import A, B, C, drawn_spans


def group_of(rows, **details):
    (group,) = compare(drawn_spans(rows, **details), rows).groups
    return group


@pytest.mark.parametrize(
    ("rows", "details", "asked"),
    [
        ({A: "cccc", B: "cccccc"}, {}, "Where does this claim end?"),
        ({A: "..qq", B: "qqqq"}, {}, "Where does this quote begin?"),
        ({A: ".ss.", B: "ssss"}, {}, "Where does this statistic begin and end?"),
        ({A: "cccc", B: "qqqq"}, {}, "Claim or quote?"),
        ({A: "cccc", B: "qqqq", C: "ssss"}, {}, "Claim, quote or statistic?"),
        ({A: "cccc", B: "...."}, {}, "Is this a claim?"),
        ({A: "cccccc", B: "cc.ccc"}, {}, "One claim or several?"),
        ({A: "qq", B: "qq"}, {"a1": {"attributed_to": "Ana"}}, "Who is quoted?"),
        ({A: "cc", B: "cc"}, {"a1": {"attributed_to": "Ana"}}, "Who says so?"),
        ({A: "ss", B: "ss"}, {"a1": {"value": 5}}, "What is the number?"),
        ({A: "ss", B: "ss"}, {"a1": {"unit": "USD"}}, "What is counted?"),
        ({A: "ss", B: "ss"}, {"a1": {"unit": "%", "value": 5}}, "What does this statistic say?"),
        (
            {A: "cc", B: "cc"},
            {"a1": {"facts": frozenset({(1, "supports")})}},
            "Which facts bear on this claim?",
        ),
        (
            {A: "cc", B: "cc"},
            {
                "a1": {"facts": frozenset({(1, "supports")})},
                "b1": {"facts": frozenset({(1, "context")})},
            },
            "What does the fact say of it?",
        ),
    ],
)
def test_a_group_asks_what_has_to_be_decided(rows, details, asked):
    assert ask_question(group_of(rows, **details)) == asked


def test_all_differences_of_a_group_are_told():
    told = describe_differences(group_of({A: "cccc", B: "..cc", C: "...."}))
    assert told == "Same label, different extent · not everybody marked it · overlap 17 %"


@pytest.mark.parametrize(
    ("letters", "layers", "told"),
    [(["A"], 3, "only A"), (["A", "B"], 3, "1 without"), (["A", "C"], 4, "only A, C")],
)
def test_who_marked_it_is_told_by_the_shorter_list(letters, layers, told):
    assert describe_group("missing", ["claim"], 0.0, letters, layers) == told


def test_names_are_listed_as_one_says_them():
    assert one_of(["claim"]) == "Claim"
    assert one_of(["claim", "quote", "statistic"]) == "Claim, quote or statistic"
