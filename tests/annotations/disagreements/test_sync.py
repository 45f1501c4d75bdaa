"""Stored disagreements: derived, rebuilt at any time, and no ruling is ever lost."""

import random
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.disagreements import sync
from annotations.disagreements.comparison import compare
from annotations.disagreements.groups import (
    considered_ids,
    considered_lanes,
    fingerprint_of,
    groups_by_row,
    letters_by_layer,
    load_alias_names,
    span_ids,
    submitted_spans,
)
from annotations.facts import links, recheck_actions
from annotations.guidelines import aliases
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import (
    Adjudication,
    Alias,
    Annotation,
    Disagreement,
    Fact,
    FactVersion,
    RuledSpan,
    Undoing,
)
from annotations.review import adjudicating
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.factories import make_editor, make_layer, make_reviewer
from tests.worlds import (
    draw_line,
    final_lines,
    layer_of,
    make_group_thread,
    make_layers,
    make_review,
    move_annotation,
    only_group,
    redraw_layer,
    settle_group,
    states_of,
)

pytestmark = pytest.mark.django_db


def make_fact(statement="The wall costs $48 million."):
    fact, editor = Fact.objects.create(), make_editor()
    FactVersion.objects.create(fact=fact, number=1, statement=statement, recorded_by=editor)
    return fact


def opened(revision):
    return review_lifecycle.open_review_early(revision, by=make_reviewer())


def everything():
    """All that a rebuild could touch."""
    through = Disagreement.annotations.through
    return (
        list(Disagreement.objects.order_by("pk").values()),
        set(through.objects.values_list("disagreement", "annotation")),
        list(Adjudication.objects.order_by("pk").values()),
        list(RuledSpan.objects.order_by("pk").values()),
        list(Undoing.objects.order_by("pk").values()),
        Event.objects.count(),
    )


def test_what_all_agree_on_is_ruled_and_what_they_do_not_is_a_row():
    review = make_review(A="qqqq..cc..ss", B="qqqq..cc....", C="qqqq....cc..")
    assert final_lines(review) == ["quote 0-4"]
    ruling = Adjudication.objects.get()
    assert (ruling.rule, ruling.action, ruling.decided_by) == ("unanimous", "take", None)
    assert ruling.disagreement is None
    letters = [lane["letter"] for lane in ruling.considered["lanes"]]
    assert letters == ["A", "B", "C"]
    assert states_of(review) == [
        "open missing 6-8",
        "open missing 8-10",
        "open missing 10-12",
    ]


def test_every_kind_of_group_is_stored_with_its_spans_and_its_overlap():
    review = make_review(A="qqqq", B="..qq")
    row = only_group(review)
    assert (row.kind, row.further, row.labels, row.overlap) == ("boundary", [], ["quote"], 0.5)
    assert set(row.annotations.all()) == set(Annotation.objects.all())
    assert states_of(make_review(A="cccc", B="qqqq")) == ["open label 0-4"]
    assert states_of(make_review(A="qqqqqqqqq", B="qqqq.qqqq")) == ["open split 0-9"]
    assert states_of(make_review(A="qqqq", B="")) == ["open missing 0-4"]


def test_whoever_finished_with_no_span_makes_all_spans_of_the_others_disagreements():
    review = make_review(A="qq.ss.cc.qq.ss", B="qq.ss.cc.qq.ss", C="")
    assert [line.split()[1] for line in states_of(review)] == ["missing"] * 5
    assert final_lines(review) == []
    lanes = groups_by_row(review, list(review.disagreements.all()))
    assert all(group.silent == (layer_of(review, "C").pk,) for group in lanes.values())


@pytest.mark.parametrize("other", [{"attributed_to": "Ben"}, {"value": 12}, {"unit": "EUR"}])
def test_another_speaker_value_or_unit_is_a_disagreement_about_details(other):
    same = {"attributed_to": "Ana", "value": 48, "unit": "USD"}
    revision = make_layers(A="", B="")
    draw_line(revision.layers.get(letter="A"), "ssss", **same)
    draw_line(revision.layers.get(letter="B"), "ssss", **{**same, **other})
    review = opened(revision)
    assert states_of(review) == ["open details 0-4"]


