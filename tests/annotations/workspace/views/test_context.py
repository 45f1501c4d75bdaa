"""Assembling the workspace page reads and does not write."""

import re
import uuid

import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from annotations.models import RulesRun
from annotations.workspace.views import context, page
from tests.factories import make_annotation, make_editor, make_layer

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


def refuse_writes(execute, sql, params, many, cursor):
    assert not WRITES.match(sql), sql
    return execute(sql, params, many, cursor)


@pytest.fixture
def layer():
    layer = make_layer(editor=make_editor(suggestions=True))
    make_annotation(layer=layer)
    return layer


@pytest.fixture
def request_of_the_editor(layer):
    request = RequestFactory().get(layer.get_absolute_url())
    request.user, request.session = layer.editor, {}
    return request


@pytest.mark.parametrize("assemble", [context.page_context, context.list_context])
def test_assembling_the_page_writes_nothing(layer, request_of_the_editor, assemble):
    with connection.execute_wrapper(refuse_writes):
        assert assemble(request_of_the_editor, layer)["writable"]
    assert not RulesRun.objects.exists()


def test_the_view_stores_the_suggestions_before_it_assembles_the_page(client, layer, monkeypatch):
    runs = []
    assemble = page.page_context

    def watched(*args):
        runs.append(RulesRun.objects.count())
        return assemble(*args)

    monkeypatch.setattr(page, "page_context", watched)
    client.force_login(layer.editor)
    assert client.get(layer.get_absolute_url()).status_code == 200
    assert runs == [1]


def test_a_quotation_that_is_refused_writes_nothing(client, layer):
    client.force_login(layer.editor)
    fields = {"id": uuid.uuid4(), "exact": "Not there at all", "label": "claim"}
    with connection.execute_wrapper(refuse_writes):
        response = client.post(reverse("layer_annotations", args=[layer.pk]), fields)
    assert response.status_code == 422
    assert not RulesRun.objects.exists()
