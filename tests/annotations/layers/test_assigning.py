"""Many texts given to many editors at once."""

import datetime
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.layers import assigning
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer, Notice
from annotations.review import lifecycle as review_lifecycle
from articles.models import Article
from newsroom.models import Event
from tests.annotations.test_races import raised
from tests.at_once import at_once
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
    make_user,
)

pytestmark = pytest.mark.django_db


def editors(number):
    return [make_editor() for _editor in range(number)]


def plan(people, per_article=2, articles=None):
    articles = articles or Article.objects.all()
    return assigning.plan(articles.with_latest_revision(), people, per_article)


def carry_out(people, per_article=2, **how):
    return assigning.carry_out(plan(people, per_article), by=make_reviewer(), **how)


def reasons(left):
    return [one.why for one in left]


def people_on(article):
    return set(Layer.objects.on(article.latest_revision()).values_list("editor", flat=True))


def test_each_article_gets_its_editors_and_everybody_as_many():
    articles, people = [make_article() for _article in range(6)], editors(4)
    made = plan(people)
    assert (made.new, made.total, made.enough, made.left) == (12, 6, 0, [])
    assert [(load.now, load.new, load.then) for load in made.loads] == [(0, 3, 3)] * 4
    day = datetime.date(2031, 3, 14)
    lead = make_reviewer()
    done = assigning.carry_out(made, by=lead, due_on=day)
    assert (done.made, done.texts, done.left) == (12, 6, [])
    assert all(len(people_on(article)) == 2 for article in articles)
    assert {(layer.assigned_by, layer.due_on) for layer in Layer.objects.all()} == {(lead, day)}
    assert Counter(Layer.objects.values_list("editor", flat=True)) == dict.fromkeys(
        (one.pk for one in people), 3
    )


def test_it_is_carried_out_as_it_was_planned():
    for _article in range(5):
        make_article()
    made = plan(editors(3))
    assigning.carry_out(made, by=make_reviewer())
    for share in made.shares:
        assert set(share.editors) == {
            layer.editor for layer in Layer.objects.filter(revision=share.revision)
        }


def test_each_layer_has_a_letter_an_event_and_a_notice():
    article, people, lead = make_article(), editors(2), make_reviewer()
    day = datetime.date(2031, 3, 14)
    assigning.carry_out(plan([*people]), by=lead, due_on=day)
    revision = article.latest_revision()
    assert set(revision.layers.values_list("letter", flat=True)) == {"A", "B"}
    alone = layer_lifecycle.assign(make_revision(), make_editor(), by=lead, due_on=day)
    one_by_one = Event.objects.get(subject_id=str(alone.pk), verb="layer.assigned")
    for layer in revision.layers.all():
        event = Event.objects.get(subject_id=str(layer.pk))
        assert (event.verb, event.actor, event.revision_id) == ("layer.assigned", lead, revision.pk)
        assert event.detail == {**one_by_one.detail, "editor": layer.editor_id}
        assert Notice.objects.get(event=event).user == layer.editor


def test_whoever_assigns_themselves_is_not_told():
    make_article()
    lead = make_reviewer()
    assigning.carry_out(plan([lead], 1), by=lead)
    assert Layer.objects.get().editor == lead
    assert not Notice.objects.exists()


def test_letters_are_drawn_by_lot():
    for _article in range(40):
        make_article()
    one, other = editors(2)
    carry_out([one, other])
    assert set(Layer.objects.of(one).values_list("letter", flat=True)) == {"A", "B"}


def test_once_done_it_is_not_done_again():
    for _article in range(3):
        make_article()
    people = editors(2)
    carry_out(people)
    again = plan(people)
    assert (again.new, again.enough) == (0, 3)
    assert carry_out(people).made == 0
    assert Layer.objects.count() == 6


def test_whoever_is_on_a_text_counts_whoever_put_them_there():
    begun, ada = make_layer(), make_editor()
    made = plan([ada, begun.editor])
    assert [(share.has, share.editors) for share in made.shares] == [(1, (ada,))]


def test_an_open_layer_elsewhere_is_work_and_a_submitted_one_or_an_archived_one_is_not():
    busy, idle = editors(2)
    make_layer(editor=busy)
    make_layer(editor=idle, submitted=True)
    make_layer(editor=idle, taken_back_at=timezone.now())
    hidden = make_layer(editor=idle).revision.article
    hidden.archived_at = timezone.now()
    hidden.save()
    assert assigning.open_loads([busy, idle]) == {busy.pk: 1, idle.pk: 0}
    article = make_article()
    made = plan([busy, idle], 1, Article.objects.filter(pk=article.pk))
    assert [share.editors for share in made.shares] == [(idle,)]


