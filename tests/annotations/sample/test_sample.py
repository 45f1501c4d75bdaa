"""The sample of an empty desk: added once, and removed with all that was done on it."""

import uuid
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection

from annotations.agreement.sums import agreement_over
from annotations.discussion import threads
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links, search
from annotations.history.access import events_seen_by
from annotations.history.sentences import describe_events
from annotations.layers import lifecycle
from annotations.layers.clearing import clear
from annotations.models import Annotation, Fact, FactElsewhere, FactVersion, Layer, Review
from annotations.review import disputes
from annotations.review import lifecycle as review_lifecycle
from annotations.sample.adding import DeskNotEmpty, add_sample, sample_there
from annotations.sample.removing import (
    SampleHasNewText,
    SampleWorkedOn,
    remove_sample,
    what_would_be_lost,
)
from annotations.workspace import suggestions
from articles.models import Article, Outlet
from newsroom.models import Event
from newsroom.problems import Refused
from tests.at_once import at_once
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_revision,
    make_superuser,
)
from tests.worlds import settle_group

pytestmark = pytest.mark.django_db

WORDS = "$48 million"


def rows():
    """How many rows every table holds, and the index of facts; but for what tells of the sample."""
    counts = Counter(
        {
            model._meta.label: model._base_manager.count()
            for model in apps.get_models()
            if model._meta.managed
        }
    )
    counts["newsroom.Event"] -= Event.objects.filter(verb__startswith="sample.").count()
    counts["annotations.FactTerm"] = 0  # Counts of words that no fact has any more stay as 0.
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM annotations_fact_index")
        counts["index of facts"] = cursor.fetchone()[0]
    return counts


def read_by(editor, revision, *, submitted=True, words=WORDS):
    layer = make_layer(revision=revision, editor=editor)
    start = revision.text.index(words)
    annotation = make_annotation(layer=layer, exact=words, start=start)
    if submitted:
        lifecycle.submit(layer, by=editor)
    return annotation


def work_on(sample, chief):
    """Everything that the program knows to do on an article."""
    verifier = make_reviewer()
    revision = sample.article.latest_revision()
    suggestions.store_suggestions(revision)
    ada, ben = make_editor(), make_editor()
    lifecycle.assign(revision, ada, by=chief)
    layer = Layer.objects.get(editor=ada)
    suggested = revision.suggestions.first()
    suggestions.dismiss_suggestion(suggested, layer, by=ada)
    own = make_annotation(layer=layer, exact=WORDS, start=revision.text.index(WORDS))
    fact = Fact.objects.get(pk=sample.facts[0])
    FactElsewhere.objects.create(fact=fact, stable_id=uuid.uuid4())
    links.link(own, fact, relation="supports", by=ada)
    clear(layer, 0, 3, exact=revision.text[:3], by=ada)
    threads.open_thread(own, kind="comment", text="Sure?", by=ada)
    lifecycle.submit(layer, by=ada)
    read_by(ben, revision, words="a $48 million sea wall")
    review = Review.objects.get(revision=revision)
    group = review.disagreements.first()
    settle_group(group, letters=[layer.letter], by=chief)
    settle_group(group, "nothing", by=chief)
    disputes.open_thread_on_group(group, kind="question", text="Why?", by=chief)
    for other in review.disagreements.unsettled():
        settle_group(other, "nothing", by=chief)
    review_lifecycle.close_review(review, by=chief)
    fact_lifecycle.verify_version(FactVersion.objects.get(fact=fact), by=verifier)
    agreement_over()


def remove(by):
    sample = sample_there()
    return remove_sample(by=by, seen=what_would_be_lost(sample, by).fingerprint())


# What hangs on an article or a fact. A table that is new here belongs into removing.py as well.
HANGING = """
Adjudication Annotation Answer Article ArticleSearch Clearing Comment Disagreement
Disagreement_annotations Fact FactElsewhere FactLink FactVersion ImportItem Layer PairCounts Review
Revision RuledSpan RulesRun Seen Source Suggestion TextFigures TextOrigins Thread Thread_asked
Undoing
"""


