"""What every request passes, and what it may cost."""

import gzip
import re
import subprocess
import sys

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from annotations.models import Notice
from newsroom.middleware import LEAST_PACKED, compressed_pages
from newsroom.models import Event
from tests.counting import counted
from tests.factories import make_editor
from tests.paths import ROOT

pytestmark = pytest.mark.django_db

PAGE = b"<p>words of a page</p>" * 200


def answered(rf, answer, accept="gzip, deflate, br"):
    headers = {"Accept-Encoding": accept} if accept else {}
    return compressed_pages(lambda _request: answer)(rf.get("/", headers=headers))


class TestCompression:
    def test_a_page_is_packed_for_who_takes_it(self, rf):
        answer = answered(rf, HttpResponse(PAGE, headers={"ETag": '"one"'}))
        assert gzip.decompress(answer.content) == PAGE
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Length"] == str(len(answer.content))
        assert len(answer.content) < len(PAGE) / 4
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["ETag"] == 'W/"one"'

    @pytest.mark.parametrize("accept", ["", "br", "gzip;q=0", "deflate, gzip; q=0.0, br", "xgzipx"])
    def test_who_does_not_take_it_gets_the_page(self, rf, accept):
        answer = answered(rf, HttpResponse(PAGE), accept)
        assert answer.content == PAGE
        assert "Content-Encoding" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"

    @pytest.mark.parametrize("accept", ["gzip;q=0.5", "br, gzip", "gzip;q=1.0"])
    def test_who_takes_it_among_others_gets_it_packed(self, rf, accept):
        assert "Content-Encoding" in answered(rf, HttpResponse(PAGE), accept).headers

    def test_pictures_short_answers_and_what_is_packed_already_stay_as_they_are(self, rf):
        for answer in (
            HttpResponse(PAGE, content_type="image/png"),
            HttpResponse(b"a" * (LEAST_PACKED - 1)),
            HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
        ):
            content = answer.content
            assert answered(rf, answer).content == content

    def test_an_export_goes_out_row_by_row(self, rf):
        answer = answered(rf, StreamingHttpResponse([PAGE, PAGE]))
        assert list(answer.streaming_content) == [PAGE, PAGE]

    def test_the_length_tells_little_of_what_is_within(self, rf):
        lengths = {len(answered(rf, HttpResponse(PAGE)).content) for _ in range(50)}
        assert len(lengths) > 10
        assert max(lengths) - min(lengths) < 100

    def test_the_pages_of_the_program_are_packed(self, client):
        client.force_login(make_editor())
        answer = client.get(reverse("settings"), headers={"Accept-Encoding": "gzip"})
        assert b"<h1>Settings</h1>" in gzip.decompress(answer.content)


def give_notices(user, number):
    events = Event.objects.bulk_create(
        Event(actor=user, verb="layer.assigned", subject_type="layer", subject_id=str(at))
        for at in range(number)
    )
    Notice.objects.bulk_create(Notice(user=user, event=event) for event in events)


@pytest.mark.parametrize("notices", [1, 400])
def test_a_page_without_a_list_keeps_to_its_budget(notices):
    editor, client = make_editor(), Client()
    client.force_login(editor)
    give_notices(editor, notices)
    asked = {"Accept-Encoding": "gzip"}
    counts = counted(lambda: client.get(reverse("settings"), headers=asked))
    assert counts.queries <= 3
    assert counts.calls <= 20_000  # Two thirds are drawing the menu and the seven fields.


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_the_answer_of_nothing_keeps_to_its_budget(is_signed_in):
    client = Client()
    if is_signed_in:
        client.force_login(make_editor())
    counts = counted(lambda: client.get(reverse("healthz")))
    assert counts.queries == 1
    assert counts.calls <= 1_050


def test_the_policy_is_told_once_with_every_answer(client):
    policy = client.get(reverse("login")).headers["Content-Security-Policy"]
    assert re.search(r"default-src 'self'(;|$)", policy)
    assert "frame-ancestors 'none'" in policy


LOADED = """
import os, runpy
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
import newsroom.wsgi
from django.db import connections
served = runpy.run_path("gunicorn.conf.py")
assert served["preload_app"]
assert all(one.connection is None for one in connections.all())
connections["default"].ensure_connection()
served["when_ready"](None)
assert all(one.connection is None for one in connections.all())
"""


def test_workers_are_forked_without_a_connection_to_the_database():
    """Two that talk on one would read each other's answers."""
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
