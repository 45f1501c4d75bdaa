import random
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.disagreements.comparison import KINDS, Span, compare
from annotations.spans.normalization import Names
from tests.worlds import A, B, C, D, drawn_spans


def said(rows, names=None, **details):
    """The agreed spans and the groups as lines: what, where, which spans."""
    found = compare(drawn_spans(rows, **details), rows, names or Names())
    agreed = [
        f"agreed {a.label} {a.start}-{a.end}: {' '.join(s.id for s in a.spans)}"
        for a in found.agreed
    ]
    groups = [
        f"{'+'.join(g.kinds)} {'/'.join(g.labels)} {g.start}-{g.end}: "
        f"{' '.join(s.id for s in g.spans)}"
        for g in found.groups
    ]
    return agreed + groups


TABLE = {
    "the same span in every layer is agreed": (
        {A: "..qqqqqq", B: "..qqqqqq", C: "..qqqqqq"},
        ["agreed quote 2-8: a1 b1 c1"],
    ),
    "one layer alone agrees with itself": (
        {A: "qqqq..ss"},
        ["agreed quote 0-4: a1", "agreed statistic 6-8: a2"],
    ),
    "spans that only touch are two questions": (
        {A: "qqqq....", B: "....qqqq"},
        ["missing quote 0-4: a1", "missing quote 4-8: b1"],
    ),
    "blackboard and the blackboard is a boundary": (
        {A: "....qqqqqqqqqq", B: "qqqqqqqqqqqqqq"},
        ["boundary quote 0-14: b1 a1"],
    ),
    "one shared letter is enough for a boundary": (
        {A: "qqqqq....", B: "....qqqqq"},
        ["boundary quote 0-9: a1 b1"],
    ),
    "a boundary of two while the third is silent": (
        {A: "....qqqq", B: "qqqqqqqq", C: ""},
        ["boundary+missing quote 0-8: b1 a1"],
    ),
    "A marked five and B none": (
        {A: "qq.ss.cc.qq.ss", B: ""},
        [
            "missing quote 0-2: a1",
            "missing statistic 3-5: a2",
            "missing claim 6-8: a3",
            "missing quote 9-11: a4",
            "missing statistic 12-14: a5",
        ],
    ),
    "two have it and the third is silent": (
        {A: "qqqq", B: "qqqq", C: ""},
        ["missing quote 0-4: a1 b1"],
    ),
    "one long against two short is a split": (
        {A: "qqqqqqqqq", B: "qqqq.qqqq"},
        ["split+boundary quote 0-9: a1 b1 b2"],
    ),
    "halves that lie side by side are a split too": (
        {A: "qqqqqqqqq", B: "qqqqQqqqq"},
        ["split+boundary quote 0-9: a1 b1 b2"],
    ),
    "two against two shifted is a boundary": (
        {A: "qqqqqqqQqqqq", B: "qqqqqQqqqqqq"},
        ["boundary quote 0-12: a1 b1 b2 a2"],
    ),
    "a nested span of one layer is a question of its own": (
        {A: ["qqqqqqqqqq", "...qqq...."], B: "qqqqqqqqqq"},
        ["agreed quote 0-10: a1 b1", "missing quote 3-6: a2"],
    ),
    "a nested span is its own question also where a third is silent": (
        {A: ["qqqqqqqqqq", "...qqq...."], B: "qqqqqqqqqq", C: ""},
        ["missing quote 0-10: a1 b1", "missing quote 3-6: a2"],
    ),
    "nested alike is agreed twice": (
        {A: ["qqqqqqqqqq", "...qqq...."], B: ["qqqqqqqqqq", "...qqq...."]},
        ["agreed quote 0-10: a1 b1", "agreed quote 3-6: a2 b2"],
    ),
    "an inner span against an outer one is a boundary": (
        {A: "qqqqqqqqqq", B: "...qqq...."},
        ["boundary quote 0-10: a1 b1"],
    ),
    "the same words with another label": (
        {A: "cccccccc", B: "qqqqqqqq"},
        ["label claim/quote 0-8: a1 b1"],
    ),
    "half of the words with another label": (
        {A: "cccc....", B: "qqqqqqqq"},
        ["label+boundary claim/quote 0-8: b1 a1"],
    ),
    "less than half of the words is no question of the label": (
        {A: "ccc.....", B: "qqqqqqqq"},
        ["missing quote 0-8: b1", "missing claim 0-3: a1"],
    ),
    "three labels for the same words": (
        {A: "cccc", B: "qqqq", C: "ssss"},
        ["label claim/quote/statistic 0-4: a1 b1 c1"],
    ),
    "two say claim and one says quote": (
        {A: "cccc", B: "cccc", C: "qqqq"},
        ["label claim/quote 0-4: a1 b1 c1"],
    ),
    "who has both labels means both": (
        {A: ["cccc", "qqqq"], B: "qqqq"},
        ["agreed quote 0-4: a2 b1", "missing claim 0-4: a1"],
    ),
    "who has both labels means both also against two others": (
        {A: ["cccc", "qqqq"], B: "qqqq", C: "cccc"},
        ["missing claim 0-4: a1 c1", "missing quote 0-4: a2 b1"],
    ),
    "a statistic inside a claim is no disagreement": (
        {A: ["cccccccccc", "..sss....."], B: ["cccccccccc", "..sss....."]},
        ["agreed claim 0-10: a1 b1", "agreed statistic 2-5: a2 b2"],
    ),
    "a long statistic inside another's claim is not a question of the label": (
        {A: "cccccccccc", B: ".ssssssss."},
        ["missing claim 0-10: a1", "missing statistic 1-9: b1"],
    ),
    "a statistic that is all of a claim is a question of the label": (
        {A: "cccccccc", B: "ssssssss"},
        ["label claim/statistic 0-8: a1 b1"],
    ),
    "a claim inside a statistic is a question of the label": (
        {A: "ssssssssss", B: ".cccccccc."},
        ["label+boundary claim/statistic 0-10: a1 b1"],
    ),
    "the closest rival is taken first": (
        {A: "qqqqqqqqqq", B: "cccccccccc", C: "ssssss...."},
        ["label+boundary claim/quote/statistic 0-10: b1 a1 c1"],
    ),
    "a chain of overlaps is one group": (
        {A: "qqqqq....qqqqq", B: "....qqqqqq...."},
        ["split+boundary quote 0-14: a1 b1 a2"],
    ),
    "nothing marked by anybody": ({A: "", B: ""}, []),
}


