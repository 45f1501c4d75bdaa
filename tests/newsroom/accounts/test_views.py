"""Signing in and out, the throttle, one's own settings and password."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts import profile
from newsroom.models import Event, User
from tests.factories import make_editor, make_user
from tests.pages import parse

pytestmark = pytest.mark.django_db

PASSWORD = "secret-word"


def sign_in(client, name, password, **more):
    return client.post(reverse("login"), {"username": name, "password": password, **more})


def signed_in_as(user):
    client = Client()
    client.force_login(user)
    return client


class TestSigningIn:
    def test_the_right_password_opens_the_desk(self, client):
        make_editor("ada")
        assert sign_in(client, "ada", PASSWORD).headers["Location"] == "/"

    def test_a_wrong_password_is_told_in_words_and_nobody_is_signed_in(self, client):
        make_editor("ada")
        answer = sign_in(client, "ada", "not-the-word")
        assert "That name and password do not match" in answer.content.decode()
        assert "_auth_user_id" not in client.session

    def test_after_a_wrong_password_the_caret_is_in_the_password_and_the_name_stays(self, client):
        make_editor("ada")
        first = parse(client.get(reverse("login")))
        assert first.xpath("//input[@autofocus]/@name") == ["username"]
        again = parse(sign_in(client, "ada", "not-the-word"))
        assert again.xpath("//input[@autofocus]/@name") == ["password"]
        assert again.xpath("//input[@name='username']/@value") == ["ada"]
        assert parse(sign_in(client, "", "x")).xpath("//input[@autofocus]/@name") == ["username"]

    def test_an_unknown_name_and_a_deactivated_user_get_the_same_answer_as_a_wrong_password(
        self, client
    ):
        make_editor("ada")
        make_editor("gone", is_active=False)

        def told(name, password):
            page = sign_in(client, name, password).content.decode()
            return re.search(r'<ul class="errorlist.*?</ul>', page, re.DOTALL)[0]

        assert told("ada", "wrong") == told("nobody", "wrong") == told("gone", PASSWORD)

    def test_the_page_asked_for_is_where_signing_in_leads(self, client):
        make_editor("ada")
        asked = client.get(reverse("settings"))
        assert asked.headers["Location"] == "/login/?next=/settings/"
        kept = '<input type="hidden" name="next" value="/settings/">'
        assert kept in client.get(asked.headers["Location"]).content.decode()
        assert kept in sign_in(client, "ada", "wrong", next="/settings/").content.decode()
        opened = sign_in(client, "ada", PASSWORD, next="/settings/")
        assert opened.headers["Location"] == "/settings/"

    def test_signing_in_never_leads_to_a_foreign_host(self, client):
        make_editor("ada")
        answer = sign_in(client, "ada", PASSWORD, next="https://elsewhere.example/")
        assert answer.headers["Location"] == "/"

    def test_signing_out_takes_a_post_and_ends_the_session(self):
        client = signed_in_as(make_editor())
        assert client.get(reverse("logout")).status_code == 405
        assert "_auth_user_id" in client.session
        assert client.post(reverse("logout")).headers["Location"] == "/login/"
        assert "_auth_user_id" not in client.session

    def test_a_deactivated_user_is_out_at_the_next_request(self):
        user = make_editor()
        client = signed_in_as(user)
        assert client.get(reverse("settings")).status_code == 200
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert client.get(reverse("settings")).headers["Location"].startswith("/login/")


class TestTheThrottle:
    @pytest.fixture(autouse=True)
    def _throttled(self, settings):
        settings.AXES_ENABLED = True
        settings.AXES_FAILURE_LIMIT = 3

    def lock(self, client, name="ada"):
        for _ in range(3):
            answer = sign_in(client, name, "wrong")
        return answer

    def test_too_many_wrong_passwords_close_the_name_and_say_when_it_opens(self, client):
        make_editor("ada")
        answer = self.lock(client)
        page = answer.content.decode()
        assert answer.status_code == 429
        assert 890 <= int(answer.headers["Retry-After"]) <= 900
        assert "in 15 minutes" in page
        opens_at = AccessAttempt.objects.get().attempt_time + timedelta(minutes=15)
        assert f"at {timezone.localtime(opens_at):%H:%M} UTC" in page

    def test_while_it_is_closed_even_the_right_password_does_not_open(self, client):
        make_editor("ada")
        assert sign_in(client, "ada", PASSWORD).status_code == 302
        client.post(reverse("logout"))
        self.lock(client)
        assert sign_in(client, "ada", PASSWORD).status_code == 429
        assert "_auth_user_id" not in client.session

    def test_it_opens_at_the_time_it_said_though_tried_meanwhile(self, client):
        make_editor("ada")
        self.lock(client)
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
        meanwhile = sign_in(client, "ada", PASSWORD)
        assert meanwhile.status_code == 429
        assert int(meanwhile.headers["Retry-After"]) <= 60
        assert "in 1 minute," in meanwhile.content.decode()
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
        assert sign_in(client, "ada", PASSWORD).status_code == 302

    def test_another_name_and_another_address_stay_open(self, client):
        make_editor("ada")
        make_editor("ben")
        self.lock(client)
        assert sign_in(client, "ben", PASSWORD).status_code == 302
        elsewhere = Client(REMOTE_ADDR="192.0.2.7")
        assert sign_in(elsewhere, "ada", PASSWORD).status_code == 302

    def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_adds(self, settings):
        settings.BEHIND_TLS = True
        make_editor("ada")
        stranger = Client(HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.7")
        self.lock(stranger)
        pretender = Client(HTTP_X_FORWARDED_FOR="203.0.113.5, 192.0.2.7")
        assert sign_in(pretender, "ada", PASSWORD).status_code == 429
        at_home = Client(HTTP_X_FORWARDED_FOR="192.0.2.7, 198.51.100.20")
        assert sign_in(at_home, "ada", PASSWORD).status_code == 302

    @pytest.mark.parametrize("told", ["", "unknown", "198.51.100.9"])
    def test_without_a_proxy_nobody_says_where_they_come_from(self, told):
        make_editor("ada")
        self.lock(Client(HTTP_X_FORWARDED_FOR=told))
        assert AccessAttempt.objects.get().ip_address == "127.0.0.1"

    def test_what_is_not_an_address_is_not_taken_for_one(self, settings):
        settings.BEHIND_TLS = True
        make_editor("ada")
        self.lock(Client(HTTP_X_FORWARDED_FOR="unknown"))
        assert AccessAttempt.objects.get().ip_address == "127.0.0.1"

    def test_a_script_is_told_as_a_problem(self, client):
        make_editor("ada")
        self.lock(client)
        answer = client.post(
            reverse("login"),
            {"username": "ada", "password": "wrong"},
            headers={"accept": "application/json"},
        )
        assert answer.status_code == 429
        assert answer.json()["code"] == "locked"

    def test_the_password_tried_is_not_kept(self, client):
        make_editor("ada")
        sign_in(client, "ada", "nearly-the-secret")
        attempt = AccessAttempt.objects.get()
        assert "nearly-the-secret" not in attempt.post_data


class TestSettings:
    def test_the_page_shows_what_is_stored(self):
        user = make_editor(first_name="Ada", theme="dark", snap_to_words=False)
        page = signed_in_as(user).get(reverse("settings")).content.decode()
        assert 'value="Ada"' in page
        assert re.search(r'value="dark"[^>]* checked', page)
        assert re.search(r'name="single_letter_keys"[^>]* checked', page)
        assert not re.search(r'name="snap_to_words"[^>]* checked', page)
        assert 'data-theme="dark"' in page

    def test_what_is_saved_counts_at_once_and_is_recorded_old_and_new(self):
        user = make_editor()
        answer = signed_in_as(user).post(
            reverse("settings"),
            {"first_name": "Ada", "last_name": "", "theme": "dark", "snap_to_words": "on"},
            follow=True,
        )
        assert "Your settings are saved." in answer.content.decode()
        user.refresh_from_db()
        assert (user.first_name, user.theme) == ("Ada", "dark")
        assert (user.snap_to_words, user.single_letter_keys) == (True, False)
        event = Event.objects.get(verb="user.settings_changed")
        assert event.actor == user
        assert event.detail == {
            "first_name": ["", "Ada"],
            "theme": ["system", "dark"],
            "single_letter_keys": [True, False],
            "suggested_claims": [True, False],
        }

    def test_a_theme_that_does_not_exist_is_refused_and_nothing_changes(self):
        user = make_editor()
        form = {"first_name": "Ada", "theme": "sepia"}
        assert signed_in_as(user).post(reverse("settings"), form).status_code == 422
        user.refresh_from_db()
        assert user.first_name == ""
        assert not Event.objects.filter(verb="user.settings_changed").exists()

    def test_saving_what_is_there_already_records_nothing(self):
        user = make_editor()
        profile.change_settings(user, by=user, theme="system", snap_to_words=True)
        assert not Event.objects.exists()

    def test_only_settings_can_be_set(self):
        user = make_editor()
        with pytest.raises(TypeError):
            profile.change_settings(user, by=user, is_superuser=True)
        form = {"theme": "light", "is_superuser": "on", "username": "root"}
        signed_in_as(user).post(reverse("settings"), form)
        user.refresh_from_db()
        assert user.theme == "light"
        assert not user.is_superuser
        assert user.username != "root"


class TestChangingThePassword:
    def change(self, client, old, new):
        return client.post(
            reverse("password_change"),
            {"old_password": old, "new_password1": new, "new_password2": new},
        )

    def test_the_new_password_opens_and_other_sessions_end(self, client):
        user = make_editor("ada")
        here, elsewhere = signed_in_as(user), signed_in_as(user)
        assert self.change(here, PASSWORD, "a-longer-secret-9").headers["Location"] == "/settings/"
        assert here.get(reverse("settings")).status_code == 200
        assert elsewhere.get(reverse("settings")).status_code == 302
        assert sign_in(client, "ada", PASSWORD).status_code == 200
        assert sign_in(client, "ada", "a-longer-secret-9").status_code == 302

    def test_it_is_recorded_without_the_password(self):
        user = make_editor()
        self.change(signed_in_as(user), PASSWORD, "a-longer-secret-9")
        event = Event.objects.get(verb="user.password_changed")
        assert (event.actor, event.subject_id, event.detail) == (user, str(user.pk), {})

    @pytest.mark.parametrize(
        ("old", "new"),
        [("wrong", "a-longer-secret-9"), (PASSWORD, "short"), (PASSWORD, "12345678")],
    )
    def test_a_wrong_old_or_a_weak_new_password_changes_nothing(self, old, new):
        user = make_editor()
        assert self.change(signed_in_as(user), old, new).status_code == 200
        user.refresh_from_db()
        assert user.check_password(PASSWORD)
        assert not Event.objects.exists()


@pytest.mark.parametrize("name", ["settings", "password_change"])
def test_accounts_are_behind_sign_in(client, name):
    assert client.get(reverse(name)).headers["Location"].startswith("/login/")
    script = client.get(reverse(name), headers={"accept": "application/json"})
    assert script.status_code == 401
    assert script.json()["code"] == "signed-out"


def test_real_passwords_are_hashed_with_argon2(settings):
    from newsroom.settings import PASSWORD_HASHERS

    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    assert make_user().password.startswith("argon2")
