"""Acts on several articles of the list: those that are ticked, and all that it finds."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Story
from newsroom.models import Event
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_user,
)

pytestmark = pytest.mark.django_db

BULK = "/articles/bulk/"
LIST = "/articles/?q=wall&page=1"


@pytest.fixture
def ada(client):
    client.force_login(make_editor("ada"))
    return client


def body(response):
    return response.content.decode()


def do(client, act, *articles, **posted):
    sent = {"act": act, "article": [one.pk for one in articles], "next": LIST, **posted}
    return client.post(BULK, sent)


def archived():
    return set(Article.objects.exclude(archived_at=None))


class TestTicked:
    def test_they_are_archived_at_once_and_the_list_is_as_it_was(self, ada):
        one, two, _three = (make_article(title="Wall") for _ in range(3))
        assert do(ada, "archive", one, two).url == LIST
        assert archived() == {one, two}
        assert list(Event.objects.values_list("verb", flat=True)) == ["article.archived"] * 2

    def test_undo_restores_those_alone_that_were_archived(self, ada):
        one, two = make_article(title="Wall"), make_article(archived_at=timezone.now())
        do(ada, "archive", one, two)
        page = ada.get(LIST)
        undo = page.context["undo"]
        assert undo["fields"] == {"act": "restore", "article": str(one.pk), "next": LIST}
        assert "1 article archived." in body(page)
        assert ada.post(undo["url"], undo["fields"]).url == LIST
        assert archived() == {two}

    def test_they_go_into_a_story(self, ada):
        one, two, _three = (make_article(title="Wall") for _ in range(3))
        assert do(ada, "story", one, two, into="Sea wall").url == LIST
        assert set(Story.objects.get().articles.all()) == {one, two}
        assert "2 articles are now in “Sea wall”." in body(ada.get(LIST))

    @pytest.mark.parametrize("title", ["", "  ", "a" * 301])
    def test_a_story_needs_a_title(self, ada, title):
        do(ada, "story", make_article(), into=title)
        assert not Story.objects.exists()
        assert "A story needs a title" in body(ada.get(LIST))

    def test_without_a_tick_nothing_is_done(self, ada):
        make_article()
        assert do(ada, "archive", query="q=wall").url == LIST
        assert archived() == set()
        assert "Tick the articles first." in body(ada.get(LIST))

    def test_what_is_no_article_or_no_act_is_refused(self, ada):
        assert ada.post(BULK, {"act": "archive", "article": "one"}).status_code == 422
        assert do(ada, "delete", make_article()).status_code == 404
        assert ada.get(BULK).status_code == 405
        assert archived() == set()

    def test_the_form_never_leads_to_a_foreign_page(self, ada):
        answer = do(ada, "archive", make_article(), next="https://evil.example/")
        assert answer.url == "/articles/"

    @pytest.mark.parametrize("act", ["archive", "restore", "story"])
    def test_who_may_not_import_may_not(self, client, act):
        client.force_login(make_user())
        article = make_article()
        assert do(client, act, article, into="Wall").status_code == 403
        assert archived() == set()
        assert not Story.objects.exists()

    def test_many_cost_as_many_queries_as_few(self, ada):
        def queries(number):
            rows = [make_article() for _ in range(number)]
            with CaptureQueriesContext(connection) as captured:
                do(ada, "archive", *rows)
                do(ada, "story", *rows, into="Wall")
            assert Article.objects.filter(story__title="Wall").count() >= number
            return len(captured)

        queries(2)
        assert queries(3) == queries(20)


class TestAllThatTheListFinds:
    def choose(self, client, act, query, **posted):
        return client.post(BULK, {"act": act, "all": "yes", "query": query, **posted})

    def test_they_are_shown_first_and_then_exactly_that_is_done(self, ada):
        outlet = make_outlet()
        there, elsewhere = make_article(outlet=outlet), make_article(title="Elsewhere")
        asked = self.choose(ada, "archive", f"outlet={outlet.pk}&page=2&per=50")
        assert asked.url == f"/articles/bulk/archive/?outlet={outlet.pk}"
        page = ada.get(asked.url)
        assert "Archive 1 article?" in body(page)
        assert archived() == set()
        done = ada.post(asked.url, {"previewed": page.context["fingerprint"]})
        assert done.url == f"/articles/?outlet={outlet.pk}"
        assert archived() == {there}
        assert elsewhere.title not in body(page)

    def test_a_list_that_has_changed_is_shown_again_and_nothing_is_done(self, ada):
        make_article()
        page = ada.get("/articles/bulk/archive/")
        make_article()
        answer = ada.post("/articles/bulk/archive/", {"previewed": page.context["fingerprint"]})
        assert answer.status_code == 409
        assert "Archive 2 articles?" in body(answer)
        assert archived() == set()

    def test_the_plan_of_one_act_does_not_do_for_another(self, ada):
        make_article()
        page = ada.get("/articles/bulk/restore/")
        answer = ada.post("/articles/bulk/archive/", {"previewed": page.context["fingerprint"]})
        assert answer.status_code == 409
        assert archived() == set()

    def test_they_go_into_a_story(self, ada):
        article = make_article(language="de")
        asked = self.choose(ada, "story", "language=de", into="Sea wall")
        page = ada.get(asked.url)
        assert "Add 1 article to “Sea wall”?" in body(page)
        assert ada.post(asked.url, {"previewed": page.context["fingerprint"]}).status_code == 303
        assert set(Story.objects.get(title="Sea wall").articles.all()) == {article}

    @pytest.mark.parametrize(
        ("address", "status"),
        [("archive/?colour=red", 422), ("archive/?outlet=x", 422), ("story/", 422), ("burn/", 404)],
    )
    def test_what_makes_no_sense_is_refused(self, ada, address, status):
        make_article()
        assert ada.get(f"{BULK}{address}").status_code == status
        assert ada.post(f"{BULK}{address}").status_code == status

    def test_where_nothing_is_found_nothing_can_be_done(self, ada):
        page = ada.get("/articles/bulk/archive/?q=nowhere")
        assert "No articles match." in body(page)
        assert ("previewed" in body(page)) is False


class TestExport:
    def rows(self, client, query):
        answer = client.get(f"/articles/export/?{query}")
        text = b"".join(answer.streaming_content).decode()
        return [row["exact"] for row in csv.DictReader(io.StringIO(text))]

    def test_the_annotations_of_the_ticked_articles_are_exported(self, client):
        client.force_login(make_reviewer())
        one, two = (make_layer(submitted=True) for _ in range(2))
        make_annotation(layer=one, exact="on Tuesday")
        make_annotation(layer=two, exact="$48 million")
        answer = do(client, "export", one.revision.article)
        assert answer.url == f"/articles/export/?article={one.revision.article_id}"
        assert self.rows(client, answer.url.split("?")[1]) == ["on Tuesday"]
        assert set(self.rows(client, "")) == {"on Tuesday", "$48 million"}

    def test_nobody_gets_what_they_may_not_read(self, ada):
        make_annotation(layer=make_layer(submitted=True))
        assert self.rows(ada, "") == []

    def test_a_filter_that_makes_no_sense_is_refused(self, ada):
        assert ada.get("/articles/export/?colour=red").status_code == 422
