"""Users and events, as the first three migrations leave them."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from newsroom.never_updated import refuse_updates


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("newsroom", "0001_first"),
        ("newsroom", "0002_events_never_updated"),
        ("newsroom", "0003_suggestions"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[("system", "As the system"), ("light", "Light"), ("dark", "Dark")],
                        default="system",
                        max_length=6,
                        verbose_name="theme",
                    ),
                ),
                (
                    "single_letter_keys",
                    models.BooleanField(
                        default=True,
                        help_text="1, 2, 3, J, K and the like act while the text or a list has the focus.",
                        verbose_name="single-letter keys",
                    ),
                ),
                (
                    "snap_to_words",
                    models.BooleanField(
                        default=True,
                        help_text="A selection grows to whole words; hold Alt for single letters.",
                        verbose_name="snap to words",
                    ),
                ),
                (
                    "suggestions",
                    models.BooleanField(
                        default=True,
                        help_text="Passages that may be worth marking, found by fixed rules. They count as nobody’s annotation until you accept them.",
                        verbose_name="show suggestions",
                    ),
                ),
                (
                    "suggested_claims",
                    models.BooleanField(
                        default=True,
                        help_text="Most suggested quotes and statistics are right, of the claims only some: they are shown fainter.",
                        verbose_name="suggest claims too",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="at")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        db_index=True,
                        help_text="For example annotation.added.",
                        max_length=60,
                        verbose_name="what",
                    ),
                ),
                ("subject_type", models.CharField(max_length=40, verbose_name="kind of thing")),
                ("subject_id", models.CharField(max_length=36, verbose_name="its id")),
                (
                    "revision_id",
                    models.BigIntegerField(
                        blank=True,
                        db_index=True,
                        help_text="The revision whose text this is about, if it is about one.",
                        null=True,
                        verbose_name="revision",
                    ),
                ),
                (
                    "detail",
                    models.JSONField(
                        blank=True, default=dict, help_text="Old and new.", verbose_name="detail"
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["subject_type", "subject_id"], name="event_subject")
                ],
            },
        ),
        refuse_updates("newsroom_event"),
    ]
