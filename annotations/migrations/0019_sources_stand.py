from django.db import migrations, models

from newsroom.never_updated import refuse_updates

SCHEMES = ("http://", "https://", "ftp://", "ftps://")


def is_address(field):
    known = [(f"{field}__startswith", scheme) for scheme in SCHEMES]
    condition = models.Q((field, ""), *known, _connector="OR")
    return models.CheckConstraint(condition=condition, name=f"source_{field}_is_an_address")


class Migration(migrations.Migration):
    dependencies = [("annotations", "0018_what_has_changed")]
    operations = [
        migrations.AddConstraint("source", is_address("url")),
        migrations.AddConstraint("source", is_address("archive_url")),
        refuse_updates("annotations_source"),
    ]