def hanging_on(*models):
    """The names of all models that refer to these, and to those that do, and so on."""
    found, waiting = set(), list(models)
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            fields = model._meta.get_fields(include_hidden=True)
            waiting += [one.related_model for one in fields if one.auto_created and one.is_relation]
    return {model.__name__ for model in found}


def test_every_table_that_hangs_on_the_sample_is_thought_of():
    assert hanging_on(Article, Fact) == set(HANGING.split())


class TestAdding:
    def test_an_article_with_facts_that_say_they_are_invented(self):
        sample = add_sample(by=make_reviewer())
        article = sample.article
        assert "Invented for demonstration" in article.credit
        assert article.outlet.name == "Alder Courier"
        assert WORDS in article.latest_revision().text
        assert "You may also like" not in article.latest_revision().text
        assert Fact.objects.filter(pk__in=sample.facts).count() == 3
        assert FactVersion.objects.filter(verified_at=None).count() == 3
        assert sample_there() == sample

    def test_twice_is_once(self):
        rita = make_reviewer()
        first = add_sample(by=rita)
        assert add_sample(by=make_reviewer()) == first
        assert Article.objects.count() == 1

    def test_a_desk_with_articles_of_its_own_gets_none(self):
        make_article()
        with pytest.raises(DeskNotEmpty):
            add_sample(by=make_reviewer())
        assert Article.objects.count() == 1
        assert sample_there() is None

    @pytest.mark.django_db(transaction=True)
    def test_two_who_add_at_once_add_one(self):
        people = [make_reviewer() for _number in range(3)]
        outcomes = at_once(*[lambda by=by: add_sample(by=by) for by in people])
        assert len({outcome.article.pk for outcome in outcomes}) == 1
        assert Article.objects.count() == 1
        assert Fact.objects.count() == 3


