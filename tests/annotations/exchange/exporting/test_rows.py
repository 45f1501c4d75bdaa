"""The stream of rows of an export."""

import tracemalloc
import uuid
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from annotations.exchange.exporting.columns import in_utc
from annotations.exchange.exporting.final_rows import letters_by_place
from annotations.exchange.exporting.rows import ALL, EDITOR, FINAL, annotations_shown, export_rows
from annotations.facts import links
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation
from annotations.review import actions
from annotations.review import lifecycle as review_lifecycle
from annotations.review.final import final_spans
from newsroom.models import User
from tests.annotations.exchange.exporting.one_by_one import moment
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_outlet,
    make_reviewer,
)
from tests.worlds import make_layers, make_review, only_group, settle_group

pytestmark = pytest.mark.django_db


def exported(layer=ALL, annotations=None):
    found = annotations_shown() if annotations is None else annotations
    return list(export_rows(layer, found, name_of=lambda layer: layer.editor.username))


def columns_of(row):
    return row.head._asdict() | {name: it for name, it in row._asdict().items() if name != "head"}


def test_a_row_tells_where_an_annotation_stands_and_what_it_says():
    article = make_article(
        title="Wall",
        outlet=make_outlet("Harbour Post"),
        url="https://harbour.example/wall",
        published_on=date(2026, 2, 28),
        language="pt-BR",
    )
    layer = make_layer(revision=article.latest_revision(), editor=make_editor("ada"))
    group = uuid.uuid4()
    annotation = make_annotation(
        layer=layer,
        exact="$48 million",
        label="statistic",
        attributed_to="the council",
        value=Decimal(48_000_000),
        unit="USD",
        note="rounded",
        span_group=group,
        origin="changed",
        suggestions_shown=True,
    )
    [row] = exported()
    assert columns_of(row) == {
        "annotation_id": str(annotation.pk),
        "article_id": article.pk,
        "article_title": "Wall",
        "outlet": "Harbour Post",
        "article_url": "https://harbour.example/wall",
        "published_on": "2026-02-28",
        "language": "pt-BR",
        "revision": 1,
        "layer": "editor",
        "editor": "ada",
        "label": "statistic",
        "start": annotation.start,
        "end": annotation.end,
        "exact": "$48 million",
        "attributed_to": "the council",
        "value": "48000000",
        "unit": "USD",
        "note": "rounded",
        "facts": "",
        "status": "open",
        "decided_by": "",
        "decided_at": "",
        "rationale": "",
        "guideline_version": 1,
        "created_at": moment(annotation.created_at),
        "updated_at": moment(annotation.updated_at),
        "span_group": str(group),
        "origin": "changed",
        "suggestions_shown": "yes",
        "fact_ids": "",
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
    }


def test_what_an_article_does_not_have_is_empty():
    make_annotation()
    [row] = exported()
    assert row.head[2:5] == ("", "", "")
    assert (row.value, row.span_group) == ("", "")


def test_where_nobody_knows_an_origin_it_is_empty_and_not_guessed():
    make_annotation()
    make_annotation(exact="Tuesday", origin="own", suggestions_shown=False)
    assert [(row.origin, row.suggestions_shown) for row in exported()] == [("", ""), ("own", "no")]


def test_a_final_row_has_the_origins_of_its_editors_in_their_order():
    review = make_review(A="qqqq", B="..qqqq", C="..qqqq")
    settle_group(only_group(review), letters=["B"])
    [row] = final_of(review)
    assert (row.origin, row.suggestions_shown) == ("", "")
    marked = Annotation.objects.filter(layer__letter="C")
    marked.update(origin="changed", suggestions_shown=True)
    [row] = final_of(review)
    assert row.head.editor.split(";")[1] == names_of(review)["C"]
    assert (row.origin, row.suggestions_shown) == (";changed", ";yes")
    Annotation.objects.filter(layer__letter="B").update(origin="own", suggestions_shown=False)
    [row] = final_of(review)
    assert (row.origin, row.suggestions_shown) == ("own;changed", "no;yes")


def test_the_status_is_open_until_the_layer_is_submitted():
    layer = make_layer()
    make_annotation(layer=layer)
    assert [row.status for row in exported()] == ["open"]
    layer.submitted_at = timezone.now()
    layer.save()
    assert [row.status for row in exported()] == ["submitted"]


def test_what_was_withdrawn_taken_back_or_archived_is_left_out():
    stands = make_annotation()
    make_annotation(withdrawn_at=timezone.now())
    make_annotation(layer=make_layer(taken_back_at=timezone.now()))
    archived = make_article(archived_at=timezone.now()).latest_revision()
    make_annotation(layer=make_layer(revision=archived))
    assert [UUID(row.annotation_id) for row in exported()] == [stands.pk]
    assert len(exported(annotations=Annotation.objects.all())) == 2