def test_a_value_is_the_same_however_it_is_written_and_notes_are_not_compared():
    revision = make_layers(A="", B="")
    draw_line(revision.layers.get(letter="A"), "ssss", value=Decimal(48), note="Look again.")
    draw_line(revision.layers.get(letter="B"), "ssss", value=Decimal("48.000"), note="")
    assert states_of(opened(revision)) == []


def test_names_that_the_desk_takes_for_the_same_agree_once_it_says_so():
    revision = make_layers(A="", B="", C="")
    for letter, name in zip("ABC", ["Putin", "Vladimir Putin", "PUTIN"], strict=True):
        draw_line(revision.layers.get(letter=letter), "qqqq", attributed_to=name)
    review = opened(revision)
    assert states_of(review) == ["open details 0-4"]
    aliases.add_alias("Putin", "Vladimir Putin", by=make_reviewer())
    assert states_of(review) == []
    assert final_lines(review) == ["quote 0-4 by Putin"]
    Alias.objects.all().delete()
    sync.rebuild(review, by=make_reviewer())
    assert states_of(review) == ["open details 0-4"]
    assert final_lines(review) == []


def submitted_with_facts(relations):
    """A review of layers that each mark the same words, with the relation to one fact."""
    fact = make_fact()
    revision = make_layers(submitted=False, **dict.fromkeys(relations, "cccc"))
    for letter, relation in relations.items():
        layer = revision.layers.get(letter=letter)
        if relation:
            links.link(layer.annotations.get(), fact, relation=relation, by=layer.editor)
        layer_lifecycle.submit(layer, by=layer.editor)
    return fact, opened(revision)


def test_the_same_fact_with_the_same_relation_is_agreed_and_goes_over_to_the_final_span():
    fact, review = submitted_with_facts({"A": "supports", "B": "supports"})
    assert states_of(review) == []
    (link,) = RuledSpan.objects.get().fact_links.all()
    assert (link.fact, link.relation) == (fact, "supports")
    assert link.linked_by == layer_of(review, "A").editor


@pytest.mark.parametrize("other", ["contradicts", ""])
def test_another_fact_or_relation_is_a_disagreement_about_facts(other):
    _fact, review = submitted_with_facts({"A": "supports", "B": other})
    assert states_of(review) == ["open facts 0-4"]
    assert final_lines(review) == []


def test_facts_count_as_they_were_when_the_layer_was_submitted():
    _fact, review = submitted_with_facts({"A": "supports", "B": "supports"})
    link = layer_of(review, "A").annotations.get().fact_links.get()
    recheck_actions.drop_link(link, by=make_editor())
    before = everything()
    sync.rebuild(review, by=make_reviewer())
    assert everything() == before


def test_rebuilding_twice_changes_nothing():
    review = make_review(A="qqqq..cccc..s", B="..qqqq......s", C=["qq....cc", ".......ccc"])
    settle_group(review.disagreements.first(), letters=["A"])
    before = everything()
    sync.rebuild(review, by=make_reviewer())
    assert everything() == before


def test_a_layer_that_is_opened_and_submitted_unchanged_changes_nothing():
    review = make_review(A="qqqq..cc", B="..qqqqcc")
    settle_group(review.disagreements.first(), letters=["A"])
    before = everything()[:-1]
    layer = layer_lifecycle.reopen(layer_of(review, "B"), by=make_reviewer())
    layer_lifecycle.submit(layer, by=layer.editor)
    assert everything()[:-1] == before
    assert not Event.objects.filter(verb="review.rebuilt")[1:]


def test_a_group_keeps_its_row_when_a_span_in_it_changes():
    review = make_review(A="qqqq", B="..qqqq")
    row = only_group(review)
    reviewer = make_reviewer()
    Disagreement.objects.filter(pk=row.pk).update(assignee=reviewer)
    move_annotation(review, "B", 1, 6)
    again = only_group(review)
    assert (again.pk, again.assignee) == (row.pk, reviewer)
    assert again.fingerprint != row.fingerprint


