"""The desk: what each role is told of its work, and what nobody is told of others'."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from annotations.desk import backlog
from annotations.models import Layer, Review
from annotations.review import lifecycle as review_lifecycle
from annotations.sample.adding import add_sample
from articles.models import ImportBatch, ImportItem
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_revision,
    make_superuser,
    make_user,
)
from tests.pages import has_link_to, parse, texts
from tests.worlds import dispute_group, make_review, only_group, settle_group

pytestmark = pytest.mark.django_db


def desk_of(user):
    client = Client()
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer


def page_of(user):
    return desk_of(user).content.decode()


def days(number):
    return timezone.localdate() + timedelta(days=number)


class TestOfAnEditor:
    def test_it_shows_my_open_layers_the_one_due_first_at_the_top(self):
        ada = make_editor()
        free = make_layer(editor=ada)
        later = make_layer(editor=ada, due_on=days(9))
        sooner = make_layer(editor=ada, due_on=days(2))
        assert list(desk_of(ada).context["open_layers"]) == [sooner, later, free]

    def test_it_counts_what_stands_in_a_layer_and_not_what_was_withdrawn(self):
        layer = make_layer(editor=make_editor())
        make_annotation(layer=layer, label="claim")
        make_annotation(layer=layer, label="statistic")
        make_annotation(layer=layer, exact="sea wall", withdrawn_at=timezone.now())
        page = page_of(layer.editor)
        assert "1 claim<" in page
        assert "1 statistic<" in page
        assert "claims<" not in page

    def test_it_says_what_is_late_and_what_is_due_today(self):
        ada = make_editor()
        make_layer(editor=ada, due_on=days(-1))
        make_layer(editor=ada, due_on=days(0))
        page = page_of(ada)
        assert f"was due {date_format(days(-1))}<" in page
        assert ">today<" in page

    def test_it_tells_of_a_newer_text_than_the_one_in_hand(self):
        layer = make_layer(editor=make_editor())
        newer = "a newer text exists"
        assert newer not in page_of(layer.editor)
        make_revision(layer.revision.article, text="Another text.")
        assert newer in page_of(layer.editor)

    def test_it_offers_articles_that_are_not_mine_yet(self):
        ada = make_editor()
        mine, done, fresh = make_article(), make_article(), make_article()
        make_layer(editor=ada, revision=mine.latest_revision())
        make_layer(editor=ada, revision=done.latest_revision(), submitted=True)
        make_article(archived_at=timezone.now())
        answer = desk_of(ada)
        assert [article.pk for article in answer.context["to_start"]] == [fresh.pk]
        assert f'action="/revisions/{fresh.latest_revision().pk}/layers/"' in (
            answer.content.decode()
        )

    def test_an_article_with_a_new_text_is_offered_again(self):
        ada = make_editor()
        layer = make_layer(editor=ada, submitted=True)
        article = layer.revision.article
        assert not desk_of(ada).context["to_start"]
        make_revision(article, text="Another text.")
        assert list(desk_of(ada).context["to_start"]) == [article]

    def test_an_article_whose_review_has_begun_is_not_offered(self):
        ada, article = make_editor(), make_article()
        assert list(desk_of(ada).context["to_start"]) == [article]
        Review.objects.create(revision=article.latest_revision(), opened_at=timezone.now())
        assert not desk_of(ada).context["to_start"]

    def test_a_layer_that_was_taken_back_is_neither_open_nor_offered_again(self):
        ada = make_editor()
        make_layer(editor=ada, taken_back_at=timezone.now())
        answer = desk_of(ada)
        assert not answer.context["open_layers"]
        assert not answer.context["to_start"]

    def test_with_nothing_at_all_it_says_how_to_go_on(self):
        page = page_of(make_editor())
        assert "All caught up" in page
        assert "Nothing to do now." in page

    @pytest.mark.parametrize("submitted", [True, False])
    def test_nothing_of_another_editor_is_there(self, submitted):
        ada = make_editor("ada")
        ben = make_editor("benedict", first_name="Benedict")
        before = make_article()
        alone = page_of(ada)
        layer = make_layer(
            editor=ben, revision=before.latest_revision(), submitted=submitted, due_on=days(-3)
        )
        make_annotation(layer=layer)
        seen = page_of(ada)

        def without_tokens(page):
            return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]

        assert without_tokens(seen) == without_tokens(alone)
        assert "Benedict" not in seen

    def test_the_sections_of_reviewers_and_administrators_are_not_there(self):
        make_layer(submitted=True)
        answer = desk_of(make_editor())
        for name in ("submitted_work", "in_work", "batches", "without_role"):
            assert name not in answer.context

    def test_an_article_that_has_all_its_editors_is_not_offered(self):
        ada, article = make_editor(), make_article()
        revision = article.latest_revision()
        make_layer(revision=revision)
        assert list(desk_of(ada).context["to_start"]) == [article]
        make_layer(revision=revision)
        assert not desk_of(ada).context["to_start"]
        Layer.objects.filter(revision=revision)[0].delete()
        assert list(desk_of(ada).context["to_start"]) == [article]

    def test_enter_opens_what_is_due_first(self):
        ada = make_editor()
        make_layer(editor=ada, due_on=days(9))
        sooner = make_layer(editor=ada, due_on=days(2))
        (first,) = parse(desk_of(ada)).xpath("//a[@data-next]/@href")
        assert first == sooner.get_absolute_url()


def number_on(page, address):
    (words,) = texts(page, f"//ul[@class='numbers']//a[@href='{address}']/b")
    return int(words)


class TestTheNumbers:
    """Each is the length of the list that it leads to."""

    @pytest.mark.parametrize("many", [1, 7])
    def test_of_an_editor(self, many):
        ada = make_editor()
        for _ in range(many):
            for due_on in (None, days(0), days(-1), days(-4), days(3)):
                make_layer(editor=ada, due_on=due_on)
        make_layer(editor=ada, submitted=True, due_on=days(-1)), make_layer(due_on=days(0))
        client = Client()
        client.force_login(ada)
        page = client.get("/")
        expected = {"/desk/to-do/": 5, "/desk/to-do/?due=today": 1, "/desk/to-do/?due=late": 2}
        for address, number in expected.items():
            assert number_on(page, address) == number * many
            assert client.get(address).context["page"].paginator.count == number * many

    def test_of_a_reviewer(self):
        for _ in range(8):
            make_review(A="qqqq", B="")
            make_layer(due_on=days(-1)), make_layer(due_on=days(1))
        client = Client()
        client.force_login(make_reviewer())
        page = client.get("/")
        for address in ("/desk/ready/", "/desk/late/"):
            assert number_on(page, address) == 8
            assert client.get(address).context["page"].paginator.count == 8

    def test_the_list_of_what_is_late_names_nobody_to_a_reviewer(self):
        make_layer(editor=make_editor("benedict"), due_on=days(-1))
        client = Client()
        client.force_login(make_reviewer())
        late = client.get("/desk/late/").content.decode()
        assert "Editor A" in late
        assert "benedict" not in late
        client.force_login(make_editor())
        assert client.get("/desk/late/").status_code == 403

    def test_the_weeks_count_what_was_submitted_of_the_desk_and_of_ones_own(self):
        ada = make_editor()
        for editor, back in ((ada, 0), (ada, 1), (make_editor(), 1), (ada, 80)):
            layer = make_layer(editor=editor, submitted=True)
            moment = timezone.now() - timedelta(weeks=back)
            Layer.objects.filter(pk=layer.pk).update(submitted_at=moment)

        def last_two(user):
            weeks = desk_of(user).context["weeks"]
            assert len(weeks) == 12
            return [(week.done, week.share) for week in weeks[-2:]]

        assert last_two(make_reviewer()) == [(2, 100), (1, 50)]
        assert last_two(ada) == [(1, 100), (1, 100)]
        assert last_two(make_editor()) == [(0, 0), (0, 0)]


class TestOfAReviewer:
    def test_it_shows_submitted_layers_by_letter(self):
        revision = make_revision()
        make_layer(revision=revision, editor=make_editor("adalbert"), submitted=True)
        second = make_layer(revision=revision, editor=make_editor("benedict"), submitted=True)
        make_annotation(layer=second)
        page = page_of(make_reviewer())
        assert "Editor A" in page
        assert "Editor B" in page
        assert "2 readings submitted" in page
        assert "adalbert" not in page
        assert "benedict" not in page

    def test_a_single_layer_is_said_to_be_one_of_those_needed(self, settings):
        make_layer(submitted=True)
        assert "1 of 2 readings submitted" in page_of(make_reviewer())
        settings.LAYERS_NEEDED = 1
        assert "1 reading submitted" in page_of(make_reviewer())

    def test_what_is_open_is_told_by_how_many_read_it_and_until_when_and_by_no_name(self):
        reviewer = make_reviewer()
        layer = make_layer(editor=make_editor("benedict"), due_on=days(1))
        make_annotation(layer=layer)
        make_layer(revision=layer.revision, editor=make_editor("adalbert"), submitted=True)
        soon = make_layer(due_on=days(0)).revision
        never = make_layer().revision
        answer = desk_of(reviewer)
        rows = answer.context["in_work"]
        assert [row.revision for row in rows] == [soon, layer.revision, never]
        assert (rows[1].dots, rows[1].days_late) == ([True, False], 0)
        Layer.objects.filter(pk=layer.pk).update(due_on=days(-2))
        answer = desk_of(reviewer)
        assert answer.context["in_work"][0].revision == layer.revision
        assert "late 2 days" in answer.content.decode()
        in_work = " ".join(texts(answer, "//section[@aria-labelledby='in-work']"))
        assert "1 of 2 readings submitted" in in_work
        for hidden in ("benedict", "adalbert", "Editor A", "Editor B"):
            assert hidden not in in_work

    def test_what_was_submitted_or_taken_back_or_archived_is_not_in_work(self):
        make_layer(due_on=days(-1), submitted=True)
        make_layer(due_on=days(-1), taken_back_at=timezone.now())
        make_layer(revision=make_article(archived_at=timezone.now()).latest_revision())
        assert not desk_of(make_reviewer()).context["in_work"]

    def test_an_objection_comes_before_what_has_waited_longer(self):
        older, objected = make_review(A="qqqq", B=""), make_review(A="qqqq", B="")
        row = only_group(objected)
        settle_group(row, letters=["A"])
        review_lifecycle.close_review(objected, by=make_reviewer())
        dispute_group(row)
        answer = desk_of(make_reviewer())
        assert [one.review for one in answer.context["ready"]] == [objected, older]
        (first,) = parse(answer).xpath("//a[@data-next]/@href")
        assert first == objected.get_absolute_url()

    def test_my_own_layer_is_under_my_name_and_a_superuser_sees_every_name(self):
        reviewer = make_reviewer("rita")
        make_layer(editor=reviewer, submitted=True)
        assert ">rita</a>" in page_of(reviewer)
        assert ">Editor A</a>" in page_of(make_reviewer())
        assert ">rita</a>" in page_of(make_superuser())

    def test_it_shows_the_last_imports_and_what_became_of_them(self):
        batch = ImportBatch.objects.create(by=make_editor("benedict"))
        for outcome in ("imported", "imported", "failed"):
            ImportItem.objects.create(batch=batch, name="a.txt", outcome=outcome)
        page = page_of(make_reviewer())
        assert "2 imported" in page
        assert "1 failed" in page
        assert "benedict" not in page


class TestTheFirstSteps:
    def state(self, user):
        steps = desk_of(user).context["steps"]
        return steps and (steps.people, steps.articles, steps.assigned)

    def test_an_empty_desk_leads_through_people_articles_and_assignment(self):
        chief = make_superuser()
        page = desk_of(chief)
        assert texts(page, "//section[@class='first-steps']//h3") == [
            *("Invite people", "Import articles", "Assign them")
        ]
        assert parse(page).xpath("//a[@data-next]/@href") == ["/people/"]
        assert not has_link_to(page, "/assignment/")
        assert "Every article has its editors" not in page.content.decode()
        ada = make_editor()
        assert self.state(chief) == (True, False, False)
        assert parse(desk_of(chief)).xpath("//a[@data-next]/@href") == ["/articles/import/"]
        article = make_article(by=ada)
        assert self.state(chief) == (True, True, False)
        assert parse(desk_of(chief)).xpath("//a[@data-next]/@href") == ["/assignment/"]
        make_layer(revision=article.latest_revision(), editor=ada)
        assert self.state(chief) is None

    def test_the_sample_and_work_on_it_take_no_step(self):
        chief, ada = make_superuser(), make_editor()
        sample = add_sample(by=chief).article
        assert self.state(chief) == (True, False, False)
        make_layer(revision=sample.latest_revision(), editor=ada, submitted=True)
        page = desk_of(chief)
        assert self.state(chief) == (True, False, False)
        assert parse(page).xpath("//a[@data-next]/@href") == ["/articles/import/"]
        assert "Remove the sample" in page.content.decode()
        assert "Add a sample article" not in page.content.decode()
        article = make_article(by=ada)
        assert self.state(chief) == (True, True, False)
        make_layer(revision=article.latest_revision(), editor=ada)
        assert self.state(chief) is None

    def test_a_reviewer_who_looks_after_no_people_is_not_sent_there(self):
        page = desk_of(make_reviewer())
        assert not has_link_to(page, "/people/")
        assert has_link_to(page, "/articles/import/")

    def test_an_editor_sees_none_of_it(self):
        assert "steps" not in desk_of(make_editor()).context


class TestOfAnAdministrator:
    def test_it_names_those_without_a_role(self):
        newcomer = make_user("newcomer")
        make_editor("adalbert")
        make_user("gone", is_active=False)
        answer = desk_of(make_superuser())
        assert list(answer.context["without_role"]) == [newcomer]
        assert has_link_to(answer, f"/people/{newcomer.pk}/")

    def test_a_reviewer_is_not_told(self):
        make_user("newcomer")
        assert "newcomer" not in page_of(make_reviewer())


class TestWithoutARole:
    def test_it_says_whom_to_ask(self):
        make_superuser("chief", first_name="Nora", email="nora@desk.example")
        make_superuser("former", first_name="Olaf", is_active=False)
        page = page_of(make_user())
        assert "Your account has no role yet" in page
        assert "Nora" in page
        assert "mailto:nora@desk.example" in page
        assert "Olaf" not in page

    def test_nothing_of_the_work_is_there(self):
        article = make_article(title="A title of its own")
        make_layer(revision=article.latest_revision(), submitted=True)
        assert "A title of its own" not in page_of(make_user())


def test_the_desk_is_behind_sign_in(client):
    assert client.get("/").headers["Location"] == "/login/?next=/"


@pytest.mark.parametrize("make", [make_editor, make_reviewer, make_superuser])
def test_the_number_of_queries_does_not_grow_with_the_rows(make):
    user = make()

    def fill(number):
        for _ in range(number):
            make_annotation(layer=make_layer(editor=user, due_on=days(-1)))
            revision = make_revision()
            for _ in range(2):
                make_annotation(layer=make_layer(revision=revision, submitted=True))
            make_layer(due_on=days(-1))
            make_article(outlet=make_outlet())
            make_layer(editor=user, submitted=True)
            make_user()
            batch = ImportBatch.objects.create(by=user)
            ImportItem.objects.create(batch=batch, name="a.txt", outcome="imported")

    client = Client()
    client.force_login(user)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    fill(20)  # As many as are shown: of more the numbers are counted by a query.
    few = queries()
    fill(10)
    assert queries() == few
    assert few <= 25


def test_a_reviewer_is_told_of_rulings_that_are_disputed_and_an_editor_is_not():
    review = make_review(A="qqqq", B="")
    row = only_group(review)
    settle_group(row, letters=["A"])
    rita, ada = make_reviewer(), make_editor()
    assert "all decided: close it" in page_of(rita)
    review_lifecycle.close_review(review, by=rita)
    assert "no review waits for you." in page_of(rita)
    dispute_group(row)
    assert "1 objected to" in page_of(rita)
    marked = "//*[@class='tag bad']"
    for user, is_told in ((rita, True), (ada, False)):
        assert has_link_to(desk_of(user), review.get_absolute_url()) is is_told
        assert bool(texts(desk_of(user), marked)) is is_told


def test_where_only_the_latest_articles_are_looked_through_the_desk_says_so(monkeypatch):
    monkeypatch.setattr(backlog, "LATEST", 1)
    old, latest = make_revision(), make_revision()
    editor, rita = make_editor(), make_reviewer()
    assert desk_of(editor).context["to_start"] == [latest.article]
    assert "1 article needs editors</a>:" in page_of(rita)
    assert "Counted among the latest 1 articles." in page_of(rita)
    make_layer(revision=latest, editor=editor, submitted=True), make_layer(revision=latest)
    assert desk_of(editor).context["to_start"] == []
    assert "Older ones are in the list of articles." in page_of(editor)
    assert "Each of the latest 1 articles has its editors." in page_of(rita)
    monkeypatch.setattr(backlog, "LATEST", 2)
    assert desk_of(editor).context["to_start"] == [old.article]
    assert "the latest" not in page_of(rita)