class TestRemoving:
    def test_nothing_is_left_of_one_that_nobody_touched(self):
        rita = make_reviewer()
        before = rows()
        add_sample(by=rita)
        assert remove_sample(by=rita) == 0
        assert rows() == before
        assert sample_there() is None
        assert add_sample(by=rita).article.title

    def test_nothing_is_left_of_all_the_work_that_can_be_done_on_it(self, settings):
        settings.REVIEW_OWN = True
        chief = make_superuser()
        sample = add_sample(by=chief)
        makers = rows()
        remove_sample(by=chief)
        before = rows()
        assert makers != before
        sample = add_sample(by=chief)
        people = {"newsroom.User": 3}
        work_on(sample, chief)
        remove(chief)
        after = rows()
        after.subtract(people)
        memberships = {name: after[name] for name in after if after[name] != before[name]}
        assert set(memberships) <= {"newsroom.User_groups"}

    def test_what_would_be_lost_is_asked_first(self):
        chief = make_superuser()
        sample = add_sample(by=chief)
        assert not what_would_be_lost(sample, chief)
        work_on(sample, chief)
        loss = what_would_be_lost(sample, chief)
        assert (loss.readings, loss.submitted, loss.conversations, loss.links) == (2, 2, 2, 2)
        assert loss.decisions >= 2
        assert loss.changed_facts == 1
        with pytest.raises(SampleWorkedOn):
            remove_sample(by=chief)
        assert Article.objects.exists()

    def test_what_is_done_between_looking_and_removing_is_asked_about_again(self):
        rita = make_reviewer()
        sample = add_sample(by=rita)
        revision = sample.article.latest_revision()
        read_by(make_editor(), revision)
        seen = what_would_be_lost(sample, rita).fingerprint()
        read_by(make_editor(), revision)
        with pytest.raises(SampleWorkedOn):
            remove_sample(by=rita, seen=seen)

    def test_of_an_open_reading_only_that_it_is_there_is_told(self):
        rita = make_reviewer()
        sample = add_sample(by=rita)
        mark = read_by(make_editor(), sample.article.latest_revision(), submitted=False)
        links.link(mark, Fact.objects.first(), relation="supports", by=mark.layer.editor)
        threads.open_thread(mark, kind="comment", text="Sure?", by=mark.layer.editor)
        loss = what_would_be_lost(sample, rita)
        assert (loss.readings, loss.submitted, loss.links, loss.conversations) == (1, 0, 0, 0)

    def test_a_fact_that_is_used_elsewhere_stays(self):
        rita = make_reviewer()
        sample = add_sample(by=rita)
        fact = Fact.objects.get(pk=sample.facts[0])
        elsewhere = make_annotation(layer=make_layer())
        link = links.link(elsewhere, fact, relation="supports", by=elsewhere.layer.editor)
        assert remove(rita) == 1
        assert list(Fact.objects.all()) == [fact]
        link.refresh_from_db()
        assert Event.objects.filter(subject_type="fact", subject_id=str(fact.pk)).exists()
        assert Annotation.objects.count() == 1
        assert search.indexed_terms([fact.pk])

    def test_a_fact_that_took_the_place_of_one_that_stays_stays_too(self):
        chief = make_superuser()
        sample = add_sample(by=chief)
        first, second, _third = Fact.objects.filter(pk__in=sample.facts).order_by("pk")
        elsewhere = make_annotation(layer=make_layer())
        links.link(elsewhere, first, relation="supports", by=elsewhere.layer.editor)
        fact_lifecycle.retire_fact(first, reason="Old.", replaced_by=second, by=chief)
        assert remove(chief) == 2
        assert set(Fact.objects.all()) == {first, second}

    def test_an_outlet_that_was_there_or_is_used_by_now_stays(self):
        rita = make_reviewer()
        outlet = make_outlet("Alder Courier")
        add_sample(by=rita)
        remove(rita)
        assert Outlet.objects.get() == outlet
        outlet.delete()
        sample = add_sample(by=rita)
        make_article(outlet=sample.article.outlet)
        remove(rita)
        assert Outlet.objects.count() == 1

    def test_work_on_other_articles_and_its_agreement_stay_as_they_are(self):
        chief = make_superuser()
        sample = add_sample(by=chief)
        other = make_revision()
        for editor in (make_editor(), make_editor()):
            read_by(editor, other)
            read_by(editor, sample.article.latest_revision())
        assert agreement_over().texts == 2
        remove(chief)
        found = agreement_over()
        assert found.texts == 1
        assert found.labels["claim"].spans == 2

    def test_the_history_tells_who_added_and_who_removed_it_and_names_no_editor(self):
        rita = make_reviewer(first_name="Rita")
        sample = add_sample(by=rita)
        read_by(make_editor(first_name="Benedict"), sample.article.latest_revision())
        remove(rita)
        told = describe_events(events_seen_by(rita), rita)
        assert [one.event.verb for one in told] == ["sample.removed", "sample.added"]
        assert "removed the sample article and all work on it" in told[0].sentence
        assert "Benedict" not in "".join(one.sentence for one in told)

    def test_a_second_time_does_nothing(self):
        rita = make_reviewer()
        assert remove_sample(by=rita) is None
        add_sample(by=rita)
        remove_sample(by=rita)
        assert remove_sample(by=rita) is None
        assert Event.objects.filter(verb="sample.removed").count() == 1

    def test_one_that_a_newer_text_was_imported_for_stays(self):
        rita = make_reviewer()
        sample = add_sample(by=rita)
        make_revision(sample.article, text="Another text.")
        with pytest.raises(SampleHasNewText):
            remove_sample(by=rita)
        assert Article.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_two_who_remove_at_once_remove_it_once(self):
        people = [make_reviewer() for _number in range(3)]
        add_sample(by=people[0])
        outcomes = at_once(*[lambda by=by: remove_sample(by=by) for by in people])
        assert sorted(outcomes, key=str) == [0, None, None]
        assert not Article.objects.exists()
        assert Event.objects.filter(verb="sample.removed").count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_work_at_the_same_moment_is_kept_whole_or_refused(self):
        rita = make_reviewer()
        for _round in range(3):
            sample = add_sample(by=rita)
            revision, ada = sample.article.latest_revision(), make_editor()
            removed, started = at_once(
                lambda: remove_sample(by=rita),
                lambda revision=revision, ada=ada: lifecycle.start(revision, by=ada),
            )
            if isinstance(removed, SampleWorkedOn):
                assert Layer.objects.get() == started
                remove(rita)
            else:
                assert removed == 0
                assert isinstance(started, Refused)
            assert not Article.objects.exists()
            assert not Layer.objects.exists()
