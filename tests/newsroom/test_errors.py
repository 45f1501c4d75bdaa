"""The pages of what went wrong, and the answer to «are you well?»."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from tests.factories import make_editor
from tests.pages import parse

pytestmark = pytest.mark.django_db


def refuse(request):
    raise PermissionDenied


def refuse_with_reason(request):
    raise PermissionDenied("Only reviewers may assign.")


def suspect(request):
    raise SuspiciousOperation("odd")


def break_down(request):
    raise ZeroDivisionError


def take(request):
    return HttpResponse("taken")


urlpatterns = [
    path("refuse/", refuse),
    path("refuse-with-reason/", refuse_with_reason),
    path("suspect/", suspect),
    path("break/", break_down),
    path("take/", take),
    path("", include("newsroom.urls")),
]
from newsroom.urls import handler400, handler403, handler404, handler500  # noqa: E402, F401

CASES = [
    ("/refuse/", 403, "forbidden", "This page is not open to you"),
    ("/nowhere/", 404, "not-found", "There is no such page"),
    ("/suspect/", 400, "bad-request", "We could not read that request"),
    ("/break/", 500, "server-error", "Something broke on our side"),
]


@pytest.fixture
def client(settings):
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    client.force_login(make_editor())
    return client


@pytest.mark.parametrize(("address", "status", "code", "words"), CASES)
def test_a_person_gets_a_page(client, address, status, code, words):
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("address", "status", "code", "words"), CASES)
def test_a_script_gets_a_problem(client, address, status, code, words):
    answer = client.get(address, headers={"accept": "application/json"})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code


def test_a_reason_that_was_given_is_told(client):
    assert "Only reviewers may assign." in client.get("/refuse-with-reason/").content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"uploads": [b"a", b"b", b"c"]}, "At most 2 files are taken at once."),
        ({"text": "word " * 300_000}, "Its fields may hold 1 MB."),
    ],
)
def test_a_form_that_is_too_large_is_told_how_it_can_be_sent(client, settings, sent, words):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024**2
    if "uploads" in sent:
        sent = {"uploads": [SimpleUploadedFile("a.txt", content) for content in sent["uploads"]]}
    answer = client.post("/articles/import/", sent)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert words not in client.get("/suspect/").content.decode()


def test_somebody_signed_out_gets_the_page_of_a_wrong_address(settings):
    settings.ROOT_URLCONF = __name__
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


@pytest.mark.parametrize("address", ["/suspect/", "/break/"])
def test_the_pages_that_stand_alone_need_neither_database_nor_manifest(
    client, address, settings, django_assert_num_queries
):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "newsroom.static_files.storage.HashedStaticFiles"},
    }
    with django_assert_num_queries(1):  # who it is, by the sign-in check; none by the page
        page = client.get(address).content.decode()
    assert 'href="/static/css/ui/tokens.css"' in page


def test_a_form_without_its_token_is_refused_in_words(settings):
    settings.ROOT_URLCONF = __name__
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_editor())
    answer = strict.post("/take/")
    assert answer.status_code == 403
    assert "The form was too old" in answer.content.decode()
    assert not parse(answer).xpath("//main//a[text()='Back to the form']")
    for referer, leads in (
        ("http://testserver/facts/new/?statement=x", ["http://testserver/facts/new/?statement=x"]),
        ("https://elsewhere.example/facts/new/", []),
    ):
        from_form = strict.post("/take/", headers={"referer": referer})
        assert parse(from_form).xpath("//a[text()='Back to the form']/@href") == leads
    script = strict.post("/take/", headers={"accept": "application/json"})
    assert script.json()["code"] == "csrf"


def test_healthz_answers_without_sign_in_while_the_database_does():
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_healthz_says_so_when_the_database_does_not_answer(monkeypatch):
    def broken():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    answer = Client().get("/healthz")
    assert answer.status_code == 503


def test_healthz_asks_the_database_one_question(django_assert_num_queries):
    with django_assert_num_queries(1):
        Client().get("/healthz")
