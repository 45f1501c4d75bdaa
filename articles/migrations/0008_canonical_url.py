from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_uploads")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="canonical_url",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="The same for all spellings of the address.",
                max_length=1000,
                verbose_name="canonical address",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["canonical_url"], name="article_canonical_url"),
        ),
    ]
