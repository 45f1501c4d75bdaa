"""Sessions in the database, each with its user: who asks and what they may do, in a query each.

Every request of somebody signed in begins with these, so they are spared the rest: Django looks up
the session, then the user, then the user's own permissions, then those of the groups.
"""

from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from newsroom.models import Session, User

# Both queries by hand, since every request asks them: writing them takes Django four times as long
# as a database takes to answer.
SIGNED_IN = """
    SELECT newsroom_user.*, session_data
    FROM newsroom_session JOIN newsroom_user ON newsroom_user.id = newsroom_session.user_id
    WHERE session_key = %s AND expire_date > %s
"""


class SessionStore(db.SessionStore):
    """Django's sessions, kept as `Session`; `user` came with the session when that was read."""

    user: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session: Any = super().create_model_instance(data)
        session.user_id = data.get(auth.SESSION_KEY)
        return session

    def load(self) -> dict[str, Any]:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        for user in User.objects.raw(SIGNED_IN, [self.session_key, now]):
            self.user = user
            return self.decode(user.session_data)  # type: ignore[attr-defined]
        return super().load()  # Of somebody who is not signed in, or of nobody.


class Authentication(AuthenticationMiddleware):
    """`request.user` as Django finds it, without a query of its own."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment]


def user_of(request: Any) -> User | AnonymousUser:
    """Who has the session; whatever is not as usual with it is left to Django to decide."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = user_with_session(request.session) or auth.get_user(request)
        note_day(request._cached_user)
    return request._cached_user


def note_day(user: User | AnonymousUser) -> None:
    """Keep the day on which somebody was here last: a write a day, and nobody learns the hour."""
    today = timezone.localdate()
    if isinstance(user, User) and user.seen_on != today:
        User.objects.filter(pk=user.pk).update(seen_on=today)
        user.seen_on = today


def user_with_session(session: Any) -> User | None:
    """The user who came with the session, if they are the one whose it is and it still holds:
    a changed password and a deactivated account have ended it.
    """
    key, backend, proof = (
        session.get(name)
        for name in (auth.SESSION_KEY, auth.BACKEND_SESSION_KEY, auth.HASH_SESSION_KEY)
    )
    user = session.user
    if user is None or str(user.pk) != key or backend not in settings.AUTHENTICATION_BACKENDS:
        return None
    holds = user.is_active and constant_time_compare(proof or "", user.get_session_auth_hash())
    return user if holds else None


PERMITTED = """
    SELECT app_label, codename
    FROM auth_permission JOIN django_content_type ON django_content_type.id = content_type_id
    WHERE auth_permission.id IN (
        SELECT permission_id FROM newsroom_user_user_permissions WHERE user_id = %s
        UNION ALL
        SELECT permission_id FROM auth_group_permissions
        WHERE group_id IN (SELECT group_id FROM newsroom_user_groups WHERE user_id = %s)
    )
"""


class PermissionBackend(ModelBackend):
    """Django's own, with a user's permissions and those of their groups in one query."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        asked_anew = not hasattr(user_obj, "_perm_cache") and not user_obj.is_superuser
        if asked_anew and user_obj.is_active and not user_obj.is_anonymous and obj is None:
            with connection.cursor() as cursor:
                cursor.execute(PERMITTED, [user_obj.pk, user_obj.pk])
                user_obj._perm_cache = {f"{app}.{name}" for app, name in cursor.fetchall()}
        return super().get_all_permissions(user_obj, obj)
