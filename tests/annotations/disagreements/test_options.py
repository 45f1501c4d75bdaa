from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.disagreements import options
from annotations.disagreements.comparison import Span, compare
from annotations.spans.normalization import Names
from tests.annotations.disagreements.test_comparison import as_spans, random_layers
from tests.worlds import A, B, C, drawn_spans


def only_group(rows, **details):
    (group,) = compare(drawn_spans(rows, **details), rows).groups
    return group


def lines(ruling):
    """The ruling as lines: what, where, by whom; None where there is none."""
    if ruling is None:
        return None
    return [
        f"{r.label} {r.start}-{r.end}{' by ' + r.attributed_to if r.attributed_to else ''}"
        for r in ruling
    ]


OFFERS = {
    "boundary": (
        {A: "....qqqq", B: "qqqqqq..", C: ""},
        {"longest": ["quote 0-8"], "common": ["quote 4-6"], "majority": None},
    ),
    "a chain without a common part": (
        {A: "qqqq....", B: "...qqqqq", C: "qq......"},
        {"longest": ["quote 0-8"], "common": None, "majority": None},
    ),
    "split": (
        {A: "qqqqqqqqq", B: "qqqq.qqqq"},
        {"longest": ["quote 0-9"], "common": ["quote 0-4", "quote 5-9"], "majority": None},
    ),
    "split with a majority": (
        {A: "qqqqqqqqq", B: "qqqq.qqqq", C: "qqqq.qqqq"},
        {
            "longest": ["quote 0-9"],
            "common": ["quote 0-4", "quote 5-9"],
            "majority": ["quote 0-4", "quote 5-9"],
        },
    ),
    "label": (
        {A: "cccc", B: "qqqq", C: "cccc"},
        {"longest": None, "common": None, "majority": ["claim 0-4"]},
    ),
    "missing in one of three": (
        {A: "cccc", B: "", C: "cccc"},
        {"longest": ["claim 0-4"], "common": ["claim 0-4"], "majority": ["claim 0-4"]},
    ),
    "missing in two of three": (
        {A: "cccc", B: "", C: ""},
        {"longest": ["claim 0-4"], "common": ["claim 0-4"], "majority": []},
    ),
    "missing in one of two": (
        {A: "cccc", B: ""},
        {"longest": ["claim 0-4"], "common": ["claim 0-4"], "majority": None},
    ),
}


@pytest.mark.parametrize(("rows", "expected"), OFFERS.values(), ids=OFFERS.keys())
def test_what_each_offer_means(rows, expected):
    group = only_group(rows)
    assert {
        "longest": lines(options.longest(group)),
        "common": lines(options.common_part(group)),
        "majority": lines(options.majority(group)),
    } == expected


def test_one_layer_is_taken_or_several():
    group = only_group({A: "qqqqqqqqq", B: "qqqq.qqqq", C: "qqqq....."})
    assert lines(options.take(group, [A])) == ["quote 0-9"]
    assert lines(options.take(group, [B, C])) == ["quote 0-4", "quote 5-9"]
    assert lines(options.take(group, [A, B])) == ["quote 0-9", "quote 0-4", "quote 5-9"]


ADDITIONS = {
    "of one of two": ({A: "cccc", B: ""}, ["claim 0-4"]),
    "of two of three": ({A: "cccc", B: "", C: "cccc"}, ["claim 0-4"]),
    "of one of three": ({A: "", B: "", C: "cccc"}, ["claim 0-4"]),
    "in two versions": ({A: "cccc", B: "", C: "cccccc"}, None),
    "under two labels": ({A: "cccc", B: "", C: "qqqq"}, None),
    "where all have something": ({A: "cccc", B: "cccccc"}, None),
}


@pytest.mark.parametrize(("rows", "expected"), ADDITIONS.values(), ids=ADDITIONS.keys())
def test_an_addition_is_what_some_have_alike_and_the_others_not_at_all(rows, expected):
    assert lines(options.addition(only_group(rows))) == expected


def test_an_addition_may_be_spelled_in_several_ways_but_says_one_thing():
    rows = {A: "qqqq", B: "qqqq", C: ""}
    ana, accented, ben = ({"attributed_to": name} for name in ("Ana", "Aná", "Ben"))
    assert options.addition(only_group(rows, a1=ana, b1=accented)) is not None
    assert options.addition(only_group(rows, a1=ana, b1=ben)) is None
    facts = {"facts": frozenset({(3, "supports")})}
    assert options.addition(only_group(rows, a1=facts)) is None
    assert options.addition(only_group(rows, a1=facts, b1=facts)) is not None


def test_an_addition_is_confirmed_by_every_layer_without_it():
    group = only_group({A: "cccc", B: "", C: ""})
    assert lines(options.confirmed_addition(group, {B, C})) == ["claim 0-4"]
    for confirming in ((), {B}, {C}, {A}, {A, B}):
        assert options.confirmed_addition(group, confirming) is None
    differing = only_group({A: "cccc", B: "cccccc", C: ""})
    assert options.confirmed_addition(differing, {A, B, C}) is None


