"""The inbox by mail: to whoever asked for it, when they want it, and nothing twice."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotations.discussion import digest, notifications
from annotations.layers import lifecycle as layer_lifecycle
from newsroom.accounts import profile
from newsroom.models import Event
from tests.factories import make_article, make_editor, make_reviewer
from tests.pages import parse

pytestmark = pytest.mark.django_db

NO_QUIET = {"quiet_from": time(0), "quiet_until": time(0)}


@pytest.fixture(autouse=True)
def by_mail(settings):
    settings.MAIL = True


def reader(**fields):
    wanted = {"email": "ada@desk.example", "digest": "daily", **NO_QUIET, **fields}
    return make_editor("ada", **wanted)


def assign(editor, number=1, title="Sea wall", by=None):
    by = by or make_reviewer()
    for _ in range(number):
        revision = make_article(title=title).latest_revision()
        layer_lifecycle.assign(revision, editor, by=by)


def sent_at(moment):
    digest.send_digests(moment)
    return len(outbox.outbox)


def test_what_is_new_comes_in_one_mail_and_in_words():
    ada = reader()
    assign(ada, 13)
    assert sent_at(timezone.now()) == 1
    (mail,) = outbox.outbox
    assert mail.to == ["ada@desk.example"]
    assert "- A reviewer asks you to annotate 13 articles\n" in mail.body
    assert "/inbox/" in mail.body
    assert "<" not in mail.body


@pytest.mark.parametrize(
    "fields", [{"digest": "never"}, {"email": ""}, {"is_active": False}], ids=str
)
def test_whoever_did_not_ask_or_cannot_be_reached_gets_none(fields):
    ada = reader()
    assign(ada)
    type(ada).objects.filter(pk=ada.pk).update(**fields)
    assert sent_at(timezone.now()) == 0


def test_off_is_the_default():
    assert make_editor().digest == "never"


def test_nothing_new_is_no_mail():
    ada = reader()
    assert sent_at(timezone.now()) == 0
    assign(ada)
    notifications.mark_all_read(ada)
    assert sent_at(timezone.now()) == 0


@pytest.mark.parametrize(("often", "after"), [("daily", 24), ("hourly", 1)])
def test_the_next_comes_after_as_long_as_was_chosen_and_tells_nothing_twice(often, after):
    ada = reader(digest=often)
    assign(ada, title="First")
    now = timezone.now()
    assert sent_at(now) == 1
    assert sent_at(now + timedelta(hours=after)) == 1
    assign(ada, title="Second")
    assert sent_at(timezone.now()) == 1
    assert sent_at(now + timedelta(hours=after)) == 2
    assert "Second" in outbox.outbox[-1].body
    assert "First" not in outbox.outbox[-1].body


@pytest.mark.parametrize(
    ("clock", "start", "end", "quiet"),
    [
        (time(22), time(20), time(7), True),
        (time(3), time(20), time(7), True),
        (time(7), time(20), time(7), False),
        (time(12), time(20), time(7), False),
        (time(12), time(9), time(17), True),
        (time(18), time(9), time(17), False),
        (time(12), time(8), time(8), False),
    ],
)
def test_quiet_hours_may_go_over_midnight(clock, start, end, quiet):
    assert digest.is_within(clock, start, end) is quiet


def test_in_quiet_hours_it_waits():
    ada = reader(quiet_from=time(20), quiet_until=time(7))
    assign(ada)
    assert sent_at(datetime(2031, 3, 4, 23, tzinfo=UTC)) == 0
    assert sent_at(datetime(2031, 3, 5, 8, tzinfo=UTC)) == 1


def test_what_the_server_did_not_take_comes_with_the_next(monkeypatch):
    ada = reader()
    assign(ada)

    def refuse(*_args):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        assert digest.send_digests(timezone.now()) == 0
    assert sent_at(timezone.now()) == 1


def test_the_command_says_how_many_and_that_no_mail_is_set_up(settings, capsys):
    assign(reader())
    call_command("send_digests")
    assert capsys.readouterr().out == "1 sent\n"
    settings.MAIL = False
    with pytest.raises(CommandError, match="EMAIL_HOST"):
        call_command("send_digests")


class TestTheSettings:
    def chosen(self, **fields):
        sent = {"theme": "system", "email": "a@desk.example", "digest": "daily"}
        return {**sent, "quiet_from": "21:00", "quiet_until": "06:30", **fields}

    def test_each_chooses_for_themselves(self, client):
        ada = make_editor("ada")
        client.force_login(ada)
        assert client.post("/settings/", self.chosen()).status_code == 302
        ada.refresh_from_db()
        assert (ada.digest, ada.quiet_until) == ("daily", time(6, 30))

    def test_mail_needs_an_address_of_ones_own(self, client):
        make_editor("ben", email="ben@desk.example")
        client.force_login(make_editor("ada"))
        for address in ("", "BEN@desk.example"):
            assert client.post("/settings/", self.chosen(email=address)).status_code == 422

    def test_without_mail_nothing_of_it_is_offered_or_taken(self, client, settings):
        settings.MAIL = False
        ada = make_editor("ada")
        client.force_login(ada)
        assert not parse(client.get("/settings/")).xpath("//*[@name='digest']")
        client.post("/settings/", self.chosen())
        ada.refresh_from_db()
        assert (ada.digest, ada.email) == ("never", "")

    def test_a_change_of_hours_is_in_the_history_like_any_other(self):
        ada = make_editor()
        profile.change_settings(ada, by=ada, quiet_from=time(19))
        event = Event.objects.get(verb="user.settings_changed")
        assert event.detail == {"quiet_from": ["20:00", "19:00"]}
