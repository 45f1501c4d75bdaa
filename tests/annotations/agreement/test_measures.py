import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.agreement.counting import ANY_LABEL, Text
from annotations.agreement.measures import (
    MEASURES,
    NO_SHARED_TEXT,
    NO_SPANS,
    NO_VARIATION,
    measure,
    pooled_kappa,
)
from annotations.labels import LABELS
from annotations.spans.intervals import iou
from tests.annotations.agreement.unitizing import unitizing_alpha
from tests.worlds import LABELS as LETTERS
from tests.worlds import A, B, C, drawn_spans

NAMES = {A: "ada", B: "ben", C: "cleo"}


def text(rows, id=1, length=20):  # noqa: A002
    """A text of {layer: lines} as drawn, its editors called by name."""
    layers = {NAMES[layer]: [] for layer in rows}
    for span in drawn_spans(rows):
        layers[NAMES[span.layer]].append((span.start, span.end, span.label))
    return Text(id, length, layers)


def quotes(*texts):
    return measure(texts).labels["quote"]


# Krippendorff, Content Analysis (4th ed., 2019), figure 12.11: three coders, 60 units of length.
FIGURE = [
    [(0, 7, 1), (7, 13, 2), (30, 32, 5), (32, 37, 6), (37, 44, 6), (44, 60, 7)],
    [(0, 7, 1), (7, 13, 3), (13, 21, 5), (32, 44, 6)],
    [(0, 7, 1), (7, 13, 4), (13, 21, 5), (32, 37, 6), (37, 41, 6), (41, 44, 6)],
]


def test_unitizing_alpha_is_that_of_the_published_figure():
    assert unitizing_alpha([(60, FIGURE)]) == pytest.approx(0.510, abs=0.002)
    assert unitizing_alpha([(60, FIGURE)], binary=True) == pytest.approx(0.413, abs=0.002)


