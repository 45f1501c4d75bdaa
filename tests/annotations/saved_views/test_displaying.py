"""How a person has a list shown, through the front door."""

import pytest
from django.urls import reverse

from annotations.exchange.row_html import OPTIONAL as OF_ANNOTATIONS
from annotations.saved_views.displaying import OPTIONAL
from newsroom.models import Event, User
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_outlet,
    make_reviewer,
)
from tests.pages import parse, texts

pytestmark = pytest.mark.django_db

DISPLAY = "/views/display/"


@pytest.fixture
def rita(client):
    """A reviewer and a list of each kind, with two rows of which no column says the same."""
    client.user = make_reviewer("rita")
    client.force_login(client.user)
    for name, day in (("Wire", "2026-02-03"), ("Courier", "2026-02-04")):
        article = make_article(outlet=make_outlet(name), published_on=day)
        make_annotation(layer=make_layer(revision=article.latest_revision(), submitted=True))
        make_fact(f"Of {name}.")
    return client


def choose(client, of, shown, *, density="comfortable", offered=None, query=""):
    asked = {"list": of, "density": density, "shown": shown, "query": query}
    return client.post(DISPLAY, {**asked, "offered": OPTIONAL[of] if offered is None else offered})


def heads(client, of):
    return [one for one in texts(client.get(reverse(of)), "//thead//th") if one != "Ticked"]


def is_compact(client, of):
    return bool(parse(client.get(reverse(of))).xpath("//table[contains(@class, ' compact')]"))


def ticked(client, of):
    path = "//input[@name='shown'][@checked]/@value"
    return [str(one) for one in parse(client.get(reverse(of))).xpath(path)]


@pytest.mark.parametrize("of", OPTIONAL)
def test_every_list_leaves_out_each_column_that_is_not_ticked(rita, of):
    whole = heads(rita, of)
    assert not is_compact(rita, of)
    for name, label in OPTIONAL[of].items():
        choose(rita, of, [one for one in OPTIONAL[of] if one != name])
        assert name not in ticked(rita, of)
        assert heads(rita, of) == [one for one in whole if one != str(label)]
        row = parse(rita.get(reverse(of))).xpath("//tbody/tr")[0]
        assert len(row.xpath("td[not(@class='tick')]")) == len(heads(rita, of))
    choose(rita, of, [], density="compact")
    assert ticked(rita, of) == []
    assert is_compact(rita, of)
    choose(rita, of, OPTIONAL[of], density="comfortable")
    assert heads(rita, of) == whole
    assert not is_compact(rita, of)


def test_the_choice_leads_back_to_the_list_as_it_was(rita):
    answer = choose(rita, "facts", ["state"], query="state=draft&page=2")
    assert (answer.status_code, answer.url) == (303, "/facts/?state=draft&page=2")


def test_it_is_the_choice_of_one_person_and_one_list(rita, client):
    choose(rita, "facts", ["state"], density="compact")
    assert is_compact(rita, "facts")
    assert not is_compact(rita, "annotations")
    client.force_login(make_reviewer("vera"))
    assert not is_compact(client, "facts")
    assert ticked(client, "facts") == list(OPTIONAL["facts"])


def test_it_is_no_event_of_the_history(rita):
    before = Event.objects.count()
    choose(rita, "facts", ["state"])
    assert Event.objects.count() == before


def test_what_no_list_has_is_passed_over(rita):
    choose(rita, "facts", ["state", "colour"], offered=["state", "as_of", "colour"], density="vast")
    assert ticked(rita, "facts") == ["sources", "state", "recheck"]
    assert User.objects.get(username="rita").lists == {
        "facts": {"density": "comfortable", "hidden": ["as_of"]}
    }


@pytest.mark.parametrize("of", ["users", "review_queue", ""])
def test_a_list_that_is_shown_in_one_way_is_refused(rita, of):
    assert rita.post(DISPLAY, {"list": of}).status_code == 404
    assert User.objects.get(username="rita").lists == {}
    assert rita.get(DISPLAY).status_code == 405


def test_columns_that_there_no_longer_are_mean_nothing(rita):
    kept = {"facts": {"density": "tiny", "hidden": ["author", "state"]}}
    User.objects.filter(username="rita").update(lists=kept)
    assert ticked(rita, "facts") == ["sources", "as_of", "recheck"]
    assert not is_compact(rita, "facts")


def test_an_editor_is_not_offered_what_reviewers_see_and_hides_it_from_nobody(client):
    ada = make_editor("ada")
    client.force_login(ada)
    make_annotation(layer=make_layer(editor=ada))
    for of, theirs in (("articles", "progress"), ("annotations", "editor")):
        offered = [one for one in OPTIONAL[of] if one != theirs]
        assert ticked(client, of) == offered
        choose(client, of, [], offered=offered)
        assert theirs not in User.objects.get(pk=ada.pk).lists[of]["hidden"]


def test_a_column_that_says_the_same_everywhere_is_left_out_and_the_menu_says_so(rita):
    path = "//label[input[@value='imported']]"
    page = rita.get("/articles/?sort=title")
    assert texts(page, path) == ["Imported same in every row"]
    assert "Imported" not in texts(page, "//thead//th")
    assert texts(rita.get("/articles/?sort=imported"), path) == ["Imported"]


@pytest.mark.parametrize(
    ("of", "hidden", "saved"),
    [
        ("articles", "mine", 1),
        ("articles", "progress", 1),
        ("annotations", "status", 1),
        ("facts", "sources", 1),
    ],
)
def test_a_column_that_is_left_out_is_not_asked_for(rita, of, hidden, saved):
    def cost():
        return counted(lambda: rita.get(reverse(of)), warm=1).queries

    whole = cost()
    choose(rita, of, [one for one in OPTIONAL[of] if one != hidden])
    assert cost() == whole - saved


@pytest.mark.parametrize("of", ["annotations", "facts"])
def test_an_export_is_whole_whatever_is_shown(rita, of):
    address = {"annotations": "/export/annotations.csv", "facts": "/export/facts.csv"}[of]

    def exported():
        return b"".join(rita.get(address).streaming_content)

    whole = exported()
    choose(rita, of, [])
    assert exported() == whole


def test_an_empty_list_offers_no_choice(client):
    client.force_login(make_reviewer())
    assert texts(client.get("/facts/"), "//details[@id='list-display']") == []


def test_the_title_of_an_article_is_shown_once_where_its_annotations_follow_each_other(client):
    ada = make_editor("ada")
    client.force_login(ada)
    for title in ("Wall", "Road"):
        layer = make_layer(editor=ada, revision=make_article(title=title).latest_revision())
        for exact in ("on Tuesday", "$48 million"):
            make_annotation(layer=layer, exact=exact)
    page = client.get("/annotations/?sort=article")
    path = "//td[contains(@class, 'article')]"
    assert texts(page, path) == ["Road", "Road", "Wall", "Wall"]
    assert texts(page, f"{path}/a") == ["Road", "Wall"]
    assert texts(page, f"{path}/span[@class='visually-hidden']") == ["Road", "Wall"]
    assert "article" in OF_ANNOTATIONS
