"""How far the articles are, and how little of it an editor learns."""

import pytest
from django.utils import timezone

from annotations.desk.progress import State, in_state, progress_of, states_for, to_do
from annotations.models import Review
from annotations.models.work import update_work
from articles.models import Article
from tests.factories import (
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db


def ids_in(state, user):
    articles = in_state(Article.objects.with_latest_revision(), state, user)
    return set(articles.values_list("pk", flat=True))


def make_layer_on(article, **fields):
    return make_layer(revision=article.latest_revision(), **fields)


def test_a_reviewer_finds_articles_by_the_state_of_all_layers():
    untouched, opened, mixed, submitted = (make_article() for _ in range(4))
    make_layer_on(opened)
    make_layer_on(mixed)
    make_layer_on(mixed, submitted=True)
    make_layer_on(submitted, submitted=True)
    reviewer = make_reviewer()
    assert ids_in(State.NOBODY, reviewer) == {untouched.pk}
    assert ids_in(State.OPEN, reviewer) == {opened.pk, mixed.pk}
    assert ids_in(State.SUBMITTED, reviewer) == {submitted.pk}


def with_review(**fields):
    article = make_article()
    make_layer_on(article, submitted=True)
    review = Review.objects.create(
        revision=article.latest_revision(), opened_at=timezone.now(), **fields
    )
    update_work([review.revision_id])
    return article


def test_a_reviewer_finds_what_is_in_review_and_what_is_closed():
    opened, closed = with_review(), with_review(closed_at=timezone.now())
    reviewer = make_reviewer()
    assert ids_in(State.SUBMITTED, reviewer) == set()
    assert ids_in(State.REVIEW, reviewer) == {opened.pk}
    assert ids_in(State.FINAL, reviewer) == {closed.pk}
    progress = progress_of([opened, closed], reviewer)
    assert (progress[opened.pk].in_review, progress[opened.pk].is_final) == (True, False)
    assert (progress[closed.pk].in_review, progress[closed.pk].is_final) == (False, True)


def test_an_editor_is_told_of_a_review_once_it_is_closed():
    opened, closed = with_review(), with_review(closed_at=timezone.now())
    editor = make_editor()
    for article in (opened, closed):
        make_layer_on(article, editor=editor, submitted=True)
    progress = progress_of([opened, closed], editor)
    assert not progress[opened.pk].in_review
    assert [progress[one.pk].my_layer.in_released_review for one in (opened, closed)] == [
        False,
        True,
    ]
    assert ids_in(State.SUBMITTED, editor) == {opened.pk, closed.pk}
    assert ids_in(State.FINAL, editor) == {closed.pk}
    assert State.REVIEW not in dict(states_for(editor))


def test_an_editor_finds_articles_by_the_state_of_own_layers_alone():
    others, mine, done = (make_article() for _ in range(3))
    editor = make_editor()
    make_layer_on(others)
    make_layer_on(others, submitted=True)
    make_layer_on(mine, editor=editor)
    make_layer_on(done, editor=editor, submitted=True)
    assert ids_in(State.NOBODY, editor) == {others.pk}
    assert ids_in(State.OPEN, editor) == {mine.pk}
    assert ids_in(State.SUBMITTED, editor) == {done.pk}


def test_a_layer_that_was_taken_back_counts_for_nothing():
    article = make_article()
    make_layer_on(article, taken_back_at=timezone.now())
    assert ids_in(State.NOBODY, make_reviewer()) == {article.pk}


def test_a_new_revision_has_nobody_yet():
    article = make_article()
    make_layer_on(article, submitted=True)
    make_revision(article, text="Another text.")
    assert ids_in(State.NOBODY, make_reviewer()) == {article.pk}


def test_mine_to_do_are_my_open_layers_on_whichever_revision():
    editor = make_editor()
    old, done, others = make_article(), make_article(), make_article()
    make_layer_on(old, editor=editor)
    make_revision(old, text="Another text.")
    make_layer_on(done, editor=editor, submitted=True)
    make_layer_on(others)
    assert list(to_do(Article.objects.all(), editor)) == [old]


def test_my_layer_is_the_open_one_before_that_of_the_newest_revision():
    editor = make_editor()
    article = make_article()
    opened = make_layer_on(article, editor=editor)
    make_revision(article, text="Another text.")
    make_layer_on(article, editor=editor, submitted=True)
    assert progress_of([article], editor)[article.pk].my_layer == opened


def test_only_a_reviewer_gets_counts():
    article = make_article()
    make_layer_on(article)
    make_layer_on(article, submitted=True)
    make_layer_on(article, submitted=True)
    make_layer_on(article, taken_back_at=timezone.now())
    seen = progress_of([article], make_reviewer())[article.pk]
    assert (seen.my_layer, seen.opened, seen.submitted) == (None, 1, 2)
    blind = progress_of([article], make_editor())[article.pk]
    assert (blind.my_layer, blind.opened, blind.submitted) == (None, None, None)