@given(random_layers, st.sets(st.integers(0, 3)))
def test_what_is_confirmed_is_what_some_have_and_nobody_contests(layers, confirming):
    for group in compare(as_spans(layers), range(len(layers))).groups:
        ruling = options.confirmed_addition(group, confirming)
        silent = set(group.silent)
        if ruling is None:
            assert not (silent and silent <= confirming and group.versions == 2)
            continue
        assert silent
        assert silent <= confirming
        for lane in group.lanes:
            extents = [(span.start, span.end, span.label) for span in lane.spans]
            assert extents == [(one.start, one.end, one.label) for one in ruling] or not extents


def test_a_silent_layer_taken_means_nothing_here():
    assert options.take(only_group({A: "qqqq", B: ""}), [B]) == ()


def test_a_ruled_span_names_the_spans_that_it_comes_from():
    group = only_group({A: "qqqq", B: "qqqq", C: "qqqqqqqq"})
    (ruled,) = options.majority(group)
    assert [span.id for span in ruled.sources] == ["a1", "b1"]
    (ruled,) = options.longest(group)
    assert {span.id for span in ruled.sources} == {"a1", "b1", "c1"}


def test_details_are_those_that_most_have_and_of_equals_the_best_fitting():
    group = only_group(
        {A: "qqqq....", B: "qqqqqqqq", C: "qqqqq..."},
        a1={"attributed_to": "Ana"},
        b1={"attributed_to": "Ben"},
        c1={"attributed_to": "Ana"},
    )
    assert lines(options.longest(group)) == ["quote 0-8 by Ana"]
    pair = only_group(
        {A: "qqqq....", B: "qqqqqqqq"}, a1={"attributed_to": "Ana"}, b1={"attributed_to": "Ben"}
    )
    assert lines(options.longest(pair)) == ["quote 0-8 by Ben"]
    assert lines(options.common_part(pair)) == ["quote 0-4 by Ana"]


def test_details_taken_from_two_layers_are_those_of_the_first_named():
    group = only_group(
        {A: "qqqq", B: "qqqq"}, a1={"attributed_to": "Ana"}, b1={"attributed_to": "Ben"}
    )
    assert lines(options.take(group, [A, B])) == ["quote 0-4 by Ana"]
    assert lines(options.take(group, [B, A])) == ["quote 0-4 by Ben"]


def test_the_majority_looks_at_details_and_facts_after_folding():
    rows = {A: "qqqq", B: "qqqq", C: "qqqq"}
    accented = {"attributed_to": "António"}
    group = only_group(rows, a1=accented, b1={"attributed_to": "Antonio"})
    assert lines(options.majority(group)) == ["quote 0-4 by António"]
    split_three_ways = only_group(rows, a1=accented, b1={"attributed_to": "Ben"})
    assert options.majority(split_three_ways) is None
    facts = {"facts": frozenset({(3, "supports")})}
    (ruled,) = options.majority(only_group(rows, a1=facts, b1=facts))
    assert ruled.facts == facts["facts"]


def group_of(text, *exacts, label="quote", **details):
    """The group of layers 1, 2 … that each mark these words of the text."""
    spans = []
    for layer, exact in enumerate(exacts, 1):
        for number, words in enumerate([exact] if isinstance(exact, str) else exact):
            start = text.index(words)
            given_details = details.get("abc"[layer - 1], {})
            spans.append(
                Span((layer, number), layer, start, start + len(words), label, **given_details)
            )
    (group,) = compare(spans, range(1, len(exacts) + 1)).groups
    return group


EDGES = {
    "marks in or out": ("quote", "He said “we won” twice", ["“we won”", "we won"], "“we won”"),
    "a comma behind the mark": (
        "quote",
        "“We won”, he said",
        ["“We won”,", "“We won”"],
        "“We won”",
    ),
    "a full stop in the mark": ("quote", "“We won.” So", ["“We won.”", "We won"], "“We won.”"),
    "a straight mark": ("quote", 'a "plan" is', ['"plan"', "plan"], '"plan"'),
    "guillemets with spaces": ("quote", "dit « oui » hier", ["« oui »", "oui"], "« oui »"),
    "an indirect quote": ("quote", "that we won. So", ["we won.", "we won"], "we won"),
    "an opening mark alone": ("quote", "a “we won. So", ["“we won.", "we won"], "“we won."),
    "the full stop of a claim": ("claim", "Oil fell. So", ["Oil fell.", "Oil fell"], "Oil fell"),
    "white space": ("statistic", "of 5 km or", [" 5 km ", "5 km"], "5 km"),
    "one word more": ("quote", "“we won” twice", ["“we won” twice", "“we won”"], None),
    "a hyphen is no end punctuation": ("claim", "a 5- b", ["5-", "5"], None),
}


@pytest.mark.parametrize(("label", "text", "exacts", "expected"), EDGES.values(), ids=EDGES.keys())
def test_edges_alone_are_settled_by_rule(label, text, exacts, expected):
    ruling = options.same_but_for_edges(group_of(text, *exacts, label=label), text)
    assert (ruling and [text[r.start : r.end] for r in ruling]) == (expected and [expected])


