from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0023_stored_states"),
        ("articles", "0012_revision_timecodes"),
        ("newsroom", "0004_sessions_with_users"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="layer",
            index=models.Index(
                fields=["editor", "submitted_at", "id"], name="layer_of_editor_submitted_at"
            ),
        ),
        migrations.AddIndex(
            model_name="layer",
            index=models.Index(fields=["submitted_at", "revision"], name="layer_submitted_at"),
        ),
        migrations.AddIndex(
            model_name="layer",
            index=models.Index(
                condition=models.Q(("submitted_at", None), ("taken_back_at", None)),
                fields=["revision", "editor", "due_on"],
                name="layer_open",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at", None)),
                fields=["user", "event"],
                name="notice_unread",
            ),
        ),
    ]
