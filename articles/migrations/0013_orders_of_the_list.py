"""The orders of the list of articles, by index."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_revision_timecodes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["language"], name="article_language"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("imported_at"),
                models.F("id"),
                condition=models.Q(("archived_at", None)),
                name="article_by_import",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("published_on"),
                models.F("id"),
                condition=models.Q(("archived_at", None)),
                name="article_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                django.db.models.functions.text.Lower("title"),
                models.F("id"),
                condition=models.Q(("archived_at", None)),
                name="article_by_title",
            ),
        ),
    ]
