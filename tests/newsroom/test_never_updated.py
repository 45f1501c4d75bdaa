"""What is evidence stays as it was written: the database itself refuses UPDATE."""

import pytest
from django.db import DatabaseError, transaction

from annotations.models import Guideline
from articles.models import Revision
from newsroom import history
from newsroom.models import Event
from tests.factories import make_editor, make_revision

pytestmark = pytest.mark.django_db


def refuses(rows, **change):
    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        rows.update(**change)
    return True


def test_a_revision_is_never_updated():
    revision = make_revision()
    assert refuses(Revision.objects.filter(pk=revision.pk), text="something else")
    assert "sea wall" in Revision.objects.get(pk=revision.pk).text


def test_an_event_is_never_updated():
    revision = make_revision()
    event = history.record("article.imported", revision.article, by=make_editor())
    assert refuses(Event.objects.filter(pk=event.pk), verb="article.forged")


def test_a_guideline_version_is_never_updated():
    assert refuses(Guideline.objects.all(), text="anything goes")
