"""The admin of suggestions and answers: what is answered in an open layer is nobody's to see."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Answer
from annotations.workspace import suggestions
from tests.factories import (
    make_editor,
    make_layer,
    make_reviewer,
    make_suggestion,
    make_superuser,
)

pytestmark = pytest.mark.django_db

ANSWERS = "admin:annotations_answer_changelist"
SUGGESTIONS = "admin:annotations_suggestion_changelist"


@pytest.fixture
def layer():
    return make_layer(editor=make_editor("benedict"))


def page(user, name, *args, **query):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def rows(user, name, **query):
    return list(page(user, name, **query).context["cl"].result_list)


def test_reviewers_look_up_what_is_suggested(layer):
    one = make_suggestion(revision=layer.revision)
    assert rows(make_reviewer(), SUGGESTIONS, label__exact="claim") == [one]
    assert page(make_reviewer(), "admin:annotations_suggestion_change", one.pk).status_code == 200
    assert page(make_editor(), SUGGESTIONS).status_code in {302, 403}


def test_a_reviewer_sees_the_answers_of_submitted_layers_by_letter(layer):
    one = make_suggestion(revision=layer.revision)
    suggestions.dismiss_suggestion(one, layer, by=layer.editor)
    answer = Answer.objects.get()
    reviewer, chief = make_reviewer(), make_superuser()
    change = "admin:annotations_answer_change"
    assert rows(reviewer, ANSWERS) == []
    assert page(reviewer, change, answer.pk).status_code == 302
    assert rows(chief, ANSWERS) == [answer]
    layer_lifecycle.submit(layer, by=layer.editor)
    assert rows(reviewer, ANSWERS) == [answer]
    for seen in (page(reviewer, ANSWERS), page(reviewer, change, answer.pk)):
        assert "benedict" not in seen.content.decode()
    assert "benedict" in page(chief, ANSWERS).content.decode()


def test_answers_are_found_by_what_was_answered(layer):
    dismissed = make_suggestion(revision=layer.revision)
    accepted = make_suggestion(revision=layer.revision, exact="Council")
    suggestions.dismiss_suggestion(dismissed, layer, by=layer.editor)
    suggestions.accept_suggestion(accepted, layer, id=uuid.uuid4(), by=layer.editor)
    chief = make_superuser()
    for what, one in (("accepted", accepted), ("dismissed", dismissed)):
        assert [answer.suggestion for answer in rows(chief, ANSWERS, answer=what)] == [one]
