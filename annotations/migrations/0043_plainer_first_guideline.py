"""The first guidelines in plainer words, where a desk has neither changed nor used the old ones."""

import hashlib

from django.db import migrations

from annotations.guidelines import FIRST_VERSION

# Of the text that came with the program before.
OLD = "0fbc1a25d67220421f86f261f21720ca332c40327fcaa1b1a9b5202106740c84"


def replace_unused(apps, schema_editor):
    """A version that annotations were made under stays as it is, and so does one of the desk."""
    guidelines = apps.get_model("annotations", "Guideline").objects
    versions = list(guidelines.all()[:2])
    if len(versions) != 1 or digest(versions[0].text) != OLD:
        return
    (first,) = versions
    if apps.get_model("annotations", "Annotation").objects.filter(guideline=first).exists():
        return
    # No version is ever updated: the database refuses it.
    first.delete()
    text = FIRST_VERSION.read_text(encoding="utf-8")
    guidelines.create(number=1, text=text, published_at=first.published_at)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("annotations", "0042_origin_of_annotations")]
    operations = [migrations.RunPython(replace_unused, migrations.RunPython.noop)]
