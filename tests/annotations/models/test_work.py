"""The stored state of an article beside what follows from layers, reviews and texts."""

import random

import pytest
from django.db import IntegrityError

from annotations.layers import assigning
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer, Review
from annotations.models.work import derived_work, update_work
from annotations.review import lifecycle as review_lifecycle
from articles import details
from articles.importing.drafts import Draft
from articles.importing.storing import import_draft
from articles.models import Article, Revision, Work
from newsroom.problems import Refused
from tests.counting import counted
from tests.factories import make_article, make_editor, make_layer, make_reviewer, make_revision

pytestmark = pytest.mark.django_db


def some(chance, rows):
    return chance.choice(list(rows.order_by("pk")))


def start(chance, editors, reviewer):
    layer_lifecycle.start(some(chance, Revision.objects), by=chance.choice(editors))


def assign(chance, editors, reviewer):
    layer_lifecycle.assign(some(chance, Revision.objects), chance.choice(editors), by=reviewer)


def assign_many(chance, editors, reviewer):
    plan = assigning.plan(
        Article.objects.with_latest_revision(), editors, per_article=chance.choice([1, 2])
    )
    assigning.carry_out(plan, by=reviewer)


def submit(chance, editors, reviewer):
    layer = some(chance, Layer.objects)
    layer_lifecycle.submit(layer, by=layer.editor)


def reopen(chance, editors, reviewer):
    layer_lifecycle.reopen(some(chance, Layer.objects), by=reviewer)


def take_back(chance, editors, reviewer):
    layer_lifecycle.take_back(some(chance, Layer.objects), by=reviewer)


def open_review(chance, editors, reviewer):
    review_lifecycle.open_review_early(some(chance, Revision.objects), by=reviewer)


def close_review(chance, editors, reviewer):
    review_lifecycle.close_review(some(chance, Review.objects), by=reviewer)


def bring_in(chance, editors, reviewer):
    layer_lifecycle.import_layer(
        some(chance, Revision.objects), chance.choice(editors), by=reviewer
    )


def newer_text(chance, editors, reviewer):
    article = some(chance, Article.objects)
    text = f"Text {article.revisions.count() + 1} of the {article.title}."
    draft = Draft(
        name="text.txt", text=text, raw=text.encode(), title=article.title, url=article.url
    )
    import_draft(draft, by=reviewer)


ACTS = (start, assign, assign_many, submit, submit, submit, reopen, take_back, open_review)
ACTS += (close_review, bring_in, newer_text)


def test_the_state_is_what_follows_after_whatever_was_done(settings):
    settings.LAYERS_NEEDED = 2
    seen = set()
    for seed in range(4):
        chance = random.Random(seed)
        for number in range(3):
            make_article(title=f"Wall {seed}-{number}", url=f"https://a.example/{seed}-{number}")
        editors, reviewer = [make_editor() for _editor in range(3)], make_reviewer()
        for _step in range(40):
            try:
                chance.choice(ACTS)(chance, editors, reviewer)
            except (Refused, IndexError):  # There is none yet to do it to.
                continue
            for article in Article.objects.annotate(derived=derived_work()):
                assert article.work == article.derived, article
                seen.add(article.work)
    assert seen == set(Work.values)


def test_a_text_that_was_left_behind_tells_nothing_of_its_article():
    old = make_layer(submitted=True).revision
    make_revision(old.article, text="Another text.")
    make_layer(revision=old)
    old.article.refresh_from_db()
    assert old.article.work == Work.NOBODY


def test_the_state_of_many_is_written_by_as_many_queries_as_that_of_one():
    revisions = [make_layer().revision_id for _layer in range(12)]
    assert counted(lambda: update_work(revisions[:1])).queries == 2
    assert counted(lambda: update_work(revisions)).queries == 2


def test_other_details_are_saved_without_a_state_that_was_read_before():
    article = make_article(url="https://a.example/1")
    make_layer(revision=article.latest_revision())
    details.edit_article(article, {"title": "Another"}, by=make_reviewer())
    article.refresh_from_db()
    assert (article.title, article.work) == ("Another", Work.OPEN)


def test_the_database_refuses_a_state_that_there_is_not():
    article = make_article()
    with pytest.raises(IntegrityError):
        Article.objects.filter(pk=article.pk).update(work="nonsense")
