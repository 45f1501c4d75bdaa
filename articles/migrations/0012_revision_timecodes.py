from django.db import migrations, models


class Migration(migrations.Migration):
    # Null, without a default: SQLite adds such a column without making the table anew, so that
    # the trigger which refuses updates stays.
    dependencies = [("articles", "0011_columns_of_tables")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="timecodes",
            field=models.JSONField(
                blank=True,
                help_text="Of what is spoken: a list of [offset, seconds]; null for other texts.",
                null=True,
                verbose_name="time codes",
            ),
        )
    ]
