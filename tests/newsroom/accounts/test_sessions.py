"""Who asks and what they may do: as Django has it, in one query each."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.sessions.backends import db
from django.test import Client
from django.urls import reverse

from newsroom.accounts.sessions import PermissionBackend
from newsroom.models import Session, User
from tests.counting import counted
from tests.factories import make_editor, make_reviewer, make_superuser

pytestmark = pytest.mark.django_db


def signed_in_as(user):
    client = Client()
    client.force_login(user)
    return client


def is_signed_in(client):
    return client.get(reverse("settings")).status_code == 200


def test_a_page_asks_once_who_it_is_once_what_they_may_and_once_for_new_notices():
    client = signed_in_as(make_reviewer())
    counts = counted(lambda: client.get(reverse("settings")))
    assert counts.result.status_code == 200
    assert [
        statement.split("FROM")[1].split()[0].strip('"') for statement in counts.statements
    ] == [
        "newsroom_session",
        "auth_permission",
        "annotations_notice",
    ]


def test_a_session_knows_its_user_and_ends_with_its_row():
    ada = make_editor("ada")
    client = signed_in_as(ada)
    assert Session.objects.get().user == ada
    assert is_signed_in(client)
    ada.sessions.all().delete()
    assert not is_signed_in(client)


def test_a_session_does_not_outlive_its_time():
    client = signed_in_as(make_editor())
    Session.objects.update(expire_date="2026-01-01T00:00Z")
    assert not is_signed_in(client)


def test_a_deactivated_user_is_signed_out():
    ada = make_editor("ada")
    client = signed_in_as(ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert not is_signed_in(client)


def test_a_changed_password_ends_the_sessions_with_the_old_one():
    ada = make_editor("ada")
    client = signed_in_as(ada)
    ada.set_password("another word")
    ada.save()
    assert not is_signed_in(client)
    assert not Session.objects.exists()


def test_a_session_of_somebody_else_is_not_taken_for_ones_own():
    client = signed_in_as(make_editor("ada"))
    Session.objects.update(user=make_reviewer("rita"))
    assert client.get(reverse("settings")).context["user"].username == "ada"


def test_a_key_that_a_client_made_up_is_not_kept():
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    make_editor("ada")
    client.post(reverse("login"), {"username": "ada", "password": "secret-word"})
    assert is_signed_in(client)
    assert Session.objects.get().pk != "a" * 32


def test_signing_out_leaves_no_session():
    client = signed_in_as(make_editor())
    client.post(reverse("logout"))
    assert not is_signed_in(client)
    assert not Session.objects.exists()


def people():
    own = make_editor("own")
    own.user_permissions.add(Permission.objects.get(codename="verify_fact"))
    return [own, make_editor(), make_reviewer(), make_superuser(), make_editor(is_active=False)]


def test_permissions_are_those_that_django_finds():
    for user in people():
        theirs = ModelBackend().get_all_permissions(User.objects.get(pk=user.pk))
        assert PermissionBackend().get_all_permissions(User.objects.get(pk=user.pk)) == theirs
        again = User.objects.get(pk=user.pk)
        assert again.has_perm("annotations.verify_fact") == ("annotations.verify_fact" in theirs)


def test_what_a_user_may_is_asked_once():
    user = User.objects.get(pk=make_reviewer().pk)

    def work():
        fresh = User.objects.get(pk=user.pk)
        return [fresh.has_perm("annotations.review"), fresh.has_perm("annotations.annotate")]

    counts = counted(work)
    assert counts.result == [True, True]
    assert counts.queries == 2


def test_the_migration_keeps_signed_in_who_was(client):
    ada = make_editor("ada")
    client.force_login(ada)
    now = Session.objects.get()
    data = {**now.get_decoded(), "_auth_user_backend": "django.contrib.auth.backends.ModelBackend"}
    old_sessions = db.SessionStore.get_model_class().objects
    for key, kept in (
        (now.pk, data),
        ("b" * 32, {**data, SESSION_KEY: "999999"}),
        ("c" * 32, {"nobody": "here"}),
    ):
        encoded = db.SessionStore().encode(kept)
        old_sessions.create(session_key=key, session_data=encoded, expire_date=now.expire_date)
    Session.objects.all().delete()
    migration = import_module("newsroom.migrations.0004_sessions_with_users")
    migration.keep_those_signed_in(apps, None)
    assert Session.objects.get().user == ada
    assert is_signed_in(client)
    assert not old_sessions.exists()
