"""How many links are to be looked at again, counted without writing why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.facts import lifecycle, recheck_reasons
from annotations.facts import rechecks as rechecks_
from annotations.models import Annotation, Fact, Layer
from newsroom.models import User
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_superuser,
    revise_fact,
)

pytestmark = pytest.mark.django_db


def make_changed_facts():
    """Facts that were revised, retired, due, and one that was not; each in two editors' layers."""
    facts = [make_fact(), make_fact(), make_fact(recheck_on=timezone.localdate()), make_fact()]
    for name in ("ada", "ben"):
        layer = make_layer(revision=make_article().latest_revision(), editor=make_editor(name))
        annotation = make_annotation(layer=layer)
        for fact in facts:
            make_link(annotation=annotation, fact=fact)
    Layer.objects.filter(editor__username="ben").update(submitted_at=timezone.now())
    revise_fact(facts[0])
    lifecycle.retire_fact(facts[1], by=make_reviewer(), reason="It was withdrawn.")


@pytest.mark.parametrize("most_named", [1, 1000])
def test_as_many_are_counted_as_are_listed(monkeypatch, most_named):
    monkeypatch.setattr(recheck_reasons, "MOST_NAMED", most_named)
    make_changed_facts()
    make_reviewer("rita")
    make_superuser("lead")
    found = {}
    for user in User.objects.all():
        listed = rechecks_.rechecks_for(user)
        found[user.username] = rechecks_.recheck_count(user)
        assert found[user.username] == listed.count()
        for fact in Fact.objects.all():
            assert rechecks_.recheck_count(user, fact) == listed.filter(fact=fact).count()
    assert (found["ada"], found["ben"], found["rita"], found["lead"]) == (3, 3, 3, 3)


def test_where_there_are_very_many_the_count_says_so(monkeypatch):
    monkeypatch.setattr(rechecks_, "MOST_COUNTED", 2)
    make_changed_facts()
    assert rechecks_.recheck_count(User.objects.get(username="ada")).is_more
    monkeypatch.setattr(rechecks_, "MOST_COUNTED", 3)
    count = rechecks_.recheck_count(User.objects.get(username="ada"))
    assert (count, count.is_more) == (3, False)


def test_counting_costs_the_same_for_any_number_of_changed_facts():
    make_changed_facts()
    ada = User.objects.get(username="ada")
    few = counted(lambda: rechecks_.recheck_count(ada))
    annotation = Annotation.objects.get(layer__editor=ada)
    for _number in range(10):
        fact = make_fact(recheck_on=timezone.localdate() - timedelta(days=1))
        make_link(annotation=annotation, fact=fact)
    many = counted(lambda: rechecks_.recheck_count(ada))
    assert (few.result, many.result) == (3, 13)
    assert few.queries == many.queries == 2
    assert many.calls <= 900
