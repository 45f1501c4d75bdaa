"""Adding the sample from the first steps, and removing it from the desk."""

import pytest

from annotations.sample.adding import add_sample
from articles.models import Article
from tests.factories import make_article, make_editor, make_layer, make_reviewer, make_superuser
from tests.pages import forms, has_form_to, parse, texts

pytestmark = pytest.mark.django_db

ADD, REMOVE = "/sample/", "/sample/removal/"


@pytest.fixture
def chief(client):
    chief = make_superuser()
    client.force_login(chief)
    return chief


def test_the_first_steps_offer_it_and_then_its_removal(client, chief):
    page = client.get("/")
    assert has_form_to(page, ADD)
    assert not has_form_to(page, REMOVE)
    answer = client.post(ADD)
    article = Article.objects.get()
    assert answer.url == article.get_absolute_url()
    page = client.get("/")
    assert not has_form_to(page, ADD)
    assert has_form_to(page, REMOVE)
    assert article.title in " ".join(texts(page, "//section[@aria-labelledby='sample']"))


def test_one_that_nobody_worked_on_is_removed_at_once(client, chief):
    client.post(ADD)
    answer = client.post(REMOVE, follow=True)
    assert "The sample is removed." in answer.content.decode()
    assert not Article.objects.exists()
    assert has_form_to(client.get("/"), ADD)


def test_where_somebody_worked_on_it_the_page_says_what_would_be_lost(client, chief):
    client.post(ADD)
    layer = make_layer(revision=Article.objects.get().latest_revision(), submitted=True)
    answer = client.post(REMOVE)
    assert answer.status_code == 409
    (said,) = texts(answer, "//main//ul/li")
    assert said == "1 editor’s reading, 1 of them submitted"
    assert layer.editor.username not in answer.content.decode()
    (seen,) = parse(answer).xpath("//input[@name='seen']/@value")
    make_layer(revision=layer.revision)
    again = client.post(REMOVE, {"seen": seen})
    assert again.status_code == 409
    assert "meanwhile" in again.content.decode()
    (seen,) = parse(again).xpath("//input[@name='seen']/@value")
    assert client.post(REMOVE, {"seen": seen}).status_code == 302
    assert not Article.objects.exists()


def test_it_can_be_looked_at_first(client, chief):
    client.post(ADD)
    page = client.get(REMOVE)
    assert page.status_code == 200
    assert "Nobody has worked on it." in page.content.decode()
    assert Article.objects.exists()


def test_what_is_removed_already_is_said_to_be(client, chief):
    for method in (client.get, client.post):
        assert "removed already" in method(REMOVE, follow=True).content.decode()


def test_a_desk_with_articles_is_refused_in_words(client, chief):
    make_article()
    answer = client.post(ADD)
    assert answer.status_code == 409
    assert "has articles already" in answer.content.decode()


def test_a_reviewer_may_and_an_editor_may_not(client):
    add_sample(by=make_reviewer())
    client.force_login(make_editor())
    assert REMOVE not in forms(client.get("/"))
    for address in (ADD, REMOVE):
        assert client.post(address).status_code == 403
    client.force_login(make_reviewer())
    assert has_form_to(client.get("/"), REMOVE)
    assert client.post(REMOVE).status_code == 302
