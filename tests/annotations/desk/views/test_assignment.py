"""Giving articles to editors, through the front door."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer, Notice
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_superuser,
)

pytestmark = pytest.mark.django_db

PAGE = "/assignment/"


@pytest.fixture
def rita():
    return make_reviewer("rita")


@pytest.fixture
def article(rita):
    """Makes articles that nobody imported who annotates only."""
    return lambda **fields: make_article(by=rita, **fields)


@pytest.fixture
def lead(client, rita):
    client.force_login(rita)
    return client


def body(response):
    return response.content.decode()


def seen(lead, **chosen):
    answer = lead.get(PAGE, {"editors": ["ada", "ben"], "per_article": 2} | chosen)
    assert answer.status_code == 200
    return answer


def confirm(lead, answer):
    """Press the button of the plan that was shown."""
    address = answer.wsgi_request.get_full_path()
    posted = {"previewed": answer.context["plan"].fingerprint()}
    return lead.post(address, posted, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_editors_are_listed_with_what_they_have_open_and_reviewers_are_not_chosen(lead):
    ada = make_editor("ada")
    make_layer(editor=ada)
    make_layer(editor=ada, submitted=True)
    make_editor("gone", is_active=False)
    rows = lead.get(PAGE).context["choices"]
    told = {row.editor.username: (row.load, row.chosen) for row in rows}
    assert told["ada"] == (1, True)
    assert told["rita"] == (0, False)
    assert "gone" not in told


def test_the_plan_is_shown_and_then_carried_out_as_it_was_shown(lead, rita, article):
    for name in ("ada", "ben"):
        make_editor(name)
    articles = [article() for _article in range(3)]
    day = timezone.localdate() + timedelta(days=3)
    preview = seen(lead, due_on=day.isoformat())
    assert "<b>6 new layers</b> in 3 articles." in " ".join(body(preview).split())
    assert not Layer.objects.exists()
    done = confirm(lead, preview)
    assert said(done) == ["6 layers assigned, in 3 articles."]
    assert "Every article has its editors" in body(done)
    assert {
        (layer.editor.username, layer.due_on, layer.assigned_by) for layer in Layer.objects.all()
    } == {("ada", day, rita), ("ben", day, rita)}
    assert Layer.objects.filter(revision__article__in=articles).count() == 6
    assert Notice.objects.count() == 6


def test_a_plan_that_was_overtaken_is_shown_again_and_nothing_is_done(lead, article):
    ada, _ben = make_editor("ada"), make_editor("ben")
    one, _other = article(), article()
    preview = seen(lead)
    layer_lifecycle.start(one.latest_revision(), by=ada)
    answer = confirm(lead, preview)
    assert answer.status_code == 409
    assert "something has changed meanwhile" in said(answer)[0]
    assert Layer.objects.count() == 1
    assert answer.context["plan"].new == 3
    assert said(confirm(lead, seen(lead))) == ["3 layers assigned, in 2 articles."]


@pytest.mark.parametrize("posted", [{}, {"previewed": "made-up"}])
def test_without_the_plan_that_was_shown_nothing_is_done(lead, article, posted):
    make_editor("ada")
    article()
    answer = lead.post(f"{PAGE}?editors=ada&per_article=1", posted)
    assert answer.status_code == 409
    assert not Layer.objects.exists()


def test_what_cannot_be_given_is_named_with_its_reason(lead, article):
    ada = make_editor("ada")
    begun = make_layer(editor=ada, revision=article(title="Begun").latest_revision())
    preview = lead.get(PAGE, {"editors": "ada", "per_article": 2})
    assert "1 editor is missing" in body(preview)
    assert f'<a href="/articles/{begun.revision.article_id}/" dir="auto">Begun</a>' in body(preview)
    assert "Nothing can be assigned" in body(preview)


@pytest.mark.parametrize(
    ("chosen", "complaint"),
    [
        ({"editors": []}, "Choose at least one editor."),
        ({"editors": ["zoe"]}, "Select a valid choice."),
        ({"per_article": 0}, "greater than or equal to 1"),
        ({"due_on": "2020-01-01"}, "That day has passed."),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_at_its_field(lead, article, chosen, complaint):
    make_editor("ada")
    article()
    answer = lead.get(PAGE, {"editors": ["ada"], "per_article": 1} | chosen)
    assert answer.status_code == 422
    assert complaint in body(answer)
    assert answer.context["plan"] is None


def test_only_what_the_filter_finds_is_given(lead, article):
    make_editor("ada"), make_editor("ben")
    outlet = make_outlet("Alder Courier")
    meant, _other = article(outlet=outlet), article()
    preview = seen(lead, outlet=outlet.pk)
    assert [share.article for share in preview.context["plan"].shares] == [meant.pk]
    assert "Alder Courier" in body(preview)
    confirm(lead, preview)
    assert set(Layer.objects.values_list("revision__article", flat=True)) == {meant.pk}


@pytest.mark.parametrize("query", ["outlett=1", "outlet=77000", "article=x"])
def test_a_filter_that_cannot_be_read_gives_nothing(lead, query):
    make_article()
    assert lead.get(f"{PAGE}?{query}").status_code == 422


class TestFromTheList:
    def choose(self, lead, **posted):
        return lead.post("/assignment/selection/", posted)

    def test_ticked_articles_are_meant(self, lead, article):
        one, two, _three = (article() for _article in range(3))
        answer = self.choose(lead, article=[one.pk, two.pk], query="q=wall")
        assert (answer.status_code, answer.url) == (303, f"{PAGE}?article={one.pk}-{two.pk}")
        assert "2 ticked articles" in body(lead.get(answer.url))

    def test_all_that_match_are_meant_whatever_is_ticked(self, lead, article):
        one = article()
        answer = self.choose(lead, all="yes", article=[one.pk], query="language=en&page=2&per=50")
        assert answer.url == f"{PAGE}?language=en"

    def test_nothing_ticked_leads_back_to_the_list_as_it_was(self, lead):
        answer = lead.post("/assignment/selection/", {"query": "q=wall"}, follow=True)
        assert answer.redirect_chain == [("/articles/?q=wall", 303)]
        assert "Tick the articles" in said(answer)[0]

    def test_more_than_an_address_holds_are_refused(self, lead):
        assert self.choose(lead, article=range(1, 5000, 2)).status_code == 422

    def test_the_buttons_are_there_for_those_who_may_assign(self, client, article):
        article()
        for user, there in [(make_reviewer(), True), (make_editor(), False)]:
            client.force_login(user)
            page = body(client.get("/articles/?language=en"))
            assert ("Assign the ticked articles" in page) is there
            assert ("Assign the 1 article that matches" in page) is there


class TestBlindness:
    def test_a_reviewer_reads_how_many_and_not_who_gets_which(self, lead, article):
        make_editor("zoeann"), make_editor("zacharias")
        article(), article()
        page = body(seen(lead, editors=["zoeann", "zacharias"], per_article=1))
        plan = page[page.index('id="plan"') :]
        by_article = plan[plan.index("What each article gets") :]
        assert "zoeann" in plan
        assert "zoeann" not in by_article
        assert "zacharias" not in by_article

    def test_a_superuser_reads_who_gets_which(self, client, article):
        client.force_login(make_superuser())
        make_editor("zoeann"), make_editor("zacharias")
        article(), article()
        page = body(seen(client, editors=["zoeann", "zacharias"], per_article=1))
        by_article = page[page.index("What each article gets") :]
        assert by_article.count("zoeann") == by_article.count("zacharias") == 1

    def test_the_editors_are_the_same_whichever_article_is_meant(self, lead, article):
        begun, fresh = make_layer(), article()

        def listed(meant):
            page = body(lead.get(f"{PAGE}?article={meant.pk}"))
            return re.search(r'<ul class="editors">.*?</ul>', page, re.DOTALL)[0]

        assert listed(begun.revision.article) == listed(fresh)

    def test_a_message_of_what_was_overtaken_names_no_editor(self, lead, article, monkeypatch):
        from annotations.desk.views import assignment

        ada = make_editor("adalbert")
        one = article(title="Ferry")
        preview = lead.get(PAGE, {"editors": "adalbert", "per_article": 1})
        plan = preview.context["plan"]
        layer_lifecycle.start(one.latest_revision(), by=ada)
        monkeypatch.setattr(assignment.assigning, "plan", lambda *_: plan)
        answer = confirm(lead, preview)
        assert said(answer)[1:] == ["Somebody has begun it meanwhile: it has enough. “Ferry”"]


def test_the_number_of_queries_does_not_grow_with_articles_or_editors(lead, article):
    def queries():
        for _number in range(5):
            make_editor(), article()
        editors = [row.editor.username for row in lead.get(PAGE).context["choices"]]
        with CaptureQueriesContext(connection) as captured:
            answer = lead.get(PAGE, {"editors": editors, "per_article": 2})
            assert answer.context["plan"].new
        return len(captured)

    queries()
    few = queries()
    assert queries() == few


def test_long_plans_have_pages(lead, article):
    make_editor("ada"), make_editor("ben")
    for _article in range(30):
        article()
    first = seen(lead)
    assert len(first.context["page"]) == 25
    second = seen(lead, page=2)
    assert len(second.context["page"]) == 5
    assert first.context["plan"].fingerprint() == second.context["plan"].fingerprint()
    assert said(confirm(lead, second)) == ["60 layers assigned, in 30 articles."]


def test_an_editor_may_not(client):
    client.force_login(make_editor())
    for address in (PAGE, "/assignment/selection/"):
        assert client.post(address).status_code == 403
    assert client.get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
