"""An editor's work on an earlier text, offered again in their layer on the newer one."""

import uuid
from decimal import Decimal

import pytest

from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts.recheck_reasons import links_to_recheck
from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Answer, FactLink, Suggestion
from annotations.workspace import accepting_several, carrying, suggestions
from annotations.workspace.suggestion_report import tally_answers
from newsroom.models import Event
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
    make_suggestion,
    revise_fact,
)

pytestmark = pytest.mark.django_db

# The amount is another, and the sentence about the households has gone on.
CORRECTED = TEXT.replace("$48 million", "$52 million").replace("harbour road.", "harbour road now.")


@pytest.fixture
def old():
    """The layer on the first revision, with one annotation for each fate."""
    layer = make_layer(editor=make_editor())
    make_annotation(layer=layer, exact="$48 million", label="statistic", value=48, unit="USD")
    make_annotation(
        layer=layer,
        exact="We are building for the next storm",
        label="quote",
        attributed_to="Ines Halloran",
        note="Said at the site.",
    )
    make_annotation(layer=layer, exact="2,300 households", label="statistic", value=2300)
    return layer


def next_layer(layer, text=CORRECTED, **fields):
    """The editor's layer on a newer revision, opened."""
    revision = make_revision(layer.revision.article, text=text)
    new = make_layer(revision=revision, editor=fields.pop("editor", layer.editor), **fields)
    carrying.offer_earlier_work(new)
    return new


def waiting(layer, to=None):
    rows = suggestions.waiting_suggestions(layer, to=to or layer.editor)
    return [(one.exact, one.is_reworded) for one in rows]


def lost(layer):
    return [one.exact for one in carrying.annotations_to_carry(layer)]


def accept(layer, words, **fields):
    one = Suggestion.objects.get(exact=words, revision=layer.revision)
    content = {"id": uuid.uuid4(), **fields}
    return suggestions.accept_suggestion(one, layer, by=layer.editor, **content)[0]


# Offered


def test_what_stands_in_the_new_text_is_offered_and_the_rest_is_told(old):
    new = next_layer(old)
    assert waiting(new) == [
        ("We are building for the next storm", False),
        ("2,300 households", True),
    ]
    assert lost(new) == ["$48 million"]
    assert not new.annotations.exists()


def test_what_is_offered_stands_at_its_words_with_its_details(old):
    new = next_layer(old, "Another beginning.\n\n" + TEXT)
    for one in suggestions.waiting_suggestions(new, to=new.editor):
        source = one.carried_from
        assert new.revision.text[one.start : one.end] == one.exact == source.exact
        assert new.revision.text[one.end :].startswith(one.suffix)
        details = [(row.label, row.attributed_to, row.value, row.unit) for row in (one, source)]
        assert details[0] == details[1]
    assert len(waiting(new)) == 3


def test_only_ones_own_work_is_offered(old):
    other = make_layer(revision=old.revision)
    make_annotation(layer=other, exact="the mayor")
    new = next_layer(old)
    assert "the mayor" not in dict(waiting(new)) | dict.fromkeys(lost(new))
    theirs = make_layer(revision=new.revision, editor=other.editor)
    carrying.offer_earlier_work(theirs)
    assert waiting(theirs) == [("the mayor", False)]
    assert not lost(theirs)
    assert not waiting(theirs, to=old.editor)
    nobodys = make_layer(revision=new.revision)
    carrying.offer_earlier_work(nobodys)
    assert (waiting(nobodys), lost(nobodys)) == ([], [])


def test_withdrawn_annotations_are_not_offered(old):
    one = old.annotations.get(label="quote")
    editing.withdraw_annotation(one, version=1, by=old.editor)
    assert waiting(next_layer(old)) == [("2,300 households", True)]


def test_it_is_offered_also_to_whoever_wants_nothing_of_the_rules(old):
    new = next_layer(old)
    make_suggestion(revision=new.revision, exact="Tuesday")
    assert "Tuesday" not in dict(waiting(new))
    new.editor.suggestions = True
    assert "Tuesday" in dict(waiting(new))
    new.editor.suggested_claims = False
    assert "Tuesday" not in dict(waiting(new))
    make_annotation(layer=old, exact="the harbour road", label="claim")
    carrying.offer_earlier_work(new)
    assert "the harbour road" in dict(waiting(new))


