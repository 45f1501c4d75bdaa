"""Rows as Web Annotations."""

import json
from decimal import Decimal
from uuid import UUID

from annotations.exchange.exporting.webannotation import chunks
from tests.annotations.exchange.exporting.test_csv import make_row

SITE = "https://desk.example"


def page(*rows):
    return json.loads("".join(chunks(rows, SITE)))


def only(**fields):
    (item,) = page(make_row(**fields))["items"]
    return item


def test_the_page_is_one_of_the_w3c():
    found = page(make_row(), make_row())
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationPage"
    assert len(found["items"]) == 2
    assert page()["items"] == []


def test_an_annotation_selects_its_words_and_its_place():
    item = only(exact="“Go 🙂,”", start=4, end=11, prefix="he said ", suffix=" and left")
    assert item["id"] == f"urn:uuid:{UUID(int=7)}"
    assert item["type"] == "Annotation"
    assert item["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "“Go 🙂,”",
            "prefix": "he said ",
            "suffix": " and left",
        },
        {"type": "TextPositionSelector", "start": 4, "end": 11},
    ]


def test_label_and_note_are_bodies():
    item = only(label="quote", note="Look again")
    assert item["body"] == [
        {"type": "TextualBody", "purpose": "classifying", "value": "quote"},
        {"type": "TextualBody", "purpose": "commenting", "value": "Look again"},
    ]
    assert len(only(note="")["body"]) == 1


def test_the_source_is_the_article_at_its_address_or_ours():
    source = only(article_url="https://harbour.example/wall", article_id=3)["target"]["source"]
    assert source["id"] == "https://harbour.example/wall"
    assert source["language"] == "en"
    bare = only(article_url="", article_id=3, language="und")["target"]["source"]
    assert bare["id"] == "https://desk.example/articles/3/"
    assert "language" not in bare


def test_those_whose_span_it_is_are_its_creators():
    assert only(editor="ada;ben")["creator"] == [
        {"type": "Person", "name": "ada"},
        {"type": "Person", "name": "ben"},
    ]
    assert "creator" not in only(editor="")


def test_what_the_model_has_no_place_for_stands_under_our_names():
    linked = {"facts": "12:supports", "fact_ids": str(UUID(int=5))}
    item = only(value=Decimal(48000000), unit="USD", attributed_to="Ines", **linked)
    assert item["newsroom:value"] == 48000000
    assert item["newsroom:unit"] == "USD"
    assert item["newsroom:attributed_to"] == "Ines"
    assert item["newsroom:facts"] == [
        {"fact": 12, "relation": "supports", "fact_id": str(UUID(int=5))}
    ]
    assert "newsroom:value" not in only(value=None)
    item = only(origin="own", suggestions_shown="no")
    assert (item["newsroom:origin"], item["newsroom:suggestions_shown"]) == ("own", "no")
    assert "newsroom:origin" not in only(origin="")
