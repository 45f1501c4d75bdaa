"""Suggestions: stored once, waiting in each layer, accepted, dismissed, undone."""

import uuid
from decimal import Decimal

import pytest

from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Answer, RulesRun, Suggestion
from annotations.suggesting import RULES_VERSION
from annotations.suggesting import Suggestion as Found
from annotations.workspace import suggestions
from newsroom.models import Event
from tests.factories import TEXT, make_annotation, make_editor, make_layer, make_revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def layer():
    return make_layer(editor=make_editor(suggestions=True))


def read(revision, monkeypatch, *found, version=RULES_VERSION):
    """As if the rules of that version had found these (label, words) in the revision."""
    made = [found_in(revision.text, *one) for one in found]
    monkeypatch.setattr(suggestions, "RULES_VERSION", version)
    monkeypatch.setattr(suggestions, "suggest", lambda text, language: made)
    suggestions.store_suggestions(revision)


def found_in(text, label, words, fields=None):
    start = text.index(words)
    return Found(label, start, start + len(words), words, **(fields or {}))


def shown(layer, to=None):
    waiting = suggestions.waiting_suggestions(layer, to=to or layer.editor)
    return [(one.label, one.exact) for one in waiting]


def accept(layer, words, **fields):
    one = Suggestion.objects.get(exact=words)
    content = {"id": uuid.uuid4(), **fields}
    return suggestions.accept_suggestion(one, layer, by=layer.editor, **content)


def suggested(words):
    return Suggestion.objects.get(exact=words)


# Stored


def test_a_revision_is_read_once(layer, django_assert_num_queries):
    suggestions.store_suggestions(layer.revision)
    stored = list(Suggestion.objects.values_list("label", "exact", "attributed_to", "value"))
    assert (
        "quote",
        "“We are building for the next storm,”",
        "Ines Halloran",
        None,
    ) in stored
    assert ("statistic", "$48 million", "", Decimal(48_000_000)) in stored
    with django_assert_num_queries(1):
        suggestions.store_suggestions(layer.revision)
    assert Suggestion.objects.count() == len(stored)


def test_a_text_in_which_nothing_is_found_is_not_read_again(django_assert_num_queries):
    revision = make_revision(text="Rain.")
    suggestions.store_suggestions(revision)
    assert not Suggestion.objects.exists()
    with django_assert_num_queries(1):
        suggestions.store_suggestions(revision)


def test_each_suggestion_names_its_surroundings(layer):
    suggestions.store_suggestions(layer.revision)
    one = suggested("$48 million")
    assert TEXT[one.start - 32 : one.start] == one.prefix
    assert TEXT[one.end : one.end + 32] == one.suffix


def test_a_value_that_no_database_gives_back_is_left_out(layer, monkeypatch):
    fine = Decimal("1." + "1" * 20)
    read(layer.revision, monkeypatch, ("statistic", "$48 million", {"value": fine, "unit": "USD"}))
    assert (suggested("$48 million").value, suggested("$48 million").unit) == (None, "USD")


@pytest.mark.parametrize(
    "field", [{"attributed_to": "x" * 301}, {"unit": "x" * 101}], ids=["speaker", "unit"]
)
def test_a_detail_that_is_too_long_is_left_out_whole(layer, monkeypatch, field):
    read(layer.revision, monkeypatch, ("statistic", "$48 million", field))
    one = suggested("$48 million")
    assert (one.attributed_to, one.unit) == ("", "")


def test_words_that_no_annotation_could_have_are_not_stored(monkeypatch):
    revision = make_revision(text="word " * 500)
    read(revision, monkeypatch, ("claim", "word " * 2), ("claim", "word " * 450 + "word"))
    assert not Suggestion.objects.exists()
    assert RulesRun.objects.count() == 1


def test_new_rules_suggest_anew_and_leave_the_answered_ones(layer, monkeypatch):
    read(layer.revision, monkeypatch, ("claim", "Tuesday"), ("quote", "storm"), version=1)
    accept(layer, "Tuesday")
    one = suggested("storm")
    suggestions.dismiss_suggestion(one, layer, by=layer.editor)
    read(
        layer.revision,
        monkeypatch,
        ("claim", "Tuesday"),
        ("quote", "storm"),
        ("statistic", "$48 million"),
        version=2,
    )
    assert shown(layer) == [("statistic", "$48 million")]
    answers = Answer.objects.values_list("suggestion__rules_version", flat=True)
    assert list(answers) == [1, 1]
    # Another editor has answered nothing yet.
    other = make_layer(revision=layer.revision, editor=make_editor(suggestions=True))
    assert [label for label, _words in shown(other)] == ["statistic", "claim", "quote"]


