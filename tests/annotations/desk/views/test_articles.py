"""The list of articles and the page of one, through the front door."""

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from django.urls import reverse
from django.utils import timezone

from annotations.models import Review
from articles.models import Story
from newsroom.days.fields import complaint
from newsroom.days.reading import NotADay
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_revision,
    make_superuser,
    make_user,
)
from tests.pages import has_form_to, has_link_to, links, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(client):
    editor = make_editor("ada")
    client.force_login(editor)
    client.user = editor
    return client


def body(response):
    return response.content.decode()


def start_of(article):
    """The address that starts a layer of the latest revision."""
    return reverse("layer_start", args=[article.latest_revision().pk])


def make_layer_on(article, **fields):
    return make_layer(revision=article.latest_revision(), **fields)


@pytest.mark.parametrize("path", ["/articles/", "/articles/1/"])
def test_signed_out_leads_to_the_sign_in(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response.url == f"/login/?next={path}"


@pytest.mark.parametrize("path", ["/articles/", "/articles/1/"])
def test_a_page_is_read_and_takes_no_post(as_editor, path):
    assert as_editor.post(path).status_code == 405


def test_an_empty_list_tells_what_to_do_to_those_who_can(as_editor, client):
    assert reverse("import_new") in body(as_editor.get("/articles/"))
    client.force_login(make_user())
    assert reverse("import_new") not in body(client.get("/articles/"))


def test_a_list_narrowed_to_nothing_offers_the_way_back(as_editor):
    make_article()
    page = body(as_editor.get("/articles/?q=nowhere"))
    assert "No articles match." in page
    assert has_link_to(page, "")
    assert texts(page, "//a[@data-list]") == ["Clear filters", "Clear filters"]


def test_there_are_no_filters_while_there_is_nothing_to_filter(as_editor):
    controls = "//form[@id='list-filters-form'] | //nav[@class='tabs']"
    assert texts(as_editor.get("/articles/"), controls) == []
    make_article(archived_at=timezone.now())
    assert len(texts(as_editor.get("/articles/"), controls)) == 2


@pytest.mark.parametrize(
    ("make_reader", "tabs"),
    [
        (make_editor, ["All", "Not mine", "To do", "Submitted", "Done"]),
        (make_reviewer, ["All", "Unassigned", "In work", "Submitted", "In review", "Done"]),
    ],
)
def test_the_tabs_are_the_states_that_the_reader_may_know(client, make_reader, tabs):
    make_article()
    client.force_login(make_reader())
    page = client.get("/articles/?state=open&q=wall&page=3")
    assert texts(page, "//nav[@class='tabs']/a") == tabs
    assert texts(page, "//nav[@class='tabs']/a[@aria-current]") == [tabs[2]]
    assert "?q=wall&state=final" in links(page)


def test_days_that_are_counted_back_from_today_keep_up_with_it(as_editor):
    today = timezone.localdate()
    titles = {"Today": 0, "Six days": 6, "A week": 7, "Tomorrow": -1}
    for title, days in titles.items():
        make_article(title=title, published_on=today - timedelta(days=days))
    rows = as_editor.get("/articles/?published=7").context["rows"]
    assert {row[0].title for row in rows} == {"Today", "Six days"}
    assert as_editor.get("/articles/?published=8").context["filters"].errors


def test_the_number_of_queries_does_not_grow_with_the_list(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    reviewer = make_reviewer()
    client.force_login(reviewer)

    def add_ten():
        for number in range(10):
            outlet, story = make_outlet(), Story.objects.create(title=f"Story {number}")
            article = make_article(outlet=outlet, story=story)
            make_layer_on(article, editor=reviewer)
            make_layer_on(article, submitted=True)

    add_ten()
    client.get("/articles/")
    with django_assert_max_num_queries(15) as at_ten:
        client.get("/articles/?q=wall")
    add_ten()
    with django_assert_num_queries(len(at_ten)):
        assert len(client.get("/articles/?q=wall").context["rows"]) == 20


def test_a_search_shows_where_the_words_stand(as_editor):
    make_article(text="A <long> text about the Harbour road.", title="Untitled")
    page = body(as_editor.get("/articles/?q=harbour"))
    assert "A &lt;long&gt; text about the <b>Harbour</b> road." in page
    found = "//p[@class='found']"
    assert texts(page, found) == ["A <long> text about the Harbour road."]
    assert texts(as_editor.get("/articles/"), found) == []


def test_a_filter_that_is_refused_stands_open_with_its_complaint(as_editor):
    page = as_editor.get(reverse("articles"), {"published_from": "some day"})
    assert page.context["filters"].errors
    opened = "//details[@open][@id='filter-published_range']//ul[@class='errorlist']"
    assert texts(page, opened) == [complaint(NotADay())]


def test_links_of_paging_and_sorting_keep_the_filters(as_editor):
    outlet = make_outlet("Alder Courier")
    for _ in range(26):
        make_article(outlet=outlet)
    page = body(as_editor.get(f"/articles/?outlet={outlet.pk}&q=wall&per=25"))
    links = [part.split('"')[0].replace("&amp;", "&") for part in page.split('href="?')[1:]]
    queries = [parse_qs(link) for link in links]
    second = next(query for query in queries if query.get("page") == ["2"])
    assert (second["outlet"], second["q"]) == ([str(outlet.pk)], ["wall"])
    by_title = next(query for query in queries if query.get("sort") == ["title"])
    assert (by_title["outlet"], by_title["q"]) == ([str(outlet.pk)], ["wall"])
    without_outlet = next(query for query in queries if "outlet" not in query)
    assert without_outlet["q"] == ["wall"]


def test_a_column_in_which_every_row_says_the_same_is_left_out_unless_it_gives_the_order(as_editor):
    heads = "//thead//th"
    make_article(published_on=date(2026, 2, 3)), make_article(published_on=date(2026, 2, 4))
    page = as_editor.get("/articles/?sort=title")
    assert "Imported" not in " ".join(texts(page, heads))
    assert "Published" in " ".join(texts(page, heads))
    assert len(texts(page, "//tbody/tr[1]/td")) == len(texts(page, heads))
    assert "Imported" in " ".join(texts(as_editor.get("/articles/"), heads))


def test_a_column_sorts_and_a_second_click_turns_it_round(as_editor):
    make_article()
    page = body(as_editor.get("/articles/?sort=title"))
    assert 'aria-sort="ascending"' in page
    assert "sort=-title" in page
    assert 'aria-sort="descending"' in body(as_editor.get("/articles/?sort=-title"))


def test_the_row_leads_to_my_layer(as_editor):
    opened, done, fresh = make_article(), make_article(), make_article()
    one = make_layer_on(opened, editor=as_editor.user, due_on=date(2031, 3, 14))
    two = make_layer_on(done, editor=as_editor.user, submitted=True)
    page = body(as_editor.get("/articles/"))
    assert f'<a href="/layers/{one.pk}/">Continue</a>' in page
    assert f'href="/layers/{two.pk}/">Submitted</a>' in page
    assert page.count(">Not started<") == 1
    assert fresh.title in page


def test_an_editor_learns_nothing_of_the_layers_of_others(as_editor, client):
    article = make_article()
    bare_list = body(as_editor.get("/articles/"))
    bare_page = body(as_editor.get(f"/articles/{article.pk}/"))
    make_layer_on(article, editor=make_editor("ben"))
    make_layer_on(article, editor=make_editor("cleo"), submitted=True)
    assert strip_token(body(as_editor.get("/articles/"))) == strip_token(bare_list)
    assert strip_token(body(as_editor.get(f"/articles/{article.pk}/"))) == strip_token(bare_page)
    for state, shown in [("nobody", True), ("open", False), ("submitted", False)]:
        page = body(as_editor.get(f"/articles/?state={state}"))
        assert (f"/articles/{article.pk}/" in page) is shown, state


def strip_token(page):
    """Without the CSRF tokens, which differ every time."""
    return "\n".join(line for line in page.split("\n") if "csrfmiddlewaretoken" not in line)


def test_a_reviewer_sees_counts_and_letters_but_no_names_and_no_open_layer(client):
    client.force_login(make_reviewer())
    article = make_article(by=make_editor("imogen"))
    opened = make_layer_on(article, editor=make_editor("ben"))
    submitted = make_layer_on(article, editor=make_editor("cleo"), submitted=True)
    in_list = body(client.get("/articles/"))
    assert "1 of 2 readings submitted" in in_list
    page = body(client.get(f"/articles/{article.pk}/"))
    assert f"Editor {submitted.letter}" in page
    assert f"/layers/{submitted.pk}/" in page
    assert not has_link_to(page, f"/layers/{opened.pk}/")
    for name in ["ben", "cleo", "imogen"]:
        assert name not in in_list + page


def test_a_superuser_sees_the_names(client):
    client.force_login(make_superuser())
    article = make_article(by=make_editor("imogen"))
    make_layer_on(article, editor=make_editor("cleo"), submitted=True)
    page = body(client.get(f"/articles/{article.pk}/"))
    assert "cleo" in page
    assert "imogen" in page


def test_the_importer_is_named_to_themselves_alone(as_editor, client):
    article = make_article(by=as_editor.user)
    assert "ada" in aside(as_editor, article)
    client.force_login(make_editor("ben"))
    assert "ada" not in aside(client, article)


def aside(client, article):
    return body(client.get(f"/articles/{article.pk}/")).split("<aside")[1]


def test_the_article_page_shows_text_details_and_what_was_left_out(as_editor):
    story = Story.objects.create(title="Sea wall")
    article = make_article(
        text="عنوان\n\nThe wall <b>holds</b>.",
        outlet=make_outlet("Alder Courier"),
        language="ar",
        url="https://courier.example/wall",
        byline="Adaeze Okonjo",
        published_on=date(2031, 3, 14),
        story=story,
    )
    sibling = make_article(title="The other one", story=story)
    hidden = make_article(title="The hidden one", story=story, archived_at=timezone.now())
    page = body(as_editor.get(f"/articles/{article.pk}/"))
    assert '<div class="text" lang="ar"><p id="p-1" dir="auto">' in page
    assert "The wall &lt;b&gt;holds&lt;/b&gt;." in page
    for words in ["Alder Courier", "Adaeze Okonjo", "https://courier.example/wall", "Arabic"]:
        assert words in page
    assert sibling.title in page
    assert hidden.title not in page


def test_what_was_left_out_stands_there_with_its_reason(as_editor):
    article, plain = make_article(), make_article()
    left_out = [{"text": "Read More @ courier.example", "reason": "names the source"}]
    make_revision(article, text="Another text.", left_out=left_out)
    page = body(as_editor.get(f"/articles/{article.pk}/"))
    assert "Read More @ courier.example" in page
    assert "names the source" in page
    section = "//section[contains(@class, 'left-out')]"
    assert len(texts(page, section)) == 1
    assert texts(as_editor.get(f"/articles/{plain.pk}/"), section) == []


def test_the_page_starts_continues_or_reads_my_layer(as_editor):
    article = make_article()
    address = f"/articles/{article.pk}/"
    assert has_form_to(as_editor.get(address), start_of(article))
    layer = make_layer_on(article, editor=as_editor.user)
    page = body(as_editor.get(address))
    assert "Continue" in page
    assert not has_form_to(page, start_of(article))
    layer.submitted_at = timezone.now()
    layer.save()
    assert "Submitted on" in body(as_editor.get(address))


def test_who_may_not_annotate_is_not_offered_to_start(client):
    client.force_login(make_user())
    article = make_article()
    assert not has_form_to(client.get(f"/articles/{article.pk}/"), start_of(article))


def test_an_open_layer_on_an_older_revision_is_told_of_the_newer_one(as_editor):
    article = make_article()
    make_layer_on(article, editor=as_editor.user)
    newer = make_revision(article, text="Another text.")
    page = body(as_editor.get(f"/articles/{article.pk}/"))
    assert "On revision 1; revision 2 is newer." in page
    assert f'action="/revisions/{newer.pk}/layers/"' in page


def test_an_archived_article_says_so_and_takes_no_new_layer(as_editor):
    article = make_article(archived_at=timezone.now())
    page = body(as_editor.get(f"/articles/{article.pk}/"))
    assert "was archived on" in page
    assert "Bring back" in page
    assert not has_form_to(page, start_of(article))


def test_once_its_review_has_begun_it_is_not_offered_to_start(as_editor):
    article = make_article()
    address = f"/articles/{article.pk}/"
    assert has_form_to(as_editor.get(address), start_of(article))
    Review.objects.create(revision=article.latest_revision(), opened_at=timezone.now())
    page = body(as_editor.get(address))
    assert not has_form_to(page, start_of(article))
    assert "from now on a reviewer assigns it" in page


def test_once_its_review_is_closed_it_does_not_say_that_a_reviewer_assigns_it(as_editor):
    article = make_article()
    now = timezone.now()
    Review.objects.create(revision=article.latest_revision(), opened_at=now, closed_at=now)
    page = body(as_editor.get(f"/articles/{article.pk}/"))
    assert not has_form_to(page, start_of(article))
    assert "Its review is closed" in page
    assert "a reviewer assigns it" not in page


def test_an_article_that_is_not_there_is_404(as_editor):
    assert as_editor.get("/articles/999/").status_code == 404


def test_the_queries_of_the_article_page_do_not_grow(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    reviewer = make_reviewer()
    client.force_login(reviewer)
    story = Story.objects.create(title="Sea wall")
    article = make_article(story=story)

    def add_ten():
        for _ in range(10):
            make_revision(article, text="Another text.")
            make_layer_on(article, submitted=True)
            make_article(story=story, outlet=make_outlet())

    add_ten()
    client.get(f"/articles/{article.pk}/")
    with django_assert_max_num_queries(16) as at_ten:
        client.get(f"/articles/{article.pk}/")
    add_ten()
    with django_assert_num_queries(len(at_ten)):
        client.get(f"/articles/{article.pk}/")


def test_the_title_is_not_repeated_as_the_first_paragraph(as_editor):
    text = "The  wall\n\nIt holds.\n\nThe wall"
    told = "//section[@class='reading']//p"
    article = make_article(title="The wall", text=text)
    assert texts(as_editor.get(article.get_absolute_url()), told) == ["It holds.", "The wall"]
    other = make_article(title="Another title", text=text)
    assert len(texts(as_editor.get(other.get_absolute_url()), told)) == 3
