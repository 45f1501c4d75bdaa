"""Settling: what each choice puts into the text, who may, and what is refused."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from annotations import validation
from annotations.facts import links, recheck_actions
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import (
    Adjudication,
    Alias,
    Disagreement,
    Fact,
    FactLink,
    FactVersion,
    RuledSpan,
)
from annotations.readers import is_party
from annotations.review import actions, adjudicating, batch_rules, saying_why
from annotations.review import lifecycle as review_lifecycle
from annotations.review.actions import EditedSpan
from newsroom.models import Event
from tests.factories import make_editor, make_layer, make_reviewer
from tests.worlds import (
    TEXT,
    dispute_group,
    draw_line,
    final_lines,
    layer_of,
    make_layers,
    make_review,
    move_annotation,
    only_group,
    redraw_layer,
    settle_group,
    states_of,
)

pytestmark = pytest.mark.django_db


def edited(start, end, label="quote", **fields):
    return EditedSpan(start, end, TEXT[start:end], label, **fields)


CHOICES = {
    "take one": ("take", {"letters": ["B"]}, ["quote 2-6"]),
    "take one who is silent": ("take", {"letters": ["C"]}, []),
    "keep several": ("several", {"letters": ["A", "B"]}, ["quote 0-4", "quote 2-6"]),
    "longest": ("longest", {}, ["quote 0-6"]),
    "common part": ("common", {}, ["quote 2-4"]),
    "edited by hand": ("edit", {"spans": [edited(1, 5)]}, ["quote 1-5"]),
    "edited into two": (
        "edit",
        {"spans": [edited(3, 5, "claim"), edited(0, 2)]},
        ["quote 0-2", "claim 3-5"],
    ),
    "nothing here": ("nothing", {}, []),
}


@pytest.mark.parametrize(("action", "fields", "expected"), CHOICES.values(), ids=CHOICES.keys())
def test_each_choice_puts_into_the_text_what_it_says(action, fields, expected):
    review, reviewer = make_review(A="qqqq", B="..qqqq", C=""), make_reviewer()
    ruling = settle_group(only_group(review), action, by=reviewer, note="Look.", **fields)
    assert final_lines(review) == expected
    assert states_of(review) == ["settled boundary 0-6"]
    assert ruling.action == (action if expected else "nothing")
    assert (ruling.reason, ruling.note) == ("boundary" if expected else "not checkable", "Look.")
    assert (ruling.decided_by, ruling.rule, ruling.replaces) == (reviewer, "", None)
    event = Event.objects.get(verb="disagreement.settled")
    assert (event.actor, event.detail["disagreement"]) == (reviewer, ruling.disagreement_id)
    assert [f"{one['label']} {one['start']}-{one['end']}" for one in event.detail["spans"]] == (
        expected
    )


REFUSED = {
    "nobody's version": ("take", {"letters": []}, actions.NothingToRule),
    "two versions at once": ("take", {"letters": ["A", "B"]}, actions.NothingToRule),
    "a letter that nobody has": ("several", {"letters": ["Z"]}, actions.NothingToRule),
    "an unknown action": ("guess", {}, actions.NothingToRule),
    "an edit without a span": ("edit", {}, actions.NothingToRule),
    "the same words twice": (
        "edit",
        {"spans": [edited(1, 5), edited(1, 5, attributed_to="Ana")]},
        actions.NothingToRule,
    ),
    "other words than those in the text": (
        "edit",
        {"spans": [EditedSpan(1, 5, "wxyz", "quote")]},
        validation.TextMismatch,
    ),
    "no words": ("edit", {"spans": [edited(5, 5)]}, validation.SpanInvalid),
    "words beyond the end": ("edit", {"spans": [edited(30, 99)]}, validation.TextMismatch),
    "an unknown label": (
        "edit",
        {"spans": [edited(1, 5, "rumour")]},
        validation.DetailsMisplaced,
    ),
    "a value on a quote": (
        "edit",
        {"spans": [edited(1, 5, value=Decimal(3))]},
        validation.DetailsMisplaced,
    ),
    "a fact that is not there": (
        "edit",
        {"spans": [edited(1, 5, facts=frozenset({(9, "supports")}))]},
        validation.DetailsMisplaced,
    ),
    "an unknown reason": (
        "take",
        {"letters": ["A"], "reason": "a whim"},
        saying_why.ReasonUnfit,
    ),
    "no reason": ("take", {"letters": ["A"], "reason": ""}, saying_why.ReasonMissing),
    "words that stand for a reason of those that do not": (
        "take",
        {"letters": ["A"], "reason": "not checkable"},
        saying_why.ReasonUnfit,
    ),
    "no words for a reason of those that stand": (
        "nothing",
        {"reason": "boundary"},
        saying_why.ReasonUnfit,
    ),
    "another reason without a note": (
        "take",
        {"letters": ["A"], "reason": "other", "note": "  "},
        saying_why.NoteMissing,
    ),
}


@pytest.mark.parametrize(("action", "fields", "refusal"), REFUSED.values(), ids=REFUSED.keys())
def test_what_makes_no_sense_is_refused_and_nothing_is_written(action, fields, refusal):
    review = make_review(A="qqqq", B="..qqqq", C="")
    with pytest.raises(refusal):
        settle_group(only_group(review), action, **fields)
    assert not Adjudication.objects.exists()
    assert states_of(review) == ["open boundary 0-6"]


def test_between_labels_there_is_no_longest_nor_a_common_part():
    review = make_review(A="cccc", B="qqqq")
    for action in ("longest", "common"):
        with pytest.raises(actions.NothingToRule):
            settle_group(only_group(review), action)
    settle_group(only_group(review), "several", letters=["A", "B"], reason="label")
    assert final_lines(review) == ["claim 0-4", "quote 0-4"]


def test_spans_of_one_label_without_words_in_common_have_no_common_part():
    review = make_review(A="qqqq", B="..qqqqqq", C="......qq")
    with pytest.raises(actions.NothingToRule):
        settle_group(only_group(review), "common")


def test_the_same_words_have_a_label_by_one_ruling_only():
    review = make_review(A=["qqqqqq", "qqq"], B=["qqqqqq", "..qqqq"])
    (row,) = Disagreement.objects.filter(review=review)
    with pytest.raises(actions.NothingToRule, match="by another decision"):
        settle_group(row, "longest")
    assert final_lines(review) == ["quote 0-6"]
    settle_group(row, "common")
    assert final_lines(review) == ["quote 0-6", "quote 2-3"]
    agreed = Adjudication.objects.get(rule="unanimous")
    with pytest.raises(actions.NothingToRule, match="by another decision"):
        adjudicating.overrule_agreement(
            agreed, spans=[edited(2, 3)], by=make_reviewer(), reason="boundary"
        )
    adjudicating.overrule_agreement(
        agreed, spans=[edited(1, 3)], by=make_reviewer(), reason="boundary"
    )
    assert final_lines(review) == ["quote 1-3", "quote 2-3"]


def test_no_undoing_and_no_confirmation_gives_the_same_words_twice():
    review = make_review(A="cc..qq", B="......")
    claim, quote = Disagreement.objects.filter(review=review).order_by("start")
    settle_group(claim, "edit", spans=[edited(4, 6)])
    away = settle_group(claim, "nothing")
    settle_group(quote, "take", letters=["A"])
    with pytest.raises(actions.NothingToRule, match="by another decision"):
        adjudicating.undo_ruling(away, by=make_reviewer())
    assert final_lines(review) == ["quote 4-6"]
    settle_group(quote, "nothing")
    adjudicating.undo_ruling(away, by=make_reviewer())
    assert final_lines(review) == ["quote 4-6"]


def test_a_stale_ruling_does_not_hold_where_all_agree_on_its_words_by_now():
    review = make_review(A="qqqq", B="..qqqq")
    row = only_group(review)
    settle_group(row, "take", letters=["A"])
    redraw_layer(review, "A", "qqqq")
    redraw_layer(review, "B", "qqqq")
    row = Disagreement.objects.get(pk=row.pk)
    standing = Adjudication.objects.standing_on(row)
    seen = {"fingerprint": row.fingerprint, "standing": standing.pk}
    with pytest.raises(actions.NothingToRule, match="by another decision"):
        adjudicating.confirm_ruling(row, by=make_reviewer(), **seen)
    adjudicating.undo_ruling(standing, by=make_reviewer())
    assert final_lines(review) == ["quote 0-4"]


def test_a_reason_is_not_needed_for_what_a_majority_holds():
    review = make_review(A="qqqq..cccc", B="qqqq......", C=".qqqq.....")
    quote, claim = review.disagreements.order_by("start")
    with pytest.raises(adjudicating.ReasonMissing):
        settle_group(quote, letters=["C"], reason="")
    settle_group(quote, letters=["B"], reason="")
    with pytest.raises(adjudicating.ReasonMissing):
        settle_group(claim, letters=["A"], reason="")
    settle_group(claim, "nothing", reason="")
    assert final_lines(review) == ["quote 0-4"]


def test_half_of_the_layers_are_no_majority():
    review = make_review(A="qqqq", B="")
    with pytest.raises(adjudicating.ReasonMissing):
        settle_group(only_group(review), letters=["A"], reason="")
    with pytest.raises(adjudicating.ReasonMissing):
        settle_group(only_group(review), "nothing", reason="")


def test_a_spelling_that_the_desk_takes_for_the_majoritys_needs_no_reason():
    revision = make_layers(A="", B="", C="")
    for letter, name in zip("ABC", ["Putin", "Vladimir Putin", "Macron"], strict=True):
        draw_line(revision.layers.get(letter=letter), "qqqq", attributed_to=name)
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    with pytest.raises(adjudicating.ReasonMissing):
        settle_group(only_group(review), letters=["B"], reason="")
    Alias.objects.create(name="Putin", canonical="Vladimir Putin")
    settle_group(only_group(review), letters=["B"], reason="")
    assert final_lines(review) == ["quote 0-4 by Vladimir Putin"]


def test_a_gap_in_the_guidelines_is_marked_by_its_reason():
    review = make_review(A="qq.qq", B="")
    one, other = review.disagreements.order_by("start")
    assert settle_group(one, "nothing", reason="guideline gap").guideline_gap
    assert not settle_group(other, "nothing", reason="not checkable").guideline_gap


def test_a_ruling_of_before_keeps_its_reason_whatever_fits_now(monkeypatch):
    review = make_review(A="qqqq", B="..qqqq")
    with monkeypatch.context() as before:
        before.setattr(adjudicating, "refuse_unfit_reason", lambda *_: None)
        ruling = settle_group(only_group(review), letters=["A"], reason="not checkable")
    move_annotation(review, "B", 2, 8)
    row = only_group(review)
    adjudicating.confirm_ruling(
        row, fingerprint=row.fingerprint, standing=ruling.pk, by=make_reviewer()
    )
    standing = Adjudication.objects.standing_on(row)
    assert (standing.reason, standing.why) == ("not checkable", "Not checkable")


def test_whoever_annotated_does_not_settle_unless_the_desk_allows_it(settings):
    review, party = make_review(A="qqqq", B="..qqqq"), make_reviewer()
    make_layer(revision=review.revision, editor=party, submitted=True)
    with pytest.raises(adjudicating.OwnWork):
        settle_group(only_group(review), letters=["A"], by=party)
    assert is_party(party, review.revision_id)
    settings.REVIEW_OWN = True
    assert not is_party(party, review.revision_id)
    settle_group(only_group(review), letters=["A"], by=party)


@pytest.mark.parametrize("review_own", [False, True])
def test_an_open_layer_makes_a_party_whatever_the_desk_allows(settings, review_own):
    settings.REVIEW_OWN = review_own
    review, party = make_review(A="qqqq", B="..qqqq"), make_reviewer()
    make_layer(revision=review.revision, editor=party)
    with pytest.raises(adjudicating.OwnWork):
        settle_group(only_group(review), letters=["A"], by=party)
    assert is_party(party, review.revision_id)


def test_no_act_of_settling_is_open_to_a_party(settings):
    review, party = make_review(A="qqqq..cc", B="..qqqqcc", C="qqqq..cc"), make_reviewer()
    agreed = Adjudication.objects.get()
    by_hand = settle_group(only_group(review), letters=["A"])
    batch = batch_rules.settle_by_rule("majority", review, previewed={}, by=make_reviewer())[0]
    make_layer(revision=review.revision, editor=party)
    row = only_group(review)
    for act in (
        lambda: adjudicating.undo_ruling(by_hand, by=party),
        lambda: adjudicating.overrule_agreement(agreed, spans=[], reason="not checkable", by=party),
        lambda: batch_rules.settle_by_rule("majority", review, previewed={}, by=party),
        lambda: adjudicating.confirm_ruling(
            row, fingerprint=row.fingerprint, standing=by_hand.pk, by=party
        ),
    ):
        with pytest.raises(adjudicating.OwnWork):
            act()
    assert batch_rules.undo_batch(batch, by=party) == 0


def test_whoever_looked_at_another_ruling_is_told_what_stands_now():
    review = make_review(A="qqqq", B="..qqqq")
    seen = only_group(review)
    winner = settle_group(seen, letters=["A"])
    with pytest.raises(adjudicating.Meanwhile) as told:
        adjudicating.settle_group(
            seen,
            action="take",
            letters=["B"],
            reason="boundary",
            fingerprint=seen.fingerprint,
            standing=None,
            by=make_reviewer(),
        )
    assert told.value.extra == {"fingerprint": seen.fingerprint, "standing": winner.pk}
    assert final_lines(review) == ["quote 0-4"]


def test_whoever_looked_at_what_the_layers_said_before_is_refused():
    review = make_review(A="qqqq..cc", B="..qqqq..")
    quote, claim = review.disagreements.order_by("start")
    move_annotation(review, "B", 1, 6)
    redraw_layer(review, "A", "qqqq")
    for seen in (quote, claim):
        with pytest.raises(adjudicating.Meanwhile):
            adjudicating.settle_group(
                seen,
                action="nothing",
                reason="not checkable",
                fingerprint=seen.fingerprint,
                standing=None,
                by=make_reviewer(),
            )


def test_a_ruling_replaces_the_one_before_and_its_undoing_brings_that_back():
    review, reviewer = make_review(A="qqqq", B="..qqqq"), make_reviewer()
    row = only_group(review)
    first = settle_group(row, letters=["A"])
    second = settle_group(row, letters=["B"])
    assert (second.replaces, final_lines(review)) == (first, ["quote 2-6"])
    with pytest.raises(adjudicating.Meanwhile):
        adjudicating.undo_ruling(first, by=reviewer)
    undoing = adjudicating.undo_ruling(second, by=reviewer)
    assert (undoing.undone_by, final_lines(review)) == (reviewer, ["quote 0-4"])
    with pytest.raises(adjudicating.Meanwhile):
        adjudicating.undo_ruling(second, by=reviewer)
    adjudicating.undo_ruling(first, by=reviewer)
    assert (states_of(review), final_lines(review)) == (["open boundary 0-6"], [])
    assert Event.objects.filter(verb="ruling.undone").count() == 2
    assert Adjudication.objects.count() == 2


def test_rulings_and_their_spans_are_never_updated():
    review = make_review(A="qqqq", B="..qqqq")
    ruling = settle_group(only_group(review), letters=["A"])
    undoing = adjudicating.undo_ruling(ruling, by=make_reviewer())
    for row, change in (
        (ruling, {"note": "forged"}),
        (RuledSpan.objects.get(), {"start": 1}),
        (undoing, {"undone_by": None}),
    ):
        rows = type(row).objects.filter(pk=row.pk)
        with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
            rows.update(**change)


def test_a_ruling_that_is_stale_is_confirmed_with_its_spans_and_reason():
    review, reviewer = make_review(A="qqqq", B="..qqqq"), make_reviewer()
    first = settle_group(
        only_group(review), "edit", spans=[edited(1, 5, attributed_to="Ana")], note="So."
    )
    move_annotation(review, "B", 2, 8)
    row = only_group(review)
    assert row.state == "stale"
    again = adjudicating.confirm_ruling(
        row, fingerprint=row.fingerprint, standing=first.pk, by=reviewer
    )
    assert (again.replaces, again.action, again.reason, again.note) == (
        first,
        "edit",
        "boundary",
        "So.",
    )
    assert (states_of(review), final_lines(review)) == (
        ["settled boundary 0-8"],
        ["quote 1-5 by Ana"],
    )
    adjudicating.undo_ruling(again, by=reviewer)
    assert states_of(review) == ["stale boundary 0-8"]


def test_a_group_that_is_gone_is_confirmed_or_its_ruling_taken_back():
    review, reviewer = make_review(A="qq..cc", B="......"), make_reviewer()
    quote, claim = review.disagreements.order_by("start")
    kept, dropped = settle_group(quote, letters=["A"]), settle_group(claim, letters=["A"])
    redraw_layer(review, "A")
    assert states_of(review) == ["stale missing 0-2", "stale missing 4-6"]
    quote.refresh_from_db()
    adjudicating.confirm_ruling(quote, fingerprint=quote.fingerprint, standing=kept.pk, by=reviewer)
    with pytest.raises(actions.NothingToRule):
        settle_group(claim, letters=["A"])
    adjudicating.undo_ruling(dropped, by=reviewer)
    assert states_of(review) == ["settled missing 0-2", "gone missing 4-6"]
    assert final_lines(review) == ["quote 0-2"]
    review_lifecycle.close_review(review, by=reviewer)


def test_there_is_nothing_to_confirm_where_nobody_has_ruled():
    row = only_group(make_review(A="qqqq", B="..qqqq"))
    with pytest.raises(actions.NothingToRule):
        adjudicating.confirm_ruling(
            row, fingerprint=row.fingerprint, standing=None, by=make_reviewer()
        )


def test_what_all_agree_on_can_be_overruled_and_the_overruling_undone():
    review, reviewer = make_review(A="qqqq", B="qqqq"), make_reviewer()
    agreed = Adjudication.objects.get()
    with pytest.raises(adjudicating.ReasonMissing):
        adjudicating.overrule_agreement(agreed, spans=[edited(0, 6)], reason="", by=reviewer)
    ruling = adjudicating.overrule_agreement(
        agreed, spans=[edited(0, 6)], reason="boundary", by=reviewer
    )
    assert (final_lines(review), states_of(review)) == (["quote 0-6"], ["settled agreed 0-4"])
    with pytest.raises(adjudicating.Meanwhile):
        adjudicating.overrule_agreement(agreed, spans=[], reason="not checkable", by=reviewer)
    with pytest.raises(actions.NothingToRule):
        adjudicating.undo_ruling(agreed, by=reviewer)
    adjudicating.undo_ruling(ruling, by=reviewer)
    assert (final_lines(review), states_of(review)) == (["quote 0-4"], ["gone agreed 0-4"])
    again = adjudicating.overrule_agreement(agreed, spans=[], reason="not checkable", by=reviewer)
    assert again.disagreement_id == ruling.disagreement_id
    assert (final_lines(review), states_of(review)) == ([], ["settled agreed 0-4"])


def test_an_overruling_is_stale_when_the_layers_change_and_can_be_disputed():
    review, reviewer = make_review(A="qqqq", B="qqqq"), make_reviewer()
    adjudicating.overrule_agreement(
        Adjudication.objects.get(), spans=[], reason="not checkable", by=reviewer
    )
    move_annotation(review, "B", 0, 6)
    assert states_of(review) == ["stale boundary 0-6"]
    move_annotation(review, "B", 0, 4)
    assert states_of(review) == ["settled agreed 0-4"]
    dispute_group(only_group(review))
    assert states_of(review) == ["disputed agreed 0-4"]


def test_in_a_closed_review_only_what_is_disputed_is_ruled_on_and_that_answers_it():
    review, reviewer = make_review(A="qqqq..cc", B="..qqqq.."), make_reviewer()
    quote, claim = review.disagreements.order_by("start")
    first = settle_group(quote, letters=["A"])
    settle_group(claim, letters=["A"])
    review_lifecycle.close_review(review, by=reviewer)
    for act in (
        lambda: settle_group(quote, letters=["B"]),
        lambda: adjudicating.undo_ruling(first, by=reviewer),
        lambda: batch_rules.settle_by_rule("majority", review, previewed={}, by=reviewer),
    ):
        with pytest.raises(review_lifecycle.ReviewClosed):
            act()
    dispute = dispute_group(quote)
    settle_group(quote, letters=["B"], by=reviewer)
    dispute.refresh_from_db()
    assert dispute.resolved_by == reviewer
    assert states_of(review) == ["settled boundary 0-6", "settled missing 6-8"]
    assert final_lines(review) == ["quote 2-6", "claim 6-8"]
    assert Event.objects.filter(verb="thread.resolved").count() == 1
    with pytest.raises(review_lifecycle.ReviewClosed):
        settle_group(quote, letters=["A"])


def test_what_is_agreed_is_not_overruled_once_the_review_is_closed():
    review, reviewer = make_review(A="qqqq", B="qqqq"), make_reviewer()
    review_lifecycle.close_review(review, by=reviewer)
    with pytest.raises(review_lifecycle.ReviewClosed):
        adjudicating.overrule_agreement(
            Adjudication.objects.get(), spans=[], reason="not checkable", by=reviewer
        )


def make_fact():
    fact, editor = Fact.objects.create(), make_editor()
    FactVersion.objects.create(fact=fact, number=1, statement="So it is.", recorded_by=editor)
    return fact


def test_links_go_over_to_the_ruled_span_with_their_note_version_and_maker():
    fact, revision = make_fact(), make_layers(A="cccc", B="..cccc", submitted=False)
    for layer in revision.layers.order_by("letter"):
        if layer.letter == "A":
            annotation = layer.annotations.get()
            links.link(annotation, fact, relation="supports", note="See page 3", by=layer.editor)
        layer_lifecycle.submit(layer, by=layer.editor)
    review = review_lifecycle.review_of(revision.pk)
    FactVersion.objects.create(fact=fact, number=2, statement="Not so.", recorded_by=make_editor())
    settle_group(only_group(review), letters=["A"])
    link = FactLink.objects.get(ruled_span__isnull=False)
    assert (link.fact, link.version.number, link.note) == (fact, 1, "See page 3")
    assert link.linked_by == layer_of(review, "A").editor
    settle_group(only_group(review), letters=["B"])
    assert final_lines(review) == ["claim 2-6"]
    assert not FactLink.objects.filter(ruled_span__adjudication__replaced_by=None).exclude(
        ruled_span=None
    )


def test_an_edit_may_link_another_fact_in_the_reviewers_name():
    fact, review, reviewer = make_fact(), make_review(A="cccc", B="..cccc"), make_reviewer()
    facts = frozenset({(fact.pk, "contradicts")})
    settle_group(
        only_group(review), "edit", spans=[edited(0, 4, "claim", facts=facts)], by=reviewer
    )
    link = RuledSpan.objects.get().fact_links.get()
    assert (link.linked_by, link.relation, link.version.number) == (reviewer, "contradicts", 1)


def test_a_confirmation_keeps_the_links_as_they_are_now():
    fact, review, reviewer = make_fact(), make_review(A="cccc", B="..cccc"), make_reviewer()
    facts = frozenset({(fact.pk, "contradicts")})
    first = settle_group(only_group(review), "edit", spans=[edited(0, 4, "claim", facts=facts)])
    old = RuledSpan.objects.get().fact_links.get()
    recheck_actions.confirm_link(old, seen=old.version_id, relation="context", by=make_editor())
    move_annotation(review, "B", 2, 8)
    row = only_group(review)
    adjudicating.confirm_ruling(row, fingerprint=row.fingerprint, standing=first.pk, by=reviewer)
    span = RuledSpan.objects.exclude(adjudication=first).get()
    assert [link.relation for link in span.fact_links.all()] == ["context"]


def test_pieces_of_a_split_quote_stay_together_and_other_labels_are_in_no_group():
    revision = make_layers(A="", B="")
    pieces = draw_line(revision.layers.get(letter="A"), "qqqq.qqqq")
    for piece in pieces:
        piece.span_group = pieces[0].pk
        piece.save()
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    row = only_group(review)
    settle_group(row, letters=["A"])
    assert set(RuledSpan.objects.values_list("span_group", flat=True)) == {pieces[0].pk}
    ruling = settle_group(row, "edit", spans=[edited(0, 4, "claim")])
    assert ruling.ruled_spans.get().span_group is None
