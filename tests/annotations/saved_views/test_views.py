"""Views of lists that people save, through the front door."""

import pytest
from django.urls import reverse

from annotations.models import SavedView
from annotations.saved_views.keeping import FILTERS, MOST
from tests.factories import make_article, make_editor, make_fact, make_reviewer, make_superuser
from tests.pages import texts

pytestmark = pytest.mark.django_db

SAVE = "/views/"
SAVED = "//nav[@class='tabs']/a[@class='saved']"


@pytest.fixture
def ada(client):
    client.user = make_editor("ada")
    client.force_login(client.user)
    make_article(language="de")
    return client


def save(client, name="Harbour", query="q=harbour&language=de", of="articles", **fields):
    return client.post(SAVE, {"list": of, "name": name, "query": query, **fields})


def said(client, address):
    return [str(message) for message in client.get(address).context["messages"]]


def test_a_view_is_saved_and_is_a_tab_of_its_list(ada):
    answer = save(ada, name="  Harbour   news ")
    assert (answer.status_code, answer.url) == (303, "/articles/?q=harbour&language=de")
    page = ada.get("/articles/?language=de&q=harbour&page=2&per=50&outlet=")
    assert texts(page, SAVED) == ["Harbour news"]
    assert texts(page, "//nav[@class='tabs']/a[@aria-current]") == ["Harbour news"]
    assert texts(ada.get("/articles/?q=harbour"), f"{SAVED}[@aria-current]") == []
    assert texts(ada.get("/facts/"), SAVED) == []


def test_only_filters_of_the_list_are_kept(ada):
    save(ada, query="language=de&page=3&per=50&colour=red&outlet=&sort=title")
    assert SavedView.objects.get().query == "language=de&sort=title"


def test_saving_under_the_same_name_replaces_ones_own_and_says_so(ada, client):
    save(ada)
    save(ada, query="language=fr")
    assert said(ada, "/facts/") == [
        "View “Harbour” saved.",
        "View “Harbour” replaced: it was there.",
    ]
    assert [view.query for view in SavedView.objects.all()] == ["language=fr"]
    client.force_login(make_editor("ben"))
    save(client)
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"name": " "}, "A view needs a name"),
        ({"name": "a" * 61}, "A view needs a name"),
        ({"query": "page=2&colour=red"}, "Set a filter first."),
        ({"query": f"q={'a' * 2001}"}, "too many filters"),
    ],
)
def test_a_view_that_makes_no_sense_is_refused(ada, fields, complaint):
    answer = save(ada, **fields)
    assert answer.url.startswith("/articles/")
    assert complaint in said(ada, "/articles/")[0]
    assert not SavedView.objects.exists()


def test_nobody_has_endlessly_many(ada):
    for number in range(MOST):
        save(ada, name=f"View {number}")
    save(ada, name="One more")
    save(ada, name="View 1", query="language=fr")
    assert SavedView.objects.count() == MOST
    assert SavedView.objects.filter(query="language=fr").count() == 1


def test_a_view_of_no_list_is_refused(ada):
    assert save(ada, of="users").status_code == 404
    assert ada.get(SAVE).status_code == 405


def test_what_is_private_nobody_else_sees_or_removes(ada, client):
    save(ada)
    view = SavedView.objects.get()
    for reader in (make_editor("ben"), make_reviewer(), make_superuser()):
        client.force_login(reader)
        assert texts(client.get("/articles/"), SAVED) == []
        assert client.post(f"/views/{view.pk}/removal/").status_code == 404
    assert SavedView.objects.exists()


def test_whoever_leads_shares_a_view_with_the_desk_and_an_editor_may_not(ada, client):
    assert save(ada, shared="yes").status_code == 403
    rita = make_reviewer("rita")
    client.force_login(rita)
    save(client, shared="yes")
    view = SavedView.objects.get()
    assert view.shared_at is not None
    client.force_login(ada.user)
    assert texts(client.get("/articles/"), SAVED) == ["Harbour"]
    assert client.post(f"/views/{view.pk}/removal/").status_code == 403
    client.force_login(make_superuser())
    assert client.post(f"/views/{view.pk}/removal/").url == view.get_absolute_url()
    assert not SavedView.objects.exists()


def test_one_removes_ones_own(ada):
    save(ada)
    view = SavedView.objects.get()
    assert f"/views/{view.pk}/removal/" in ada.get("/articles/").content.decode()
    assert ada.post(f"/views/{view.pk}/removal/").status_code == 303
    assert said(ada, "/articles/") == ["View “Harbour” deleted."]
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("of", SavedView.List.values)
def test_every_list_that_has_views_knows_its_filters_and_shows_them(client, of):
    client.force_login(make_superuser())
    assert of in FILTERS
    asked = {"review_queue": "free=on", "inbox": "about=talk", "history": "kind=facts"}
    query = asked.get(of, "q=on")
    save(client, of=of, query=query)
    assert SavedView.objects.get().query == query
    page = client.get(f"{reverse(of)}?{query}")
    assert texts(page, f"{SAVED}[@aria-current]") == ["Harbour"]


def test_a_shared_view_finds_for_each_what_they_may_see(ada, client):
    client.force_login(make_superuser())
    save(client, of="annotations", query="editor=ada", shared="yes")
    client.force_login(make_editor("ben"))
    page = client.get(SavedView.objects.get().get_absolute_url())
    assert page.status_code == 200
    assert page.context["page"].paginator.count == 0


def test_the_history_of_one_article_has_no_views_and_is_none(ada, client):
    client.force_login(make_superuser())
    article = make_article()
    make_fact()  # Which is an event.
    save(client, of="history", query=f"article={article.pk}&kind=articles")
    assert SavedView.objects.get().query == "kind=articles"
    assert texts(client.get("/history/"), SAVED) == ["Harbour"]
    assert texts(client.get(f"/history/?article={article.pk}"), SAVED) == []
