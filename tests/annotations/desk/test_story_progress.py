"""How far a story is: all of it for who reviews, an editor's own work for an editor."""

import pytest
from django.utils import timezone

from annotations.desk.story_progress import progress_of_stories
from annotations.models import Layer
from articles.models import Story
from tests.counting import counted
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
    make_superuser,
)
from tests.pages import parse, texts
from tests.worlds import make_two_editors_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story.objects.create(title="The wall")


def progress_of(story, user):
    return progress_of_stories([story], user)[story.pk]


def put_into(story, world):
    world.article.story = story
    world.article.save()


def test_readings_and_decisions_of_all_its_articles_are_added_up(story):
    put_into(story, make_two_editors_review())
    put_into(story, make_two_editors_review(settled=True))
    put_into(story, make_two_editors_review(closed=True))
    one = make_article(story=story)
    make_layer(revision=one.latest_revision())
    make_article(story=story)
    seen = progress_of(story, make_reviewer())
    assert (seen.articles, seen.asked, seen.submitted) == (5, 10, 6)
    assert (seen.disagreements, seen.decided, seen.finished) == (3, 2, 1)


def test_what_is_archived_or_of_an_older_text_does_not_count(story):
    make_layer(revision=make_article(story=story, archived_at=timezone.now()).latest_revision())
    article = make_article(story=story)
    make_layer(revision=article.latest_revision(), submitted=True)
    make_revision(article, text="Another text.")
    seen = progress_of(story, make_reviewer())
    assert (seen.articles, seen.asked, seen.submitted) == (1, 2, 0)


def test_an_editor_counts_their_own_readings_and_learns_of_no_other(story):
    world = make_two_editors_review(settled=True)
    put_into(story, world)
    make_layer(revision=make_article(story=story).latest_revision(), editor=world.ada)
    seen = progress_of(story, world.ada)
    assert (seen.asked, seen.submitted) == (2, 1)
    assert (seen.articles, seen.disagreements, seen.decided, seen.finished) == (0, 0, 0, 0)
    nothing = progress_of(story, make_editor())
    assert (nothing.asked, nothing.submitted) == (0, 0)


def test_a_reviewer_who_annotates_a_text_learns_of_no_decision_on_it(story):
    world = make_two_editors_review(settled=True)
    put_into(story, world)
    rita = make_reviewer()
    make_layer(revision=world.revision, editor=rita, submitted=True)
    assert progress_of(story, rita).disagreements == 0
    assert progress_of(story, make_superuser()).disagreements == 1


@pytest.mark.parametrize("make_reader", [make_editor, make_reviewer])
def test_the_list_of_stories_asks_once_for_all(client, make_reader):
    client.force_login(make_reader())

    def more(number):
        for each in range(number):
            new = Story.objects.create(title=f"Story {each}")
            put_into(new, make_two_editors_review(settled=True))

    more(2)
    few = counted(lambda: client.get("/stories/"), warm=1)
    more(5)
    many = counted(lambda: client.get("/stories/"), warm=1)
    assert few.queries == many.queries
    assert (
        sum("latest_revision" in one or "annotations_layer" in one for one in many.statements) == 1
    )


def test_the_pages_show_bars_with_their_words(client, story):
    world = make_two_editors_review(settled=True)
    put_into(story, world)
    client.force_login(make_reviewer())
    for address in ("/stories/", f"/stories/{story.pk}/"):
        page = client.get(address)
        bars = parse(page).xpath("//progress/@aria-label")
        assert bars == ["Readings submitted", "Decided"]
        said = " ".join(texts(page, "//div[@class='story-progress']"))
        assert said == "2 of 2 readings submitted Decided 1 of 1"
    cells = texts(page, "//td[contains(@class, 'progress')]")
    assert "Decided 1 of 1" in cells[0]
    client.force_login(world.ada)
    for address in ("/stories/", f"/stories/{story.pk}/"):
        page = client.get(address)
        assert texts(page, "//div[@class='story-progress']") == ["1 of your 1 readings submitted"]
        assert "Decided" not in page.content.decode()


def test_the_page_of_a_story_costs_as_much_for_many_articles(client, story):
    client.force_login(make_reviewer())
    put_into(story, make_two_editors_review(settled=True))
    few = counted(lambda: client.get(f"/stories/{story.pk}/"), warm=1)
    for _number in range(5):
        put_into(story, make_two_editors_review(settled=True))
    many = counted(lambda: client.get(f"/stories/{story.pk}/"), warm=1)
    assert few.queries == many.queries
    assert Layer.objects.count() == 12
