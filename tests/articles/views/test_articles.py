"""Details, archiving, stories and revisions, through the front door."""

from datetime import date

import pytest
from django.utils import timezone

from articles import details as article_details
from articles.importing import batches, intake
from articles.models import Article, Story
from articles.readers.files import File
from newsroom.models import Event
from tests.factories import (
    make_article,
    make_editor,
    make_outlet,
    make_revision,
    make_superuser,
    make_user,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db

DETAILS = {
    "title": "The wall",
    "outlet": "Alder Courier",
    "published_on": "2031-03-14",
    "byline": "Adaeze Okonjo",
    "credit": "",
    "url": "https://courier.example/wall",
    "language": "pt-BR",
    "original_language": "en",
}


@pytest.fixture
def ada(client):
    client.user = make_editor("ada")
    client.force_login(client.user)
    return client


@pytest.fixture
def reader(client):
    """Somebody who is signed in and may do nothing but read."""
    client.force_login(make_user())
    return client


def body(response):
    return response.content.decode()


POSTS = [
    "/articles/{article}/details/",
    "/articles/{article}/archiving/",
    "/articles/{article}/restoring/",
    "/articles/{article}/story/",
    "/stories/",
    "/stories/{story}/",
]
PAGES = ["/articles/{article}/details/", "/revisions/{revision}/", "/revisions/{revision}/raw/"]
PAGES += ["/stories/", "/stories/{story}/"]


def addresses(templates):
    article, story = make_article(), Story.objects.create(title="Sea wall")
    revision = article.latest_revision()
    return [
        each.format(article=article.pk, story=story.pk, revision=revision.pk) for each in templates
    ]


def test_signed_out_everything_leads_to_the_sign_in(client):
    for address in addresses(PAGES):
        assert client.get(address).url == f"/login/?next={address}"
    for address in addresses(POSTS):
        assert client.post(address).url == f"/login/?next={address}"


def test_who_may_not_import_reads_but_changes_nothing(reader):
    details, *readable = addresses(PAGES)
    assert reader.get(details).status_code == 403
    assert [reader.get(address).status_code for address in readable] == [200] * 4
    for address in addresses(POSTS):
        assert reader.post(address, {**DETAILS, "title": "Mine"}).status_code == 403, address
    assert not Article.objects.filter(title="Mine").exists()
    assert not Event.objects.exists()


def test_what_is_not_there_is_404(ada):
    for address in ["/articles/9/details/", "/revisions/9/", "/revisions/9/raw/", "/stories/9/"]:
        assert ada.get(address).status_code == 404
    for address in ["/articles/9/archiving/", "/articles/9/restoring/", "/articles/9/story/"]:
        assert ada.post(address).status_code == 404
        assert ada.get(address).status_code == 405


def test_details_are_edited_and_the_change_is_in_the_history(ada):
    article = make_article(title="Old", title_generated=True)
    form = ada.get(f"/articles/{article.pk}/details/").context["form"]
    assert form["title"].value() == "Old"
    sent = {**DETAILS, "seen": form["seen"].value()}
    response = ada.post(f"/articles/{article.pk}/details/", sent)
    assert response.url == f"/articles/{article.pk}/"
    article.refresh_from_db()
    assert (article.title, article.title_generated) == ("The wall", False)
    assert (str(article.outlet), article.published_on) == ("Alder Courier", date(2031, 3, 14))
    assert (article.language, article.original_language) == ("pt-BR", "en")
    event = Event.objects.get()
    assert (event.verb, event.actor) == ("article.changed", ada.user)


def test_an_unknown_language_is_left_empty_and_stays_unknown(ada):
    article = make_article(language="und")
    form = ada.get(f"/articles/{article.pk}/details/").context["form"]
    assert form["language"].value() == ""
    sent = {"title": article.title, "language": "", "seen": form["seen"].value()}
    ada.post(f"/articles/{article.pk}/details/", sent)
    article.refresh_from_db()
    assert article.language == "und"
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", "x" * 501),
        ("language", "not a tag"),
        ("published_on", "soon"),
        ("url", "nowhere at all"),
    ],
)
def test_a_detail_that_is_not_right_is_told_at_its_field(ada, name, value):
    article = make_article(title="Old")
    sent = {**DETAILS, name: value, "seen": article_details.fingerprint(article)}
    response = ada.post(f"/articles/{article.pk}/details/", sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    article.refresh_from_db()
    assert article.title == "Old"


def test_the_address_of_another_article_is_refused_at_its_field(ada):
    make_article(title="The first", url=DETAILS["url"])
    article = make_article(title="Old")
    sent = {**DETAILS, "seen": article_details.fingerprint(article)}
    response = ada.post(f"/articles/{article.pk}/details/", sent)
    assert response.status_code == 409
    assert "It belongs to “The first”." in response.context["form"].errors["url"][0]
    article.refresh_from_db()
    assert article.title == "Old"


def test_two_people_editing_do_not_silently_overwrite_each_other(ada):
    article = make_article(title="Old", byline="")
    address = f"/articles/{article.pk}/details/"
    seen = ada.get(address).context["form"]["seen"].value()
    article_details.edit_article(article, {"title": "Theirs"}, by=make_editor())
    response = ada.post(address, {**DETAILS, "seen": seen})
    assert response.status_code == 409
    page = body(response)
    assert "Somebody else changed these details while you were editing them." in page
    assert ("Title", "The wall", "Theirs") in response.context["differences"]
    article.refresh_from_db()
    assert article.title == "Theirs"
    form = response.context["form"]
    assert form["title"].value() == "The wall"
    again = {name: form[name].value() or "" for name in form.fields}
    assert ada.post(address, again).status_code == 302
    article.refresh_from_db()
    assert article.title == "The wall"


def test_details_without_the_state_they_were_read_in_are_refused(ada):
    article = make_article(title="Old")
    assert ada.post(f"/articles/{article.pk}/details/", DETAILS).status_code == 422
    article.refresh_from_db()
    assert article.title == "Old"


def test_an_article_is_archived_and_brought_back(ada):
    article = make_article()
    ada.post(f"/articles/{article.pk}/archiving/")
    article.refresh_from_db()
    assert article.is_archived
    ada.post(f"/articles/{article.pk}/restoring/")
    article.refresh_from_db()
    assert not article.is_archived
    verbs = list(Event.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["article.archived", "article.brought_back"]


def test_a_revision_is_read_beside_its_newer_one(ada):
    article = make_article(language="ar", text="النص الأول")
    old = article.latest_revision()
    newer = make_revision(article, text="النص الثاني")
    page = body(ada.get(f"/revisions/{old.pk}/"))
    assert '<div class="text" lang="ar"><p id="p-0" dir="auto">' in page
    assert "النص الأول" in page
    assert "Revision 2 is newer." in page
    assert f'href="/revisions/{newer.pk}/"' in page
    assert old.sha256 in page
    notice = "//div[@class='notice']"
    assert texts(page, notice) == ["Revision 2 is newer. Read it"]
    assert texts(ada.get(f"/revisions/{newer.pk}/"), notice) == []


def test_a_revision_names_its_importer_to_themselves_and_to_superusers_alone(ada, client):
    revision = make_revision(by=ada.user)
    address = f"/revisions/{revision.pk}/"
    assert ", ada" in body(ada.get(address))
    client.force_login(make_editor("ben"))
    assert "ada" not in body(client.get(address))
    client.force_login(make_superuser())
    assert ", ada" in body(client.get(address))


def test_the_bytes_are_saved_as_they_came_and_never_shown(ada):
    revision = make_revision(text="<script>alert(1)</script>")
    response = ada.get(f"/revisions/{revision.pk}/raw/")
    assert response.content == bytes(revision.raw)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert f"-{revision.article_id}-1.txt" in response["Content-Disposition"]


def test_the_saved_file_has_the_name_that_it_came_with(ada):
    batch = intake.open_batch([File.of("folder/Wall – 14 März.txt", b"Some text.")], by=ada.user)
    batches.finish_batch(batch, {}, set(), by=ada.user)
    revision = batch.items.get().revision
    response = ada.get(f"/revisions/{revision.pk}/raw/")
    expected = "attachment; filename*=utf-8''Wall%20%E2%80%93%2014%20M%C3%A4rz.txt"
    assert response["Content-Disposition"] == expected


def test_the_queries_of_a_revision_page_do_not_grow(
    ada, django_assert_num_queries, django_assert_max_num_queries
):
    article = make_article()
    for number in range(10):
        make_revision(article, text=f"Text {number}.")
    address = f"/revisions/{article.latest_revision().pk}/"
    ada.get(address)
    with django_assert_max_num_queries(8) as at_ten:
        ada.get(address)
    for number in range(10):
        make_revision(article, text=f"More {number}.")
    with django_assert_num_queries(len(at_ten)):
        ada.get(address)


def test_a_story_is_made_renamed_and_listed(ada):
    response = ada.post("/stories/", {"title": " Sea wall "})
    story = Story.objects.get()
    assert response.url == f"/stories/{story.pk}/"
    assert "No article is in this story" in body(ada.get(response.url))
    ada.post(f"/stories/{story.pk}/", {"title": "The sea wall"})
    assert "The sea wall" in body(ada.get("/stories/"))
    verbs = list(Event.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["story.made", "story.renamed"]


def test_a_story_keeps_its_title_where_the_new_one_is_empty_or_taken(ada):
    story = Story.objects.create(title="Sea wall")
    Story.objects.create(title="Ferry")
    assert ada.post(f"/stories/{story.pk}/", {"title": ""}).status_code == 422
    taken = ada.post(f"/stories/{story.pk}/", {"title": "FERRY"})
    assert taken.status_code == 409
    assert "Another story has this title" in body(taken)
    story.refresh_from_db()
    assert story.title == "Sea wall"


def test_a_story_without_a_title_is_not_made(ada):
    assert ada.post("/stories/", {"title": "  "}).url == "/stories/"
    assert not Story.objects.exists()
    assert "A story needs a title" in body(ada.get("/stories/"))


def test_a_form_never_leads_to_a_foreign_page(ada):
    article = make_article()
    sent = {"title": "", "next": "//evil.example/"}
    assert ada.post(f"/articles/{article.pk}/story/", sent).url == article.get_absolute_url()


def test_an_article_is_put_into_a_story_and_taken_out_from_its_own_page(ada):
    article = make_article()
    ada.post(f"/articles/{article.pk}/story/", {"title": "Sea wall"})
    article.refresh_from_db()
    assert article.story.title == "Sea wall"
    ada.post(f"/articles/{article.pk}/story/", {"title": ""})
    article.refresh_from_db()
    assert article.story is None


def test_a_title_of_a_story_that_is_too_long_is_refused_with_a_reason(ada):
    article = make_article()
    response = ada.post(f"/articles/{article.pk}/story/", {"title": "x" * 301})
    assert response.status_code == 422
    assert not Story.objects.exists()


def test_stories_count_the_articles_that_are_shown(ada):
    story = Story.objects.create(title="Sea wall")
    make_article(story=story, outlet=make_outlet(), published_on=date(2031, 3, 14))
    make_article(story=story, outlet=make_outlet(), published_on=date(2031, 3, 16))
    make_article(story=story, archived_at=timezone.now(), published_on=date(2031, 1, 1))
    listed = ada.get("/stories/").context["page"][0]
    assert (listed.shown, listed.outlets) == (2, 2)
    assert (listed.first, listed.last) == (date(2031, 3, 14), date(2031, 3, 16))


@pytest.mark.parametrize("address", ["/stories/", "/stories/{}/"])
def test_the_queries_of_stories_do_not_grow(
    ada, address, django_assert_num_queries, django_assert_max_num_queries
):
    story = Story.objects.create(title="Sea wall")

    def add_ten():
        for number in range(10):
            make_article(story=story, outlet=make_outlet())
            make_article(story=Story.objects.create(title=f"Story {number}"))

    add_ten()
    address = address.format(story.pk)
    ada.get(address)
    with django_assert_max_num_queries(8) as at_ten:
        ada.get(address)
    add_ten()
    with django_assert_num_queries(len(at_ten)):
        ada.get(address)


CLOCK = '//span[contains(@class, "clock")]'


def test_what_is_spoken_has_its_moment_before_each_paragraph(ada):
    revision = make_revision(
        make_article(), text="It is high.\n\nIt is wet.", timecodes=[[0, 1.5], [13, 64.0]]
    )
    for address in (f"/revisions/{revision.pk}/", f"/articles/{revision.article_id}/"):
        assert texts(ada.get(address), CLOCK) == ["0:00:01", "0:01:04"]
    assert texts(ada.get(f"/revisions/{make_revision().pk}/"), CLOCK) == []
