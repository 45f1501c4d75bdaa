"""What an editor does in a layer, and what is refused."""

import uuid
from decimal import Decimal

import pytest

from annotations import validation
from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Guideline
from newsroom.models import Event
from tests.factories import make_annotation, make_layer, make_revision

pytestmark = pytest.mark.django_db

FAMILY = "👨‍👩‍👧‍👦"
TEXT = (
    f"{FAMILY} Nine of four.\n\nThe wall will cost $48 million, “so be it,” she said, “all of it.”"
)


@pytest.fixture
def layer():
    return make_layer(revision=make_revision(text=TEXT))


def span(words, **fields):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "exact": words, **fields}


def add(layer, words="The wall will cost $48 million", *, by=None, **fields):
    content = {"id": uuid.uuid4(), "label": "claim", **span(words), **fields}
    return editing.add_annotation(layer, by=by or layer.editor, **content)


def test_an_annotation_is_the_slice_of_the_text_with_its_context(layer):
    annotation, created = add(layer, attributed_to="Ines Halloran", note="Check the budget.")
    assert created
    annotation.refresh_from_db()
    assert TEXT[annotation.start : annotation.end] == annotation.exact
    assert annotation.prefix == TEXT[: annotation.start][-32:]
    assert annotation.suffix == TEXT[annotation.end : annotation.end + 32]
    assert annotation.guideline == Guideline.objects.current()
    event = Event.objects.get(verb="annotation.added")
    assert (event.subject_id, event.actor) == (str(annotation.pk), layer.editor)
    assert event.revision_id == layer.revision_id
    assert event.detail["new"]["attributed_to"] == "Ines Halloran"


def test_words_that_are_not_the_slice_are_refused_and_nothing_is_written(layer):
    with pytest.raises(validation.TextMismatch) as refused:
        add(layer, exact="The wall will cost $49 million")
    assert (refused.value.status, refused.value.code) == (409, "mismatch")
    assert not Annotation.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("words", ["The wall ", " wall", "\n\nThe wall"])
def test_loose_white_space_is_refused_with_a_reason(layer, words):
    with pytest.raises(validation.SpanInvalid) as refused:
        add(layer, words)
    assert refused.value.status == 422
    assert "space" in refused.value.extra["fields"]["exact"][0]


def test_more_than_two_thousand_characters_are_refused_with_the_limit():
    layer = make_layer(revision=make_revision(text="x" * 2_001))
    with pytest.raises(validation.SpanInvalid, match="2,000"):
        editing.add_annotation(
            layer,
            id=uuid.uuid4(),
            start=0,
            end=2_001,
            exact="x" * 2_001,
            label="claim",
            by=layer.editor,
        )


def test_the_same_id_with_the_same_content_is_the_same_annotation(layer):
    first, created = add(layer, attributed_to="Ines")
    assert created
    again, created = add(layer, id=first.pk, attributed_to="Ines")
    assert not created
    assert again.pk == first.pk
    assert Annotation.objects.count() == Event.objects.count() == 1


def test_a_repeat_answers_with_the_current_state_even_after_a_change_and_the_submission(layer):
    first, _created = add(layer)
    editing.change_annotation(first, version=1, by=layer.editor, note="Later.")
    layer_lifecycle.submit(layer, by=layer.editor)
    again, created = add(layer, id=first.pk)
    assert not created
    assert (again.note, again.version) == ("Later.", 2)


def test_the_same_id_with_other_content_is_refused(layer):
    first, _created = add(layer)
    for other in ({"note": "Other."}, {"label": "quote"}, span("Nine")):
        with pytest.raises(editing.IdTaken) as refused:
            add(layer, id=first.pk, **other)
        assert (refused.value.status, refused.value.code) == (409, "id-taken")


def test_an_id_of_another_layer_is_refused(layer):
    elsewhere = make_annotation(layer=make_layer(revision=layer.revision), exact="Nine")
    with pytest.raises(editing.IdTaken):
        add(layer, "Nine", id=elsewhere.pk)