def test_a_rule_gives_way_to_what_is_carried_over(old):
    new = next_layer(old)
    new.editor.suggestions = True
    make_suggestion(revision=new.revision, exact="2,300", label="statistic")
    make_suggestion(revision=new.revision, exact="more than 2,300 households", label="statistic")
    assert dict(waiting(new)).keys() == {
        "We are building for the next storm",
        "2,300 households",
        "2,300",
    }


def test_offering_again_changes_nothing_and_what_was_marked_since_is_added(
    old, django_assert_num_queries
):
    new = next_layer(old)
    before = list(Suggestion.objects.order_by("pk").values())
    with django_assert_num_queries(2):
        carrying.offer_earlier_work(new)
    assert list(Suggestion.objects.order_by("pk").values()) == before
    make_annotation(layer=old, exact="Ines Halloran", label="claim")
    carrying.offer_earlier_work(new)
    assert "Ines Halloran" in dict(waiting(new))
    assert lost(new) == ["$48 million"]


def test_where_there_is_nothing_to_offer_it_costs_a_query_at_most(django_assert_num_queries):
    first = make_layer()
    with django_assert_num_queries(0):
        carrying.offer_earlier_work(first)
    second = make_layer(revision=make_revision(first.revision.article, text=CORRECTED))
    with django_assert_num_queries(1):
        carrying.offer_earlier_work(second)
    assert second.carried_at is None


def test_a_layer_that_was_submitted_meanwhile_takes_nothing(old):
    revision = make_revision(old.revision.article, text=CORRECTED)
    new = make_layer(revision=revision, editor=old.editor)
    layer_lifecycle.submit(new, by=old.editor)
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        carrying.offer_earlier_work(new)
    assert not Suggestion.objects.exists()


# Over several revisions


def test_what_waits_unanswered_goes_on_to_a_third_revision(old):
    second = next_layer(old)
    accept(second, "2,300 households")
    make_annotation(layer=second, exact="$52 million", label="statistic")
    third = next_layer(second, CORRECTED + "\n\nIt rained.")
    assert dict(waiting(third)).keys() == {
        "We are building for the next storm",
        "2,300 households",
        "$52 million",
    }
    assert lost(third) == ["$48 million"]


def test_a_submitted_layer_says_all_that_its_editor_wanted_to_keep(old):
    second = next_layer(old)
    accept(second, "2,300 households")
    layer_lifecycle.submit(second, by=old.editor)
    third = next_layer(second, CORRECTED + "\n\nIt rained.")
    assert waiting(third) == [("2,300 households", False)]
    assert not lost(third)


def test_what_was_dismissed_is_not_offered_in_a_later_revision(old):
    second = next_layer(old)
    one = Suggestion.objects.get(exact="2,300 households")
    suggestions.dismiss_suggestion(one, second, by=old.editor)
    third = next_layer(second, CORRECTED + "\n\nIt rained.")
    assert waiting(third) == [("We are building for the next storm", False)]


def test_a_layer_that_is_handed_over_shows_nothing_of_its_former_editors_earlier_work(old):
    new = next_layer(old)
    one = Suggestion.objects.get(exact="2,300 households")
    suggestions.dismiss_suggestion(one, new, by=old.editor)
    heir = make_editor()
    make_annotation(layer=make_layer(revision=old.revision, editor=heir), exact="the mayor")
    new = layer_lifecycle.hand_over(new, heir, by=make_reviewer())
    carrying.offer_earlier_work(new)
    assert waiting(new) == [("the mayor", False)]
    assert not suggestions.dismissed_suggestions(new)
    assert not lost(new)


# Accepted


def test_an_accepted_one_keeps_details_note_and_facts(old):
    quote = old.annotations.get(label="quote")
    fact = make_fact()
    make_link(annotation=quote, fact=fact, relation="contradicts", note="See page 3.")
    new = next_layer(old)
    made = accept(new, quote.exact)
    assert (made.label, made.attributed_to, made.note) == ("quote", "Ines Halloran", quote.note)
    link = FactLink.objects.get(annotation=made)
    assert (link.fact, link.relation, link.note) == (fact, "contradicts", "See page 3.")
    assert link.linked_by == new.editor
    assert FactLink.objects.current().filter(annotation=quote).exists()


def test_nothing_is_linked_until_it_is_accepted(old):
    make_link(annotation=old.annotations.get(label="quote"))
    next_layer(old)
    assert FactLink.objects.count() == 1