def test_the_newest_text_is_given():
    layer = make_layer()
    newer = make_revision(layer.revision.article, text="Another text.")
    made = plan([layer.editor], 1)
    assert [(share.revision, share.has) for share in made.shares] == [(newer.pk, 0)]


def test_what_is_archived_or_under_review_is_left_and_named():
    people = editors(3)
    archived = make_article(archived_at=timezone.now())
    opened = make_layer(submitted=True).revision
    review_lifecycle.open_review_early(opened, by=make_reviewer())
    made = plan(people)
    assert {(one.article, one.why) for one in made.left} == {
        (archived.pk, "It is archived."),
        (opened.article_id, "Its review has begun."),
    }
    assert (made.shares, made.total) == ([], 2)


def test_a_text_under_review_that_has_its_number_lacks_nothing():
    revision = make_revision()
    for _layer in range(2):
        layer = make_layer(revision=revision)
        layer_lifecycle.submit(layer, by=layer.editor)
    assert review_lifecycle.review_of(revision.pk)
    made = plan(editors(2))
    assert (made.enough, made.left) == (1, [])


HAVE_IT = "the rest of those chosen have it already, or had it taken back."


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ([], "2 editors are missing: nobody was chosen."),
        (["new"], "1 editor is missing: too few were chosen."),
        (
            ["on it"],
            f"1 editor is missing: {HAVE_IT}",
        ),
        (["taken from"], f"2 editors are missing: {HAVE_IT}"),
    ],
)
def test_a_text_that_stays_short_says_why(chosen, why):
    people = {name: make_editor() for name in ("new", "on it", "taken from")}
    revision = make_revision()
    if chosen == ["on it"]:
        make_layer(revision=revision, editor=people["on it"])
    make_layer(revision=revision, editor=people["taken from"], taken_back_at=timezone.now())
    made = plan([people[name] for name in chosen])
    assert reasons(made.left) == [why]


def test_what_was_taken_back_goes_to_somebody_else():
    ada, ben = editors(2)
    layer = make_layer(editor=ada)
    layer_lifecycle.take_back(layer, by=make_reviewer())
    carry_out([ada, ben], 1)
    assert list(Layer.objects.standing().values_list("editor", flat=True)) == [ben.pk]


class TestWhatChangedMeanwhile:
    """Between the plan and its carrying out."""

    def carry_out(self, made):
        done = assigning.carry_out(made, by=make_reviewer())
        return done.made, [(one.article, one.why) for one in done.left]

    def test_a_text_that_somebody_began_gets_no_more_than_its_number(self):
        article, other = make_article(), make_article()
        made = plan(editors(2), 1)
        layer_lifecycle.start(article.latest_revision(), by=make_editor())
        why = "Somebody has begun it meanwhile: it has enough."
        assert self.carry_out(made) == (1, [(article.pk, why)])
        assert len(people_on(other)) == 1

    def test_an_editor_who_began_it_keeps_their_layer_and_is_counted(self):
        article, (ada, ben) = make_article(), editors(2)
        made = plan([ada, ben], 2)
        own = layer_lifecycle.start(article.latest_revision(), by=ada)
        done, left = self.carry_out(made)
        assert (done, len(left)) == (1, 1)
        assert people_on(article) == {ada.pk, ben.pk}
        own.refresh_from_db()
        assert own.assigned_by is None

    def test_an_editor_who_left_gets_nothing(self):
        make_article()
        ada, ben = editors(2)
        made = plan([ada, ben])
        ada.is_active = False
        ada.save()
        done, ((_article, why),) = self.carry_out(made)
        assert (done, why) == (1, "An editor who was to get it may not annotate any more.")
        assert list(Layer.objects.values_list("editor", flat=True)) == [ben.pk]

    @pytest.mark.parametrize("change", ["archived", "revised", "reviewed"])
    def test_a_text_that_takes_nobody_any_more_is_left(self, change):
        article = make_article()
        made = plan(editors(2))
        if change == "archived":
            article.archived_at = timezone.now()
            article.save()
        elif change == "revised":
            make_revision(article, text="Another text.")
        else:
            make_layer(revision=article.latest_revision(), submitted=True)
            review_lifecycle.open_review_early(article.latest_revision(), by=make_reviewer())
        done, left = self.carry_out(made)
        assert done == 0
        assert (
            left
            == [
                (
                    article.pk,
                    {
                        "archived": "It is archived.",
                        "revised": "A newer text has come meanwhile.",
                        "reviewed": "Its review has begun.",
                    }[change],
                )
            ]
            * 2
        )

    def test_the_fingerprint_tells_another_plan_and_knows_the_same(self):
        article, people = make_article(), editors(3)
        before = plan(people)
        assert plan(people).fingerprint() == before.fingerprint()
        assert plan(people, 1).fingerprint() != before.fingerprint()
        layer_lifecycle.start(article.latest_revision(), by=people[0])
        assert plan(people).fingerprint() != before.fingerprint()