def test_the_alpha_of_a_label_is_the_binary_one_of_the_published_figure():
    layers = {
        name: [(start, end, "quote") for start, end, _ in units]
        for name, units in zip(NAMES.values(), FIGURE, strict=True)
    }
    assert quotes(Text(1, 60, layers)).u_alpha == pytest.approx(0.413, abs=0.002)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.492, id="Cohen 1960, page 45"),
        pytest.param([[20, 10], [20, 50]], 0.348, id="Artstein & Poesio 2008"),
        pytest.param([[5, 0], [0, 5]], 1, id="all the same"),
        pytest.param([[0, 5], [5, 0]], -1, id="all the other way"),
        pytest.param([[10, 0], [0, 0]], None, id="one category only"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_kappa_is_that_of_published_tables(table, expected):
    assert pooled_kappa([table]) == (expected and pytest.approx(expected, abs=0.0005))


F1 = {
    "identical": ({A: "qqqq..qq", B: "qqqq..qq"}, (1, 1, 1, 1)),
    "nothing in common": ({A: "qqqq....", B: "....qqqq"}, (0, 0, 0, 0)),
    "one of two exact": ({A: "qqqq..qq", B: "qqqq..q."}, (1 / 2, 1, 1, 10 / 11)),
    "half the words": ({A: "qqqq....", B: "qqqqqqqq"}, (0, 1, 1, 8 / 12)),
    "less than half": ({A: "qqq.....", B: "qqqqqqqq"}, (0, 0, 1, 6 / 11)),
    "one long, two short": ({A: "qqqqqqqq", B: "qqqqQqqq"}, (0, 2 / 3, 1, 1)),
    "one of two touched": ({A: "qq......qq", B: "qqq......."}, (0, 2 / 3, 2 / 3, 4 / 7)),
    "nobody has marked": ({A: "", B: ""}, (None,) * 4),
    "one has marked": ({A: "qq", B: ""}, (0, 0, 0, 0)),
    "the same words with another label": ({A: "qq", B: "cc"}, (0, 0, 0, 0)),
    "overlapping spans merge for characters": (
        {A: ["qqqqqq..", "..qqqqqq"], B: "qqqqqqqq"},
        (0, 2 / 3, 1, 1),
    ),
}


@pytest.mark.parametrize(("rows", "expected"), F1.values(), ids=F1.keys())
def test_f1_of_two_editors(rows, expected):
    found = quotes(text(rows))
    assert (found.f1_exact, found.f1_iou50, found.f1_overlap, found.f1_character) == pytest.approx(
        expected
    )


def test_f1_is_pooled_over_pairs_and_texts_before_it_is_divided():
    three = text({A: "qqqq", B: "qqqq", C: "...."}, id=1)
    two = text({A: "qq.qq.qq", B: "qq.qq.qq"}, id=2)
    assert quotes(three).f1_exact == pytest.approx(2 * 1 / 4)
    assert quotes(two).f1_exact == 1
    assert quotes(three, two).f1_exact == pytest.approx(2 * (1 + 3) / (4 + 6))


def test_kappa_counts_the_characters_of_texts_that_nobody_marked():
    marked = text({A: "qqqqqqqqqq", B: "qqqqq....."}, id=1)
    bare = text({A: "", B: ""}, id=2, length=60)
    assert quotes(marked).kappa_character == pytest.approx(pooled_kappa([[[5, 5], [0, 10]]]))
    assert quotes(marked, bare).kappa_character == pytest.approx(pooled_kappa([[[5, 5], [0, 70]]]))


def test_kappa_of_three_editors_sums_observed_and_expected_agreement_over_the_pairs():
    rows = {A: "qqqqqqqqqq", B: "qqqqq.....", C: "....qqqqqq"}
    observed = ((5 + 10) + (6 + 10) + (1 + 10)) / 60
    expected = ((10 * 5 + 10 * 15) + (10 * 6 + 10 * 14) + (5 * 6 + 15 * 14)) / 20 / 60
    assert quotes(text(rows)).kappa_character == pytest.approx(
        (observed - expected) / (1 - expected)
    )


def test_alpha_sums_texts_with_their_own_number_of_editors():
    three = text({A: "qqqq......qq", B: "qqqqq.......", C: "..qqqqq....."}, id=1)
    two = text({A: "....qqqqqq", B: "...qqqqqqqqq"}, id=2, length=33)
    alone = text({A: "qq"}, id=3)
    continua = [(one.length, list(one.layers.values())) for one in (three, two, alone)]
    assert quotes(three, two, alone).u_alpha == pytest.approx(
        unitizing_alpha(continua, binary=True)
    )


def test_a_text_of_one_editor_counts_nowhere():
    shared = text({A: "qq", B: "q."}, id=1)
    alone = text({C: "qqqq"}, id=2)
    found = measure([shared, alone])
    assert (found.texts, found.editors) == (1, ("ada", "ben"))
    assert list(found.by_text) == [1]
    assert found.labels == measure([shared]).labels


def test_what_is_undefined_says_why():
    only = measure([text({A: "qq"})]).labels["quote"]
    assert only.values() == dict.fromkeys(MEASURES)
    assert only.undefined == dict.fromkeys(MEASURES, NO_SHARED_TEXT)
    found = measure([text({A: "qqqqqqqqqq", B: "qqqqqqqqqq"}, length=10)]).labels
    assert found["claim"].undefined == dict.fromkeys(MEASURES, NO_SPANS)
    assert found["quote"].undefined == {"kappa_character": NO_VARIATION, "u_alpha": NO_VARIATION}
    assert found["quote"].f1_exact == 1


def test_nothing_to_measure_gives_every_label_without_a_figure():
    found = measure([])
    assert (found.texts, found.editors, found.pairs) == (0, (), ())
    assert {label: one.spans for label, one in found.labels.items()} == dict.fromkeys(
        [*LABELS, ANY_LABEL], 0
    )


def test_pairs_are_measured_over_the_texts_that_both_submitted():
    found = measure(
        [
            text({A: "qqqq", B: "qqqq", C: "qq.."}, id=1),
            text({A: "cccc", B: "...."}, id=2),
        ]
    )
    pairs = {(one.a, one.b): one.measures for one in found.pairs if one.label == "quote"}
    assert {pair: one.texts for pair, one in pairs.items()} == {
        ("ada", "ben"): 2,
        ("ada", "cleo"): 1,
        ("ben", "cleo"): 1,
    }
    assert pairs["ada", "ben"].f1_exact == 1
    assert pairs["ada", "cleo"].f1_exact == 0
    assert pairs["ada", "cleo"].f1_iou50 == 1


def test_each_text_is_measured_by_itself():
    one = text({A: "qqqq..ss", B: "qqq...ss", C: ""}, id=1)
    other = text({A: "cc", B: "cc"}, id=2)
    found = measure([one, other])
    assert found.by_text == {1: measure([one]).labels, 2: measure([other]).labels}


def test_the_json_is_that_of_the_contract():
    found = measure([text({A: "qqqq", B: "qqqq"})]).as_json()
    assert found["articles"] == 1
    assert found["editors"] == ["ada", "ben"]
    assert list(found["labels"]) == ["claim", "quote", "statistic"]
    assert found["labels"]["quote"] == {
        "spans": 2,
        "f1_exact": 1,
        "f1_iou50": 1,
        "f1_overlap": 1,
        "f1_character": 1,
        "kappa_character": 1,
        "u_alpha": 1,
    }
    assert found["labels"]["claim"] == {"spans": 0} | dict.fromkeys(MEASURES)
    assert [(pair["a"], pair["b"], pair["label"], pair["articles"]) for pair in found["pairs"]] == [
        ("ada", "ben", label, 1) for label in LABELS
    ]
    assert found["pairs"][1]["f1_exact"] == 1


LENGTH = 40
layer = st.lists(
    st.tuples(st.integers(0, 27), st.integers(1, 12), st.sampled_from(list(LETTERS.values()))),
    max_size=8,
    unique=True,
).map(lambda spans: [(start, start + size, label) for start, size, label in spans])
texts = st.lists(
    st.dictionaries(st.sampled_from(["ada", "ben", "cleo", "dan"]), layer, min_size=1), max_size=4
).map(lambda all_layers: [Text(n, LENGTH, layers) for n, layers in enumerate(all_layers)])
hundreds = settings(max_examples=300, deadline=None)


def close(one, other):
    """Whether two sets of measures are the same but for the last bits of a sum."""
    return (
        one.undefined == other.undefined
        and (one.texts, one.editors, one.spans) == (other.texts, other.editors, other.spans)
        and all(
            value is None or value == pytest.approx(other.values()[name], abs=1e-9)
            for name, value in one.values().items()
        )
    )


@hundreds
@given(texts, st.randoms(use_true_random=False))
def test_the_order_and_the_names_of_editors_are_irrelevant(some, rng):
    names = ["ada", "ben", "cleo", "dan"]
    others = dict(zip(names, rng.sample(names, 4), strict=True))
    shuffled = [
        Text(
            one.id,
            one.length,
            {
                others[name]: rng.sample(one.layers[name], len(one.layers[name]))
                for name in rng.sample(list(one.layers), len(one.layers))
            },
        )
        for one in rng.sample(some, len(some))
    ]
    before, after = measure(some), measure(shuffled)
    assert all(close(before.labels[label], after.labels[label]) for label in LABELS)
    pairs = {(frozenset((one.a, one.b)), one.label): one.measures for one in after.pairs}
    for one in before.pairs:
        assert close(one.measures, pairs[frozenset((others[one.a], others[one.b])), one.label])


@hundreds
@given(texts)
def test_measures_agree_with_counting_every_character_and_span(some):
    found = measure(some)
    for label in LABELS:
        exact = touching = spans = both = marked = 0
        agreed = chance = characters = 0.0
        tables = {}
        for one in some:
            for a, b in combinations(sorted(one.layers), 2):
                mine = {s[:2] for s in one.layers[a] if s[2] == label}
                theirs = {s[:2] for s in one.layers[b] if s[2] == label}
                spans += len(mine) + len(theirs)
                exact += len(mine & theirs)
                touching += sum(any(iou(m, t) for t in theirs) for m in mine)
                touching += sum(any(iou(m, t) for m in mine) for t in theirs)
                first = {c for start, end in mine for c in range(start, end)}
                second = {c for start, end in theirs for c in range(start, end)}
                both += len(first & second)
                marked += len(first) + len(second)
                table = tables.setdefault((a, b), [0, 0, 0, 0])
                for c in range(LENGTH):
                    table[2 * (c in first) + (c in second)] += 1
        for neither, only_second, only_first, together in tables.values():
            count = neither + only_second + only_first + together
            yes = (only_first + together) * (only_second + together)
            no = (neither + only_second) * (neither + only_first)
            characters += count
            agreed += neither + together
            chance += (yes + no) / count
        measures = found.labels[label]
        assert measures.f1_exact == (pytest.approx(2 * exact / spans) if spans else None)
        assert measures.f1_overlap == (pytest.approx(touching / spans) if spans else None)
        assert measures.f1_character == (pytest.approx(2 * both / marked) if marked else None)
        if spans and measures.kappa_character is not None:
            assert measures.kappa_character == pytest.approx(
                (agreed - chance) / (characters - chance)
            )
        if spans:
            assert measures.f1_exact <= measures.f1_iou50 <= measures.f1_overlap


@hundreds
@given(texts)
def test_the_alpha_of_a_label_is_the_published_one_over_its_merged_spans(some):
    found = measure(some)
    for label in LABELS:
        continua = [
            (one.length, [merged(layer, label) for layer in one.layers.values()]) for one in some
        ]
        expected = unitizing_alpha(continua, binary=True)
        assert found.labels[label].u_alpha == (
            None if expected is None else pytest.approx(expected, abs=1e-9)
        )


def merged(layer, label):
    units = []
    for start, end in sorted((start, end) for start, end, its in layer if its == label):
        if units and start < units[-1][1]:
            units[-1][1] = max(end, units[-1][1])
        else:
            units.append([start, end])
    return [(start, end, label) for start, end in units]


@given(layer, st.integers(2, 4))
def test_identical_layers_agree_wholly(spans, editors):
    found = measure([Text(1, LENGTH, {f"editor {n}": spans for n in range(editors)})])
    for measures in found.labels.values():
        for value in measures.values().values():
            assert value is None or value == pytest.approx(1)


def test_many_marks_of_chance_agree_as_chance_would():
    rng = random.Random(1)
    some = []
    for number in range(300):
        layers = {
            name: [(start, start + 50, "quote") for start in rng.sample(range(0, 2000, 50), 10)]
            for name in ("ada", "ben")
        }
        some.append(Text(number, 2000, layers))
    found = quotes(*some)
    assert found.kappa_character == pytest.approx(0, abs=0.02)
    assert found.u_alpha == pytest.approx(0, abs=0.02)
    assert found.f1_character > 0.2
