"""Publish the first version of the guidelines, and let the database refuse to rewrite any."""

from django.db import migrations

from annotations.guidelines import FIRST_VERSION
from newsroom.never_updated import refuse_updates


def publish(apps, schema_editor):
    guideline = apps.get_model("annotations", "Guideline")
    guideline.objects.get_or_create(
        number=1, defaults={"text": FIRST_VERSION.read_text(encoding="utf-8")}
    )


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_relations")]
    operations = [
        migrations.RunPython(publish, migrations.RunPython.noop),
        refuse_updates("annotations_guideline"),
    ]
