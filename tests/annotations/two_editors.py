"""A revision that two editors have annotated and a reviewer looks at: what talk is about."""

from types import SimpleNamespace

from annotations.models import Adjudication
from annotations.review import adjudicating
from annotations.review import lifecycle as review_lifecycle
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
)


def make_reviewed(*, settled=False, closed=False):
    """Ada marked «$48 million», Ben more words, as a claim; the review is open.

    Settled: the reviewer took Ada's version and said why. Closed: and released it.
    """
    revision = make_revision()
    ada, ben = (
        make_layer(revision=revision, editor=make_editor(), submitted=True, letter=letter)
        for letter in "AB"
    )
    world = SimpleNamespace(
        revision=revision,
        article=revision.article,
        ada=ada.editor,
        ben=ben.editor,
        layer=ada,
        others_layer=ben,
        short=make_annotation(layer=ada, exact="$48 million"),
        long=make_annotation(layer=ben, exact="a $48 million sea wall"),
        reviewer=make_reviewer(),
    )
    world.review = review_lifecycle.open_early(revision, by=world.reviewer)
    world.disagreement = world.review.disagreements.get()
    if settled or closed:
        world.ruling = settle(world)
    if closed:
        world.review = review_lifecycle.close(world.review, by=world.reviewer)
    return world


def settle(world, **fields):
    """The reviewer's ruling on the group as it is now."""
    disagreement = world.review.disagreements.get(pk=world.disagreement.pk)
    before = Adjudication.objects.standing_on(disagreement)
    given = {"action": "take", "letters": ["A"], "reason": "boundary", "note": "Only the sum."}
    return adjudicating.settle(
        disagreement,
        fingerprint=disagreement.fingerprint,
        standing=before.pk if before else None,
        by=world.reviewer,
        **{**given, **fields},
    )


def state(world):
    return world.review.disagreements.with_state().get(pk=world.disagreement.pk).state
