"""The canonical address of an article: written with the address, and what it is found by."""

import importlib

import pytest
from django.apps import apps

from articles import details
from articles.importing import items
from articles.importing.comparing import body_sha256
from articles.importing.drafts import Draft
from articles.models import Article, ImportBatch
from newsroom.models import Event
from tests.factories import make_article, make_editor

pytestmark = pytest.mark.django_db

PAGE = "https://gull.example/wall"
SPELLED = "http://www.gull.example/wall/?utm_source=a#top"


def test_it_is_written_whenever_the_address_is_and_only_then():
    article = make_article(url=SPELLED)
    assert (article.url, article.canonical_url) == (SPELLED, PAGE)
    article.url = f"{PAGE}/2"
    article.save()
    article.refresh_from_db()
    assert article.canonical_url == f"{PAGE}/2"
    (many,) = Article.objects.bulk_create([Article(title="Many", url=f"{SPELLED}2")])
    assert Article.objects.get(pk=many.pk).canonical_url == PAGE
    assert make_article().canonical_url == ""


def test_an_article_is_found_by_any_spelling_and_none_by_no_address():
    article = make_article(url=SPELLED)
    make_article()
    assert Article.objects.at(PAGE) == article
    assert Article.objects.at("https://ida:secret@gull.example/wall") == article
    assert Article.objects.at(f"{PAGE}/2") is None
    assert Article.objects.at("") is None


def test_of_several_it_is_the_shown_one_then_the_same_spelling_then_the_oldest():
    oldest, spelled = make_article(url=PAGE), make_article(url=SPELLED)
    assert Article.objects.at(SPELLED) == spelled
    assert Article.objects.at(f"{PAGE}#top") == oldest
    details.archive_article(spelled, by=make_editor())
    assert Article.objects.at(SPELLED) == oldest


def test_another_spelling_of_the_address_of_another_article_is_refused():
    other = make_article(url=PAGE)
    article = make_article()
    with pytest.raises(details.AddressTaken) as refusal:
        details.edit_article(article, {"url": SPELLED}, by=make_editor())
    assert refusal.value.extra == {"article": other.pk}
    assert not Event.objects.exists()


def test_articles_of_one_address_from_before_can_still_be_edited():
    make_article(url=PAGE)
    article = make_article(url=SPELLED, title="Old")
    details.edit_article(article, {"title": "New"}, by=make_editor())
    article.refresh_from_db()
    assert article.title == "New"


def test_the_spelling_of_an_address_can_be_changed_and_a_password_is_not_kept():
    article = make_article(url=SPELLED)
    spelling = "https://ida:secret@gull.example/wall"
    details.edit_article(article, {"url": spelling}, by=make_editor())
    article.refresh_from_db()
    assert article.url == PAGE
    assert Event.objects.get().detail == {"url": [SPELLED, PAGE]}


class TestTheMigration:
    @pytest.fixture
    def migration(self, monkeypatch):
        found = importlib.import_module("articles.migrations.0009_fill_canonical_url")
        monkeypatch.setattr(found, "SOME", 2)
        return found

    def test_articles_from_before_are_found_by_their_address(self, migration, capsys):
        many = [make_article(url=f"http://gull.example/{number}/") for number in range(5)]
        bare = make_article()
        Article.objects.update(canonical_url="")
        migration.fill(apps, None)
        for number, article in enumerate(many):
            assert Article.objects.at(f"https://gull.example/{number}") == article
        assert not Article.objects.get(pk=bare.pk).canonical_url
        assert capsys.readouterr().out == ""

    def test_articles_of_one_address_stay_and_are_named(self, migration, capsys):
        one, two = make_article(url=PAGE), make_article(url=SPELLED)
        Article.objects.update(canonical_url="")
        migration.fill(apps, None)
        assert set(Article.objects.filter(canonical_url=PAGE)) == {one, two}
        told = capsys.readouterr().out
        assert f"2 articles have the address {PAGE}" in told
        assert "check_addresses" in told

    def test_a_password_is_dropped_unless_another_article_has_the_address(self, migration, capsys):
        one = make_article(url="https://ida:secret@gull.example/1")
        make_article(url="https://gull.example/2")
        two = make_article(url="https://ida:secret@gull.example/2")
        migration.fill(apps, None)
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.url, one.canonical_url) == ("https://gull.example/1",) * 2
        assert two.url == "https://ida:secret@gull.example/2"
        told = capsys.readouterr().out
        assert f"Article {two.pk} has a password in its address" in told
        assert "secret" not in told

    def test_items_that_wait_can_be_told_alike_afterwards(self, migration):
        ann = make_editor()
        text = "Wall\n\nThe council met."
        draft = Draft("a.csv:2", text, "Wall", url="http://gull.example/wall", raw=b"")
        item = items.add_item(ImportBatch.objects.create(by=ann), draft)
        kept = dict(item.draft)
        del item.draft["address_key"], item.draft["body_sha256"]
        item.save()
        migration.fill(apps, None)
        item.refresh_from_db()
        assert item.draft == kept
        assert kept["address_key"] == PAGE
        assert kept["body_sha256"] == body_sha256(text, "Wall") != ""
