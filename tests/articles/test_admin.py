"""The admin pages of the articles: details, stories and the archive go through the activities."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ImportBatch, ImportItem, Outlet, Story
from newsroom.models import Event
from tests.factories import (
    make_article,
    make_editor,
    make_outlet,
    make_reviewer,
    make_revision,
    make_superuser,
)

pytestmark = pytest.mark.django_db

ARTICLES = "admin:articles_article_changelist"


def signed_in_as(user):
    client = Client()
    client.force_login(user)
    return client


def act(client, action, *articles):
    chosen = [article.pk for article in articles]
    form = {"action": action, "_selected_action": chosen}
    return client.post(reverse(ARTICLES), form, follow=True)


def verbs():
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


class TestTheArchive:
    @pytest.mark.parametrize("make", [make_superuser, make_reviewer])
    def test_chosen_articles_are_archived_and_brought_back(self, make):
        client = signed_in_as(make())
        one, two = make_article(), make_article()
        answer = act(client, "archive", one, two)
        assert "2 articles are archived." in answer.content.decode()
        assert not Article.objects.shown().exists()
        assert "1 article is back." in act(client, "bring_back", one).content.decode()
        assert list(Article.objects.shown()) == [one]
        assert verbs() == ["article.archived", "article.archived", "article.brought_back"]

    def test_what_is_archived_already_is_left_as_it_is(self):
        client = signed_in_as(make_superuser())
        article = make_article(archived_at=timezone.now())
        act(client, "archive", article)
        assert verbs() == []

    def test_a_reviewer_who_may_not_import_has_no_such_action(self):
        reviewer = make_reviewer()
        for group in reviewer.groups.all():
            group.permissions.remove(*group.permissions.filter(codename="import_articles"))
        article = make_article()
        act(signed_in_as(reviewer), "archive", article)
        article.refresh_from_db()
        assert not article.is_archived

    def test_the_filter_shows_the_one_or_the_other(self):
        client = signed_in_as(make_superuser())
        shown, archived = make_article(), make_article(archived_at=timezone.now())
        for value, found in (("no", [shown]), ("yes", [archived])):
            answer = client.get(reverse(ARTICLES), {"archived": value})
            assert list(answer.context["cl"].result_list) == found


class TestDetails:
    def form(self, article, **changes):
        return {
            "title": article.title,
            "outlet": article.outlet_id or "",
            "url": article.url,
            "byline": "",
            "credit": "",
            "language": article.language,
            "original_language": "",
            "published_on": "",
            "story": article.story_id or "",
            "revisions-TOTAL_FORMS": 0,
            "revisions-INITIAL_FORMS": 0,
            **changes,
        }

    def save(self, article, **changes):
        page = reverse("admin:articles_article_change", args=[article.pk])
        return signed_in_as(make_superuser()).post(page, self.form(article, **changes))

    def test_a_correction_is_recorded_old_and_new(self):
        article, outlet = make_article(title="Old"), make_outlet("The Harbour Post")
        assert self.save(article, title="New", outlet=outlet.pk).status_code == 302
        article.refresh_from_db()
        assert (article.title, article.outlet) == ("New", outlet)
        event = Event.objects.get()
        assert event.verb == "article.changed"
        assert event.detail["title"] == ["Old", "New"]

    def test_an_article_is_put_into_a_story_and_taken_out(self):
        article, story = make_article(), Story.objects.create(title="The wall")
        self.save(article, story=story.pk)
        article.refresh_from_db()
        assert article.story == story
        self.save(article, story="")
        article.refresh_from_db()
        assert article.story is None
        assert verbs() == ["article.changed", "article.changed"]

    def test_an_address_that_another_article_has_is_refused(self):
        make_article(url="https://one.example/a")
        article = make_article()
        answer = self.save(article, url="https://one.example/a")
        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors
        article.refresh_from_db()
        assert article.url == ""
        assert verbs() == []

    def test_saving_without_a_change_records_nothing(self):
        self.save(make_article())
        assert verbs() == []

    def test_the_revisions_are_listed_and_cannot_be_edited(self):
        article = make_article()
        revision = make_revision(article, text="Another text.")
        page = reverse("admin:articles_article_change", args=[article.pk])
        content = signed_in_as(make_superuser()).get(page).content.decode()
        assert revision.sha256 in content
        assert 'name="revisions-0-number"' not in content


def test_a_revision_shows_its_text_and_what_was_left_out():
    revision = make_revision(text="A text <of> signs.")
    page = reverse("admin:articles_revision_change", args=[revision.pk])
    content = signed_in_as(make_superuser()).get(page).content.decode()
    assert "A text &lt;of&gt; signs." in content
    assert "18\xa0bytes" in content


def test_the_items_of_an_import_are_listed_with_their_reasons():
    batch = ImportBatch.objects.create(by=make_editor())
    ImportItem.objects.create(
        batch=batch, name="a.bin", outcome="failed", refused_because="It is not text."
    )
    client = signed_in_as(make_reviewer())
    page = reverse("admin:articles_importbatch_change", args=[batch.pk])
    assert "It is not text." in client.get(page).content.decode()
    failed = client.get(
        reverse("admin:articles_importbatch_changelist"), {"items__outcome__exact": "failed"}
    )
    assert list(failed.context["cl"].result_list) == [batch]


def test_an_outlet_added_or_renamed_is_recorded():
    client = signed_in_as(make_superuser())
    client.post(reverse("admin:articles_outlet_add"), {"name": "The Post", "homepage": ""})
    outlet = Outlet.objects.get()
    page = reverse("admin:articles_outlet_change", args=[outlet.pk])
    client.post(page, {"name": "The Harbour Post", "homepage": ""})
    assert verbs() == ["outlet.added", "outlet.changed"]
    assert Event.objects.first().detail == {"name": ["The Post", "The Harbour Post"]}


def test_a_story_is_renamed_by_the_activity_which_refuses_a_title_that_is_taken():
    client = signed_in_as(make_superuser())
    story = Story.objects.create(title="The wall")
    Story.objects.create(title="The storm")
    page = reverse("admin:articles_story_change", args=[story.pk])
    client.post(page, {"title": "The sea wall"})
    assert verbs() == ["story.renamed"]
    assert client.post(page, {"title": "The storm"}).status_code == 409
    story.refresh_from_db()
    assert story.title == "The sea wall"


def test_an_article_is_found_by_any_spelling_of_its_address():
    client = signed_in_as(make_superuser())
    make_article(title="Sea wall", url="https://gull.example/wall")
    make_article(title="Ferry", url="https://gull.example/ferry")
    spelled = {"q": "http://www.gull.example/wall/?utm_source=a"}
    page = client.get(reverse(ARTICLES), spelled).content.decode()
    assert "Sea wall" in page
    assert "Ferry" not in page
    assert "Ferry" in client.get(reverse(ARTICLES), {"q": "gull.example/f"}).content.decode()
