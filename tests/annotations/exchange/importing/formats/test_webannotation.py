"""Reading Web Annotations."""

import json
from decimal import Decimal
from uuid import UUID

import pytest

from annotations.exchange.exporting.webannotation import chunks
from annotations.exchange.importing.formats import webannotation
from annotations.exchange.importing.layer_read import (
    ArticleReference,
    Unusable,
    UnusableFile,
    label_mapping,
)
from tests.annotations.exchange.exporting.test_csv import NOON, make_row

SITE = "https://desk.example"


def read(text, **options):
    if not isinstance(text, str):
        text = json.dumps(text)
    return list(webannotation.read("a.jsonld", text, label_mapping({}), **options))


def exported(*rows):
    return read("".join(chunks(rows, SITE)))


def foreign(**members):
    """As another program may write it."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "creator": "https://people.example/ada",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": "Claim"},
        "target": {
            "source": "https://harbour.example/wall",
            "selector": [
                {"type": "TextQuoteSelector", "exact": "Go"},
                {"type": "TextPositionSelector", "start": 4, "end": 6},
            ],
        },
    } | members


def test_what_we_export_comes_back():
    row = make_row(
        annotation_id=UUID(int=7),
        article_url="https://harbour.example/wall",
        article_id=3,
        revision=2,
        editor="Ada Okonkwo",
        start=5,
        end=16,
        exact="=48 million",
        attributed_to="Ines",
        value=Decimal("48.5"),
        unit="USD",
        note="two\nlines",
        created_at=NOON,
        updated_at=NOON,
        span_group=UUID(int=9),
        origin="suggested",
        suggestions_shown="yes",
    )
    (made,) = exported(row)
    assert made.editor == "Ada Okonkwo"
    assert made.article == ArticleReference(3, "https://harbour.example/wall", 2)
    (span,) = made.spans
    assert (span.start, span.end, span.exact, span.label) == (5, 16, "=48 million", row.label)
    assert (span.attributed_to, span.value, span.unit) == ("Ines", Decimal("48.5"), "USD")
    assert (span.note, span.id, span.group) == ("two\nlines", UUID(int=7), str(UUID(int=9)))
    assert (span.created_at, span.updated_at) == (NOON, NOON)
    assert (span.origin, span.suggestions_shown) == ("suggested", True)


def test_links_name_their_facts_by_ids_or_are_counted():
    key = UUID(int=5)
    (made,) = exported(make_row(facts="12:supports", fact_ids=str(key)))
    assert made.spans[0].facts == ((key, "supports"),)
    (made,) = read(foreign(**{"newsroom:facts": [{"fact": 12, "relation": "supports"}]}))
    assert (made.spans[0].facts, made.left_aside.total()) == ((), 1)


def test_an_article_without_an_address_is_known_by_its_id():
    (made,) = exported(make_row(article_url="", article_id=3))
    assert made.article == ArticleReference(3, "", 1)


def test_layers_are_those_of_each_creator_and_text():
    rows = [
        make_row(editor=who, article_id=of, article_url="")
        for who, of in zip("aba", (1, 1, 2), strict=True)
    ]
    assert [(one.editor, one.article.id) for one in exported(*rows)] == [
        ("a", 1),
        ("b", 1),
        ("a", 2),
    ]


def test_final_and_open_are_what_they_are_in_the_table():
    (made,) = exported(make_row(status="open"), make_row(layer="final"))
    assert made.submitted is False
    assert made.left_aside == {"final annotations": 1}
    with pytest.raises(Unusable, match="final annotations only"):
        exported(make_row(layer="final"))


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"type": "AnnotationPage", "items": [one]},
        lambda one: {"type": "AnnotationCollection", "first": {"items": [one]}},
        lambda one: json.dumps(one) + "\n",
    ],
)
def test_annotations_of_other_programs_are_read_however_they_are_wrapped(wrapped):
    (made,) = read(wrapped(foreign()))
    assert made.editor == "https://people.example/ada"
    assert made.article == ArticleReference(None, "https://harbour.example/wall", None)
    assert [(span.start, span.end, span.exact, span.label) for span in made.spans] == [
        (4, 6, "Go", "claim")
    ]


@pytest.mark.parametrize(
    "members",
    [
        {"target": "https://harbour.example/wall"},
        {"target": {"source": "x", "selector": {"type": "TextQuoteSelector", "exact": "Go"}}},
        {
            "target": {
                "source": "x",
                "selector": {"type": "TextPositionSelector", "start": 0, "end": 2},
            }
        },
        {"body": {"purpose": "tagging", "value": "Opinion"}},
        {"body": []},
        {"body": "https://tags.example/claim"},
    ],
)
def test_one_without_words_place_or_label_is_refused_by_its_number(members):
    (made,) = read([foreign(**members)])
    assert made.spans == []
    assert [name for name, _reason in made.refused] == ["annotation 1"]


def test_what_is_missing_is_named():
    selectors = foreign()["target"]["selector"]
    target = {"source": "x", "selector": [selectors[0], {**selectors[1], "start": "4"}]}
    wrong = [
        foreign(target=target),
        foreign(target={"source": "x", "selector": selectors[1]}),
        foreign(body=[]),
    ]
    reasons = [reason for made in read(wrong) for _name, reason in made.refused]
    assert sorted(word for reason in reasons for word in reason.split() if word in NAMED) == NAMED


NAMED = ["TextPositionSelector", "TextQuoteSelector", "tags,"]


@pytest.mark.parametrize(
    "page",
    [[foreign(), 7, foreign()], {"type": "AnnotationPage", "items": [foreign(), "x", foreign()]}],
)
def test_what_is_no_annotation_is_told_and_the_others_are_read(page):
    told, made = read(page)
    assert isinstance(told, UnusableFile)
    assert "2 is no object" in told.reason
    assert len(made.spans) == 2


def test_spellings_of_one_address_are_one_layer():
    page = foreign()
    spelled = foreign(target=page["target"] | {"source": "http://www.harbour.example/wall/"})
    other = foreign(target=page["target"] | {"source": "https://harbour.example/other"})
    assert [(one.article.url, len(one.spans)) for one in read([page, spelled, other])] == [
        ("https://harbour.example/wall", 2),
        ("https://harbour.example/other", 1),
    ]
