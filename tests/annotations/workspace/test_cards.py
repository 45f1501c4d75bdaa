"""What is shown of an annotation."""

from decimal import Decimal

import pytest

from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.annotation_json import as_json
from annotations.workspace.cards import counts_by_label, make_cards, with_clocks
from tests.factories import make_annotation, make_layer

pytestmark = pytest.mark.django_db


def test_the_json_has_the_members_of_the_contract():
    layer = make_layer()
    annotation = make_annotation(layer=layer, label="statistic", value=Decimal("4.8E+7"))
    annotation.refresh_from_db()
    shown = as_json(annotation, reader=layer.editor)
    assert {
        name: shown[name]
        for name in (
            "id",
            "revision",
            "label",
            "start",
            "end",
            "exact",
            "value",
            "facts",
            "version",
        )
    } == {
        "id": str(annotation.pk),
        "revision": layer.revision_id,
        "label": "statistic",
        "start": annotation.start,
        "end": annotation.end,
        "exact": "$48 million",
        "value": "48000000",
        "facts": [],
        "version": 1,
    }
    assert shown.keys() >= {
        "layer",
        "editor",
        "prefix",
        "suffix",
        "attributed_to",
        "unit",
        "note",
        "status",
        "created_at",
        "updated_at",
    }


def test_the_status_follows_the_layer_and_the_withdrawal():
    layer = make_layer()
    kept = make_annotation(layer=layer)
    gone = editing.withdraw_annotation(
        make_annotation(layer=layer, exact="Council"), version=1, by=layer.editor
    )
    assert as_json(kept, reader=layer.editor)["status"] == "open"
    assert as_json(gone, reader=layer.editor)["status"] == "withdrawn"
    kept.layer = layer_lifecycle.submit(layer, by=layer.editor)
    assert as_json(kept, reader=layer.editor)["status"] == "submitted"


def test_pieces_of_a_quote_are_numbered_in_text_order():
    layer = make_layer()
    first = make_annotation(layer=layer, label="quote", exact="The council")
    group = {"span_group": first.pk}
    second = make_annotation(layer=layer, label="quote", exact="the mayor", **group)
    first.span_group = first.pk
    alone = make_annotation(layer=layer, label="quote", exact="Council")
    shown = make_cards([second, alone, first])
    assert [(card.part, card.parts) for card in shown] == [(2, 2), (1, 1), (1, 2)]
    assert counts_by_label([second, alone, first]) == {
        "all": 3,
        "claim": 0,
        "quote": 3,
        "statistic": 0,
    }


def test_a_quote_of_what_is_spoken_leads_to_its_second():
    annotation = make_annotation()
    timecodes = [[0, 1.5], [annotation.start, 64.0]]
    assert [card.clock for card in with_clocks(make_cards([annotation]), timecodes)] == ["0:01:04"]
    assert [card.clock for card in with_clocks(make_cards([annotation]), None)] == [""]
