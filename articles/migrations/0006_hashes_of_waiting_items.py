"""The hashes by which a preview tells items alike, for the items that wait since before it did."""

import hashlib

from django.db import migrations


def fill(apps, schema_editor):
    ImportItem = apps.get_model("articles", "ImportItem")
    waiting = ImportItem.objects.filter(outcome="waiting").exclude(draft__has_key="sha256")
    for pk in list(waiting.values_list("pk", flat=True)):
        item = ImportItem.objects.get(pk=pk)
        item.draft["sha256"] = hashlib.sha256(item.draft["text"].encode()).hexdigest()
        item.draft["raw_sha256"] = hashlib.sha256(bytes(item.raw)).hexdigest()
        item.save(update_fields=["draft"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_fill_articlesearch")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
