"""Who sees which layer and which annotation, and under which name."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from annotations import access
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.annotation_json import as_json
from annotations.review import lifecycle as review_lifecycle
from annotations.visibility import editor_name
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_superuser,
    make_user,
)
from tests.worlds import make_review, only_group, settle_group

pytestmark = pytest.mark.django_db

PEOPLE = {
    "owner": None,
    "editor": make_editor,
    "reviewer": make_reviewer,
    "superuser": make_superuser,
    "stranger": make_user,
}
SEEN = {
    "open": {"owner"},
    "submitted": {"owner", "reviewer", "superuser"},
    "under review": {"owner", "reviewer", "superuser"},
    "released": {"owner", "editor", "reviewer", "superuser"},
    "taken back": set(),
}


def layer_in(state):
    layer = make_layer(submitted=state in {"submitted", "under review", "released"})
    make_annotation(layer=layer)
    if state in {"under review", "released"}:
        review = review_lifecycle.open_review_early(layer.revision, by=make_reviewer())
        if state == "released":
            review_lifecycle.close_review(review, by=make_reviewer())
    if state == "taken back":
        layer.taken_back_at = timezone.now()
        layer.save()
    return layer


@pytest.mark.parametrize("state", SEEN)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_sees_a_layer(person, state):
    layer = layer_in(state)
    user = layer.editor if person == "owner" else PEOPLE[person]()
    annotation = layer.annotations.get()
    if person in SEEN[state]:
        assert access.layer_for(user, layer.pk) == layer
        assert access.annotation_for(user, annotation.pk) == annotation
        assert list(access.layers_seen_by(user)) == [layer]
        assert list(access.annotations_seen_by(user)) == [annotation]
    else:
        for fetch, key in (
            (access.layer_for, layer.pk),
            (access.own_layer_for, layer.pk),
            (access.open_layer_for, layer.pk),
            (access.annotation_for, annotation.pk),
            (access.own_annotation_for, annotation.pk),
        ):
            with pytest.raises(Http404):
                fetch(user, key)
        assert not access.layers_seen_by(user).exists()
        assert not access.annotations_seen_by(user).exists()


@pytest.mark.parametrize(("state", "names"), [("under review", "Editor A"), ("released", "Ben")])
def test_a_released_layer_is_its_editors_by_name(state, names):
    layer = layer_in(state)
    layer.editor.first_name = "Ben"
    layer.editor.save()
    assert editor_name(layer, reader=make_reviewer()) == names
    assert (
        editor_name(layer, reader=layer.editor)
        == editor_name(layer, reader=make_superuser())
        == "Ben"
    )


def test_an_open_layer_stays_its_owners_alone_when_the_others_are_released():
    released = layer_in("released")
    late = make_layer(revision=released.revision)
    make_annotation(layer=late)
    assert list(access.layers_seen_by(make_editor())) == [released]
    assert access.annotations_seen_by(make_editor()).count() == 1


def test_a_reviewer_who_annotates_a_revision_is_as_blind_there_as_an_editor(settings):
    layer, party = layer_in("submitted"), make_reviewer()
    elsewhere = layer_in("submitted")
    own = make_layer(revision=layer.revision, editor=party)
    assert set(access.layers_seen_by(party)) == {own, elsewhere}
    settings.REVIEW_OWN = True
    assert set(access.layers_seen_by(party)) == {own, elsewhere}
    own.submitted_at = timezone.now()
    own.save()
    assert set(access.layers_seen_by(party)) == {own, elsewhere, layer}
    settings.REVIEW_OWN = False
    assert set(access.layers_seen_by(party)) == {own, elsewhere}
    review_lifecycle.close_review(
        review_lifecycle.open_review_early(elsewhere.revision, by=party), by=party
    )
    assert set(access.layers_seen_by(party)) == {own, elsewhere}


def test_disagreements_are_seen_by_reviewers_and_once_released_by_whoever_annotates():
    review, party = make_review(A="qqqq", B="..qqqq"), make_reviewer()
    row = only_group(review)
    make_layer(revision=review.revision, editor=party, letter="Z")
    for reader in (make_editor(), make_user(), party):
        assert not access.disagreements_seen_by(reader).exists()
    for reader in (make_reviewer(), make_superuser()):
        assert access.disagreements_seen_by(reader).get() == row
    settle_group(row, letters=["A"])
    review_lifecycle.close_review(review, by=make_reviewer())
    for reader in (make_editor(), party):
        assert access.disagreements_seen_by(reader).get() == row
    assert not access.disagreements_seen_by(make_user()).exists()


@pytest.mark.parametrize("make", [make_reviewer, make_superuser])
def test_what_another_submitted_is_read_and_not_written(make):
    layer, user = layer_in("submitted"), make()
    for fetch, key in (
        (access.own_layer_for, layer.pk),
        (access.open_layer_for, layer.pk),
        (access.own_annotation_for, layer.annotations.get().pk),
    ):
        with pytest.raises(PermissionDenied):
            fetch(user, key)


def test_a_submitted_layer_of_ones_own_is_read_and_takes_no_work():
    layer = layer_in("submitted")
    assert access.own_layer_for(layer.editor, layer.pk) == layer
    with pytest.raises(layer_lifecycle.LayerSubmitted):
        access.open_layer_for(layer.editor, layer.pk)
    layer_lifecycle.reopen(layer, by=layer.editor)
    assert access.open_layer_for(layer.editor, layer.pk) == layer


def test_who_may_no_longer_annotate_still_reads_their_own():
    layer = layer_in("open")
    layer.editor.groups.clear()
    assert access.layer_for(layer.editor, layer.pk) == layer
    with pytest.raises(PermissionDenied):
        access.open_layer_for(layer.editor, layer.pk)


def test_a_reviewer_does_not_see_what_another_withdrew():
    layer = layer_in("submitted")
    gone = make_annotation(layer=layer, exact="Tuesday", withdrawn_at=timezone.now())
    assert access.annotation_for(layer.editor, gone.pk) == gone
    with pytest.raises(Http404):
        access.annotation_for(make_reviewer(), gone.pk)


def test_names_are_letters_except_to_oneself_and_superusers():
    layer = make_layer(editor=make_editor("ada"), letter="Q", submitted=True)
    annotation = make_annotation(layer=layer)
    assert editor_name(layer, reader=layer.editor) == "ada"
    assert editor_name(layer, reader=make_superuser()) == "ada"
    reviewer = make_reviewer()
    assert editor_name(layer, reader=reviewer) == "Editor Q"
    assert "ada" not in str(as_json(annotation, reader=reviewer))
