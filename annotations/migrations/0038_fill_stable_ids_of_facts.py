"""An id for each fact from before facts had one by which files name them."""

from uuid import uuid4

from django.db import migrations

SOME = 1000  # Rows in memory at once.


def fill(apps, schema_editor):
    facts = apps.get_model("annotations", "Fact").objects.filter(stable_id=None)
    while some := list(facts.order_by("pk").only("pk")[:SOME]):
        for fact in some:
            fact.stable_id = uuid4()
        facts.model.objects.bulk_update(some, ["stable_id"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0037_stable_ids_of_facts")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
