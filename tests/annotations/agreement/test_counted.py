"""Counts kept in the database: they hold what reading every span would find, whatever happens."""

import random
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.agreement import counted, counting
from annotations.agreement.counted import bring_up_to_date, in_use
from annotations.agreement.counting import ANY_LABEL
from annotations.agreement.from_layers import measured_layers, texts_of
from annotations.agreement.measures import agreement_of, measure
from annotations.agreement.sums import agreement_over, by_month, pooled, shown, summed
from annotations.labels import LABELS
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.editing import withdraw_annotation
from annotations.models import Layer, PairCounts, PairSums, Review, TextFigures
from annotations.review import lifecycle as review_lifecycle
from articles.models import Revision
from newsroom.problems import Refused
from tests.factories import (
    TEXT,
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
)

pytestmark = pytest.mark.django_db

ALL = [*LABELS, ANY_LABEL]
WORDS = ["$48 million", "Tuesday", "on Tuesday", "2,300 households", "households", "the mayor"]


def directly(layers=None):
    """The agreement found by reading every span."""
    return measure(texts_of(measured_layers() if layers is None else layers))


def without_texts(agreement):
    return agreement.as_json(), agreement.labels, agreement.pairs


def some_revisions(share, chance):
    keys = Revision.objects.order_by("pk").values_list("pk", flat=True)
    return [pk for pk in keys if chance.random() < share]


def assert_the_same_of(revisions):
    """Of some texts: their counts are added up, or those of the others taken from all."""
    rows = summed(ALL, lambda rows: shown(rows.filter(revision__in=revisions)))
    found = directly(measured_layers().filter(revision__in=revisions))
    assert without_texts(agreement_of(pooled(rows, ALL))) == without_texts(found)


def assert_the_same():
    found = directly()
    assert without_texts(agreement_over()) == without_texts(found)
    kept = {
        (row.revision_id, row.label): row
        for row in TextFigures.objects.filter(in_use(), article__archived_at=None)
    }
    assert {pk for pk, _label in kept} == set(found.by_text)
    for pk, by_label in found.by_text.items():
        for label, measures in by_label.items():
            row = kept[pk, label]
            assert (row.editors, row.spans) == (measures.editors, measures.spans)
            values = {name: getattr(row, name) for name in measures.values()}
            assert values == measures.values()


def two_layers(*, revision=None, names=("ada", "ben"), **fields):
    revision = revision or make_revision()
    layers = [make_layer(revision=revision, editor=make_editor(name)) for name in names]
    for number, layer in enumerate(layers):
        make_annotation(layer=layer, exact=WORDS[number])
        make_annotation(layer=layer, exact="Tuesday", label="quote")
        Layer.objects.filter(pk=layer.pk).update(**{"submitted_at": timezone.now(), **fields})
    return layers