def test_edges_are_those_of_a_majority_where_there_is_one():
    text = "He said “we won” twice"
    ruling = options.same_but_for_edges(group_of(text, "we won", "“we won”", "we won"), text)
    assert [text[r.start : r.end] for r in ruling] == ["we won"]


def test_edges_are_not_settled_by_rule_where_more_differs():
    text = "He said “we won” twice"
    assert options.same_but_for_edges(group_of(text, "“we won”", "we won", []), text) is None
    assert (
        options.same_but_for_edges(
            group_of(text, "“we won”", "we won", a={"attributed_to": "Ana"}), text
        )
        is None
    )


def test_edges_and_spelling_may_differ_at_once_and_nothing_else():
    text, rows = "“we won”", {A: "qqqqqqqq", B: ".qqqqqq."}
    ana, dr_ana, ben = ({"attributed_to": name} for name in ("Ana Roe", "Ana Roe.", "Ben"))
    ruling = options.same_but_for_edges(only_group(rows, a1=ana, b1=dr_ana), text)
    assert lines(ruling) == ["quote 0-8 by Ana Roe"]
    assert options.same_but_for_edges(only_group(rows, a1=ana, b1=ben), text) is None


def test_edges_of_several_spans_are_settled_together():
    text = "“One,” he said, “two.”"
    pieces = {"span_group": "g"}
    group = group_of(text, ["“One,”", "“two.”"], ["One", "two"], a=pieces, b=pieces)
    ruling = options.same_but_for_edges(group, text)
    assert [text[r.start : r.end] for r in ruling] == ["“One,”", "“two.”"]


SAME = [
    ({"attributed_to": "the U.N."}, {"attributed_to": "UN"}, True),
    ({"attributed_to": "Ms. Ruiz"}, {"attributed_to": "Ms Ruiz"}, True),
    ({"unit": "metric-tons"}, {"unit": "metric tons"}, True),
    ({"attributed_to": "Ana Ruiz"}, {"attributed_to": "Ruiz"}, False),
    ({"unit": "%"}, {"unit": "points"}, False),
    ({"value": Decimal(3)}, {"value": Decimal(4)}, False),
    ({"attributed_to": "Ana"}, {}, False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_details_that_are_equal_once_normalised_are_settled_by_rule(one, other, same):
    ruling = options.same_details(only_group({A: "qqqq", B: "qqqq"}, a1=one, b1=other))
    assert (ruling is not None) == same
    if same:
        assert ruling[0].attributed_to == one.get("attributed_to", "")


def test_details_are_settled_by_rule_once_the_desk_says_that_the_names_are_the_same():
    group = only_group(
        {A: "qqqq", B: "qqqq"}, a1={"attributed_to": "Putin"}, b1={"attributed_to": "V. Putin"}
    )
    assert options.same_details(group) is None
    names = Names({"V Putin": "Vladimir Putin", "Putin": "Vladimir Putin"})
    assert lines(options.same_details(group, names)) == ["quote 0-4 by Putin"]


@pytest.mark.parametrize("rows", [{A: "qqqq", B: "qqq."}, {A: "qqqq", B: ""}])
def test_details_are_not_settled_by_rule_where_the_words_differ(rows):
    assert options.same_details(only_group(rows)) is None


def test_what_everybody_has_is_ruled_in_the_spelling_that_most_have():
    spans = drawn_spans(
        {A: "qqqq", B: "qqqq", C: "qqqq"},
        a1={"attributed_to": "ANA"},
        b1={"attributed_to": "Ana"},
        c1={"attributed_to": "Ana"},
    )
    (agreed,) = compare(spans, [A, B, C]).agreed
    assert lines(options.unanimous(agreed)) == ["quote 0-4 by Ana"]


@given(random_layers)
def test_every_ruling_stays_within_its_group_and_never_gives_one_place_twice(layers):
    spans = as_spans(layers)
    for group in compare(spans, range(len(layers))).groups:
        for ruling in (
            options.take(group, range(len(layers))),
            options.longest(group),
            options.common_part(group),
            options.majority(group),
            options.same_but_for_edges(group, "x. “ ”" * 10),
            options.same_details(group),
        ):
            places = [(r.start, r.end, r.label) for r in ruling or ()]
            assert all(group.start <= start < end <= group.end for start, end, _ in places)
            assert len(set(places)) == len(places)
            assert all(r.sources and r.label == r.sources[0].label for r in ruling or ())


@given(random_layers)
def test_a_majority_is_what_more_than_half_of_the_layers_have(layers):
    for group in compare(as_spans(layers), range(len(layers))).groups:
        ruling = options.majority(group)
        if ruling is not None:
            places = {(r.start, r.end, r.label) for r in ruling}
            holding = [
                lane
                for lane in group.lanes
                if {(s.start, s.end, s.label) for s in lane.spans} == places
            ]
            assert 2 * len(holding) > len(group.lanes)
