"""The tables of annotations, as the first twenty migrations leave them.

A new database runs this one alone. The twenty stay for databases that have run some of them.
"""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from annotations.guidelines import FIRST_VERSION
from newsroom.never_updated import refuse_updates

# The search index of facts, in each engine's own full-text search; annotations/facts/search.py
# writes it.
FACT_INDEX = {
    "sqlite": [
        "CREATE VIRTUAL TABLE annotations_fact_index USING fts5(words, "
        "tokenize = \"unicode61 remove_diacritics 0 tokenchars '._'\")",
    ],
    "postgresql": [
        "CREATE TABLE annotations_fact_index (fact_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX annotations_fact_index_words ON annotations_fact_index USING gin (words)",
    ],
}


def publish_first_guideline(apps, schema_editor):
    text = FIRST_VERSION.read_text(encoding="utf-8")
    apps.get_model("annotations", "Guideline").objects.create(number=1, text=text)


def make_fact_index(apps, schema_editor):
    for statement in FACT_INDEX[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_fact_index(apps, schema_editor):
    schema_editor.execute("DROP TABLE annotations_fact_index")


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("annotations", "0001_first"),
        ("annotations", "0002_relations"),
        ("annotations", "0003_first_guideline"),
        ("annotations", "0004_facts"),
        ("annotations", "0005_review"),
        ("annotations", "0006_fact_links"),
        ("annotations", "0007_threads"),
        ("annotations", "0008_suggestions"),
        ("annotations", "0009_fact_index"),
        ("annotations", "0010_evidence_never_updated"),
        ("annotations", "0011_fact_key"),
        ("annotations", "0012_queue_of_disagreements"),
        ("annotations", "0013_disputes_and_questions"),
        ("annotations", "0014_rules_runs"),
        ("annotations", "0015_agreed_but_overruled"),
        ("annotations", "0016_find_ruled_spans_by_extent"),
        ("annotations", "0017_queue_by_index"),
        ("annotations", "0018_what_has_changed"),
        ("annotations", "0019_sources_stand"),
        ("annotations", "0020_find_retired_facts"),
    ]

    dependencies = [
        ("articles", "0001_squashed_0007_uploads"),
        ("newsroom", "0001_squashed_0003_suggestions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300, unique=True, verbose_name="name")),
                ("canonical", models.CharField(max_length=300, verbose_name="is the same as")),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["canonical", "name"],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True,
                        help_text="What the file calls it that it was imported from.",
                        max_length=100,
                        verbose_name="key",
                    ),
                ),
                (
                    "retired_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="retired at"),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="annotations.fact",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "verbose_name": "fact",
                "verbose_name_plural": "facts",
                "ordering": ["-id"],
                "permissions": [
                    ("verify_fact", "May verify a fact that somebody else recorded"),
                    ("record_fact", "May record and revise facts, and link them"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("retired_at__isnull", False)),
                        fields=["id"],
                        name="fact_retired",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("key",),
                        name="fact_key_unique_where_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by", None), ("retired_at__isnull", False), _connector="OR"
                        ),
                        name="fact_replaced_only_when_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by", None),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="fact_not_replaced_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactTerm",
            fields=[
                ("term", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("facts", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "search term",
                "verbose_name_plural": "search terms",
            },
        ),
        migrations.CreateModel(
            name="Guideline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                ("text", models.TextField(help_text="Markdown.", verbose_name="text")),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for the first version, which comes with the program.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="published at"
                    ),
                ),
            ],
            options={
                "verbose_name": "guideline version",
                "verbose_name_plural": "guideline versions",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Layer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layers",
                        to="articles.revision",
                        verbose_name="revision",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="editor",
                    ),
                ),
                (
                    "letter",
                    models.CharField(
                        help_text="Stands for the editor where names are not shown; shuffled between revisions.",
                        max_length=2,
                        verbose_name="letter",
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where the editor started it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned by",
                    ),
                ),
                (
                    "assigned_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="assigned at"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="submitted at"),
                ),
                (
                    "reopened_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="While it is open again: a review of the revision waits for it.",
                        null=True,
                        verbose_name="reopened at",
                    ),
                ),
                (
                    "taken_back_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                ),
            ],
            options={
                "verbose_name": "layer",
                "verbose_name_plural": "layers",
                "ordering": ["-assigned_at", "-id"],
                "permissions": [
                    ("annotate", "May annotate: start, mark, submit and reopen own layers"),
                    (
                        "review",
                        "May review: assign, reopen any layer, settle disagreements, export all",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "editor"), name="layer_one_per_revision_and_editor"
                    ),
                    models.UniqueConstraint(
                        fields=("revision", "letter"), name="layer_letter_unique_in_revision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_at", None), ("taken_back_at", None), _connector="OR"
                        ),
                        name="layer_submitted_or_taken_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="newsroom.event",
                        verbose_name="event",
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-event__at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "event"), name="notice_one_per_user_and_event"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="articles.revision",
                        verbose_name="revision",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened at")),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where it opened by itself, with the last layer that was needed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="closed at"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where a single layer was enough, so that nothing could be disputed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "ordering": ["-opened_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_by", None), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="review_closed_by_somebody_at_some_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RulesRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules_runs",
                        to="articles.revision",
                        verbose_name="revision",
                    ),
                ),
                ("rules_version", models.PositiveIntegerField(verbose_name="version of the rules")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "run of the rules",
                "verbose_name_plural": "runs of the rules",
                "ordering": ["revision", "-rules_version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "rules_version"), name="rules_run_one_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "start",
                    models.PositiveIntegerField(
                        help_text="Code points, inclusive.", verbose_name="start"
                    ),
                ),
                (
                    "end",
                    models.PositiveIntegerField(
                        help_text="Code points, exclusive.", verbose_name="end"
                    ),
                ),
                (
                    "exact",
                    models.TextField(
                        help_text="Exactly the text from start to end.", verbose_name="words"
                    ),
                ),
                ("prefix", models.CharField(blank=True, max_length=32, verbose_name="before")),
                ("suffix", models.CharField(blank=True, max_length=32, verbose_name="after")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("quote", "Quote"),
                            ("statistic", "Statistic"),
                        ],
                        max_length=9,
                        verbose_name="label",
                    ),
                ),
                (
                    "attributed_to",
                    models.CharField(
                        blank=True,
                        help_text="As the article names them.",
                        max_length=300,
                        verbose_name="speaker or claimant",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=10,
                        help_text="The number in full: 48000000 for $48 million.",
                        max_digits=30,
                        null=True,
                        verbose_name="value",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="What is counted: USD, %, households.",
                        max_length=100,
                        verbose_name="unit",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="articles.revision",
                        verbose_name="revision",
                    ),
                ),
                ("rules_version", models.PositiveIntegerField(verbose_name="version of the rules")),
            ],
            options={
                "verbose_name": "suggestion",
                "verbose_name_plural": "suggestions",
                "ordering": ["revision", "start", "-end", "label"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="suggestion_starts_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ["claim", "quote", "statistic"])),
                        name="suggestion_label_is_known",
                    ),
                    models.UniqueConstraint(
                        fields=("revision", "start", "end", "label", "rules_version"),
                        name="suggestion_one_per_extent_and_label",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Annotation",
            fields=[
                (
                    "start",
                    models.PositiveIntegerField(
                        help_text="Code points, inclusive.", verbose_name="start"
                    ),
                ),
                (
                    "end",
                    models.PositiveIntegerField(
                        help_text="Code points, exclusive.", verbose_name="end"
                    ),
                ),
                (
                    "exact",
                    models.TextField(
                        help_text="Exactly the text from start to end.", verbose_name="words"
                    ),
                ),
                ("prefix", models.CharField(blank=True, max_length=32, verbose_name="before")),
                ("suffix", models.CharField(blank=True, max_length=32, verbose_name="after")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("quote", "Quote"),
                            ("statistic", "Statistic"),
                        ],
                        max_length=9,
                        verbose_name="label",
                    ),
                ),
                (
                    "attributed_to",
                    models.CharField(
                        blank=True,
                        help_text="As the article names them.",
                        max_length=300,
                        verbose_name="speaker or claimant",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=10,
                        help_text="The number in full: 48000000 for $48 million.",
                        max_digits=30,
                        null=True,
                        verbose_name="value",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="What is counted: USD, %, households.",
                        max_length=100,
                        verbose_name="unit",
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "layer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annotations",
                        to="annotations.layer",
                        verbose_name="layer",
                    ),
                ),
                (
                    "span_group",
                    models.UUIDField(
                        blank=True,
                        help_text="Shared by the pieces of one split quote.",
                        null=True,
                        verbose_name="span group",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "guideline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.guideline",
                        verbose_name="guideline",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="Counts its changes; a change names the one it saw.",
                        verbose_name="version",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
            ],
            options={
                "verbose_name": "annotation",
                "verbose_name_plural": "annotations",
                "ordering": ["layer", "start", "-end", "label"],
                "indexes": [models.Index(fields=["updated_at"], name="annotation_updated_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="annotation_starts_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ["claim", "quote", "statistic"])),
                        name="annotation_label_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("layer", "start", "end", "label"),
                        name="annotation_one_per_extent_and_label",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="annotations.fact",
                        verbose_name="fact",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="Counts from 1.", verbose_name="number"),
                ),
                ("statement", models.TextField(verbose_name="statement")),
                (
                    "as_of",
                    models.DateField(
                        blank=True,
                        help_text="The day for which the statement holds.",
                        null=True,
                        verbose_name="as of",
                    ),
                ),
                (
                    "recheck_on",
                    models.DateField(
                        blank=True,
                        help_text="When somebody should look again.",
                        null=True,
                        verbose_name="recheck on",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Why the statement was changed.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="recorded at"),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verified by",
                    ),
                ),
                (
                    "verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="verified at"),
                ),
            ],
            options={
                "verbose_name": "fact version",
                "verbose_name_plural": "fact versions",
                "ordering": ["fact", "-number"],
                "indexes": [models.Index(fields=["recheck_on"], name="fact_version_recheck_on")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fact", "number"), name="fact_version_number_unique_in_fact"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verified_at", None), ("verified_by", None)),
                            models.Q(
                                ("verified_at__isnull", False), ("verified_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="fact_version_verified_by_and_at_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("statement", ""), _negated=True),
                        name="fact_version_statement_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="annotations.suggestion",
                        verbose_name="suggestion",
                    ),
                ),
                (
                    "layer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="annotations.layer",
                        verbose_name="layer",
                    ),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        blank=True,
                        help_text="What the suggestion became where it was accepted.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="annotations.annotation",
                        verbose_name="annotation",
                    ),
                ),
                (
                    "dismissed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dismissed at"),
                ),
                (
                    "taken_back_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Undone by its editor: the suggestion waits for an answer again.",
                        null=True,
                        verbose_name="taken back at",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a suggestion",
                "verbose_name_plural": "answers to suggestions",
                "ordering": ["suggestion", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("suggestion", "layer"), name="answer_one_per_suggestion_and_layer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("annotation__isnull", False), ("dismissed_at", None)),
                            models.Q(("annotation", None), ("dismissed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_accepted_or_dismissed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disagreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disagreements",
                        to="annotations.review",
                        verbose_name="review",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("label", "Label"),
                            ("boundary", "Boundary"),
                            ("missing", "Missing"),
                            ("split", "Split"),
                            ("details", "Details"),
                            ("facts", "Facts"),
                            ("agreed", "Agreed"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("start", models.PositiveIntegerField(verbose_name="start")),
                ("end", models.PositiveIntegerField(verbose_name="end")),
                (
                    "further",
                    models.JSONField(
                        default=list,
                        help_text="The other kinds that hold of the same spans.",
                        verbose_name="also",
                    ),
                ),
                ("labels", models.JSONField(default=list, verbose_name="labels")),
                (
                    "overlap",
                    models.FloatField(
                        help_text="How far the layers cover the same words, from 0 to 1.",
                        verbose_name="overlap",
                    ),
                ),
                (
                    "versions",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="How many different things the layers say here; silence is one.",
                        verbose_name="versions",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        help_text="Of the content of all its lanes: a ruling on another content is stale.",
                        max_length=64,
                        verbose_name="fingerprint",
                    ),
                ),
                ("found_at", models.DateTimeField(auto_now_add=True, verbose_name="found at")),
                (
                    "changed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When a rebuild last found other content there than before.",
                        null=True,
                        verbose_name="changed at",
                    ),
                ),
                (
                    "gone_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When a rebuild no longer found it; kept where somebody had ruled on it.",
                        null=True,
                        verbose_name="gone at",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "reserved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reserved by",
                    ),
                ),
                (
                    "reserved_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="reserved until"),
                ),
                (
                    "annotations",
                    models.ManyToManyField(
                        related_name="disagreements",
                        to="annotations.annotation",
                        verbose_name="annotations",
                    ),
                ),
            ],
            options={
                "verbose_name": "disagreement",
                "verbose_name_plural": "disagreements",
                "ordering": ["review", "start", "-end", "id"],
                "indexes": [
                    models.Index(
                        models.F("review"),
                        models.F("start"),
                        models.OrderBy(models.F("end"), descending=True),
                        models.F("id"),
                        models.F("kind"),
                        models.F("labels"),
                        models.F("overlap"),
                        models.F("assignee"),
                        models.F("found_at"),
                        models.F("gone_at"),
                        name="disagreement_position",
                    ),
                    models.Index(
                        models.F("overlap"),
                        models.OrderBy(models.F("versions"), descending=True),
                        models.F("id"),
                        models.F("review"),
                        models.F("kind"),
                        models.F("labels"),
                        models.F("assignee"),
                        models.F("found_at"),
                        models.F("gone_at"),
                        name="disagreement_contested",
                    ),
                    models.Index(
                        models.F("found_at"),
                        models.F("id"),
                        models.F("review"),
                        models.F("kind"),
                        models.F("labels"),
                        models.F("overlap"),
                        models.F("assignee"),
                        models.F("gone_at"),
                        name="disagreement_age",
                    ),
                    models.Index(
                        condition=models.Q(("changed_at__isnull", False)),
                        fields=["changed_at"],
                        name="disagreement_changed",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="disagreement_starts_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "label",
                                    "boundary",
                                    "missing",
                                    "split",
                                    "details",
                                    "facts",
                                    "agreed",
                                ],
                            )
                        ),
                        name="disagreement_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("overlap__gte", 0), ("overlap__lte", 1)),
                        name="disagreement_overlap_0_to_1",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="annotations.factversion",
                        verbose_name="fact version",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="title")),
                (
                    "publisher",
                    models.CharField(blank=True, max_length=300, verbose_name="publisher"),
                ),
                ("url", models.URLField(blank=True, max_length=2000, verbose_name="address")),
                (
                    "excerpt",
                    models.TextField(
                        blank=True,
                        help_text="The exact passage that bears the statement out.",
                        verbose_name="excerpt",
                    ),
                ),
                (
                    "accessed_on",
                    models.DateField(blank=True, null=True, verbose_name="accessed on"),
                ),
                (
                    "archive_url",
                    models.URLField(blank=True, max_length=2000, verbose_name="archived at"),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["version", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__startswith", "http://"),
                            ("url__startswith", "https://"),
                            ("url__startswith", "ftp://"),
                            ("url__startswith", "ftps://"),
                            _connector="OR",
                        ),
                        name="source_url_is_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("archive_url", ""),
                            ("archive_url__startswith", "http://"),
                            ("archive_url__startswith", "https://"),
                            ("archive_url__startswith", "ftp://"),
                            ("archive_url__startswith", "ftps://"),
                            _connector="OR",
                        ),
                        name="source_archive_url_is_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjudication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjudications",
                        to="annotations.review",
                        verbose_name="review",
                    ),
                ),
                (
                    "disagreement",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where all editors agreed and the rule «unanimous» ruled.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjudications",
                        to="annotations.disagreement",
                        verbose_name="disagreement",
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("take", "Take one"),
                            ("several", "Keep several"),
                            ("longest", "Longest"),
                            ("common", "Common part"),
                            ("edit", "Edited by hand"),
                            ("nothing", "Nothing here"),
                        ],
                        max_length=8,
                        verbose_name="action",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("boundary", "Boundary"),
                            ("label", "Label"),
                            ("speaker", "Speaker"),
                            ("value", "Value"),
                            ("fact", "Fact"),
                            ("missed", "Missed"),
                            ("not checkable", "Not checkable"),
                            ("duplicate", "Duplicate"),
                            ("guideline gap", "Guideline gap"),
                            ("other", "Other"),
                        ],
                        max_length=13,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unanimous", "Unanimous"),
                            ("majority", "Majority of all votes"),
                            ("edges", "Only white space, quote marks or end punctuation differ"),
                            ("details", "Details equal after normalising"),
                        ],
                        help_text="Empty: by hand.",
                        max_length=9,
                        verbose_name="rule",
                    ),
                ),
                (
                    "batch",
                    models.UUIDField(
                        blank=True,
                        help_text="Shared by what was settled at one stroke.",
                        null=True,
                        verbose_name="batch",
                    ),
                ),
                (
                    "guideline_gap",
                    models.BooleanField(
                        default=False, verbose_name="shows a gap in the guidelines"
                    ),
                ),
                (
                    "considered",
                    models.JSONField(
                        default=dict,
                        help_text="The content of every annotation, and every silent layer.",
                        verbose_name="considered",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        help_text="Of what was considered, to tell it stale.",
                        max_length=64,
                        verbose_name="fingerprint",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="annotations.adjudication",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where the program ruled by itself when the review opened.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="decided at")),
            ],
            options={
                "verbose_name": "adjudication",
                "verbose_name_plural": "adjudications",
                "ordering": ["review", "decided_at", "id"],
                "indexes": [
                    models.Index(fields=["batch"], name="adjudication_batch"),
                    models.Index(
                        fields=["disagreement", "fingerprint"], name="adjudication_considered"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "action__in",
                                ["take", "several", "longest", "common", "edit", "nothing"],
                            )
                        ),
                        name="adjudication_action_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rule", "unanimous"),
                            ("disagreement__isnull", False),
                            ("replaces__isnull", False),
                            _connector="OR",
                        ),
                        name="adjudication_of_a_disagreement_or_of_what_was_agreed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuledSpan",
            fields=[
                (
                    "start",
                    models.PositiveIntegerField(
                        help_text="Code points, inclusive.", verbose_name="start"
                    ),
                ),
                (
                    "end",
                    models.PositiveIntegerField(
                        help_text="Code points, exclusive.", verbose_name="end"
                    ),
                ),
                (
                    "exact",
                    models.TextField(
                        help_text="Exactly the text from start to end.", verbose_name="words"
                    ),
                ),
                ("prefix", models.CharField(blank=True, max_length=32, verbose_name="before")),
                ("suffix", models.CharField(blank=True, max_length=32, verbose_name="after")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("quote", "Quote"),
                            ("statistic", "Statistic"),
                        ],
                        max_length=9,
                        verbose_name="label",
                    ),
                ),
                (
                    "attributed_to",
                    models.CharField(
                        blank=True,
                        help_text="As the article names them.",
                        max_length=300,
                        verbose_name="speaker or claimant",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=10,
                        help_text="The number in full: 48000000 for $48 million.",
                        max_digits=30,
                        null=True,
                        verbose_name="value",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="What is counted: USD, %, households.",
                        max_length=100,
                        verbose_name="unit",
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "adjudication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ruled_spans",
                        to="annotations.adjudication",
                        verbose_name="adjudication",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("span_group", models.UUIDField(blank=True, null=True, verbose_name="span group")),
            ],
            options={
                "verbose_name": "ruled span",
                "verbose_name_plural": "ruled spans",
                "ordering": ["adjudication", "start", "-end", "label"],
                "indexes": [
                    models.Index(fields=["start", "end", "label"], name="ruled_span_extent")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="ruledspan_starts_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ["claim", "quote", "statistic"])),
                        name="ruledspan_label_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="annotations.annotation",
                        verbose_name="annotation",
                    ),
                ),
                (
                    "disagreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="annotations.disagreement",
                        verbose_name="disagreement",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "Comment"),
                            ("question", "Question"),
                            ("dispute", "Dispute"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "ruling",
                    models.ForeignKey(
                        blank=True,
                        help_text="What a dispute is about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="annotations.adjudication",
                        verbose_name="ruling",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened at")),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="resolved by",
                    ),
                ),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="resolved at"),
                ),
                (
                    "asked",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Whom a question is put to: they may read it and answer, blind as they are.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked",
                    ),
                ),
            ],
            options={
                "verbose_name": "thread",
                "verbose_name_plural": "threads",
                "ordering": ["opened_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("annotation__isnull", False), ("disagreement", None)),
                            models.Q(("annotation", None), ("disagreement__isnull", False)),
                            _connector="OR",
                        ),
                        name="thread_about_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", None)),
                            models.Q(
                                ("resolved_at__isnull", False), ("resolved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="thread_resolved_by_and_at_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "dispute"), ("ruling__isnull", False)),
                            models.Q(
                                models.Q(("kind", "dispute"), _negated=True), ("ruling", None)
                            ),
                            _connector="OR",
                        ),
                        name="thread_disputes_a_ruling",
                    ),
                    models.UniqueConstraint(
                        fields=("ruling", "opened_by"),
                        name="thread_one_dispute_per_ruling_and_editor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Undoing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "adjudication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undoing",
                        to="annotations.adjudication",
                        verbose_name="adjudication",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where a layer changed so that its editors no longer agree.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                ("undone_at", models.DateTimeField(auto_now_add=True, verbose_name="undone at")),
            ],
            options={
                "verbose_name": "undoing",
                "verbose_name_plural": "undoings",
                "ordering": ["-undone_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="annotations.thread",
                        verbose_name="thread",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "mentions",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Where the text names somebody: [start, end, user id], in code points. What is typed there is shown as the reader may know them, a name or a letter.",
                        verbose_name="mentions",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="FactLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "annotation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fact_links",
                        to="annotations.annotation",
                        verbose_name="annotation",
                    ),
                ),
                (
                    "ruled_span",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fact_links",
                        to="annotations.ruledspan",
                        verbose_name="ruled span",
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        help_text="That of the version: stands here for the constraint of one link per fact.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="annotations.fact",
                        verbose_name="fact",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="annotations.factversion",
                        verbose_name="fact version",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("context", "gives context to"),
                        ],
                        max_length=11,
                        verbose_name="relation",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="linked by",
                    ),
                ),
                ("linked_at", models.DateTimeField(auto_now_add=True, verbose_name="linked at")),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When a recheck made this link: it holds for the version as it now stands.",
                        null=True,
                        verbose_name="confirmed at",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="annotations.factlink",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Unlinked, or replaced by another.",
                        null=True,
                        verbose_name="removed at",
                    ),
                ),
            ],
            options={
                "verbose_name": "fact link",
                "verbose_name_plural": "fact links",
                "ordering": ["fact", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("annotation__isnull", False), ("ruled_span", None)),
                            models.Q(("annotation", None), ("ruled_span__isnull", False)),
                            _connector="OR",
                        ),
                        name="fact_link_to_one_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["supports", "contradicts", "context"])
                        ),
                        name="fact_link_relation_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("annotation__isnull", False), ("removed_at", None)),
                        fields=("annotation", "fact"),
                        name="fact_link_one_current_per_annotation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None), ("ruled_span__isnull", False)),
                        fields=("ruled_span", "fact"),
                        name="fact_link_one_current_per_ruled_span",
                    ),
                ],
            },
        ),
        migrations.RunPython(publish_first_guideline, migrations.RunPython.noop),
        migrations.RunPython(make_fact_index, drop_fact_index),
        refuse_updates("annotations_guideline"),
        refuse_updates("annotations_factversion", when="OLD.verified_at IS NOT NULL"),
        refuse_updates("annotations_adjudication"),
        refuse_updates("annotations_undoing"),
        refuse_updates("annotations_ruledspan"),
        refuse_updates("annotations_source"),
    ]
