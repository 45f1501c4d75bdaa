"""What a few words find, and that it is no more than the lists show."""

import pytest
from django.urls import reverse

from annotations.finding.everything import find_anything
from articles.models import Story
from tests.counting import counted
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_lead,
    make_reviewer,
    make_revision,
    make_superuser,
    make_user,
)

pytestmark = pytest.mark.django_db


def found(words, user):
    return {one.key: [thing.words for thing in one.found] for one in find_anything(words, user)}


@pytest.fixture
def ada():
    return make_editor("ada")


class TestWhatIsFound:
    def test_an_article_by_its_title_before_one_by_its_text(self, ada):
        make_article(title="Harbour wall", text="Harbour wall\n\nIt will cost.")
        make_article(title="Budget", text="Budget\n\nThe harbour is mentioned.")
        assert found("harbour", ada)["articles"] == ["Harbour wall", "Budget"]

    def test_an_archived_article_is_not(self, ada):
        article = make_article(title="Harbour wall")
        assert "articles" in found("harbour", ada)
        article.archived_at = article.imported_at
        article.save()
        assert "articles" not in found("harbour", ada)

    def test_a_fact_by_its_words(self, ada):
        make_fact("The harbour wall costs $48 million.")
        assert found("harbour wall", ada)["facts"] == ["The harbour wall costs $48 million."]

    def test_a_story_by_its_title(self, ada):
        Story.objects.create(title="The harbour wall")
        assert found("harbour", ada)["stories"] == ["The harbour wall"]

    def test_one_of_many_words_must_not_be_missing(self, ada):
        Story.objects.create(title="The harbour wall")
        assert found("harbour bridge", ada) == {}

    @pytest.mark.parametrize("words", ["", " ", "h", "“”"])
    def test_too_little_finds_nothing(self, ada, words):
        Story.objects.create(title="The harbour wall")
        assert find_anything(words, ada) == []

    def test_no_group_has_more_than_five(self, ada):
        for number in range(7):
            make_article(title=f"Harbour {number}")
            Story.objects.create(title=f"Harbour {number}")
        assert [len(things) for things in found("harbour", ada).values()] == [5, 5]


class TestBlindness:
    @pytest.fixture
    def marked(self):
        """What another editor has marked in an article that both annotate."""
        revision = make_revision()
        layer = make_layer(revision=revision, editor=make_editor("ben"), submitted=True)
        return make_annotation(layer=layer, exact="$48 million")

    def test_ones_own_is_found(self, marked):
        assert found("$48", marked.layer.editor)["annotations"] == ["$48 million"]

    def test_another_editor_finds_nothing_of_it(self, ada, marked):
        make_layer(revision=marked.layer.revision, editor=ada)
        assert "annotations" not in found("$48", ada)

    def test_a_reviewer_who_annotates_there_finds_nothing_of_it(self, marked):
        reviewer = make_reviewer()
        assert "annotations" in found("$48", reviewer)
        make_layer(revision=marked.layer.revision, editor=reviewer)
        assert "annotations" not in found("$48", make_user_again(reviewer))

    def test_what_was_withdrawn_is_not_found(self, marked):
        marked.withdrawn_at = marked.created_at
        marked.save()
        assert "annotations" not in found("$48", marked.layer.editor)

    def test_no_name_of_an_editor_stands_beside(self, marked):
        [group] = [one for one in find_anything("$48", make_reviewer()) if one.key == "annotations"]
        assert [one.beside for one in group.found] == [marked.layer.revision.article.title]

    def test_people_are_found_by_who_leads_the_desk_alone(self, ada):
        for leads in (make_superuser(), make_lead()):
            [group] = [one for one in find_anything("ada", leads) if one.key == "people"]
            assert [one.url for one in group.found] == [f"/people/{ada.pk}/"]
        assert "people" not in found("ada", make_reviewer())
        assert "people" not in found("ada", ada)
        assert "people" not in found("ada", make_user("nobody"))


def make_user_again(user):
    """The same, without what is remembered of the permissions."""
    return type(user).objects.get(pk=user.pk)


class TestPages:
    def test_they_are_found_by_the_beginnings_of_words(self, ada):
        assert "Record a fact" in found("rec fac", ada)["places"]

    def test_an_editor_is_not_offered_what_is_closed(self, ada):
        assert "places" not in found("agreement", ada)
        assert found("agreement", make_reviewer())["places"] == ["Agreement"]

    def test_every_page_that_is_offered_opens(self, client):
        for user in (make_editor(), make_reviewer(), make_user()):
            client.force_login(user)
            for letters in ("ar", "an", "fa", "re", "gu", "hi", "in", "se", "st", "na", "ch", "ag"):
                for group in find_anything(letters, user):
                    for one in group.found:
                        assert client.get(one.url).status_code == 200, (user, one)


class TestThePage:
    def test_it_works_without_script(self, client, ada):
        make_fact("The harbour wall costs $48 million.")
        client.force_login(ada)
        page = client.get(reverse("search"), {"q": "harbour"}).content.decode()
        assert '<a href="/facts/' in page
        assert "The harbour wall costs" in page

    def test_what_is_found_and_asked_is_escaped(self, client, ada):
        Story.objects.create(title="<b>bold</b> wall")
        client.force_login(ada)
        for headers in ({}, {"X-Fragment": "1"}):
            page = client.get(reverse("search"), {"q": "<b>bold"}, headers=headers).content.decode()
            assert "&lt;b&gt;bold&lt;/b&gt; wall" in page
            assert "<b>" not in page

    def test_more_finds_ask_for_no_more(self, client, ada):
        def ask():
            return counted(lambda: client.get(reverse("search"), {"q": "harbour million"}))

        def make_some():
            layer = make_layer(
                revision=make_revision(text="Harbour\n\nA harbour million."), editor=ada
            )
            make_annotation(layer=layer, exact="harbour million")
            make_fact(f"The harbour costs a million {layer.pk}.")
            Story.objects.create(title="harbour million")

        client.force_login(ada)
        make_some()
        ask()
        few = ask()
        for _ in range(4):
            make_some()
        assert ask().queries == few.queries