def test_the_same_words_and_label_are_refused_with_the_id_of_the_one_there(layer):
    first, _created = add(layer)
    with pytest.raises(editing.SameSpan) as refused:
        add(layer)
    assert (refused.value.status, refused.value.code) == (409, "same-span")
    assert refused.value.extra == {"annotation": str(first.pk)}
    add(layer, label="quote")
    editing.withdraw_annotation(first, version=1, by=layer.editor)
    add(layer)


def test_a_change_counts_the_version_and_keeps_old_and_new(layer):
    annotation, _created = add(layer, "cost $48 million")
    changed = editing.change_annotation(
        annotation, version=1, by=layer.editor, attributed_to="Ines", **span("$48 million")
    )
    assert (changed.version, changed.exact) == (2, "$48 million")
    assert changed.prefix.endswith("cost ")
    event = Event.objects.get(verb="annotation.changed")
    assert event.detail["old"]["exact"] == "cost $48 million"
    assert event.detail["new"]["exact"] == "$48 million"
    assert "note" not in event.detail["old"]


def test_a_change_that_changes_nothing_writes_nothing(layer):
    annotation, _created = add(layer, note="N", label="statistic", value=Decimal(48_000_000))
    same = editing.change_annotation(
        annotation, version=1, by=layer.editor, note="N", value=Decimal("4.8E+7")
    )
    assert same.version == 1
    assert not Event.objects.filter(verb="annotation.changed").exists()


def test_a_change_needs_the_version_and_the_right_one(layer):
    annotation, _created = add(layer)
    with pytest.raises(editing.VersionMissing) as missing:
        editing.change_annotation(annotation, version=None, by=layer.editor, note="x")
    assert (missing.value.status, missing.value.code) == (428, "precondition")
    editing.change_annotation(annotation, version=1, by=layer.editor, note="Theirs.")
    for act in (editing.change_annotation, editing.withdraw_annotation, editing.restore_annotation):
        with pytest.raises(editing.Stale) as stale:
            act(annotation, version=1, by=layer.editor)
        assert (stale.value.status, stale.value.code) == (412, "stale")
        assert stale.value.extra["current"]["note"] == "Theirs."
    annotation.refresh_from_db()
    assert (annotation.note, annotation.version) == ("Theirs.", 2)


def test_a_change_onto_the_place_of_another_is_refused(layer):
    first, _created = add(layer, "Nine")
    second, _created = add(layer, "four")
    with pytest.raises(editing.SameSpan) as refused:
        editing.change_annotation(second, version=1, by=layer.editor, **span("Nine"))
    assert refused.value.extra["annotation"] == str(first.pk)
    second.refresh_from_db()
    assert (second.exact, second.version) == ("four", 1)


def test_a_withdrawn_annotation_is_kept_and_can_be_restored(layer):
    annotation, _created = add(layer)
    withdrawn = editing.withdraw_annotation(annotation, version=1, by=layer.editor)
    assert (withdrawn.is_withdrawn, withdrawn.version) == (True, 2)
    assert not Annotation.objects.live().exists()
    restored = editing.restore_annotation(withdrawn, version=2, by=layer.editor)
    assert (restored.is_withdrawn, restored.version) == (False, 3)
    assert [event.verb for event in Event.objects.order_by("id")] == [
        "annotation.added",
        "annotation.withdrawn",
        "annotation.restored",
    ]


def test_what_was_withdrawn_does_not_change(layer):
    annotation, _created = add(layer)
    withdrawn = editing.withdraw_annotation(annotation, version=1, by=layer.editor)
    with pytest.raises(editing.Withdrawn):
        editing.change_annotation(withdrawn, version=2, by=layer.editor, note="x")


def test_withdrawing_and_restoring_twice_is_harmless(layer):
    annotation, _created = add(layer)
    assert editing.restore_annotation(annotation, version=1, by=layer.editor).version == 1
    withdrawn = editing.withdraw_annotation(annotation, version=1, by=layer.editor)
    assert editing.withdraw_annotation(withdrawn, version=2, by=layer.editor).version == 2
    assert Event.objects.count() == 2


