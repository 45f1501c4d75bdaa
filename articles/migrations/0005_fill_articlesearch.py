"""The words of the articles that were imported before articles were found by them."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

from articles.folding import folded_lines

SOME = 500  # Texts in memory at once: some megabytes.


def fill(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    Revision = apps.get_model("articles", "Revision")
    ArticleSearch = apps.get_model("articles", "ArticleSearch")
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    articles = Article.objects.filter(search=None).order_by("pk")
    rows = articles.values_list("pk", "title", "byline", Subquery(latest.values("text")[:1]))
    after = 0
    while some := list(rows.filter(pk__gt=after)[:SOME]):
        ArticleSearch.objects.bulk_create(
            [
                ArticleSearch(article_id=pk, words=folded_lines(title, byline, text or ""))
                for pk, title, byline, text in some
            ]
        )
        after = some[-1][0]


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_articlesearch")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
