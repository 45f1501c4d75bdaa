"""Queries that are written once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Annotation, Layer
from newsroom.prepared import ask
from tests.factories import make_annotation, make_layer

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def of_layer(layer):
    return Annotation.objects.filter(layer=layer, withdrawn_at=None).order_by("start", "pk")


def with_their_layer(layer, label):
    found = of_layer(layer).filter(label=label).select_related("layer__revision__article")
    return found.prefetch_related("layer__revision__layers").defer("prefix")


def extents(layer):
    return of_layer(layer).values_list("start", "end")


def among(pks):
    return Annotation.objects.filter(pk__in=pks).order_by("start")


def layers_among(pks):
    return Layer.objects.filter(annotations__in=pks).distinct().order_by("pk")


def changed_since(moment):
    return Annotation.objects.filter(updated_at__gt=moment)


def labelled(is_claim, *, layer):
    rows = of_layer(layer)
    return rows.filter(label="claim") if is_claim else rows.exclude(label="claim")


def nobody(layer):
    return Annotation.objects.filter(layer=layer, pk__in=[])


def two_layers():
    one, other = make_layer(), make_layer()
    for layer in (one, other):
        make_annotation(layer=layer)
        make_annotation(layer=layer, exact="Council", label="quote")
    return one, other


def test_the_rows_are_those_of_the_queryset_for_each_value():
    for layer in two_layers():
        assert ask(of_layer, layer=layer.pk) == list(of_layer(layer))
        assert ask(extents, layer=layer.pk) == list(extents(layer))
    assert ask(of_layer, layer=0) == []


def test_related_rows_come_along():
    for layer in two_layers():
        (found,) = ask(with_their_layer, layer=layer.pk, label="quote")
        assert found.get_deferred_fields() == {"prefix"}
        with CaptureQueriesContext(connection) as asked:
            assert found.layer.revision.article == layer.revision.article
            assert list(found.layer.revision.layers.all()) == [layer]
        assert not asked


def test_lists_may_be_of_any_length():
    one, other = two_layers()
    pks = list(Annotation.objects.values_list("pk", flat=True))
    for some in (pks, pks[:1], [uuid4()]):
        assert set(ask(among, pks=some)) == set(among(some))
    assert ask(layers_among, pks=pks) == [one, other]
    assert ask(layers_among, pks=pks[:1]) == list(layers_among(pks[:1]))


def test_a_moment_is_compared_as_one():
    make_annotation()
    now = timezone.now()
    assert len(ask(changed_since, moment=now - timedelta(hours=1))) == 1
    assert ask(changed_since, moment=now + timedelta(hours=1)) == []


def test_each_shape_is_a_query_of_its_own():
    layer, _other = two_layers()
    for is_claim in (True, False, True):
        (found,) = ask(labelled, is_claim, layer=layer.pk)
        assert (found.label == "claim") is is_claim


def test_what_can_have_no_rows_has_none():
    layer, _other = two_layers()
    with CaptureQueriesContext(connection) as asked:
        assert ask(nobody, layer=layer.pk) == []
    assert not asked


def test_it_is_written_once():
    layer, other = two_layers()
    ask(of_layer, layer=layer.pk)
    written = []

    def counted(layer):
        written.append(layer)
        return of_layer(layer)

    for one in (layer, other, layer):
        assert ask(counted, layer=one.pk) == list(of_layer(one))
    assert len(written) == 1