def test_a_group_that_parts_keeps_its_row_where_most_of_its_spans_are():
    review = make_review(A="qqqqqqqqq", B="qqqq.....", C="...qqqqqq")
    row = only_group(review)
    redraw_layer(review, "B", "....qq")
    redraw_layer(review, "A", "qqq")
    assert len(states_of(review)) == 2
    kept = Disagreement.objects.get(pk=row.pk)
    assert kept.annotations.filter(layer=layer_of(review, "C")).exists()


def test_a_group_that_is_no_more_goes_unless_somebody_ruled_or_spoke_of_it():
    review = make_review(A="qq..cc..ss", B="..........")
    quote, claim, _statistic = review.disagreements.order_by("start")
    settle_group(quote, letters=["A"])
    make_group_thread(claim, kind="question", opened_by=make_reviewer())
    redraw_layer(review, "A")
    assert states_of(review) == ["stale missing 0-2", "gone missing 4-6"]
    assert final_lines(review) == ["quote 0-2"]


def test_a_ruling_on_what_has_changed_is_stale_with_before_and_after():
    review = make_review(A="qqqq", B="..qqqq")
    ruling = settle_group(only_group(review), letters=["B"])
    assert states_of(review) == ["settled boundary 0-6"]
    move_annotation(review, "B", 2, 8)
    row = only_group(review)
    assert row.state == "stale"
    assert final_lines(review) == ["quote 2-6"]
    before = ruling.considered["lanes"][1]["spans"][0]
    group = groups_by_row(review, [row])[row.pk]
    after = considered_lanes(group, letters_by_layer(review))["lanes"][1]["spans"][0]
    assert (before["annotation"], before["end"]) == (after["annotation"], 6)
    assert after["end"] == 8
    assert fingerprint_of(ruling.considered) == ruling.fingerprint != row.fingerprint


def test_a_ruling_is_no_longer_stale_when_the_change_is_taken_back():
    review = make_review(A="qqqq", B="..qqqq")
    settle_group(only_group(review), letters=["B"])
    move_annotation(review, "B", 2, 8)
    assert only_group(review).state == "stale"
    move_annotation(review, "B", 2, 6)
    assert only_group(review).state == "settled"


def test_one_more_layer_makes_every_ruling_stale_and_what_was_agreed_a_question():
    review = make_review(A="qqqq..cc", B="..qqqqcc")
    settle_group(review.disagreements.get(), letters=["A"])
    late = layer_lifecycle.assign(review.revision, make_editor(), by=make_reviewer())
    layer_lifecycle.submit(late, by=late.editor)
    assert states_of(review) == ["stale boundary 0-6", "open missing 6-8"]
    assert final_lines(review) == ["quote 0-4"]


def test_unanimous_rulings_come_and_go_with_what_the_layers_say():
    review = make_review(A="qqqq", B="qqqq")
    first = Adjudication.objects.get()
    move_annotation(review, "B", 0, 5)
    assert states_of(review) == ["open boundary 0-5"]
    assert (final_lines(review), first.undoing.undone_by) == ([], None)
    move_annotation(review, "B", 0, 4)
    assert (states_of(review), final_lines(review)) == ([], ["quote 0-4"])
    assert Adjudication.objects.standing().get() != first


def test_unanimity_never_rules_over_a_ruling_by_hand():
    review = make_review(A="qqqq", B="..qqqq")
    ruling = settle_group(only_group(review), "nothing")
    move_annotation(review, "B", 0, 4)
    assert states_of(review) == ["stale agreed 0-4"]
    assert final_lines(review) == []
    adjudicating.undo_ruling(ruling, by=make_reviewer())
    assert states_of(review) == ["gone agreed 0-4"]
    assert final_lines(review) == ["quote 0-4"]


