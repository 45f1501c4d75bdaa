from django.db import migrations, models


class Migration(migrations.Migration):
    """How far the latest text of an article is; `annotations` fills it in."""

    dependencies = [("articles", "0017_plain_words")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="work",
            field=models.CharField(
                choices=[
                    ("nobody", "Nobody"),
                    ("open", "Open"),
                    ("submitted", "Submitted"),
                    ("review", "Review"),
                ],
                default="nobody",
                editable=False,
                max_length=9,
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["work", "archived_at", "imported_at", "id"], name="article_of_work"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("work__in", ["nobody", "open", "submitted", "review"])),
                name="article_work_is_known",
            ),
        ),
    ]