class Desk:
    """Five editors and a reviewer at work on some texts, by lot."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.rita = make_reviewer("rita")
        self.editors = [make_editor(name) for name in ("ada", "ben", "cleo", "dan", "eve")]
        self.revisions = [make_article().latest_revision() for _ in range(3)]

    def do_something(self):
        revision = self.chance.choice(self.revisions)
        layer = self.chance.choice([None, *Layer.objects.filter(revision=revision)])
        often, seldom = [self.start, self.mark, self.submit], [self.take_back, self.hand_over]
        seldom += [self.reopen, self.withdraw, self.archive, self.release]
        what = self.chance.choice(6 * often + seldom)
        with suppress(Refused):
            what(revision, layer)

    def start(self, revision, _layer):
        editor = self.chance.choice(self.editors)
        if not Layer.objects.filter(revision=revision, editor=editor).exists():
            make_layer(revision=revision, editor=editor)

    def mark(self, _revision, layer):
        if layer and layer.is_open:
            exact, label = self.chance.choice(WORDS), self.chance.choice(list(LABELS))
            start = TEXT.index(exact)
            here = layer.annotations.filter(start=start, end=start + len(exact), label=label)
            if not here.filter(withdrawn_at=None).exists():
                make_annotation(layer=layer, exact=exact, label=label)

    def withdraw(self, _revision, layer):
        live = layer and layer.annotations.filter(withdrawn_at=None).first()
        if live:
            withdraw_annotation(live, version=live.version, by=layer.editor)

    def submit(self, _revision, layer):
        if layer:
            layer_lifecycle.submit_among_others(layer, by=layer.editor)

    def reopen(self, _revision, layer):
        if layer:
            layer_lifecycle.reopen(layer, by=self.rita)

    def take_back(self, _revision, layer):
        if layer:
            layer_lifecycle.take_back(layer, by=self.rita)

    def hand_over(self, _revision, layer):
        if layer:
            layer_lifecycle.hand_over(layer, self.chance.choice(self.editors), by=self.rita)

    def archive(self, revision, _layer):
        article = revision.article
        article.archived_at = None if article.archived_at else timezone.now()
        article.save()

    def release(self, revision, _layer):
        review = Review.objects.filter(revision=revision).first()
        if review is None:
            if Layer.objects.submitted().filter(revision=revision).exists():
                review_lifecycle.open_review_early(revision, by=self.rita)
        else:
            closed = None if review.closed_at else timezone.now()
            Review.objects.filter(pk=review.pk).update(
                closed_at=closed, closed_by=self.rita if closed else None
            )


@pytest.mark.parametrize("seed", range(6))
def test_counts_are_those_of_reading_every_span_whatever_a_desk_does(seed):
    desk = Desk(seed)
    compared = 0
    for step in range(160):
        desk.do_something()
        if step % 4 == 0:
            assert_the_same()
            closed = Review.objects.released().values("revision")
            rows = [row for row in summed(ALL) if row.released]
            found = directly(measured_layers().filter(revision__in=closed))
            assert without_texts(agreement_of(pooled(rows, ALL))) == without_texts(found)
            for share in (0.2, 0.8):
                assert_the_same_of(some_revisions(share, random.Random(step)))
            compared += len(found.by_text) + len(directly().by_text)
    assert compared > 5


def test_without_anything_new_nothing_is_written():
    two_layers()
    bring_up_to_date()
    with CaptureQueriesContext(connection) as queries:
        bring_up_to_date()
    assert len(queries) == 2
    assert all(query["sql"].lstrip("(").startswith("SELECT") for query in queries)


def test_what_another_program_did_to_a_layer_is_seen():
    ada, _ben = two_layers()
    assert agreement_over().texts == 1
    make_annotation(layer=ada, exact="the mayor", label="statistic")
    Layer.objects.filter(pk=ada.pk).update(submitted_at=timezone.now())
    assert_the_same()
    Layer.objects.filter(pk=ada.pk).update(submitted_at=None)
    assert summed(ALL) == []  # Left out even where nobody has counted anew.
    assert agreement_over().texts == 0


def test_a_text_of_which_one_layer_is_submitted_is_looked_at_once():
    make_annotation(layer=make_layer(submitted=True))
    assert agreement_over().texts == 0
    assert not counted.to_be_counted().exists()
    assert not TextFigures.objects.exists()


def test_other_rules_labels_and_time_zones_count_everything_anew(monkeypatch, settings):
    two_layers()
    agreement_over()
    old = set(PairCounts.objects.values_list("pk", flat=True))
    monkeypatch.setattr(counting, "VERSION", counting.VERSION + 1)
    assert summed(ALL) == []
    assert_the_same()
    assert old.isdisjoint(PairCounts.objects.values_list("pk", flat=True))
    settings.TIME_ZONE = "Pacific/Auckland"
    assert summed(ALL) == []
    assert_the_same()
    assert len(set(PairSums.objects.values_list("edition", flat=True))) == 1


def test_a_month_is_that_of_the_desk(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    two_layers(submitted_at=datetime(2026, 8, 31, 13, tzinfo=UTC))
    bring_up_to_date()
    ((month, by_label),) = by_month(summed(ALL), ALL)
    assert (month.year, month.month, month.day) == (2026, 9, 1)
    assert by_label["claim"].spans == 2


def test_pairs_stand_under_the_names_of_today():
    ada, _ben = two_layers()
    two_layers(names=("cleo", "dan"))
    assert agreement_over().editors == ("ada", "ben", "cleo", "dan")
    ada.editor.username = "zoe"
    ada.editor.save()
    assert_the_same()
    assert agreement_over().pairs[0].a == "ben"


def test_archived_articles_count_only_where_they_are_asked_for():
    ada, _ben = two_layers()
    article = ada.revision.article
    assert agreement_over().texts == 1
    article.archived_at = timezone.now()
    article.save()
    assert agreement_over().texts == 0
    assert agreement_over(lambda rows: rows.filter(article=article)).texts == 1


def test_many_texts_are_counted_in_several_lots(monkeypatch):
    monkeypatch.setattr(counted, "TEXTS_AT_ONCE", 2)
    editors = [make_editor(name) for name in ("ada", "ben")]
    for _ in range(5):
        revision = make_revision()
        for editor in editors:
            make_annotation(layer=make_layer(revision=revision, editor=editor, submitted=True))
    assert agreement_over().texts == 5
    assert_the_same()