@pytest.mark.parametrize(("rows", "expected"), TABLE.values(), ids=TABLE.keys())
def test_layers_are_compared(rows, expected):
    assert said(rows) == expected


DETAILS = {
    "another speaker": ({"attributed_to": "Ana Ruiz"}, {"attributed_to": "Ben Cole"}, "details"),
    "a speaker against none": ({"attributed_to": "Ana Ruiz"}, {}, "details"),
    "the speaker in capitals": ({"attributed_to": "ANA RUIZ"}, {"attributed_to": "Ana Ruiz"}, None),
    "accents": ({"attributed_to": "António Łoś"}, {"attributed_to": "Antonio Los"}, None),
    "spaces": ({"attributed_to": " Ana  Ruiz"}, {"attributed_to": "Ana\u00a0Ruiz"}, None),
    "shapes of an apostrophe": ({"attributed_to": "O’Hara"}, {"attributed_to": "O'Hara"}, None),
    "a point of punctuation": ({"attributed_to": "J. Roe"}, {"attributed_to": "J Roe"}, "details"),
    "another value": ({"value": Decimal(12)}, {"value": Decimal("12.5")}, "details"),
    "12 and 12.0": ({"value": Decimal(12)}, {"value": Decimal("12.0")}, None),
    "a value against none": ({"value": Decimal(0)}, {}, "details"),
    "another unit": ({"unit": "miles"}, {"unit": "km"}, "details"),
    "the unit in capitals": ({"unit": "KM"}, {"unit": "km"}, None),
    "another fact": (
        {"facts": frozenset({(3, "supports")})},
        {"facts": frozenset({(4, "supports")})},
        "facts",
    ),
    "another relation": (
        {"facts": frozenset({(3, "supports")})},
        {"facts": frozenset({(3, "contradicts")})},
        "facts",
    ),
    "a fact against none": ({"facts": frozenset({(3, "context")})}, {}, "facts"),
    "the same facts": (
        {"facts": frozenset({(3, "context"), (4, "supports")})},
        {"facts": frozenset({(4, "supports"), (3, "context")})},
        None,
    ),
    "speaker and fact": (
        {"attributed_to": "Ana", "facts": frozenset({(3, "context")})},
        {"attributed_to": "Ben"},
        "details+facts",
    ),
}


@pytest.mark.parametrize(("one", "other", "kinds"), DETAILS.values(), ids=DETAILS.keys())
def test_details_are_compared(one, other, kinds):
    what = f"{kinds} quote 0-4: a1 b1" if kinds else "agreed quote 0-4: a1 b1"
    assert said({A: "qqqq", B: "qqqq"}, a1=one, b1=other) == [what]


def test_details_differ_further_where_the_boundary_does():
    rows = {A: "qqqqq", B: "qqqq."}
    assert said(rows, a1={"attributed_to": "Ana"}) == ["boundary+details quote 0-5: a1 b1"]


