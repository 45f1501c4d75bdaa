from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0019_sources_stand")]
    operations = [
        migrations.AddIndex(
            "fact",
            models.Index(
                fields=["id"], condition=models.Q(retired_at__isnull=False), name="fact_retired"
            ),
        ),
    ]
