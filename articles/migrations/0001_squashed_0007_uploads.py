"""The tables of articles, as the first seven migrations leave them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from newsroom.never_updated import refuse_updates


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("articles", "0001_first"),
        ("articles", "0002_relations"),
        ("articles", "0003_revisions_never_updated"),
        ("articles", "0004_articlesearch"),
        ("articles", "0005_fill_articlesearch"),
        ("articles", "0006_hashes_of_waiting_items"),
        ("articles", "0007_uploads"),
    ]

    dependencies = [
        ("newsroom", "0001_squashed_0003_suggestions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started at")),
                (
                    "begun_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When its items began to go in.",
                        null=True,
                        verbose_name="begun at",
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-started_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Outlet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                ("homepage", models.URLField(blank=True, max_length=500, verbose_name="homepage")),
            ],
            options={
                "verbose_name": "outlet",
                "verbose_name_plural": "outlets",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ["title", "id"],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.outlet",
                        verbose_name="outlet",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        help_text="The event that this and other articles report.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.story",
                        verbose_name="story",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "title_generated",
                    models.BooleanField(
                        default=False,
                        help_text="The source names no title: this one is made of its first sentence.",
                        verbose_name="title is generated",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                ("byline", models.CharField(blank=True, max_length=300, verbose_name="byline")),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="An agency that the text draws on.",
                        max_length=300,
                        verbose_name="credit",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="und",
                        help_text="A language tag such as en or pt-BR; und where it is not known.",
                        max_length=35,
                        verbose_name="language",
                    ),
                ),
                (
                    "original_language",
                    models.CharField(
                        blank=True,
                        help_text="Where the text is a translation: the language it was written in.",
                        max_length=35,
                        verbose_name="original language",
                    ),
                ),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="published on"),
                ),
                (
                    "imported_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="imported at"),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="archived at"),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["-imported_at", "-id"],
                "permissions": [
                    ("import_articles", "May import articles, edit their details and archive them")
                ],
                "indexes": [models.Index(fields=["published_on"], name="article_published_on")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("url", ""), _negated=True),
                        fields=("url",),
                        name="article_url_unique_where_given",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="articles.importbatch",
                        verbose_name="import",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Of the file, as it came.", max_length=500, verbose_name="name"
                    ),
                ),
                (
                    "data",
                    models.BinaryField(
                        blank=True,
                        help_text="Emptied once all of it is read.",
                        verbose_name="as it came",
                    ),
                ),
                (
                    "options",
                    models.JSONField(
                        default=dict, help_text="How it is to be read.", verbose_name="options"
                    ),
                ),
                (
                    "size",
                    models.PositiveIntegerField(
                        help_text="How many there are in it.", verbose_name="articles"
                    ),
                ),
                (
                    "taken",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="How many of them are read by now.",
                        verbose_name="read",
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
            ],
            options={
                "verbose_name": "file being read",
                "verbose_name_plural": "files being read",
                "ordering": ["batch", "id"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="Counts from 1.", verbose_name="number"),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Offsets count its Unicode code points, half-open.",
                        verbose_name="text",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        db_index=True, max_length=64, verbose_name="SHA-256 of the text"
                    ),
                ),
                ("raw", models.BinaryField(verbose_name="as it came")),
                (
                    "raw_sha256",
                    models.CharField(
                        db_index=True, max_length=64, verbose_name="SHA-256 as it came"
                    ),
                ),
                ("media_type", models.CharField(max_length=100, verbose_name="media type")),
                (
                    "left_out",
                    models.JSONField(
                        default=list,
                        help_text="What the source holds and the text does not: a list of {text, reason}.",
                        verbose_name="left out",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
                (
                    "imported_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="imported at"),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["article", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "number"), name="revision_number_unique_in_article"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="revision_number_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="revision_text_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleSearch",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search",
                        serialize=False,
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        help_text="Title, byline and latest text, each on a line, as `folding` has it.",
                        verbose_name="words",
                    ),
                ),
            ],
            options={
                "verbose_name": "words of an article",
                "verbose_name_plural": "words of articles",
            },
        ),
        migrations.CreateModel(
            name="ImportItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="articles.importbatch",
                        verbose_name="import",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Of the file, as it came.", max_length=500, verbose_name="name"
                    ),
                ),
                (
                    "raw",
                    models.BinaryField(
                        blank=True,
                        help_text="Emptied once a revision holds it.",
                        verbose_name="as it came",
                    ),
                ),
                ("draft", models.JSONField(blank=True, default=dict, verbose_name="draft")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("imported", "imported"),
                            ("revised", "revised"),
                            ("unchanged", "unchanged"),
                            ("failed", "failed"),
                            ("left", "left aside"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.revision",
                        verbose_name="became",
                    ),
                ),
                ("refused_because", models.TextField(blank=True, verbose_name="refused because")),
            ],
            options={
                "verbose_name": "imported item",
                "verbose_name_plural": "imported items",
                "ordering": ["batch", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused_because", ""), ("revision", None), _connector="OR"
                        ),
                        name="import_item_became_or_was_refused",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="revision",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.importitem",
            ),
        ),
        refuse_updates("articles_revision"),
    ]