def test_nothing_is_kept_of_what_fails_half_way(monkeypatch):
    make_article()
    monkeypatch.setattr(assigning.notifications, "notify_editors", lambda told: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        carry_out(editors(2))
    assert not Layer.objects.exists()
    assert not Event.objects.filter(verb="layer.assigned").exists()


def test_the_queries_grow_with_the_chunks_and_not_with_the_texts():
    people, lead = editors(3), make_reviewer()

    def queries():
        for _article in range(10):
            make_article()
        with CaptureQueriesContext(connection) as captured:
            assigning.carry_out(plan(people), by=lead)
        return len(captured)

    queries()
    first = queries()
    assert queries() == first


def test_many_chunks_are_one_plan(monkeypatch):
    monkeypatch.setattr(assigning, "CHUNK", 3)
    for _article in range(10):
        make_article()
    made = make_layer()
    people = [*editors(2), made.editor]
    assert carry_out(people).made == 21
    assert not plan(people).shares


def test_only_who_may_annotate_and_can_sign_in_is_an_editor():
    ada = make_editor("ada")
    make_editor("gone", is_active=False)
    make_user("stranger")
    rita = make_reviewer("rita")
    assert list(assigning.able_editors()) == [ada, rita]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_who_assign_the_same_texts_at_once_give_each_its_number(self):
        for _article in range(6):
            make_article()
        one, other = plan(editors(3)), plan(editors(3))
        leads = [make_reviewer(), make_reviewer()]
        outcomes = at_once(
            lambda: assigning.carry_out(one, by=leads[0]),
            lambda: assigning.carry_out(other, by=leads[1]),
        )
        assert not raised(outcomes)
        assert sum(done.made for done in outcomes) == 12
        assert sum(len(done.left) for done in outcomes) == 12
        counts = Counter(Layer.objects.values_list("revision", flat=True))
        assert set(counts.values()) == {2}

    def test_a_start_while_texts_are_assigned_is_one_layer_and_never_lost(self):
        articles, people = [make_article() for _article in range(4)], editors(2)
        made = plan(people)
        lead = make_reviewer()
        outcomes = at_once(
            lambda: assigning.carry_out(made, by=lead),
            *[
                lambda one=one: layer_lifecycle.start(one.latest_revision(), by=people[0])
                for one in articles
            ],
        )
        assert not raised(outcomes)
        assert Layer.objects.count() == 8
        assert all(len(people_on(article)) == 2 for article in articles)

    def test_a_review_that_opens_while_the_text_is_assigned_is_before_or_after(self):
        revision = make_layer(submitted=True).revision
        made, lead = plan(editors(1)), make_reviewer()
        outcomes = at_once(
            lambda: assigning.carry_out(made, by=lead),
            lambda: review_lifecycle.open_review_early(revision, by=lead),
        )
        assert not raised(outcomes)
        assert review_lifecycle.review_of(revision.pk)
        assert outcomes[0].made + len(outcomes[0].left) == 1

    def test_somebody_who_leaves_meanwhile_keeps_no_layer_that_was_to_be_handed_over(self):
        from annotations.layers import deactivation

        for _article in range(4):
            make_article()
        ada, ben, lead = *editors(2), make_reviewer()
        make_annotation(layer=make_layer(editor=ada))
        made = plan([ada], 1, Article.objects.filter(revisions__layers=None))
        outcomes = at_once(
            lambda: assigning.carry_out(made, by=lead),
            lambda: deactivation.deactivate(ada, heir=ben, by=lead),
        )
        assert not raised(outcomes)
        assert not Layer.objects.of(ada).open().exists()


def test_asking_again_without_a_day_keeps_the_day_that_was_set():
    revision, ada, rita = make_revision(), make_editor(), make_reviewer()
    day = timezone.localdate() + datetime.timedelta(days=3)
    layer_lifecycle.assign(revision, ada, by=rita, due_on=day)
    again = layer_lifecycle.assign(revision, ada, by=rita)
    assert Layer.objects.get(pk=again.pk).due_on == day
    assert Event.objects.filter(verb="layer.assigned").count() == 1
