"""What became of an editor's spans under a ruling."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.review.outcomes import ACCEPTED, ADDED, CHANGED, REJECTED, Mark, match_spans

marks = st.lists(
    st.builds(
        lambda start, length, label, unit: Mark(start, start + length, label, unit=unit),
        st.integers(0, 12),
        st.integers(1, 6),
        st.sampled_from(["claim", "quote", "statistic"]),
        st.sampled_from(["", "USD"]),
    ),
    max_size=6,
    unique_by=lambda one: (one.start, one.end, one.label),
)


def told(before, after):
    return [
        (outcome.result, outcome.before, outcome.after) for outcome in match_spans(before, after)
    ]


def test_the_same_span_is_accepted_and_another_extent_changed():
    one, longer = Mark(0, 5, "claim"), Mark(0, 9, "claim")
    assert told([one], [one]) == [(ACCEPTED, one, one)]
    assert told([one], [longer]) == [(CHANGED, one, longer)]
    assert match_spans([one], [longer])[0].changed_fields() == ["extent"]


def test_what_nothing_answers_to_is_rejected_or_added():
    one, other = Mark(0, 5, "claim"), Mark(7, 9, "claim")
    assert told([one], [other]) == [(REJECTED, one, None), (ADDED, None, other)]


def test_of_two_that_overlap_the_label_counts_before_the_extent():
    claim, quote = Mark(0, 5, "claim"), Mark(0, 9, "quote")
    short = Mark(0, 4, "quote")
    assert told([claim, short], [quote]) == [(REJECTED, claim, None), (CHANGED, short, quote)]


def test_other_details_are_a_change_unless_they_mean_the_same():
    one, other = (
        Mark(0, 5, "claim", attributed_to="Reed"),
        Mark(0, 5, "claim", attributed_to="reed"),
    )
    assert match_spans([one], [other])[0].result == CHANGED
    same = match_spans([one], [other], lambda mark: mark.attributed_to.casefold())
    assert same[0].result == ACCEPTED


@given(marks, marks)
def test_every_span_of_both_sides_has_one_fate(before, after):
    found = match_spans(before, after)
    assert sorted(map(repr, (one.before for one in found if one.before))) == sorted(
        map(repr, before)
    )
    assert sorted(map(repr, (one.after for one in found if one.after))) == sorted(map(repr, after))
    for one in found:
        assert (
            one.result
            == {
                (True, True): ACCEPTED if one.before == one.after else CHANGED,
                (True, False): REJECTED,
                (False, True): ADDED,
            }[one.before is not None, one.after is not None]
        )


@given(marks, marks)
def test_the_order_of_the_spans_is_of_no_account(before, after):
    assert match_spans(before, after) == match_spans(before[::-1], after[::-1])


@given(marks)
def test_what_is_ruled_as_marked_is_accepted(before):
    assert all(one.result == ACCEPTED for one in match_spans(before, before))