def test_what_the_new_rules_no_longer_find_is_no_longer_suggested(layer, monkeypatch):
    read(layer.revision, monkeypatch, ("claim", "Tuesday"), version=1)
    read(layer.revision, monkeypatch, ("quote", "storm"), version=2)
    assert shown(layer) == [("quote", "storm")]


# Shown


def test_suggestions_are_shown_in_text_order_the_longest_first(layer, monkeypatch):
    read(
        layer.revision,
        monkeypatch,
        ("quote", "storm"),
        ("statistic", "$48 million"),
        ("claim", "$48 million sea wall on Tuesday"),
    )
    assert [label for label, _words in shown(layer)] == ["claim", "statistic", "quote"]


def test_only_the_owner_of_an_open_layer_who_wants_them_gets_suggestions(layer, monkeypatch):
    read(layer.revision, monkeypatch, ("claim", "Tuesday"))
    assert shown(layer)
    assert not shown(layer, to=make_editor(suggestions=True))
    layer.editor.suggestions = False
    assert not shown(layer)
    layer.editor.suggestions = True
    assert not shown(layer_lifecycle.submit(layer, by=layer.editor))


def test_claims_can_be_left_out(layer, monkeypatch):
    read(layer.revision, monkeypatch, ("claim", "Tuesday"), ("quote", "storm"))
    layer.editor.suggested_claims = False
    assert shown(layer) == [("quote", "storm")]


@pytest.mark.parametrize(
    ("label", "words", "is_shown"),
    [
        ("claim", "$48 million sea wall", False),
        ("claim", "a $48 million sea wall on Tuesday", False),
        ("claim", "sea wall", True),
        ("claim", "8 million sea wall", False),
        ("claim", "n sea wall", False),
        ("claim", " sea wall", True),
        ("claim", "Tuesday", True),
        ("quote", "$48 million sea wall", True),
    ],
)
def test_own_annotations_of_the_label_hide_what_says_much_the_same(
    layer, monkeypatch, label, words, is_shown
):
    read(layer.revision, monkeypatch, ("claim", "$48 million sea wall"))
    annotation = make_annotation(layer=layer, exact=words, label=label)
    assert bool(shown(layer)) is is_shown
    editing.withdraw_annotation(annotation, version=1, by=layer.editor)
    assert shown(layer)


# Answered


def test_an_accepted_suggestion_becomes_an_annotation(layer):
    suggestions.store_suggestions(layer.revision)
    annotation, created = accept(layer, "$48 million")
    assert created
    assert (annotation.label, annotation.exact) == ("statistic", "$48 million")
    assert (annotation.value, annotation.unit) == (48_000_000, "USD")
    assert TEXT[annotation.start : annotation.end] == annotation.exact
    assert ("statistic", "$48 million") not in shown(layer)
    assert Answer.objects.get().annotation == annotation
    verbs = Event.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["annotation.added", "suggestion.accepted"]


def test_what_is_suggested_is_nobodys_annotation(layer):
    suggestions.store_suggestions(layer.revision)
    assert Suggestion.objects.exists()
    assert not Annotation.objects.exists()
    assert not Event.objects.exists()


def test_a_suggestion_can_be_accepted_as_edited(layer):
    suggestions.store_suggestions(layer.revision)
    words = "a $48 million sea wall"
    start = TEXT.index(words)
    place = {"start": start, "end": start + len(words), "exact": words}
    details = {"label": "claim", "value": None, "unit": "", "note": "Says who?"}
    annotation, _created = accept(layer, "$48 million", **place, **details)
    assert (annotation.label, annotation.exact, annotation.note) == ("claim", words, "Says who?")
    assert ("statistic", "$48 million") not in shown(layer)


def test_accepting_twice_with_one_id_accepts_once(layer):
    suggestions.store_suggestions(layer.revision)
    key = uuid.uuid4()
    first, _created = accept(layer, "$48 million", id=key)
    again, created = accept(layer, "$48 million", id=key)
    assert (again, created) == (first, False)
    assert Answer.objects.count() == 1
    layer_lifecycle.submit(layer, by=layer.editor)
    assert accept(layer, "$48 million", id=key) == (first, False)


def test_a_second_annotation_of_one_suggestion_is_refused(layer):
    suggestions.store_suggestions(layer.revision)
    first, _created = accept(layer, "$48 million")
    with pytest.raises(editing.SameSpan):
        accept(layer, "$48 million")
    with pytest.raises(suggestions.AlreadyAccepted) as refused:
        accept(layer, "$48 million", start=first.start + 1, exact="48 million")
    assert refused.value.extra == {"annotation": str(first.pk)}
    assert Annotation.objects.count() == 1


