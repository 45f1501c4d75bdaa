"""On PostgreSQL the words that a search looks through are kept as they are, beside their article.

It packs a long value and may put it into a table of its own: unpacking each was most of a search.
"""

from django.db import migrations

KEPT = """
    ALTER TABLE articles_articlesearch ALTER COLUMN words SET STORAGE EXTERNAL;
    ALTER TABLE articles_articlesearch SET (toast_tuple_target = 8160);
"""
# What is there already stays packed until it is written anew.
WRITTEN_ANEW = "UPDATE articles_articlesearch SET words = words || ''"


def keep_words_unpacked(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(KEPT)
        schema_editor.execute(WRITTEN_ANEW)


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_orders_of_the_list")]
    operations = [migrations.RunPython(keep_words_unpacked, migrations.RunPython.noop)]