def test_rows_run_by_article_letter_and_text_and_the_longer_span_first():
    first, second = make_article().latest_revision(), make_article().latest_revision()
    late = make_layer(revision=second)
    b, a = (make_layer(revision=first, letter=letter) for letter in "BA")
    for layer in (late, b, a):
        make_annotation(layer=layer, exact="sea wall on Tuesday")
        make_annotation(layer=layer, exact="council approved")
        make_annotation(layer=layer, exact="council")
    assert [(row.head.article_id, row.head.editor, row.exact) for row in exported()] == [
        (layer.revision.article_id, layer.editor.username, exact)
        for layer in (a, b, late)
        for exact in ("council approved", "council", "sea wall on Tuesday")
    ]


def test_each_layer_is_named_once_by_its_own_editor():
    revision = make_article().latest_revision()
    asked = []
    layers = [make_layer(revision=revision) for _ in range(3)]
    for layer in layers:
        make_annotation(layer=layer)
        make_annotation(layer=layer, exact="Tuesday")

    def name_of(layer):
        asked.append(layer.pk)
        return f"{layer.letter} {layer.editor_id} {layer.editor} {layer.revision_id}"

    names = [row.head.editor for row in export_rows(EDITOR, annotations_shown(), name_of=name_of)]
    assert asked == [layer.pk for layer in layers]
    assert names == [
        f"{layer.letter} {layer.editor_id} {layer.editor} {layer.revision_id}"
        for layer in layers
        for _ in range(2)
    ]


def test_the_final_layer_has_no_rows_while_there_are_no_reviews():
    make_annotation()
    assert exported(FINAL) == []
    assert len(exported(EDITOR)) == len(exported(ALL)) == 1


def test_every_row_is_exactly_the_text_at_its_place():
    text = "👩🏽‍🚒 é̂ said “yes”.\n\nغزة 1٬200 and 𝟙𝟚 ﬁnally 🇵🇹🇵🇹 e\u0301\u0323."
    revision = make_article(text=text).latest_revision()
    layer = make_layer(revision=revision)
    for exact in ("🏽‍🚒 é", "“yes”.\n\nغزة", "𝟚 ﬁ", "🇵🇹", "e\u0301"):
        make_annotation(layer=layer, exact=exact)
    found = exported()
    assert len(found) == 5
    assert all(text[row.start : row.end] == row.exact for row in found)