def test_one_suggestion_is_answered_in_each_layer_apart(layer):
    suggestions.store_suggestions(layer.revision)
    other = make_layer(revision=layer.revision, editor=make_editor(suggestions=True))
    accept(layer, "$48 million")
    assert ("statistic", "$48 million") in shown(other)
    suggestions.dismiss_suggestion(suggested("$48 million"), other, by=other.editor)
    assert Answer.objects.count() == 2


def test_a_dismissed_suggestion_is_gone_until_it_is_taken_back(layer):
    suggestions.store_suggestions(layer.revision)
    one = suggested("$48 million")
    for _twice in range(2):
        suggestions.dismiss_suggestion(one, layer, by=layer.editor)
    assert ("statistic", "$48 million") not in shown(layer)
    assert suggestions.dismissed_suggestions(layer) == [one]
    for _twice in range(2):
        assert suggestions.take_back_answer(one, layer, by=layer.editor) is None
    assert ("statistic", "$48 million") in shown(layer)
    assert suggestions.dismissed_suggestions(layer) == []
    verbs = Event.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["suggestion.dismissed", "suggestion.answer_taken_back"]


def test_undoing_an_acceptance_withdraws_the_annotation_and_lets_the_suggestion_wait(layer):
    suggestions.store_suggestions(layer.revision)
    annotation, _created = accept(layer, "$48 million")
    one = suggested("$48 million")
    with pytest.raises(editing.Stale):
        suggestions.take_back_answer(one, layer, version=7, by=layer.editor)
    with pytest.raises(editing.VersionMissing):
        suggestions.take_back_answer(one, layer, by=layer.editor)
    gone = suggestions.take_back_answer(one, layer, version=annotation.version, by=layer.editor)
    assert gone.is_withdrawn
    assert ("statistic", "$48 million") in shown(layer)
    assert not Answer.objects.standing().exists()
    back = suggestions.accept_again(one, layer, version=gone.version, by=layer.editor)
    assert (back.pk, back.is_withdrawn) == (annotation.pk, False)
    assert ("statistic", "$48 million") not in shown(layer)
    assert Answer.objects.standing().get().annotation == back


def test_a_withdrawn_annotation_still_answers_its_suggestion(layer):
    suggestions.store_suggestions(layer.revision)
    annotation, _created = accept(layer, "$48 million")
    editing.withdraw_annotation(annotation, version=1, by=layer.editor)
    assert ("statistic", "$48 million") not in shown(layer)


def test_what_was_undone_can_be_dismissed_or_accepted_anew(layer):
    suggestions.store_suggestions(layer.revision)
    one = suggested("$48 million")
    accept(layer, "$48 million")
    suggestions.take_back_answer(one, layer, version=1, by=layer.editor)
    assert accept(layer, "$48 million")[1]
    suggestions.take_back_answer(one, layer, version=1, by=layer.editor)
    suggestions.dismiss_suggestion(one, layer, by=layer.editor)
    assert suggestions.dismissed_suggestions(layer) == [one]
    with pytest.raises(suggestions.NotAccepted):
        suggestions.accept_again(one, layer, version=2, by=layer.editor)
    assert Annotation.objects.live().count() == 0


def test_what_is_accepted_cannot_be_dismissed(layer):
    suggestions.store_suggestions(layer.revision)
    accept(layer, "$48 million")
    with pytest.raises(suggestions.AlreadyAccepted):
        suggestions.dismiss_suggestion(suggested("$48 million"), layer, by=layer.editor)


def test_a_submitted_layer_takes_no_answer(layer):
    suggestions.store_suggestions(layer.revision)
    one = suggested("$48 million")
    annotation, _created = accept(layer, "$48 million")
    layer_lifecycle.submit(layer, by=layer.editor)
    for answering in (
        lambda: accept(layer, "“We are building for the next storm,”"),
        lambda: suggestions.dismiss_suggestion(one, layer, by=layer.editor),
        lambda: suggestions.take_back_answer(one, layer, version=1, by=layer.editor),
        lambda: suggestions.accept_again(one, layer, version=1, by=layer.editor),
    ):
        with pytest.raises(layer_lifecycle.LayerSubmitted):
            answering()
    assert Annotation.objects.live().get() == annotation


def test_the_count_of_queries_does_not_grow(monkeypatch, django_assert_num_queries):
    for words in (10, 20):
        text = " ".join(f"w{number:02}" for number in range(words))
        layer = make_layer(revision=make_revision(text=text), editor=make_editor(suggestions=True))
        with django_assert_num_queries(8):
            read(layer.revision, monkeypatch, *(("claim", word) for word in text.split()))
        make_annotation(layer=layer, exact="w01")
        with django_assert_num_queries(1):
            assert len(suggestions.waiting_suggestions(layer, to=layer.editor)) == words - 1
