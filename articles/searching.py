"""Finding articles by their words, in whatever case and accents, on both engines alike.

Each article has a row with its words as `folding` has them, and a search looks for folded words in
it: any part of a word matches, as scripts without spaces need.
"""

from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery

from articles.excerpts import Excerpt, excerpt
from articles.folding import folded, folded_lines
from articles.models import Article, ArticleSearch, Outlet, Revision


def holding(articles: QuerySet[Article], phrases: Iterable[str]) -> QuerySet[Article]:
    """Those where each phrase stands in the title, the byline, the latest text or the outlet."""
    # Outlets are few, and renamed in the admin: the row of an article does not keep their names.
    outlets = [(pk, folded(name)) for pk, name in Outlet.objects.values_list("pk", "name")]
    for phrase in map(folded, phrases):
        written = Q(search__words__contains=phrase)
        named = [pk for pk, name in outlets if phrase in name]
        # Without an outlet the database need not ask for articles that have no words of their own.
        articles = articles.filter(written | Q(outlet__in=named) if named else written)
    return articles


def excerpts(revisions: Iterable[int], phrases: Sequence[str]) -> dict[int, Excerpt]:
    """Where the phrases stand in the texts of these latest revisions, by the article."""
    if not phrases:
        return {}
    texts = Revision.objects.filter(pk__in=list(revisions))
    rows = texts.values_list("article_id", "text", "article__search__words")
    found = (
        # The text is the last of the folded lines; without a row it is folded here.
        (pk, excerpt(text, phrases, words and words.rpartition("\n")[2]))
        for pk, text, words in rows
    )
    return {pk: place for pk, place in found if place}


def index_all(words: Iterable[tuple[Article, str]]) -> None:
    """Write what new articles are found by, folded already."""
    ArticleSearch.objects.bulk_create(
        [ArticleSearch(article=article, words=folded) for article, folded in words]
    )


def index(article: Article, text: str | None = None) -> None:
    """Write what the article is found by; called by whatever changes its words.

    `text` is that of its latest revision, where the caller has it at hand.
    """
    if text is None:
        latest = article.revisions.order_by("-number").values_list("text", flat=True)
        text = latest.first() or ""
    ArticleSearch.objects.bulk_create(
        [ArticleSearch(article=article, words=folded_lines(article.title, article.byline, text))],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["words"],
    )


def wrongly_indexed(articles: Iterable[int]) -> dict[int, str]:
    """Of these articles the titles of those that are found by other words than they have.

    In one statement, so that an edit at the same moment is seen whole or not at all.
    """
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number").values("text")
    rows = Article.objects.filter(pk__in=list(articles)).annotate(text=Subquery(latest[:1]))
    read = rows.values_list("pk", "title", "byline", "text", "search__words")
    return {
        pk: title
        for pk, title, byline, text, words in read
        if words != folded_lines(title, byline, text or "")
    }