def test_a_place_that_was_taken_meanwhile_refuses_the_restoration(layer):
    first, _created = add(layer)
    withdrawn = editing.withdraw_annotation(first, version=1, by=layer.editor)
    second, _created = add(layer)
    with pytest.raises(editing.SameSpan) as refused:
        editing.restore_annotation(withdrawn, version=2, by=layer.editor)
    assert refused.value.extra["annotation"] == str(second.pk)
    editing.withdraw_annotation(second, version=1, by=layer.editor)
    assert not editing.restore_annotation(withdrawn, version=2, by=layer.editor).is_withdrawn


def test_a_submitted_layer_refuses_every_write(layer):
    annotation, _created = add(layer, "Nine")
    layer_lifecycle.submit(layer, by=layer.editor)
    writes = [
        lambda: add(layer),
        lambda: editing.change_annotation(annotation, version=1, by=layer.editor, note="x"),
        lambda: editing.withdraw_annotation(annotation, version=1, by=layer.editor),
        lambda: editing.restore_annotation(annotation, version=1, by=layer.editor),
    ]
    for write in writes:
        with pytest.raises(layer_lifecycle.LayerSubmitted):
            write()
    layer_lifecycle.reopen(layer, by=layer.editor)
    assert editing.change_annotation(annotation, version=1, by=layer.editor, note="x").version == 2


def test_a_value_and_a_unit_belong_to_statistics(layer):
    statistic, _created = add(
        layer, "$48 million", label="statistic", value=Decimal(48_000_000), unit="USD"
    )
    statistic.refresh_from_db()
    assert (statistic.value, statistic.unit) == (Decimal(48_000_000), "USD")
    for label in ("claim", "quote"):
        with pytest.raises(validation.DetailsMisplaced) as refused:
            add(layer, "$48 million", label=label, value=Decimal(1), unit="USD")
        assert set(refused.value.extra["fields"]) == {"value", "unit"}


def test_value_and_unit_go_when_a_statistic_becomes_something_else(layer):
    statistic, _created = add(
        layer, "$48 million", label="statistic", value=Decimal(48), unit="USD"
    )
    claim = editing.change_annotation(statistic, version=1, by=layer.editor, label="claim")
    assert (claim.value, claim.unit) == (None, "")
    back = editing.change_annotation(
        claim, version=2, by=layer.editor, label="statistic", value=Decimal(48), unit="USD"
    )
    with pytest.raises(validation.DetailsMisplaced):
        editing.change_annotation(
            back, version=3, by=layer.editor, label="claim", value=Decimal(9), unit="USD"
        )


@pytest.mark.parametrize("value", ["1234567890.1234567", "NaN", "Infinity", "1E+30", "1E-11"])
def test_a_value_that_no_database_keeps_is_refused(layer, value):
    with pytest.raises(validation.DetailsMisplaced) as refused:
        add(layer, "$48 million", label="statistic", value=Decimal(value))
    assert set(refused.value.extra["fields"]) == {"value"}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("attributed_to", "x" * 301),
        ("note", "a\0b"),
        ("attributed_to", "\ud83d"),
        ("note", "x" * 10_001),
    ],
)
def test_what_no_database_keeps_is_refused(layer, field, words):
    with pytest.raises(validation.DetailsMisplaced) as refused:
        add(layer, **{field: words})
    assert set(refused.value.extra["fields"]) == {field}


def test_an_unknown_label_is_refused(layer):
    with pytest.raises(validation.DetailsMisplaced):
        add(layer, label="rumour")


def test_pieces_of_a_split_quote_share_a_group_named_after_the_first(layer):
    first, _created = add(layer, "“so be it,”", label="quote")
    second, _created = add(layer, "“all of it.”", label="quote", span_group=first.pk)
    first.refresh_from_db()
    assert first.span_group == second.span_group == first.pk
    assert first.version == 2
    with pytest.raises(validation.DetailsMisplaced):
        add(layer, "Nine", label="claim", span_group=first.pk)
    claim = editing.change_annotation(second, version=1, by=layer.editor, label="claim")
    assert claim.span_group is None


def test_a_group_never_reaches_into_another_layer(layer):
    other = make_annotation(
        layer=make_layer(revision=layer.revision), exact="“so be it,”", label="quote"
    )
    add(layer, "“all of it.”", label="quote", span_group=other.pk)
    other.refresh_from_db()
    assert (other.span_group, other.version) == (None, 1)