def test_what_came_to_be_agreed_under_a_ruling_can_be_ruled_on_as_it_is():
    review = make_review(A="qqqq", B="..qqqq")
    settle_group(only_group(review), "nothing")
    move_annotation(review, "B", 0, 4)
    settle_group(only_group(review), letters=["A"])
    assert states_of(review) == ["settled agreed 0-4"]
    assert final_lines(review) == ["quote 0-4"]
    before = everything()
    sync.rebuild(review, by=make_reviewer())
    assert everything() == before


def test_an_opening_and_a_change_say_in_one_event_what_was_found():
    review = make_review(A="qqqq..cc", B="..qqqqcc")
    (event,) = Event.objects.filter(verb="review.rebuilt")
    assert event.detail == {
        "found": 1,
        "changed": 0,
        "gone": 0,
        "agreed": 1,
        "no_longer_agreed": 0,
    }
    redraw_layer(review, "B")
    event = Event.objects.filter(verb="review.rebuilt").first()
    assert event.detail["no_longer_agreed"] == 1
    assert event.actor == layer_of(review, "B").editor


def test_withdrawn_annotations_and_open_layers_have_no_say():
    revision = make_layers(A="qqqq", B="qqqq")
    draw_line(revision.layers.get(letter="A"), "......cc", withdrawn_at=timezone.now())
    draw_line(make_layer(revision=revision), "....ss")
    draw_line(make_layer(revision=revision, taken_back_at=timezone.now()), "....ss")
    review = opened(revision)
    assert (states_of(review), final_lines(review)) == ([], ["quote 0-4"])


def random_line(rng):
    return "".join(rng.choice("....qqqqcs") for _place in range(36))


@pytest.mark.parametrize("seed", range(12))
def test_after_any_changes_rows_are_what_a_comparison_finds_and_nothing_is_lost(seed):
    """Groups are stored one to one; every hand ruling is settled, stale or replaced."""
    rng = random.Random(seed)
    review = make_review(**{letter: random_line(rng) for letter in "ABC"})
    for _round in range(4):
        for row in review.disagreements.all():
            if row.state in ("open", "stale") and rng.random() < 0.5:
                settle_group(row, "nothing")
        redraw_layer(review, rng.choice("ABC"), random_line(rng))
        before = everything()
        sync.rebuild(review, by=make_reviewer())
        assert everything() == before
        refuse_losses(review)


def refuse_losses(review):
    submitted, spans = submitted_spans([review.revision_id])[review.revision_id]
    found = compare(spans, submitted, load_alias_names())
    rows = list(review.disagreements.filter(gone_at=None))
    groups = groups_by_row(review, rows)
    held = {frozenset(span_ids(group.spans)) for group in groups.values()}
    assert {span_ids(group.spans) for group in found.groups} <= held
    for row in rows:
        group = groups[row.pk]
        fresh = considered_lanes(group, letters_by_layer(review))
        assert fingerprint_of(fresh) == row.fingerprint
    ruled = {
        considered_ids(ruling)
        for ruling in Adjudication.objects.filter(review=review, rule="unanimous").standing()
    }
    assert {span_ids(one.spans) for one in found.agreed} == ruled | (
        held - {span_ids(group.spans) for group in found.groups}
    )
    for ruling in Adjudication.objects.filter(review=review, rule="").standing():
        state = Disagreement.objects.get(pk=ruling.disagreement_id).state
        assert state in ("settled", "stale")


def test_the_number_of_queries_does_not_grow_with_the_groups():
    def queries(count):
        revision = make_layers(A="q." * count, B="", C="", text="abcdefghij" * 20)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            opened(revision)
        return len(asked)

    assert queries(10) == queries(20)


def test_the_groups_of_rows_are_read_with_a_constant_number_of_queries(
    django_assert_num_queries,
):
    for count in (5, 15):
        review = make_review(A="q." * count, B="")
        rows = list(review.disagreements.all())
        assert len(rows) == count
        with django_assert_num_queries(4):
            groups_by_row(review, rows)
