"""The marks of two editors, parted by what they came of and by what was shown."""

import random

from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.by_origin import ALL_LABELS, Mark, Parts, Reading, parts_of
from annotations.agreement.counting import Text, counts_of
from annotations.labels import LABELS

ALL = frozenset(LABELS)


def reading(*marks, percent=20, steady=ALL, label="claim"):
    """Of (start, end, what it came of), with a star where nothing was suggested."""
    made = [
        Mark(start, end, came.startswith("accepted"), came.endswith("*"))
        for start, end, came in marks
    ]
    return Reading({label: made}, percent, steady)


def parts(*readings):
    return parts_of(readings, LABELS)["claim"]


def test_what_both_accepted_is_apart_from_what_was_found_by_hand():
    found = parts(
        reading((0, 5, "accepted"), (10, 15, "own"), (20, 25, "own")),
        reading((0, 5, "accepted"), (10, 15, "own"), (30, 35, "accepted")),
    )
    assert (found.accepted_spans, found.accepted_paired) == (3, 1)
    assert (found.apart_spans, found.apart_paired) == (3, 1)


def test_what_one_accepted_and_the_other_found_was_found_apart():
    found = parts(reading((0, 5, "accepted")), reading((0, 5, "own")))
    assert (found.apart_spans, found.apart_paired, found.accepted_spans) == (2, 1, 0)


def test_where_nothing_was_suggested_is_apart_from_where_it_was():
    found = parts(
        reading((0, 5, "own*"), (10, 15, "accepted"), (20, 25, "own*")),
        reading((0, 5, "own*"), (10, 15, "own")),
    )
    assert (found.held_spans, found.held_paired) == (3, 1)
    assert (found.shown_spans, found.shown_paired) == (2, 1)


def test_what_the_share_tells_is_counted_where_it_was_the_same_for_both_and_obeyed():
    mark = (0, 5, "own")
    nothing = (0, 0, 0, 0)
    for one, other in (
        (reading(mark, percent=0), reading(mark, percent=0)),
        (reading(mark), reading(mark, percent=10)),
        (reading(mark), reading(mark, steady=ALL - {"claim"})),
    ):
        found = parts(one, other)
        assert found[4:] == nothing
        assert found.apart_spans == 2
    assert parts(reading(mark), reading(mark)).shown_spans == 2


def test_one_who_was_shown_nothing_is_not_compared_with_one_who_was():
    mark = (0, 5, "own")
    assert parts(reading(mark, percent=None), reading(mark)) == Parts()
    assert parts(reading(mark, percent=None), reading(mark, percent=None)).apart_paired == 1


def test_labels_are_counted_by_themselves_and_then_together():
    found = parts_of([reading((0, 5, "own")), reading((0, 5, "own"), label="quote")], LABELS)
    assert (found["claim"].apart_spans, found["quote"].apart_spans) == (1, 1)
    assert (found[ALL_LABELS].apart_spans, found[ALL_LABELS].apart_paired) == (2, 0)


def test_three_editors_are_three_pairs():
    mark = (0, 5, "accepted")
    found = parts(*[reading(mark)] * 3)
    assert (found.accepted_spans, found.accepted_paired) == (6, 3)


@given(st.integers(0, 2**32))
def test_all_parts_together_are_the_counts_of_agreement(seed):
    rng = random.Random(seed)
    marks = [
        {
            (start, start + rng.randint(1, 20)): rng.choice(
                ["own", "accepted", "own*", "accepted*"]
            )
            for start in (rng.randint(0, 60) for _ in range(rng.randint(0, 12)))
        }
        for _ in range(2)
    ]
    found = parts(*(reading(*((*extent, came) for extent, came in of.items())) for of in marks))
    layers = {
        name: [(*extent, "claim") for extent in of] for name, of in zip("ab", marks, strict=True)
    }
    ((_, counts),) = counts_of(Text(1, 100, layers), ["claim"])["claim"].items()
    for one, other in ((0, 2), (4, 6)):
        assert found[one] + found[other] == counts.spans
        assert found[one + 1] + found[other + 1] == counts.paired
