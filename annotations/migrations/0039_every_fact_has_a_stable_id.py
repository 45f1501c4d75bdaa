from uuid import uuid4

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0038_fill_stable_ids_of_facts")]

    operations = [
        migrations.AlterField(
            "fact",
            "stable_id",
            models.UUIDField(
                default=uuid4,
                editable=False,
                help_text="By which files of any newsroom name it; no other fact ever has it.",
                unique=True,
                verbose_name="stable id",
            ),
        ),
    ]
