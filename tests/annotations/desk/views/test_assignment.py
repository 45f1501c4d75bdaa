"""Giving articles to editors, through the front door."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.desk.views import assignment
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
from tests.pages import has_form_to

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
    page = lead.get(PAGE)
    told = [(row.editor.username, row.load, row.chosen) for row in page.context["choices"]]
    assert told[-1] == ("ada", 1, True)
    assert [(one.editor.username, one.chosen) for one in page.context["reviewers"]] == [
        ("rita", False)
    ]
    assert "gone" not in body(page)


def test_the_least_busy_come_first_and_of_many_nobody_is_chosen(lead):
    names = [f"editor{number}" for number in range(6)]
    for number, name in enumerate(names):
        editor = make_editor(name)
        for _ in range(6 - number):
            make_layer(editor=editor)
    rows = lead.get(PAGE).context["choices"]
    assert [row.editor.username for row in rows if row.load] == names[::-1]
    assert not any(row.chosen for row in rows)


def test_a_plan_for_the_usual_editors_stands_there_at_once_and_is_carried_out(lead, article):
    make_editor("ada"), make_editor("ben")
    one, _other = article(), article()
    page = lead.get(PAGE, {"article": one.pk})
    assert page.context["plan"].new == 2
    assert lead.post(f"{PAGE}?article={one.pk}", {"previewed": "made-up"}).status_code == 422
    posted = {"previewed": page.context["plan"].fingerprint()}
    done = lead.post(page.context["action"], posted, follow=True)
    assert said(done) == ["1 article assigned: 2 readings in all."]


def test_very_many_articles_are_planned_only_when_that_is_asked_for(lead, article, monkeypatch):
    make_editor("ada")
    article(), article()
    monkeypatch.setattr(assignment, "AT_ONCE", 1)
    assert lead.get(PAGE).context["plan"] is None
    assert seen(lead, editors=["ada"]).context["plan"].new == 2


def test_the_plan_is_shown_and_then_carried_out_as_it_was_shown(lead, rita, article):
    for name in ("ada", "ben"):
        make_editor(name)
    articles = [article() for _article in range(3)]
    day = timezone.localdate() + timedelta(days=3)
    preview = seen(lead, due_on=day.isoformat())
    assert "<b>3 articles</b>, 6 readings in all." in " ".join(body(preview).split())
    assert not Layer.objects.exists()
    done = confirm(lead, preview)
    assert said(done) == ["3 articles assigned: 6 readings in all."]
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
    assert said(confirm(lead, seen(lead))) == ["2 articles assigned: 3 readings in all."]


SHEET = {"HTTP_X_FRAGMENT": "1"}


def test_the_list_of_articles_gets_the_inside_of_the_page_as_a_sheet(lead, article):
    make_editor("ada")
    asked = {"article": article().pk}
    page, sheet = lead.get(PAGE, asked), lead.get(PAGE, asked, **SHEET)
    assert "<html" in body(page)
    assert "<html" not in body(sheet)
    for part in ('id="plan"', 'id="choice"', 'name="editors" value="ada"'):
        assert part in body(page)
        assert part in body(sheet)
    assert "X-Fragment" in page["Vary"]


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/articles/?sort=title", "/articles/?sort=title"),
        ("https://example.org/", "/articles/"),
        ("", "/articles/"),
    ],
)
def test_from_the_sheet_the_way_leads_back_to_the_list_and_nowhere_else(
    lead, article, asked, there
):
    for name in ("ada", "ben"):
        make_editor(name)
    plan = lead.get(PAGE, {"article": article().pk}, **SHEET)
    posted = {"previewed": plan.context["plan"].fingerprint(), "next": asked}
    answer = lead.post(plan.context["action"], posted)
    assert (answer.status_code, answer["Location"]) == (303, there)
    assert Layer.objects.count() == 2


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
        assert "2 articles selected" in body(lead.get(answer.url))

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
            assert has_form_to(page, "/assignment/selection/") is there


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
    assert said(confirm(lead, second)) == ["30 articles assigned: 60 readings in all."]


def test_an_editor_may_not(client):
    client.force_login(make_editor())
    for address in (PAGE, "/assignment/selection/"):
        assert client.post(address).status_code == 403
    assert client.get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
