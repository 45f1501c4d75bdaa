"""The guidelines that come with the program: plain words, never over a desk's own."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from annotations.guidelines import FIRST_VERSION
from annotations.models import Guideline
from tests.factories import make_annotation
from tests.test_words import WRONG

pytestmark = pytest.mark.django_db

plainer = import_module("annotations.migrations.0043_plainer_first_guideline")


@pytest.fixture
def old(monkeypatch):
    """A desk that has the text which came with the program before."""
    Guideline.objects.all().delete()
    made = Guideline.objects.create(number=1, text="Mark each span.\n")
    monkeypatch.setattr(plainer, "OLD", plainer.digest(made.text))
    return made


def texts():
    plainer.replace_unused(apps, connection.schema_editor())
    return list(Guideline.objects.order_by("number").values_list("text", flat=True))


def test_the_first_version_speaks_as_the_pages_do():
    text = FIRST_VERSION.read_text(encoding="utf-8")
    assert WRONG.findall(text) == []
    assert "1,900,000" in text


def test_a_desk_that_has_not_used_the_old_text_gets_the_new_one(old):
    assert texts() == [FIRST_VERSION.read_text(encoding="utf-8")]
    assert Guideline.objects.current().published_at == old.published_at


def test_what_annotations_were_made_under_stays(old):
    make_annotation()
    assert texts() == [old.text]


def test_what_the_desk_has_published_stays(old):
    Guideline.objects.create(number=2, text="Mark what matters.\n")
    assert texts() == [old.text, "Mark what matters.\n"]


def test_a_first_version_of_the_desks_own_stays(old, monkeypatch):
    monkeypatch.setattr(plainer, "OLD", plainer.digest("Something else."))
    assert texts() == [old.text]
