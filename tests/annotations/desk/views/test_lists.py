"""Every number of the desk leads to the list that it counts, and the list holds as many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.desk import backlog
from annotations.models import Layer
from annotations.review import lifecycle as review_lifecycle
from articles.models import Outlet
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_lead,
    make_link,
    make_reviewer,
    make_revision,
    make_superuser,
    revise_fact,
)
from tests.pages import has_link_to, texts
from tests.worlds import dispute_group, layer_of, make_review, only_group, settle_group

pytestmark = pytest.mark.django_db

LEADERS = (make_reviewer, make_lead, make_superuser)


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def busy(db):
    """Something of everything that the desk counts, each another number of times."""
    for number in range(3):
        make_layer(editor=make_editor(), due_on=days(-1 - number))
    twice = make_revision()
    for due in (None, days(4)):
        make_layer(revision=twice, editor=make_editor(), due_on=due)
    for _number in range(4):
        make_article()
    make_article(archived_at=timezone.now())
    make_review(A="qqqq", B="")
    objected = make_review(A="qqqq", B="")
    row = only_group(objected)
    settle_group(row, letters=["A"])
    review_lifecycle.close_review(objected, by=make_reviewer())
    dispute_group(row)
    waiting = make_review(A="qqqq", B="")
    Layer.objects.filter(pk=layer_of(waiting, "A").pk).update(
        submitted_at=None, reopened_at=timezone.now()
    )


def desk_of(client, user):
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer


def rows_of(client, address, name):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.context[name]


@pytest.mark.parametrize("make_reader", LEADERS)
def test_the_numbers_of_whoever_reviews_are_those_of_their_lists(client, busy, make_reader):
    desk = desk_of(client, make_reader())
    counts = desk.context["waits"]
    assert has_link_to(desk, "/desk/late/")
    assert counts["layers_late"] == len(rows_of(client, "/desk/late/", "late_layers")) == 3
    assert has_link_to(desk, "/desk/ready/")
    assert desk.context["ready_count"] == len(rows_of(client, "/desk/ready/", "ready")) == 2
    assert has_link_to(desk, "/desk/unassigned/")
    lacking = rows_of(client, "/desk/unassigned/", "lacking")
    assert counts["texts_lacking"] == len(lacking)
    assert counts["editors_lacking"] == sum(dots.count(False) for _text, dots in lacking)
    assert has_link_to(desk, "/desk/in-work/")
    in_work = rows_of(client, "/desk/in-work/", "in_work")
    assert counts["texts_open"] == len(in_work)
    assert counts["layers_open"] == sum(one.open for one in in_work)
    reopened = rows_of(client, "/desk/in-work/?reopened=1", "in_work")
    assert counts["texts_reopened"] == len(reopened) == 1


@pytest.mark.parametrize("make_reader", [make_editor, *LEADERS])
def test_the_numbers_of_ones_own_work_are_those_of_their_lists(client, make_reader):
    reader = make_reader()
    for due in (None, days(0), days(0), days(-1), days(-2), days(-3), days(5)):
        make_layer(editor=reader, due_on=due)
    make_layer(editor=make_editor(), due_on=days(-1))
    numbers = desk_of(client, reader).context["numbers"]
    for which, number in (("", numbers.open), ("today", numbers.today), ("late", numbers.late)):
        assert len(rows_of(client, f"/desk/to-do/?due={which}", "open_layers")) == number
    assert (numbers.open, numbers.today, numbers.late) == (7, 2, 3)


@pytest.mark.parametrize("make_reader", [make_editor, make_reviewer])
def test_the_links_to_changed_facts_are_as_many_as_their_list_holds(client, make_reader):
    reader, fact = make_reader(), make_fact()
    layer = make_layer(editor=reader)
    make_link(annotation=make_annotation(layer=layer), fact=fact)
    make_link(annotation=make_annotation(layer=layer, exact="on Tuesday"), fact=fact)
    make_link(annotation=make_annotation(layer=make_layer()), fact=fact)
    revise_fact(fact)
    desk = desk_of(client, reader)
    assert has_link_to(desk, "/facts/recheck/")
    assert (
        desk.context["to_recheck"] == client.get("/facts/recheck/").context["page"].paginator.count
    )


def test_the_bell_leads_to_what_is_unread_and_says_how_many(client):
    reader, rita = make_editor(), make_reviewer()
    client.force_login(rita)
    for _number in range(2):
        revision = make_revision()
        client.post(f"/revisions/{revision.pk}/assignment/", {"editor": reader.username})
    desk = desk_of(client, reader)
    assert "/inbox/?state=new" in desk.content.decode()
    unread = client.get("/inbox/?state=new")
    assert unread.context["page"].paginator.count == unread.context["new"] == 2


def test_what_lacks_editors_is_looked_for_among_as_many_articles_as_are_counted(
    client, monkeypatch
):
    monkeypatch.setattr(backlog, "LATEST", 3)
    for _number in range(5):
        make_article()
    desk = desk_of(client, make_reviewer())
    lacking = rows_of(client, "/desk/unassigned/", "lacking")
    assert desk.context["waits"]["texts_lacking"] == len(lacking) == 3


def test_late_readings_of_articles_with_one_title_are_told_apart_by_their_outlets(client):
    for name in ("Alder Courier", "Northshore Ledger"):
        article = make_article(outlet=Outlet.objects.create(name=name))
        make_layer(revision=article.latest_revision(), due_on=days(-1))
    client.force_login(make_reviewer())
    rows = texts(client.get("/desk/late/"), "//ul[@class='rows']/li//div[@class='small muted']")
    assert rows == ["Editor A · Alder Courier", "Editor A · Northshore Ledger"]


NEWER = "a newer text exists"


def test_each_list_of_work_says_where_a_newer_text_exists(client):
    reader = make_reviewer()
    ready = make_review(A="qqqq", B="")
    late = make_layer(editor=reader, due_on=days(-1))
    lists = ("/", "/desk/in-work/", "/desk/late/", "/desk/to-do/", "/desk/ready/")
    client.force_login(reader)
    for address in lists:
        assert NEWER not in client.get(address).content.decode()
    for revision in (ready.revision, late.revision):
        make_revision(article=revision.article)
    for address in lists:
        assert NEWER in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/desk/unassigned/", "/desk/in-work/", "/desk/late/"])
def test_whoever_does_not_review_is_refused(client, address):
    client.force_login(make_editor())
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", ["/desk/unassigned/", "/desk/in-work/", "/desk/late/"])
def test_the_lists_name_nobody_and_cost_as_much_whatever_they_hold(client, address):
    client.force_login(make_reviewer())

    def work(number):
        for _each in range(number):
            make_layer(editor=make_editor(first_name="Benedict"), due_on=days(-1))

    work(2)
    few = counted(lambda: client.get(address), warm=1)
    work(5)
    many = counted(lambda: client.get(address), warm=1)
    assert few.queries == many.queries
    assert "Benedict" not in many.result.content.decode()