def test_details_of_two_labels_are_not_compared():
    rows = {A: "cccc", B: "qqqq"}
    assert said(rows, b1={"attributed_to": "Ana"}) == ["label claim/quote 0-4: a1 b1"]


ALIASES = {"Putin": "Vladimir Putin", "$": "USD", "US dollars": "$"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"attributed_to": "putin"}, {"attributed_to": "Vladimir  Putin"}),
        ({"unit": "$"}, {"unit": "usd"}),
        ({"unit": "US Dollars"}, {"unit": "USD"}),
    ],
)
def test_names_agree_once_the_desk_says_so(one, other):
    rows = {A: "qqqq", B: "qqqq"}
    assert said(rows, Names(ALIASES), a1=one, b1=other) == ["agreed quote 0-4: a1 b1"]
    assert said(rows, a1=one, b1=other) == ["details quote 0-4: a1 b1"]


def test_a_circle_of_aliases_ends():
    names = Names({"Ana": "Anna", "Anna": "Ana"})
    assert names.key("Ana") == names.key("Anna")


def test_pieces_of_a_split_quote_are_one_group_where_the_same_editors_marked_them():
    pieces = {name: {"span_group": "g"} for name in ("a1", "a2")}
    assert said({A: "qqqq..qqqq", B: ""}, **pieces) == ["missing quote 0-10: a1 a2"]
    assert said({A: "qqqq..qqqq", B: "qqqqq.qqqqq"}, **pieces) == [
        "boundary quote 0-11: b1 a1 b2 a2"
    ]
    assert said({A: "qqqq..qqqq", B: "qqqqq.qqqqq"}) == [
        "boundary quote 0-5: b1 a1",
        "boundary quote 6-11: b2 a2",
    ]


def test_a_piece_that_everybody_has_is_agreed_without_the_other():
    pieces = {name: {"span_group": "g"} for name in ("a1", "a2")}
    assert said({A: "qqqq..qqqq", B: "qqqq......"}, **pieces) == [
        "agreed quote 0-4: a1 b1",
        "missing quote 6-10: a2",
    ]


def test_pieces_that_are_not_marked_as_such_agree_with_those_that_are():
    pieces = {name: {"span_group": "g"} for name in ("a1", "a2")}
    assert said({A: "qqqq..qqqq", B: "qqqq..qqqq"}, **pieces) == [
        "agreed quote 0-4: a1 b1",
        "agreed quote 6-10: a2 b2",
    ]


def test_a_group_has_a_lane_for_every_layer():
    rows = {A: "....qqqq", B: "qqqqqqqq", C: "", D: ""}
    (group,) = compare(drawn_spans(rows), rows).groups
    assert [(lane.layer, [s.id for s in lane.spans]) for lane in group.lanes] == [
        (A, ["a1"]),
        (B, ["b1"]),
        (C, []),
        (D, []),
    ]
    assert group.silent == (C, D)


@pytest.mark.parametrize(
    ("rows", "overlap"),
    [
        ({A: "qqqq", B: ""}, 0),
        ({A: "qqqq", B: "qqqq", C: ""}, 1 / 3),
        ({A: "qqqq....", B: "qqqqqqqq"}, 1 / 2),
        ({A: "cccc", B: "qqqq"}, 1),
        ({A: "qqqqqqqqq.", B: "qqqq.qqqqq"}, 8 / 10),
    ],
)
def test_overlap_tells_how_far_the_layers_cover_the_same_words(rows, overlap):
    (group,) = compare(drawn_spans(rows), rows).groups
    assert group.overlap == pytest.approx(overlap)


def test_a_span_of_a_layer_that_was_not_submitted_is_refused():
    with pytest.raises(ValueError, match="not submitted"):
        compare(drawn_spans({A: "qq", B: "qq"}), [A])


# Random layers: many spans in few places, so that every kind of meeting is frequent.
spans_of_one = st.lists(
    st.tuples(
        st.integers(0, 24),
        st.integers(1, 12),
        st.sampled_from(["claim", "quote", "statistic"]),
        st.sampled_from(["", "Ana", "Ben"]),
        st.sampled_from([frozenset(), frozenset({(1, "supports")})]),
        st.sampled_from([None, None, "g", "h"]),
    ),
    max_size=8,
    unique_by=lambda span: span[:3],
)
thousand = settings(max_examples=1000, deadline=None)
random_layers = st.lists(spans_of_one, min_size=1, max_size=5)


def as_spans(layers, rename=lambda layer: layer):
    return [
        Span(
            (layer, number), rename(layer), start, start + size, label, who, None, "", facts, group
        )
        for layer, spans in enumerate(layers)
        for number, (start, size, label, who, facts, group) in enumerate(spans)
    ]


