import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0020_find_retired_facts")]
    operations = [
        migrations.AddField(
            "layer",
            "carried_at",
            models.DateTimeField(
                blank=True,
                help_text="Up to when its editor's work on earlier revisions was offered in it.",
                null=True,
                verbose_name="carried over at",
            ),
        ),
        migrations.AddField(
            "suggestion",
            "carried_from",
            models.ForeignKey(
                blank=True,
                help_text="What the editor marked in an earlier revision.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_to",
                to="annotations.annotation",
                verbose_name="carried over from",
            ),
        ),
        migrations.AddField(
            "suggestion",
            "is_reworded",
            models.BooleanField(
                default=False,
                help_text="The words are those of the earlier revision, their sentence is another.",
                verbose_name="its sentence has changed",
            ),
        ),
        migrations.AlterField(
            "suggestion",
            "rules_version",
            models.PositiveIntegerField(blank=True, null=True, verbose_name="version of the rules"),
        ),
        migrations.AddConstraint(
            "suggestion",
            models.UniqueConstraint(
                fields=["revision", "carried_from"], name="suggestion_carried_once"
            ),
        ),
        migrations.AddConstraint(
            "suggestion",
            models.CheckConstraint(
                condition=models.Q(rules_version__isnull=False, carried_from=None)
                | models.Q(rules_version=None, carried_from__isnull=False),
                name="suggestion_by_rules_or_carried",
            ),
        ),
    ]
