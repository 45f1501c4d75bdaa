"""Sessions know their user; nobody who is signed in has to sign in again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BACKEND = "newsroom.accounts.sessions.PermissionBackend"


def keep_those_signed_in(apps, schema_editor):
    """Move Django's sessions of people over, their data signed as before; others are nobody's."""
    from newsroom.accounts.sessions import SessionStore

    store = SessionStore()
    old_sessions = apps.get_model("sessions", "Session").objects.all()
    people = set(apps.get_model("newsroom", "User").objects.values_list("pk", flat=True))
    sessions = apps.get_model("newsroom", "Session").objects
    for old in old_sessions:
        data = store.decode(old.session_data)
        user = int(data.get("_auth_user_id", 0))
        if user in people:
            sessions.create(
                session_key=old.session_key,
                session_data=store.encode({**data, "_auth_user_backend": BACKEND}),
                expire_date=old.expire_date,
                user_id=user,
            )
    old_sessions.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_squashed_0003_suggestions"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                        verbose_name="session key",
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed in",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.RunPython(keep_those_signed_in, migrations.RunPython.noop, elidable=True),
    ]
