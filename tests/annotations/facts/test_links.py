"""Links between spans and facts: made while a layer is open, rechecked when a fact has changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.disagreements.groups import facts_at_submission
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links as fact_links
from annotations.facts import recheck_actions, recheck_reasons
from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, FactLink
from newsroom.models import Event
from tests.annotations.test_races import raised
from tests.at_once import at_once
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
    revise_fact,
)

pytestmark = pytest.mark.django_db


def submit(annotation):
    layer_lifecycle.submit(annotation.layer, by=annotation.layer.editor)


def retire(fact, **fields):
    return fact_lifecycle.retire_fact(
        fact, by=make_reviewer(), reason="It was withdrawn.", **fields
    )


def said(links):
    return sorted((link.fact_id, link.relation) for link in links)


def at_submission(annotation):
    """What a review compares of the links."""
    return sorted(facts_at_submission([annotation]).get(annotation.pk, ()))


def verbs():
    return [
        event.verb for event in Event.objects.filter(verb__startswith="fact_link").order_by("id")
    ]


def rows():
    return list(FactLink.objects.order_by("id").values())


# Linking


def test_a_link_points_at_what_the_fact_says_now():
    annotation, fact = make_annotation(), make_fact()
    version = revise_fact(fact)
    revise_fact(fact, "The wall costs $60 million.", verified=False)
    link = fact_links.link(annotation, fact, relation="contradicts", by=annotation.layer.editor)
    assert (link.version, link.relation, link.confirmed_at) == (version, "contradicts", None)
    assert said(annotation.fact_links.current()) == [(fact.pk, "contradicts")]
    event = Event.objects.get(verb="fact_link.added")
    assert event.subject_id == str(annotation.pk)
    assert event.detail["fact"] == fact.pk
    assert event.revision_id == annotation.layer.revision_id


def test_a_draft_can_be_linked_at_once():
    fact = make_fact(verified=False)
    assert make_link(fact=fact).version == fact.versions.get()


def test_a_span_leans_on_several_facts_but_on_each_only_once():
    annotation, fact = make_annotation(), make_fact()
    make_link(annotation=annotation, fact=fact)
    make_link(annotation=annotation)
    with pytest.raises(fact_links.LinkedAlready):
        make_link(annotation=annotation, fact=fact, relation="context")
    assert annotation.fact_links.current().count() == 2


def test_a_retired_fact_cannot_be_linked():
    fact = make_fact()
    retire(fact)
    with pytest.raises(fact_links.FactNotUsable):
        make_link(fact=fact)


def test_a_withdrawn_annotation_cannot_be_linked():
    annotation = make_annotation()
    editing.withdraw_annotation(annotation, version=1, by=annotation.layer.editor)
    with pytest.raises(fact_links.LinkGone):
        make_link(annotation=annotation)
    editing.restore_annotation(annotation, version=2, by=annotation.layer.editor)
    assert make_link(annotation=annotation)


def test_an_unknown_relation_is_refused():
    with pytest.raises(fact_links.RelationUnknown):
        make_link(relation="refutes")
    assert not FactLink.objects.exists()


def test_a_change_keeps_the_row_and_the_version_that_was_seen():
    old = make_link()
    seen = old.version
    revise_fact(old.fact)
    new = fact_links.change_link(old, relation="context", note="As a frame.", by=old.linked_by)
    assert (new.version, new.relation, new.note) == (seen, "context", "As a frame.")
    assert new.replaces == FactLink.objects.get(pk=old.pk)
    assert said(FactLink.objects.current()) == [(old.fact_id, "context")]
    assert FactLink.objects.get(pk=old.pk).relation == "supports"


def test_a_change_to_the_same_changes_nothing():
    link = make_link(note="So.")
    before = rows()
    assert fact_links.change_link(link, relation="supports", note="So.", by=link.linked_by) == link
    assert rows() == before
    assert verbs() == ["fact_link.added"]


def test_an_unlinked_link_keeps_its_row_and_comes_back_by_undo():
    link = make_link(note="So.")
    fact_links.unlink(link, by=link.linked_by)
    assert not FactLink.objects.current().exists()
    with pytest.raises(fact_links.LinkGone):
        fact_links.unlink(link, by=link.linked_by)
    back = fact_links.restore_link(link, by=link.linked_by)
    assert (back.fact, back.version, back.relation, back.note) == (
        link.fact,
        link.version,
        "supports",
        "So.",
    )
    assert FactLink.objects.count() == 2
    assert verbs() == ["fact_link.added", "fact_link.removed", "fact_link.restored"]


def test_undo_is_refused_where_the_fact_was_linked_again_since():
    link = make_link()
    fact_links.unlink(link, by=link.linked_by)
    make_link(annotation=link.annotation, fact=link.fact)
    with pytest.raises(fact_links.LinkedAlready):
        fact_links.restore_link(link, by=link.linked_by)


def test_a_change_is_undone_once():
    old = make_link()
    new = fact_links.change_link(old, relation="context", note="", by=old.linked_by)
    back = fact_links.restore_link(old, by=old.linked_by)
    assert back.replaces == new
    assert said(FactLink.objects.current()) == [(old.fact_id, "supports")]
    with pytest.raises(fact_links.LinkGone):
        fact_links.restore_link(old, by=old.linked_by)


def test_a_link_that_stands_has_nothing_to_undo():
    link = make_link()
    with pytest.raises(fact_links.LinkGone):
        fact_links.restore_link(link, by=link.linked_by)


# A submitted layer


@pytest.mark.parametrize(
    "act",
    [
        lambda link: make_link(annotation=link.annotation),
        lambda link: fact_links.unlink(link, by=link.linked_by),
        lambda link: fact_links.change_link(link, relation="context", note="", by=link.linked_by),
    ],
    ids=["link", "unlink", "change"],
)
def test_a_submitted_layer_refuses_other_links(act):
    open_link, frozen = make_link(), make_link()
    submit(frozen.annotation)
    act(open_link)
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        act(frozen)
    frozen.refresh_from_db()
    assert frozen.removed_at is None


def test_a_submitted_layer_takes_a_recheck():
    link = make_link()
    submit(link.annotation)
    version = revise_fact(link.fact)
    new = recheck_actions.confirm_link(link, seen=version.pk, by=make_reviewer())
    assert (new.version, new.relation) == (version, "supports")
    assert new.confirmed_at is not None
    assert not recheck_reasons.links_to_recheck().exists()
    annotation = Annotation.objects.get()
    assert (annotation.version, annotation.layer.is_submitted) == (1, True)


def test_what_was_unlinked_before_the_submission_stays_so():
    link = make_link()
    fact_links.unlink(link, by=link.linked_by)
    submit(link.annotation)
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        fact_links.restore_link(link, by=link.linked_by)
    layer_lifecycle.reopen(link.annotation.layer, by=link.linked_by)
    assert fact_links.restore_link(FactLink.objects.get(pk=link.pk), by=link.linked_by)


def test_what_a_layer_said_when_it_was_submitted_outlives_a_recheck():
    link = make_link()
    gone = make_link(annotation=link.annotation)
    fact_links.unlink(gone, by=link.linked_by)
    assert said(link.annotation.fact_links.current()) == [(link.fact_id, "supports")]
    submit(link.annotation)
    annotation = Annotation.objects.get()
    assert at_submission(annotation) == [(link.fact_id, "supports")]

    version = revise_fact(link.fact)
    new = recheck_actions.confirm_link(
        link, seen=version.pk, by=make_reviewer(), relation="contradicts"
    )
    assert at_submission(annotation) == [(link.fact_id, "supports")]
    assert said(annotation.fact_links.current()) == [(link.fact_id, "contradicts")]

    recheck_actions.drop_link(new, by=make_reviewer())
    assert at_submission(annotation) == [(link.fact_id, "supports")]
    assert said(annotation.fact_links.current()) == []

    layer_lifecycle.reopen(annotation.layer, by=link.linked_by)
    submit(Annotation.objects.get())
    assert at_submission(Annotation.objects.get()) == []


# What is to be rechecked


def test_many_changed_facts_are_found_as_few_are(monkeypatch):
    links = [make_link(), make_link()]
    make_link()
    for link in links:
        revise_fact(link.fact)
    few = set(recheck_reasons.links_to_recheck())
    monkeypatch.setattr(recheck_reasons, "MOST_NAMED", 1)
    assert set(recheck_reasons.links_to_recheck()) == few == set(links)


def test_a_link_is_rechecked_once_the_next_version_is_verified():
    link, other = make_link(), make_link()
    version = revise_fact(link.fact, verified=False)
    assert not recheck_reasons.links_to_recheck().exists()
    fact_lifecycle.verify_version(version, by=make_reviewer())
    assert list(recheck_reasons.links_to_recheck()) == [link]
    found = recheck_reasons.links_to_recheck().get()
    assert (found.is_revised, found.is_retired, found.is_due) == (True, False, False)
    assert found.speaks_id == version.pk
    assert other.fact != link.fact


def test_a_link_to_a_draft_is_not_rechecked_when_the_same_words_are_verified():
    fact = make_fact(verified=False)
    link = make_link(fact=fact)
    fact_lifecycle.verify_version(link.version, by=make_reviewer())
    assert not recheck_reasons.links_to_recheck().exists()


def test_a_draft_that_a_link_leans_on_is_not_rewritten_under_it():
    author = make_editor()
    fact = make_fact(verified=False, by=author)
    link = make_link(fact=fact)
    version = revise_fact(fact, by=author)
    assert version.number == 2
    assert FactLink.objects.get().version.statement == link.version.statement
    assert list(recheck_reasons.links_to_recheck()) == [link]


def test_a_retired_fact_is_rechecked_until_somebody_has_looked():
    link = make_link()
    retire(link.fact)
    assert recheck_reasons.links_to_recheck().get().is_retired
    recheck_actions.confirm_link(link, seen=link.version_id, by=make_editor())
    assert not recheck_reasons.links_to_recheck().exists()
    fact_lifecycle.bring_back_fact(link.fact, by=make_reviewer())
    retire(link.fact)
    assert recheck_reasons.links_to_recheck().get().is_retired


@pytest.mark.parametrize(
    ("due_in_days", "is_listed"),
    [(0, True), (-3, True), (1, False)],
)
def test_a_fact_that_is_due_is_rechecked(due_in_days, is_listed):
    link = make_link(fact=make_fact(recheck_on=timezone.localdate() + timedelta(due_in_days)))
    assert recheck_reasons.links_to_recheck().exists() is is_listed
    if is_listed:
        assert recheck_reasons.links_to_recheck().get().is_due
        recheck_actions.confirm_link(link, seen=link.version_id, by=make_editor())
        assert not recheck_reasons.links_to_recheck().exists()


def test_a_recheck_day_of_an_earlier_version_is_over_with_it():
    fact = make_fact(recheck_on=timezone.localdate() - timedelta(days=3))
    revise_fact(fact, recheck_on=timezone.localdate() + timedelta(days=300))
    make_link(fact=fact)
    assert not recheck_reasons.links_to_recheck().exists()


def test_a_recheck_before_the_next_day_does_not_count_for_it():
    link = make_link(fact=make_fact(recheck_on=timezone.localdate() - timedelta(days=1)))
    new = recheck_actions.confirm_link(link, seen=link.version_id, by=make_editor())
    FactLink.objects.filter(pk=new.pk).update(confirmed_at=timezone.now() - timedelta(days=9))
    assert recheck_reasons.links_to_recheck().get() == new


def test_what_no_longer_stands_is_not_rechecked():
    links = [make_link() for _link in range(4)]
    withdrawn, taken_back, archived, stands = links
    for link in links:
        revise_fact(link.fact)
    editing.withdraw_annotation(withdrawn.annotation, version=1, by=withdrawn.linked_by)
    gone = taken_back.annotation.layer
    gone.taken_back_at = timezone.now()
    gone.save()
    article = archived.annotation.layer.revision.article
    article.archived_at = timezone.now()
    article.save()
    assert list(recheck_reasons.links_to_recheck()) == [stands]


def test_revising_a_fact_that_200_annotations_lean_on_lists_exactly_those_200():
    fact, other = make_fact(), make_fact("The wall is four metres high.")
    revision = make_revision(text=f"{TEXT} {'wall ' * 400}".strip())
    start = revision.text.index("wall wall")
    leaning, others = [], []
    for layer in [make_layer(revision=revision, submitted=half) for half in (False, True)]:
        for number in range(150):
            annotation = make_annotation(layer=layer, exact="wall", start=start + 5 * number)
            on_it = number < 100
            link = FactLink.objects.create(
                annotation=annotation,
                fact=fact if on_it else other,
                version=(fact if on_it else other).versions.get(),
                relation="supports",
                linked_by=layer.editor,
            )
            (leaning if on_it else others).append(link.pk)
    before = list(Annotation.objects.order_by("pk").values()), rows()
    revise_fact(fact)
    assert sorted(recheck_reasons.links_to_recheck().values_list("pk", flat=True)) == sorted(
        leaning
    )
    assert len(leaning) == 200
    assert before == (list(Annotation.objects.order_by("pk").values()), rows())


# Rechecking


def test_a_recheck_of_something_that_was_not_read_is_refused():
    link = make_link()
    read = revise_fact(link.fact)
    revise_fact(link.fact, "The wall costs $70 million.")
    with pytest.raises(recheck_actions.FactSaysMore):
        recheck_actions.confirm_link(link, seen=read.pk, by=make_editor())
    assert recheck_reasons.links_to_recheck().exists()


def test_a_recheck_changes_the_relation_or_the_note_where_told():
    link = make_link(note="Budget.")
    version = revise_fact(link.fact)
    kept = recheck_actions.confirm_link(link, seen=version.pk, by=make_editor())
    assert (kept.relation, kept.note) == ("supports", "Budget.")
    version = revise_fact(link.fact, "The wall costs $70 million.")
    changed = recheck_actions.confirm_link(
        kept, seen=version.pk, by=make_editor(), relation="contradicts", note=""
    )
    assert (changed.relation, changed.note, changed.replaces) == ("contradicts", "", kept)


def test_a_rechecked_link_cannot_be_rechecked_from_an_old_page():
    link = make_link()
    version = revise_fact(link.fact)
    recheck_actions.confirm_link(link, seen=version.pk, by=make_editor())
    with pytest.raises(fact_links.LinkGone):
        recheck_actions.drop_link(link, by=make_editor())


def test_a_link_follows_a_retired_fact_to_the_one_that_replaced_it():
    link, successor = make_link(relation="contradicts"), make_fact("It costs $52 million.")
    submit(link.annotation)
    retire(link.fact, replaced_by=successor)
    new = recheck_actions.follow_successor(link, by=make_editor())
    assert (new.fact, new.version, new.relation) == (
        successor,
        successor.versions.get(),
        "contradicts",
    )
    assert new.replaces == link
    assert not recheck_reasons.links_to_recheck().exists()


def test_a_link_follows_to_the_end_where_the_successor_was_replaced_in_its_turn():
    link, second, third = make_link(), make_fact("It costs $52 million."), make_fact("$54 million.")
    retire(link.fact, replaced_by=second)
    retire(second, replaced_by=third)
    assert recheck_actions.follow_successor(link, by=make_editor()).fact == third


def test_a_link_cannot_follow_where_the_last_successor_is_retired_too():
    link, second, third = make_link(), make_fact("It costs $52 million."), make_fact("$54 million.")
    retire(link.fact, replaced_by=second)
    retire(second, replaced_by=third)
    retire(third)
    with pytest.raises(fact_links.FactNotUsable):
        recheck_actions.follow_successor(link, by=make_editor())


def test_a_link_cannot_follow_where_no_fact_is_named_or_that_one_is_linked():
    lonely, doubled, successor = make_link(), make_link(), make_fact()
    make_link(annotation=doubled.annotation, fact=successor)
    retire(lonely.fact)
    retire(doubled.fact, replaced_by=successor)
    with pytest.raises(fact_links.FactNotUsable):
        recheck_actions.follow_successor(lonely, by=make_editor())
    with pytest.raises(fact_links.LinkedAlready):
        recheck_actions.follow_successor(doubled, by=make_editor())


@pytest.mark.parametrize(
    "recheck",
    [
        lambda link: recheck_actions.confirm_link(
            link, seen=fact_links.speaking_version(link.fact).pk, by=make_editor()
        ),
        lambda link: recheck_actions.drop_link(link, by=make_editor()),
    ],
    ids=["confirmed", "dropped"],
)
@pytest.mark.parametrize("why", ["revised", "retired", "due"])
def test_a_recheck_of_a_submitted_layer_is_undone_and_waits_again(recheck, why):
    link = make_link(fact=make_fact(recheck_on=timezone.localdate() if why == "due" else None))
    submit(link.annotation)
    if why == "revised":
        revise_fact(link.fact)
    elif why == "retired":
        retire(link.fact)
    recheck(link)
    assert not recheck_reasons.links_to_recheck().exists()
    back = fact_links.restore_link(link, by=make_editor())
    assert list(recheck_reasons.links_to_recheck()) == [back]
    assert (back.version, back.relation) == (link.version, link.relation)
    annotation = Annotation.objects.get(pk=link.annotation_id)
    assert at_submission(annotation) == [(link.fact_id, "supports")]


# Two at once, on whichever database runs


@pytest.mark.django_db(transaction=True)
def test_the_same_fact_linked_in_several_windows_at_once_is_linked_once():
    annotation, fact = make_annotation(), make_fact()
    outcomes = at_once(
        *[lambda: make_link(annotation=annotation, fact=fact) for _window in range(4)]
    )
    assert [type(error) for error in raised(outcomes)] == [fact_links.LinkedAlready] * 3
    assert FactLink.objects.count() == 1
    assert verbs() == ["fact_link.added"]


@pytest.mark.django_db(transaction=True)
def test_of_several_rechecks_at_once_one_counts():
    link = make_link()
    version = revise_fact(link.fact)
    by = make_editor()
    outcomes = at_once(
        lambda: recheck_actions.confirm_link(link, seen=version.pk, by=by),
        lambda: recheck_actions.confirm_link(link, seen=version.pk, by=by, relation="context"),
        lambda: recheck_actions.drop_link(link, by=by),
    )
    assert [type(error) for error in raised(outcomes)] == [fact_links.LinkGone] * 2
    assert FactLink.objects.current().count() <= 1
    assert len(verbs()) == 2


@pytest.mark.django_db(transaction=True)
def test_a_link_and_a_submission_at_once_are_in_one_order():
    annotation, fact = make_annotation(), make_fact()
    outcomes = at_once(
        lambda: make_link(annotation=annotation, fact=fact), lambda: submit(annotation)
    )
    refused = raised(outcomes)
    assert all(isinstance(error, layer_lifecycle.LayerSubmitted) for error in refused)
    annotation = Annotation.objects.get()
    assert len(at_submission(annotation)) == 1 - len(refused)


@pytest.mark.django_db(transaction=True)
def test_a_verification_and_a_recheck_at_once_leave_no_link_unnoticed():
    """Either the recheck read the new version, or it is refused; never is an old one confirmed."""
    link = make_link()
    read = revise_fact(link.fact)
    newest = revise_fact(link.fact, "The wall costs $70 million.", verified=False)
    reviewer, editor = make_reviewer(), make_editor()
    at_once(
        lambda: fact_lifecycle.verify_version(newest, by=reviewer),
        lambda: recheck_actions.confirm_link(link, seen=read.pk, by=editor),
    )
    assert recheck_reasons.links_to_recheck().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_undoings_at_once_put_one_link_back():
    link = make_link()
    fact_links.unlink(link, by=link.linked_by)
    outcomes = at_once(
        *[lambda: fact_links.restore_link(link, by=link.linked_by) for _window in range(3)]
    )
    assert [type(error) for error in raised(outcomes)] == [fact_links.LinkedAlready] * 2
    assert FactLink.objects.current().count() == 1
