"""The canonical addresses of the articles and waiting items from before they were kept.

A user or password in the address of an article is dropped. Articles whose addresses turn out to
be one are left as they are, and named.
"""

import hashlib

from django.db import migrations
from django.db.models import Count

from articles import addresses
from articles.text import below_headline

SOME = 1000  # Rows in memory at once.
MOST_NAMED = 20


def fill(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    articles = Article.objects.exclude(url="").order_by("pk").only("pk", "url")
    after = 0
    while some := list(articles.filter(pk__gt=after)[:SOME]):
        for article in some:
            drop_user(article, articles)
            article.canonical_url = addresses.key(article.url)
        Article.objects.bulk_update(some, ["canonical_url"], batch_size=200)
        after = some[-1].pk
    fill_waiting_items(apps)
    name_duplicates(articles)


def drop_user(article, articles):
    bare = addresses.without_user(article.url)
    if bare == article.url:
        return
    if articles.filter(url=bare).exists():
        print(
            f"\n  Article {article.pk} has a password in its address, and another has it without."
        )
    else:
        article.url = bare
        article.save(update_fields=["url"])


def fill_waiting_items(apps):
    """What a preview compares of an item, kept on it as `items.add_item` does."""
    ImportItem = apps.get_model("articles", "ImportItem")
    waiting = ImportItem.objects.filter(outcome="waiting").defer("raw")
    for pk in list(waiting.values_list("pk", flat=True)):
        item = waiting.get(pk=pk)
        draft = item.draft
        draft["address_key"] = addresses.key(draft.get("edits", {}).get("url", draft["url"]))
        title = "" if draft["title_generated"] else draft["title"]
        body = below_headline(draft["text"], title)
        draft["body_sha256"] = hashlib.sha256(body.encode()).hexdigest() if body else ""
        item.save(update_fields=["draft"])


def name_duplicates(articles):
    """Print the articles that have one address; `check_addresses` prints them again."""
    shared = (
        articles.exclude(canonical_url="")
        .order_by("canonical_url")
        .values_list("canonical_url")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
    )
    for canonical_url, number in shared[:MOST_NAMED]:
        print(f"\n  {number} articles have the address {canonical_url}", end="")
    if shared.count():
        print("\n  New texts go to one of each; `check_addresses` names them all.")


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_canonical_url")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
