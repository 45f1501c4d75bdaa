from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_fill_canonical_url")]

    operations = [
        migrations.AddField(
            model_name="importupload",
            name="charset",
            field=models.CharField(blank=True, max_length=40, verbose_name="charset"),
        ),
        migrations.AddField(
            model_name="importupload",
            name="media_type",
            field=models.CharField(blank=True, max_length=100, verbose_name="media type"),
        ),
        migrations.AddField(
            model_name="importupload",
            name="url",
            field=models.TextField(
                blank=True,
                help_text="To be fetched while nothing came from it; then where it was in the end.",
                verbose_name="address",
            ),
        ),
    ]