def test_a_link_stays_at_the_version_that_was_seen(old):
    quote = old.annotations.get(label="quote")
    link = make_link(annotation=quote)
    revise_fact(link.fact)
    fact_lifecycle.retire_fact(link.fact, by=make_reviewer(), reason="Wrong.")
    made = accept(next_layer(old), quote.exact)
    assert FactLink.objects.get(annotation=made).version == link.version
    rechecks = links_to_recheck(FactLink.objects.filter(annotation=made))
    assert [(one.is_revised, one.is_retired) for one in rechecks] == [(True, True)]


def test_what_was_edited_on_accepting_is_as_edited(old):
    made = accept(next_layer(old), "2,300 households", unit="households", note="Checked.")
    assert (made.unit, made.note, made.value) == ("households", "Checked.", Decimal(2300))


def test_the_pieces_of_a_split_quote_are_one_quote_again(old):
    first = old.annotations.get(label="quote")
    first.span_group = first.pk
    first.save()
    make_annotation(layer=old, exact="the mayor, Ines", label="quote", span_group=first.pk)
    new = next_layer(old)
    one = accept(new, first.exact)
    assert one.span_group is None
    other = accept(new, "the mayor, Ines")
    one.refresh_from_db()
    assert one.span_group == other.span_group == one.pk


def test_all_in_unchanged_sentences_are_accepted_at_once(old):
    new = next_layer(old)
    accepted = accepting_several.accept_unchanged(new, by=new.editor)
    assert [one.exact for one in accepted] == ["We are building for the next storm"]
    assert waiting(new) == [("2,300 households", True)]
    assert accepting_several.accept_unchanged(new, by=new.editor) == []


def test_of_very_many_some_are_accepted_with_each_press(old, monkeypatch):
    monkeypatch.setattr(accepting_several, "AT_ONCE", 2)
    for words in ("The council", "the mayor", "Ines Halloran"):
        make_annotation(layer=old, exact=words)
    new = next_layer(old, "Another beginning.\n\n" + TEXT)
    numbers = [len(accepting_several.accept_unchanged(new, by=new.editor)) for _press in range(4)]
    assert numbers == [2, 2, 2, 0]


def test_the_same_words_marked_in_two_revisions_are_one_annotation(old):
    second = next_layer(old, TEXT + "\n\nIt rained.")
    make_annotation(layer=second, exact="2,300 households", label="statistic", note="Again.")
    third = next_layer(second, TEXT + "\n\nIt rained again.")
    assert len(accepting_several.accept_unchanged(third, by=old.editor)) == 3
    assert third.annotations.get(exact="2,300 households").note in {"", "Again."}
    assert not waiting(third)


def test_accepting_all_leaves_what_the_rules_suggest(old):
    new = next_layer(old)
    new.editor.suggestions = True
    make_suggestion(revision=new.revision, exact="Tuesday")
    accepting_several.accept_unchanged(new, by=new.editor)
    assert dict(waiting(new)).keys() == {"Tuesday", "2,300 households"}


def test_nothing_is_accepted_in_a_submitted_layer(old):
    new = next_layer(old)
    layer_lifecycle.submit(new, by=new.editor)
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        accepting_several.accept_unchanged(new, by=new.editor)
    assert not new.annotations.exists()


def test_taking_an_answer_back_lets_it_wait_again(old):
    new = next_layer(old)
    made = accept(new, "2,300 households")
    one = Suggestion.objects.get(exact="2,300 households")
    suggestions.take_back_answer(one, new, version=made.version, by=new.editor)
    assert ("2,300 households", True) in waiting(new)
    suggestions.dismiss_suggestion(one, new, by=new.editor)
    assert [one.exact for one in suggestions.dismissed_suggestions(new)] == ["2,300 households"]
    suggestions.take_back_answer(one, new, by=new.editor)
    assert ("2,300 households", True) in waiting(new)


def test_the_rules_are_not_credited_with_what_was_carried_over(old):
    new = next_layer(old)
    accept(new, "2,300 households")
    layer_lifecycle.submit(new, by=new.editor)
    assert Answer.objects.count() == 1
    assert tally_answers() == []


def test_the_events_say_what_was_done(old):
    make_link(annotation=old.annotations.get(label="quote"))
    new = next_layer(old)
    made = accept(new, "We are building for the next storm")
    events = Event.objects.filter(revision_id=new.revision_id).order_by("pk")
    assert list(events.values_list("verb", flat=True)) == [
        "annotation.added",
        "suggestion.accepted",
        "fact_link.carried",
    ]
    assert Annotation.objects.filter(pk=made.pk).exists()
