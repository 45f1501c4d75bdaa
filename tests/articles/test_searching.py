"""Finding articles by their words: whatever changes the words changes what they are found by."""

import importlib

import pytest
from django.apps import apps

from articles import details, searching
from articles.importing import storing
from articles.importing.drafts import Draft
from articles.models import Article, ArticleSearch
from tests.factories import make_article, make_editor, make_outlet, make_revision

pytestmark = pytest.mark.django_db


def found(*phrases):
    return list(searching.holding(Article.objects.order_by("pk"), phrases))


def imported(text, **fields):
    fields = {"name": "a.txt", "title": "Untitled", "raw": text.encode(), **fields}
    return storing.import_draft(Draft(text=text, **fields), by=make_editor()).revision.article


def test_an_imported_article_is_found_by_title_byline_and_text():
    article = imported("The mayor of São Paulo.", title="Brücke", byline="João Müller")
    imported("Another text.")
    for phrase in ("sao paulo", "BRUCKE", "muller"):
        assert found(phrase) == [article]
    assert found("sao", "joao", "brucke") == [article]
    assert found("sao", "lisboa") == []


def test_a_phrase_is_not_found_over_the_end_of_a_title_or_of_a_paragraph():
    imported("Sea.\n\nWall.", title="Harbour")
    assert found("sea.", "wall.")
    assert not found("harbour sea.")
    assert not found("sea. wall.")


def test_a_new_revision_is_found_by_its_own_words_alone():
    article = imported("The old words.", url="https://post.example/a")
    imported("The new ones.", url="https://post.example/a")
    assert found("old words") == []
    assert found("new ones") == [article]


def test_an_article_is_found_by_details_as_they_are_edited():
    article = imported("A text.", title="Harbor", byline="Ann")
    details.edit_article(article, {"title": "Håfen", "byline": "Bo"}, by=make_editor())
    assert found("hafen", "bo", "text") == [article]
    assert found("harbor") == []


def test_an_article_is_found_by_its_outlet_under_a_new_name_too():
    outlet = make_outlet("Küstenbote")
    article = make_article(outlet=outlet)
    make_article()
    assert found("kustenbote") == [article]
    outlet.name = "Märkische Post"
    outlet.save()
    assert found("markische post") == [article]
    assert found("kustenbote") == []


def test_signs_that_a_database_takes_for_any_word_are_words():
    article = imported("It costs 100% of a_b.")
    imported("It costs 100 of acb.")
    assert found("100%") == found("a_b") == [article]


def test_the_search_takes_as_many_queries_for_many_articles_and_outlets(
    django_assert_num_queries,
):
    for number in range(20):
        make_article(outlet=make_outlet(f"Outlet of {number}"))
    with django_assert_num_queries(2):
        assert len(found("council", "outlet")) == 20


def test_articles_imported_before_are_found_after_the_migration(monkeypatch):
    migration = importlib.import_module("articles.migrations.0005_fill_articlesearch")
    monkeypatch.setattr(migration, "SOME", 2)
    many = [make_article(text=f"São {number}.", title="Untitled") for number in range(5)]
    make_revision(many[0], text="Said anew.")
    ArticleSearch.objects.exclude(article=many[4]).delete()
    assert found("sao") == many[4:]
    migration.fill(apps, None)
    assert found("sao") == many[1:]
    assert found("said anew") == many[:1]
