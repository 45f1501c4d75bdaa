"""A forgotten password: a link by mail, and nothing that tells who works here."""

import threading
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.models import AccountLink
from tests.factories import make_editor
from tests.pages import has_link_to, parse

pytestmark = pytest.mark.django_db

FORGOTTEN = "/password/forgotten/"


@pytest.fixture
def by_mail(settings):
    settings.MAIL = True


def ask(account):
    """The answer, and the mails that were sent by then."""
    answer = Client().post(FORGOTTEN, {"account": account})
    for thread in threading.enumerate():
        if thread.name == "mail":
            thread.join()
    return answer, outbox.outbox


@pytest.mark.parametrize("asked", ["ada", "ADA@desk.example"])
def test_a_link_goes_to_the_address_of_the_account_and_opens_it(by_mail, asked):
    make_editor("ada", email="ada@desk.example")
    _answer, (sent,) = ask(asked)
    assert sent.to == ["ada@desk.example"]
    (address,) = [line for line in sent.body.splitlines() if "/welcome/" in line]
    chosen = {"new_password1": "a long enough phrase", "new_password2": "a long enough phrase"}
    assert Client().post(address, chosen).status_code == 302
    assert Client().login(username="ada", password="a long enough phrase")


def test_the_answer_is_the_same_whether_there_is_such_an_account(by_mail):
    make_editor("ada", email="ada@desk.example")
    make_editor("gone", email="gone@desk.example", is_active=False)
    make_editor("ben")
    there = ask("ada")[0].content
    outbox.outbox.clear()
    for name in ("nobody", "gone", "ben"):
        answer, sent = ask(name)
        assert answer.content == there
        assert sent == []


def test_whoever_asks_again_and_again_sends_one_mail(by_mail):
    make_editor("ada", email="ada@desk.example")
    for _ in range(3):
        _answer, sent = ask("ada")
    assert len(sent) == 1
    AccountLink.objects.update(made_at=timezone.now() - timedelta(minutes=6))
    assert len(ask("ada")[1]) == 2


def test_without_mail_the_page_says_whom_to_ask_and_nothing_is_made(client):
    make_editor("ada", email="ada@desk.example")
    for answer in (client.get(FORGOTTEN), client.post(FORGOTTEN, {"account": "ada"})):
        assert "This desk sends no mail" in answer.content.decode()
        assert not parse(answer).xpath("//input[@name='account']")
    assert not AccountLink.objects.exists()


def test_the_sign_in_leads_there_where_there_is_mail(client, settings):
    assert not has_link_to(client.get(reverse("login")), FORGOTTEN)
    settings.MAIL = True
    assert has_link_to(client.get(reverse("login")), FORGOTTEN)