@thousand
@given(random_layers)
def test_nothing_is_lost_and_nothing_is_in_two_places(layers):
    spans = as_spans(layers)
    found = compare(spans, range(len(layers)))
    placed = [span for one in (*found.agreed, *found.groups) for span in one.spans]
    assert Counter(s.id for s in placed) == Counter(s.id for s in spans)


@thousand
@given(random_layers, st.randoms(use_true_random=False))
def test_the_order_of_layers_and_of_spans_is_irrelevant(layers, rng):
    spans = as_spans(layers)
    numbers = list(range(len(layers)))
    expected = compare(spans, numbers)
    rng.shuffle(spans)
    rng.shuffle(numbers)
    assert compare(spans, numbers) == expected


@thousand
@given(random_layers, st.randoms(use_true_random=False))
def test_the_names_of_the_editors_are_irrelevant(layers, rng):
    names = list(range(10, 10 + len(layers)))
    rng.shuffle(names)

    def content(found):
        return (
            {frozenset(s.id for s in agreed.spans) for agreed in found.agreed},
            {
                (
                    g.kinds,
                    g.start,
                    g.end,
                    g.labels,
                    round(g.overlap, 9),
                    frozenset(s.id for s in g.spans),
                )
                for g in found.groups
            },
        )

    assert content(compare(as_spans(layers, names.__getitem__), names)) == content(
        compare(as_spans(layers), range(len(layers)))
    )


@given(spans_of_one, st.integers(1, 4))
def test_identical_layers_give_no_group(layer, editors):
    found = compare(as_spans([layer] * editors), range(editors))
    assert not found.groups
    assert len(found.agreed) == len(layer)


@given(spans_of_one)
def test_a_layer_beside_an_empty_one_gives_only_missing(layer):
    found = compare(as_spans([layer, []]), range(2))
    assert not found.agreed
    assert {kind for group in found.groups for kind in group.kinds} <= {"missing"}


@thousand
@given(random_layers)
def test_another_silent_layer_leaves_nothing_agreed(layers):
    found = compare(as_spans(layers), range(len(layers) + 1))
    assert not found.agreed
    assert all("missing" in group.kinds for group in found.groups)


@thousand
@given(random_layers)
def test_every_group_is_one_that_its_kinds_describe(layers):
    for group in compare(as_spans(layers), range(len(layers))).groups:
        assert list(group.kinds) == [kind for kind in KINDS if kind in group.kinds]
        assert (group.start, group.end) == (
            min(s.start for s in group.spans),
            max(s.end for s in group.spans),
        )
        assert ("label" in group.kinds) == (len(group.labels) > 1)
        assert "missing" in group.kinds or not group.silent
        assert 0 <= group.overlap <= 1
        if "label" in group.kinds:
            by_label = [{s.layer for s in group.spans if s.label == x} for x in group.labels]
            assert len(set.union(*by_label)) == sum(map(len, by_label))


@thousand
@given(random_layers)
def test_what_two_layers_overlap_in_without_an_equal_is_in_one_group(layers):
    spans = as_spans(layers)
    found = compare(spans, range(len(layers)))
    home = {s.id: n for n, one in enumerate((*found.agreed, *found.groups)) for s in one.spans}
    places = {(s.layer, s.start, s.end, s.label) for s in spans}
    for one in spans:
        for other in spans:
            meet = one.start < other.end and other.start < one.end and one.label == other.label
            equal = (one.layer, other.start, other.end, other.label) in places or (
                (other.layer, one.start, one.end, one.label) in places
            )
            if meet and one.layer != other.layer and (one.extent == other.extent or not equal):
                assert home[one.id] == home[other.id]


def test_thousands_of_spans_cost_no_more_than_their_overlaps():
    rng = random.Random(7)
    spans = [
        Span((layer, n), layer, n * 10, n * 10 + rng.randrange(5, 15), "claim")
        for layer in range(3)
        for n in range(2000)
    ]
    looked_at = Counter()

    class Watched(Names):
        def same(self, one, other):
            looked_at["pairs"] += 1
            return super().same(one, other)

    compare(spans, range(3), Watched())
    assert looked_at["pairs"] < 4 * len(spans)


@pytest.mark.parametrize(
    ("rows", "versions"),
    [
        ({A: "cccc..", B: "cccccc"}, 2),
        ({A: "cccc..", B: "cccccc", C: ""}, 3),
        ({A: "cccc..", B: "cccc..", C: ""}, 2),
        ({A: "cccc..", B: "qqqq..", C: "cccccc", D: ""}, 4),
    ],
)
def test_a_group_counts_what_the_layers_say_differently(rows, versions):
    (group,) = compare(drawn_spans(rows), rows).groups
    assert group.versions == versions
