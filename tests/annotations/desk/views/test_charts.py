"""The page of charts: drawings with their words and numbers, for each role what it may know."""

import pytest

from annotations.models import Layer
from tests.counting import counted
from tests.factories import make_editor, make_layer, make_outlet, make_reviewer, make_user
from tests.pages import has_link_to, parse, texts
from tests.worlds import make_review, make_two_editors_review, only_group, settle_group

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/charts/"


def page_for(client, user):
    client.force_login(user)
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer


def make_work(number=1):
    for _each in range(number):
        world = make_two_editors_review(closed=True)
        world.article.outlet = make_outlet()
        world.article.save()


def latest_week(page, chart):
    return texts(page, f"//section[@aria-labelledby='{chart}']//tbody/tr[1]/td")[0]


def test_each_drawing_has_a_name_and_a_sentence_and_its_numbers_as_a_table(client):
    make_work()
    page = page_for(client, make_reviewer())
    drawings = parse(page).xpath("//svg[@role='img']")
    assert len(drawings) == 3
    for drawing in drawings:
        ids = drawing.get("aria-labelledby").split()
        named = [drawing.xpath(".//*[@id=$one]", one=one)[0].text_content() for one in ids]
        assert all(named)
    assert texts(page, "//svg[@id or @role]//desc")[0].startswith("1 decision this week so far")
    assert len(parse(page).xpath("//details//table")) == 3
    assert texts(page, "//details[1]//tbody/tr[1]/td")[0] == "1"


def test_no_drawing_has_inline_style_or_script(client):
    make_work()
    page = page_for(client, make_reviewer())
    assert not parse(page).xpath("//main//*[@style] | //main//script")


def test_with_nothing_done_it_says_so_in_words(client):
    page = page_for(client, make_editor())
    assert not parse(page).xpath("//svg[@role='img']")
    assert "No review is closed yet." in page.content.decode()


def test_an_editor_sees_their_own_readings_and_no_decision_before_the_release(client):
    review = make_review(A="qqqq", B="")
    settle_group(only_group(review), letters=["A"])
    ada = review.revision.layers.get(letter="A").editor
    page = page_for(client, ada)
    assert "Nothing was decided in these weeks." in page.content.decode()
    assert latest_week(page, "submitted") == "1"
    assert latest_week(page_for(client, make_reviewer()), "submitted") == "2"


def test_the_desk_leads_to_it_and_whoever_has_no_role_is_refused(client):
    client.force_login(make_editor())
    assert has_link_to(client.get("/"), ADDRESS)
    client.force_login(make_user())
    assert client.get(ADDRESS).status_code == 403


def test_it_costs_as_many_queries_however_much_there_is(client):
    client.force_login(make_reviewer())
    make_work(2)
    few = counted(lambda: client.get(ADDRESS))
    make_work(4)
    make_layer(submitted=True)
    many = counted(lambda: client.get(ADDRESS))
    assert Layer.objects.count() > 12
    assert few.queries == many.queries <= 9
