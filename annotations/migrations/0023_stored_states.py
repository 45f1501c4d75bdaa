from django.conf import settings
from django.db import migrations, models
from django.db.models import Case, Exists, OuterRef, Value, When


def write_states(apps, schema_editor):
    """The state of each disagreement, as it was told at every look until now."""

    def model(name):
        return apps.get_model("annotations", name).objects.using(schema_editor.connection.alias)

    undone = model("Undoing").filter(adjudication=OuterRef("pk"))
    replacing = model("Adjudication").filter(~Exists(undone), replaces=OuterRef("pk"))
    standing = model("Adjudication").filter(
        ~Exists(undone), ~Exists(replacing), disagreement=OuterRef("pk")
    )
    waiting = model("Thread").filter(disagreement=OuterRef("pk"), resolved_at=None)
    settled = standing.filter(fingerprint=OuterRef("fingerprint"))
    model("Disagreement").update(
        state=Case(
            When(Exists(waiting.filter(kind="dispute")), then=Value("disputed")),
            When(Exists(settled), then=Value("settled")),
            When(Exists(standing), then=Value("stale")),
            When(gone_at__isnull=False, then=Value("gone")),
            When(Exists(waiting.filter(kind="question")), then=Value("asked")),
            default=Value("open"),
            output_field=models.CharField(),
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0022_counts_of_agreement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="disagreement",
            name="disagreement_position",
        ),
        migrations.RemoveIndex(
            model_name="disagreement",
            name="disagreement_contested",
        ),
        migrations.RemoveIndex(
            model_name="disagreement",
            name="disagreement_age",
        ),
        migrations.RemoveIndex(
            model_name="disagreement",
            name="disagreement_changed",
        ),
        migrations.AddField(
            model_name="disagreement",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("asked", "Asked"),
                    ("disputed", "Disputed"),
                    ("stale", "Stale"),
                    ("settled", "Settled"),
                    ("gone", "Gone"),
                ],
                default="open",
                editable=False,
                help_text="Follows from rulings and threads; written in the transaction of each.",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.RunPython(write_states, migrations.RunPython.noop),
        migrations.AddField(
            model_name="disagreement",
            name="is_unsettled",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Q(("state__in", ("open", "asked", "disputed", "stale"))),
                output_field=models.BooleanField(),
                verbose_name="to be settled",
            ),
        ),
        migrations.AddIndex(
            model_name="disagreement",
            index=models.Index(
                models.F("is_unsettled"),
                models.F("review"),
                models.F("start"),
                models.OrderBy(models.F("end"), descending=True),
                models.F("id"),
                models.F("state"),
                models.F("kind"),
                models.F("labels"),
                models.F("overlap"),
                models.F("assignee"),
                models.F("found_at"),
                name="disagreement_position",
            ),
        ),
        migrations.AddIndex(
            model_name="disagreement",
            index=models.Index(
                models.F("is_unsettled"),
                models.F("overlap"),
                models.OrderBy(models.F("versions"), descending=True),
                models.F("id"),
                models.F("state"),
                models.F("review"),
                models.F("kind"),
                models.F("labels"),
                models.F("assignee"),
                models.F("found_at"),
                name="disagreement_contested",
            ),
        ),
        migrations.AddIndex(
            model_name="disagreement",
            index=models.Index(
                models.F("is_unsettled"),
                models.F("found_at"),
                models.F("id"),
                models.F("state"),
                models.F("review"),
                models.F("kind"),
                models.F("labels"),
                models.F("overlap"),
                models.F("assignee"),
                name="disagreement_age",
            ),
        ),
        migrations.AddConstraint(
            model_name="disagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "asked", "disputed", "stale", "settled", "gone"])
                ),
                name="disagreement_state_is_known",
            ),
        ),
    ]
