from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0036_views_of_inbox_and_history")]

    operations = [
        migrations.AddField("fact", "stable_id", models.UUIDField(null=True)),
    ]
