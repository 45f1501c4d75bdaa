"""The note on an article as a whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0032_plain_words")]

    operations = [
        migrations.AddField(
            model_name="layer",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="What its editor says of the article as a whole.",
                verbose_name="note",
            ),
        ),
    ]
