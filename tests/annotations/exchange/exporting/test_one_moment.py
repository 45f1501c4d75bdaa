"""An export shows one moment of the desk, keeps no writer waiting, and ends with its reader."""

import pytest
from django.db import connection
from django.utils import timezone

from annotations.exchange.exporting.editor_rows import CHUNK
from annotations.exchange.exporting.rows import ALL, annotations_shown, export_rows
from annotations.models import Annotation, Layer
from newsroom.models import User
from tests.annotations.exchange.exporting.test_as_before import fill
from tests.at_once import at_once
from tests.factories import make_annotation, make_layer, make_superuser

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = 2 * CHUNK + 1


def make_long_layer():
    layer = make_layer()
    make_annotation(layer=layer)
    fill(layer, 100, COUNT - 1)
    return layer


def rows():
    return export_rows(ALL, annotations_shown(), name_of=lambda layer: layer.editor.username)


def is_reading():
    """Whether this connection is inside a transaction, as its driver knows."""
    if connection.vendor == "sqlite":
        return connection.connection.in_transaction
    return connection.connection.info.transaction_status.name != "IDLE"


def test_what_is_written_during_an_export_is_not_kept_waiting_and_not_shown():
    layer = make_long_layer()

    def write():
        Annotation.objects.update(note="late")
        make_annotation(layer=layer, exact="Tuesday", note="late")
        Layer.objects.update(submitted_at=timezone.now())
        return User.objects.filter(pk=layer.editor_id).update(username="renamed")

    export = rows()
    before = [next(export)]
    # On SQLite a writer who is kept waiting gives up after a while, with an error.
    assert at_once(write) == [1]
    before += export
    assert len(before) == COUNT
    assert {(row.note, row.status, row.head.editor) for row in before} == {
        ("", "open", layer.editor.username)
    }
    after = list(rows())
    assert len(after) == COUNT + 1
    assert {(row.note, row.status, row.head.editor) for row in after} == {
        ("late", "submitted", "renamed")
    }
    assert not is_reading()


def test_a_client_that_goes_away_ends_the_reading(client):
    make_long_layer()
    Layer.objects.update(submitted_at=timezone.now())
    client.force_login(make_superuser())
    response = client.get("/export/annotations.csv")
    pieces = iter(response.streaming_content)
    assert next(pieces)
    assert next(pieces)
    assert is_reading()
    response.close()
    assert not is_reading()
    assert not list(pieces)