class TestAnyText(HypothesisTestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_every_row_is_exactly_the_text_at_its_place(self, data):
        characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
        text = data.draw(st.text(characters, min_size=1))
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        layer = make_layer(revision=make_article(text=text, title="t").latest_revision())
        make_annotation(layer=layer, exact=text[start:end], start=start)
        [row] = exported()
        assert text[row.start : row.end] == row.exact == text[start:end]


def test_there_are_three_queries_whatever_the_number_of_rows():
    for count in (10, 20):
        while Annotation.objects.count() < count:
            make_annotation(layer=make_layer(submitted=True))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(exported()) == count
        assert len(queries) == 3


def test_memory_does_not_grow_with_the_rows():
    layer = make_layer()
    note = "n" * 1000
    first = make_annotation(layer=layer, note=note)

    def fill(count):
        Annotation.objects.bulk_create(
            Annotation(
                layer=layer,
                start=number,
                end=number + 1,
                exact="x",
                label="claim",
                note=note,
                guideline=first.guideline,
            )
            for number in range(Annotation.objects.count(), count)
        )

    def peak():
        tracemalloc.start()
        count = sum(1 for _ in export_rows(ALL, annotations_shown(), name_of=lambda layer: "ada"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return count, most

    fill(6_000)
    count, small = peak()
    fill(18_000)
    triple, large = peak()
    assert triple > 2.9 * count
    assert large < 1.5 * small


def final_of(review):
    review_lifecycle.close_review(review, by=make_reviewer())
    found = list(export_rows(FINAL, Annotation.objects.none(), final_spans(), name_of=str))
    assert found == list(export_rows(ALL, Annotation.objects.none(), final_spans(), name_of=str))
    return found


def names_of(review):
    return {layer.letter: str(layer.editor) for layer in review.revision.layers.order_by("letter")}


def test_a_final_row_tells_what_was_ruled_by_whom_and_why():
    review = make_review(A="qqqq", B="..qqqq", C="..qqqq")
    reviewer = make_reviewer("rita", first_name="Rita", last_name="Solberg")
    ruling = settle_group(only_group(review), letters=["B"], by=reviewer, note="It ends there.")
    [row] = final_of(review)
    span, revision = ruling.ruled_spans.get(), review.revision
    names = names_of(review)
    assert columns_of(row) == {
        "annotation_id": str(span.pk),
        "article_id": revision.article_id,
        "article_title": revision.article.title,
        "outlet": "",
        "article_url": "",
        "published_on": "",
        "language": "en",
        "revision": 1,
        "layer": "final",
        "editor": f"{names['B']};{names['C']}",
        "label": "quote",
        "start": 2,
        "end": 6,
        "exact": "cdef",
        "attributed_to": "",
        "value": "",
        "unit": "",
        "note": "",
        "facts": "",
        "status": "adjudicated",
        "decided_by": "Rita Solberg",
        "decided_at": moment(ruling.decided_at),
        "rationale": "boundary: It ends there.",
        "guideline_version": 1,
        "created_at": moment(ruling.decided_at),
        "updated_at": moment(ruling.decided_at),
        "span_group": "",
        "origin": "",
        "suggestions_shown": "",
        "fact_ids": "",
        "prefix": span.prefix,
        "suffix": span.suffix,
    }


def test_what_all_agreed_on_is_told_as_agreed_and_decided_by_nobody():
    review = make_review(A="qqqq", B="qqqq")
    [row] = final_of(review)
    assert (row.status, row.decided_by, row.rationale) == ("agreed", "", "")
    assert row.head.editor == ";".join(names_of(review).values())


def test_a_span_drawn_by_hand_is_nobodys_and_a_rule_gives_no_reason():
    review = make_review(A="qqqq..cc", B="..qqqqcc", C="......cc")
    edit = actions.EditedSpan(1, 5, "bcde", "quote")
    settle_group(only_group(review), "edit", spans=[edit], note="")
    by_hand, agreed = final_of(review)
    assert (by_hand.head.editor, by_hand.rationale) == ("", "boundary")
    assert (agreed.status, agreed.start) == ("agreed", 6)


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("2026-03-01 09:30:00", "2026-03-01T09:30:00.000000Z"),
        ("2026-03-01 09:30:00.000005", "2026-03-01T09:30:00.000005Z"),
        ("2026-03-01T09:30:00.120000Z", "2026-03-01T09:30:00.120000Z"),
        ("2026-03-01 09:30:00.5", "2026-03-01T09:30:00.500000Z"),
        ("2026-03-01 09:30:00+00:00", "2026-03-01T09:30:00.000000Z"),
        ("2026-03-01 10:30:00.000005+01:00", "2026-03-01T09:30:00.000005Z"),
    ],
)
def test_a_moment_is_told_in_utc_however_it_is_stored(stored, written):
    assert in_utc(stored) == written


def test_whoever_marked_the_same_words_twice_is_named_once():
    span = {"start": 3, "end": 7, "label": "claim"}
    lanes = [{"letter": letter, "spans": [span, span]} for letter in ("B", "A", "AA")]
    assert letters_by_place({"lanes": lanes}) == {(3, 7, "claim"): "A;AA;B"}


def test_a_final_row_names_editors_as_an_editor_row_does():
    review = make_review(A="cccc", B="cccc")
    for letter, last in (("A", "Brook\t"), ("B", "\u00a0")):
        User.objects.filter(layers__letter=letter).update(first_name="\nAda ", last_name=last)
    review_lifecycle.close_review(review, by=make_reviewer())
    rows = list(
        export_rows(ALL, annotations_shown(), final_spans(), name_of=lambda one: str(one.editor))
    )
    assert [row.head.editor for row in rows] == ["Ada  Brook", "Ada", "Ada  Brook;Ada"]


def test_final_rows_are_of_closed_reviews_and_standing_rulings_alone():
    review = make_review(A="qqqq", B="")
    settle_group(only_group(review), letters=["A"])
    assert not list(export_rows(FINAL, Annotation.objects.none(), final_spans(), name_of=str))
    settle_group(only_group(review), "nothing")
    assert final_of(review) == []


def test_final_rows_have_the_facts_of_their_spans():
    fact = make_fact()
    revision = make_layers(A="cccc", B="cccc", submitted=False)
    for layer in revision.layers.all():
        links.link(layer.annotations.get(), fact, relation="supports", by=layer.editor)
        layer_lifecycle.submit(layer, by=layer.editor)
    [row] = final_of(review_lifecycle.review_of(revision.pk))
    assert row.facts == f"{fact.pk}:supports"
    assert row.fact_ids == str(fact.stable_id)


def test_final_rows_take_six_queries_for_few_and_many():
    for line in ("q.q.q", "q.q.q.q.q.q.q"):
        review = make_review(A=line, B=line)
        review_lifecycle.close_review(review, by=make_reviewer())
        with CaptureQueriesContext(connection) as asked:
            list(export_rows(FINAL, Annotation.objects.none(), final_spans(), name_of=str))
        assert len(asked) == 6  # One of them for where what the editors have came from.
