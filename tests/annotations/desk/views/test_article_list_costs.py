"""What a page of the list of articles may cost, whatever the desk holds."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from annotations.desk.filters import ArticleFilter
from articles.languages import languages_in_use
from articles.models import Article
from tests.counting import counted
from tests.factories import TEXT, make_article, make_editor, make_outlet, make_reviewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make_reader", [make_editor, make_reviewer])
def test_a_search_keeps_to_its_budget_at_two_sizes(make_reader):
    client, outlet = Client(), make_outlet()
    client.force_login(make_reader())

    def cost():
        address = "/articles/?q=council&sort=title&per=50"
        counts = counted(lambda: client.get(address, headers={"Accept-Encoding": "gzip"}), warm=1)
        assert counts.result.status_code == 200
        return counts

    for number in range(5):
        make_article(title=f"Wall {number}", text="Harbour. " * 400 + TEXT, outlet=outlet)
    few = cost()
    for number in range(40):
        make_article(title=f"Road {number}", text="Harbour. " * 400 + TEXT, outlet=outlet)
    many = cost()
    assert many.queries == few.queries <= 14  # One of them for the saved views.
    assert (many.calls - few.calls) / 40 <= 600
    assert many.calls <= 75_000


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL reads so few rows without an index"
)
@pytest.mark.parametrize(
    ("sort", "index"),
    [
        ("-imported", "article_by_import"),
        ("imported", "article_by_import"),
        ("-published", "article_by_day"),
        ("title", "article_by_title"),
        ("-title", "article_by_title"),
    ],
)
def test_a_page_is_found_by_the_index_of_its_order(sort, index):
    found = ArticleFilter(QueryDict(f"sort={sort}"), user=make_editor()).qs
    plan = found.values_list("pk")[:50].explain()
    assert f"INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL reads so few rows without an index"
)
def test_what_is_mine_to_do_is_found_from_my_layers():
    plan = ArticleFilter(QueryDict("mine=on"), user=make_editor()).qs.values_list("pk").explain()
    assert "CORRELATED" not in plan
    assert "articles_article USING INTEGER PRIMARY KEY" in plan


def test_the_languages_in_use_are_each_told_once():
    assert languages_in_use() == []
    for language in ("pt-BR", "en", "und", "en", "de"):
        make_article(language=language)
    names = [("pt-BR", "Brazilian Portuguese"), ("en", "English"), ("de", "German")]
    assert languages_in_use() == [*names, ("und", "Not known")]
    assert Article.objects.count() == 5
