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
    group = group_of({A: "cccc", B: "..cc", C: "...."})
    told = describe_differences(group, {A: "A", B: "B", C: "C"})
    assert told == (
        "Different start or end · marked by A, B, not by all · 17 % of the words shared"
    )


def test_of_one_editor_alone_no_share_is_told():
    told = describe_differences(group_of({A: "cccc", B: "...."}), {A: "B", B: "A"})
    assert told == "Marked by B only"


@pytest.mark.parametrize(
    ("kind", "labels", "letters", "told"),
    [
        ("missing", ["claim"], ["A"], "Marked by A only"),
        ("missing", ["claim"], ["A", "C"], "Marked by A, C, not by all"),
        ("label", ["claim", "quote"], ["A", "B"], "Claim or quote"),
        ("boundary", ["claim"], ["A", "B"], "Different start or end"),
    ],
)
def test_a_line_of_the_list_tells_how_the_editors_differ(kind, labels, letters, told):
    assert describe_group(kind, labels, letters) == told


def test_names_are_listed_as_one_says_them():
    assert one_of(["claim"]) == "Claim"
    assert one_of(["claim", "quote", "statistic"]) == "Claim, quote or statistic"
