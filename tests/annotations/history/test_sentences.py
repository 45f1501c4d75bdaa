"""Events in words: none of the verbs that the program records is left without a sentence."""

import ast
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.html import strip_tags

from annotations.discussion import threads
from annotations.history.access import events_seen_by
from annotations.history.sentences import HISTORY, describe_events, describe_notices
from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Adjudication
from annotations.review import disputes
from annotations.review import lifecycle as review_lifecycle
from newsroom import history
from newsroom.history import VERBS
from newsroom.models import Event
from tests.factories import (
    make_annotation,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
    make_superuser,
    revise_fact,
)
from tests.paths import ROOT
from tests.worlds import make_two_editors_review, settle_for_first_editor

pytestmark = pytest.mark.django_db

# Made of the name of a model: articles, outlets and stories are added and changed in the admin.
IN_THE_ADMIN = {
    f"{model}.{done}" for model in ("article", "outlet", "story") for done in ("added", "changed")
}


def texts(tree):
    """The texts in a module; of «group.{'changed' if change else 'added'}» both."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            parts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
            yield from (f"{parts[0]}{part}" for part in parts[1:])


def test_every_verb_has_its_sentence():
    assert set(HISTORY) == VERBS


def test_every_verb_is_recorded_somewhere():
    tables = {ROOT / "newsroom/history.py", ROOT / "annotations/history/sentences.py"}
    found = set(IN_THE_ADMIN)
    for app in ("annotations", "articles", "newsroom"):
        for path in set((ROOT / app).rglob("*.py")) - tables:
            found |= set(texts(ast.parse(path.read_text(encoding="utf-8"))))
    assert not VERBS - found


def test_an_unknown_verb_is_refused():
    layer = make_layer()
    with transaction.atomic(), pytest.raises(ValueError, match="layer\\.mislaid"):
        history.record("layer.mislaid", layer, by=layer.editor)
    assert not Event.objects.filter(verb="layer.mislaid").exists()


def lines(reader, **which):
    """The history as the reader sees it, oldest first, in plain words."""
    events = events_seen_by(reader).filter(**which).select_related("actor").order_by("pk")
    return [unescape(strip_tags(told.sentence)) for told in describe_events(events, reader)]


def inbox(user):
    events = Event.objects.filter(notices__user=user).select_related("actor").order_by("pk")
    return [unescape(strip_tags(told.sentence)) for told in describe_notices(events, user)]


def test_work_is_told_old_and_new():
    layer = make_layer()
    added, _ = editing.add_annotation(
        layer,
        id=uuid4(),
        start=26,
        end=32,
        exact=layer.revision.text[26:32],
        label="claim",
        by=layer.editor,
    )
    editing.change_annotation(
        added, version=1, label="statistic", value=Decimal(48000000), by=layer.editor
    )
    told = describe_events(Event.objects.filter(verb="annotation.changed"), layer.editor)[0]
    assert [(one.field, one.old, one.new) for one in told.changes] == [
        ("label", "Claim", "Statistic"),
        ("value", "", "48,000,000"),
    ]
    assert f'<a href="/annotations/{added.pk}/">' in told.sentence


def test_words_of_others_are_escaped():
    editor = make_editor(first_name="<b>Ada</b>", last_name="%s")
    layer = layer_lifecycle.start(make_revision(), by=editor)
    told = describe_events(Event.objects.filter(subject_id=str(layer.pk)), make_superuser())[0]
    assert "&lt;b&gt;Ada&lt;/b&gt; %s" in told.sentence


def test_before_the_release_a_reviewer_reads_letters_and_no_letter_on_the_life_of_layers():
    world = make_two_editors_review()
    annotation = world.short
    with transaction.atomic():
        for layer in (world.layer, world.others_layer):
            history.record("layer.submitted", layer, by=layer.editor, revision_id=world.revision.pk)
        history.record(
            "annotation.added", annotation, by=world.ada, revision_id=world.revision.pk, new={}
        )
    told = lines(make_reviewer(), revision_id=world.revision.pk)
    assert "An editor submitted annotations of an article" in told
    assert "Editor A marked Claim “$48 million”" in told
    everything = " ".join(told)
    assert str(world.ada) not in everything
    assert str(world.ben) not in everything


def test_before_the_release_an_editor_reads_of_themselves_only():
    world = make_two_editors_review(settled=True)
    with transaction.atomic():
        for one in (world.short, world.long):
            history.record(
                "annotation.added", one, by=one.layer.editor, revision_id=world.revision.pk, new={}
            )
    told = lines(world.ada, revision_id=world.revision.pk)
    assert told == [
        f"The review of “{world.article.title}” opened",
        "You marked Claim “$48 million”",
    ]
    review_lifecycle.close_review(world.review, by=world.reviewer)
    told = lines(world.ada, revision_id=world.revision.pk)
    assert any(line.startswith(f"{world.ben} marked") for line in told)
    assert any(line.startswith(f"{world.reviewer} decided a disagreement") for line in told)


def test_nobody_but_its_editor_reads_of_an_open_layer():
    layer = make_layer()
    make_annotation(layer=layer)
    with transaction.atomic():
        history.record(
            "annotation.added",
            layer.annotations.get(),
            by=layer.editor,
            revision_id=layer.revision_id,
            new={},
        )
    which = {"verb": "annotation.added"}
    assert len(lines(layer.editor, **which)) == 1
    assert len(lines(make_superuser(), **which)) == 1
    assert not lines(make_reviewer(), **which)
    assert not lines(make_editor(), **which)


def test_after_a_handing_over_the_work_of_before_stays_hidden():
    layer = make_layer()
    editing.add_annotation(
        layer, id=uuid4(), start=0, end=7, exact="Council", label="claim", by=layer.editor
    )
    heir = make_editor()
    layer_lifecycle.hand_over(layer, heir, by=make_superuser())
    layer.refresh_from_db()
    layer_lifecycle.submit(layer, by=heir)
    assert not lines(make_reviewer(), verb="annotation.added")


def test_accounts_are_told_to_superusers():
    with transaction.atomic():
        history.record("user.deactivated", make_editor(), by=make_superuser())
    assert lines(make_superuser(), verb="user.deactivated")
    assert not lines(make_reviewer(), verb="user.deactivated")


def test_a_ruling_is_told_with_what_it_puts_there_and_why():
    world = make_two_editors_review(settled=True)
    told = describe_events(Event.objects.filter(verb="disagreement.settled"), world.reviewer)[0]
    assert told.why == "Right extent: Only the sum."
    assert [one.new for one in told.changes] == ["Claim “$48 million”"]


def test_the_inbox_speaks_to_its_reader():
    revision, reviewer, editor, heir = (
        make_revision(),
        make_reviewer(),
        make_editor(),
        make_editor(),
    )
    layer = layer_lifecycle.assign(revision, editor, by=reviewer)
    layer_lifecycle.hand_over(layer, heir, by=reviewer)
    layer.refresh_from_db()
    layer_lifecycle.take_back(layer, by=reviewer)
    title = f"“{revision.article.title}”"
    assert inbox(editor) == [
        f"A reviewer asks you to annotate {title}",
        f"A reviewer gave your article to somebody else: {title}",
    ]
    assert inbox(heir) == [
        f"A reviewer handed you an article to go on with: {title}",
        f"A reviewer took the article back from you: {title}",
    ]


def test_the_inbox_tells_of_talk():
    world = make_two_editors_review()
    question = threads.open_thread(world.disagreement, kind="question", text="?", by=world.reviewer)
    threads.reply(question, text="!", by=world.ada)
    threads.reply(question, text="@B?", by=world.reviewer)
    settle_for_first_editor(world)
    review_lifecycle.close_review(world.review, by=world.reviewer)
    disputes.dispute_ruling(
        Adjudication.objects.standing_on(world.disagreement), text="No.", by=world.ben
    )
    settle_for_first_editor(world, letters=["B"])
    title = f"“{world.article.title}”"
    assert inbox(world.ben)[1:] == [
        f"{world.reviewer} mentions you in a question about Claim “a $48 million sea wall”",
        f"The review is closed. See how your work was changed: {title}",
        "A new decision answers your objection about Claim “a $48 million sea wall”",
    ]
    assert inbox(world.reviewer) == [
        f"{world.ada} replied in your question about Claim “a $48 million sea wall”",
        f"{world.ben} began an objection about Claim “a $48 million sea wall”",
    ]


def test_facts_and_their_links_are_told():
    link = make_link()
    editor = link.annotation.layer.editor
    fact = make_fact("The wall is long.", by=editor)
    revise_fact(fact, "The wall is longer.")
    told = describe_events(Event.objects.filter(verb__startswith="fact").order_by("pk"), editor)
    changes = {
        told.event.verb: [(one.field, one.old, one.new) for one in told.changes] for told in told
    }
    assert ("relation", "", "supports") in [
        (field, old, new.lower()) for field, old, new in changes["fact_link.added"]
    ]
    assert ("statement", "The wall is long.", "The wall is longer.") in changes["fact.revised"]


def test_what_is_gone_is_said_to_be_gone():
    editor = make_editor()
    with transaction.atomic():
        history.record("group.changed", Group(pk=12345, name="Gone"), by=make_superuser())
    told = describe_events(Event.objects.filter(verb="group.changed"), editor)[0]
    assert "no longer there" in told.sentence


@pytest.mark.parametrize("many", [5, 10])
def test_many_events_take_no_more_queries(many, django_assert_num_queries):
    world = make_two_editors_review()
    subjects = {
        "annotation.changed": world.short,
        "layer.rescheduled": world.layer,
        "article.changed": world.article,
        "revision.added": world.revision,
        "review.reopened": world.review,
    }
    with transaction.atomic():
        for _ in range(many):
            for verb, subject in subjects.items():
                history.record(verb, subject, by=world.ada, revision_id=world.revision.pk)
    events = list(Event.objects.filter(verb__in=subjects).select_related("actor"))
    assert len(events) == many * len(subjects)
    reader = world.reviewer
    reader.has_perm("annotations.review")
    with django_assert_num_queries(12):
        describe_events(events, reader)
