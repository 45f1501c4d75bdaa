"""The search index of facts, in the engine's own full-text search; fact_search writes it."""

from django.db import migrations

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE annotations_fact_index USING fts5(words, "
        "tokenize = \"unicode61 remove_diacritics 0 tokenchars '._'\")",
    ],
    "postgresql": [
        "CREATE TABLE annotations_fact_index (fact_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX annotations_fact_index_words ON annotations_fact_index USING gin (words)",
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE annotations_fact_index")


class Migration(migrations.Migration):
    dependencies = [("annotations", "0008_suggestions")]
    operations = [migrations.RunPython(make, drop)]
