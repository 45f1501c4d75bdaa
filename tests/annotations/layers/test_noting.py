"""What an editor notes about an article as a whole."""

import pytest
from django.utils import timezone

from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.noting import NoteChanged, write_note
from annotations.locks import ArticleArchived, LayerNotOpen, LayerSubmitted
from annotations.models import Layer
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.at_once import at_once
from tests.factories import make_article, make_layer, make_reviewer
from tests.worlds import make_review


def stored(layer):
    return Layer.objects.values_list("note", flat=True).get(pk=layer.pk)


@pytest.mark.django_db
def test_a_note_is_written_changed_and_taken_away():
    layer = make_layer()
    write_note(layer, "All from one source.", seen="", by=layer.editor)
    assert stored(layer) == "All from one source."
    write_note(layer, "From two.", seen="All from one source.", by=layer.editor)
    assert stored(layer) == "From two."
    write_note(layer, "", seen="From two.", by=layer.editor)
    assert stored(layer) == ""
    assert Event.objects.filter(verb="layer.noted").count() == 3


@pytest.mark.django_db
def test_writing_what_is_there_already_does_nothing():
    layer = make_layer(note="From two.")
    write_note(layer, "From two.", seen="something older", by=layer.editor)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_note_that_was_changed_meanwhile_is_not_written_over():
    layer = make_layer(note="From two.")
    with pytest.raises(NoteChanged) as refused:
        write_note(layer, "From three.", seen="From one.", by=layer.editor)
    assert refused.value.extra == {"note": "From two."}
    assert stored(layer) == "From two."
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_submitted_layer_takes_no_note():
    layer = make_layer()
    layer_lifecycle.submit(layer, by=layer.editor)
    with pytest.raises(LayerSubmitted) as refused:
        write_note(layer, "Too late.", seen="", by=layer.editor)
    # Behind the title «These annotations are submitted», so of several.
    assert refused.value.detail == "Nothing in them can be changed. Reopen them to go on."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_closed", "told"),
    [
        (False, "Their review has begun. Ask a reviewer to reopen them."),
        (True, "Their review is closed. A reviewer can reopen it."),
    ],
)
def test_once_there_is_a_review_the_refusal_says_who_can_reopen(is_closed, told):
    review = make_review(A="cccc", B="cccc")
    if is_closed:
        review_lifecycle.close_review(review, by=make_reviewer())
    layer = review.revision.layers.first()
    with pytest.raises(LayerSubmitted) as refused:
        write_note(layer, "Too late.", seen="", by=layer.editor)
    assert refused.value.detail == told


@pytest.mark.django_db
def test_a_layer_that_was_taken_back_takes_no_note():
    layer = make_layer()
    layer_lifecycle.take_back(layer, by=make_reviewer())
    with pytest.raises(LayerNotOpen):
        write_note(layer, "Too late.", seen="", by=layer.editor)


@pytest.mark.django_db
def test_an_archived_article_takes_no_note():
    article = make_article(archived_at=timezone.now())
    layer = make_layer(revision=article.latest_revision())
    with pytest.raises(ArticleArchived):
        write_note(layer, "Too late.", seen="", by=layer.editor)


@pytest.mark.django_db
def test_a_layer_with_a_note_counts_as_worked_on():
    layer = make_layer(note="From two.")
    with pytest.raises(layer_lifecycle.LayerTouched):
        layer_lifecycle.take_back(layer, by=make_reviewer())


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_write_at_once_one_is_told():
    layer = make_layer()
    outcomes = at_once(
        lambda: write_note(layer, "One.", seen="", by=layer.editor),
        lambda: write_note(layer, "Another.", seen="", by=layer.editor),
    )
    assert sorted(isinstance(one, NoteChanged) for one in outcomes) == [False, True]
    kept = next(one for one in outcomes if not isinstance(one, NoteChanged))
    assert stored(layer) == kept.note
