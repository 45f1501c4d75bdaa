"""The exports say byte for byte what the models say, one by one; and cost little more a row."""

import json
import random
import uuid
from decimal import Decimal
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from annotations.disagreements.groups import speaking_letters
from annotations.exchange.exporting import csv, jsonl, webannotation
from annotations.exchange.exporting.rows import ALL, EDITOR, FINAL, annotations_shown, export_rows
from annotations.models import Adjudication, Annotation, Disagreement, FactLink, Layer, RuledSpan
from annotations.review import lifecycle as review_lifecycle
from annotations.review.actions import NothingToRule
from annotations.review.final import final_spans
from annotations.visibility import editor_name
from newsroom.models import User
from tests.annotations.exchange.exporting import one_by_one
from tests.counting import counted
from tests.factories import (
    make_article,
    make_editor,
    make_fact,
    make_outlet,
    make_reviewer,
    make_superuser,
)
from tests.worlds import dispute_group, make_review, redraw_layer, settle_group, undo_ruling_of

pytestmark = pytest.mark.django_db

TROUBLES = ("", "=1+1", "'-", 'say "yes"', "one, two", "two\nlines", "old\rend", "– plain", "'tis")
NUMBERS = (
    *(None, Decimal(0), Decimal(48_000_000), Decimal("0.1"), Decimal("1E-10"), Decimal("-3.10")),
    *(Decimal(123456789012345), Decimal(12345678901234500000), Decimal("99999.99999")),
)


def line(chance):
    return "".join(chance.choice("..ccqs") for _ in range(20))


def lives(seed):
    """Texts of two or three editors in every state that a review may be in."""
    chance = random.Random(seed)
    facts = [make_fact() for _ in range(2)]
    for number in range(5):
        lines = {letter: line(chance) for letter in "ABC"[: 2 + number % 2]}
        review = make_review(**lines)
        for one in Annotation.objects.filter(layer__revision=review.revision):
            said = {
                "attributed_to": chance.choice(TROUBLES),
                "unit": chance.choice(TROUBLES),
                "note": chance.choice(TROUBLES),
                "value": chance.choice(NUMBERS),
                "span_group": chance.choice((None, uuid.UUID(int=chance.getrandbits(128)))),
                "origin": chance.choice((None, "own", "suggested", "changed")),
                "suggestions_shown": chance.choice((None, True, False)),
                "created_at": timezone.now().replace(microsecond=chance.choice((0, 5, 120_000))),
            }
            if chance.random() < 0.5:
                Annotation.objects.filter(pk=one.pk).update(**said)
            if chance.random() < 0.3:
                FactLink.objects.bulk_create(
                    FactLink(
                        annotation=one,
                        fact=fact,
                        version=fact.versions.get(),
                        relation=chance.choice(("supports", "contradicts")),
                        linked_by=one.layer.editor,
                    )
                    for fact in facts
                )
        closed = number % 2
        settle_some(review, chance, share=1 if closed else 0.6)
        if closed:
            redraw_layer(review, "A", line(chance))
            settle_some(review, chance, share=1)
            review_lifecycle.close_review(review, by=make_reviewer())
        if number == 3 and (group := review.disagreements.exclude(adjudications=None).first()):
            dispute_group(group)
    article = make_article(title="=cmd, “x”", outlet=make_outlet("'@Post, The"), language="")
    review.revision.article.title = article.title
    review.revision.article.outlet = article.outlet
    review.revision.article.save()


def settle_some(review, chance, *, share):
    """Rulings on some of the groups; where not all are ruled, some rulings are undone."""
    for group in Disagreement.objects.filter(review=review).unsettled():
        letters = speaking_letters(group)
        if not letters:
            settle_group(group, "nothing")
        elif chance.random() < share:
            letters = chance.sample(letters, chance.randint(1, len(letters)))
            action = "take" if len(letters) == 1 else "several"
            try:
                ruling = settle_group(group, action, letters=letters, note=chance.choice(TROUBLES))
            except NothingToRule:  # another ruling holds these words
                ruling = settle_group(group, "nothing")
            if share < 1 and chance.random() < 0.3 and (span := ruling.ruled_spans.first()):
                undo_ruling_of(span)


def readers():
    return [None, make_editor(), make_reviewer(), make_superuser(), *User.objects.all()[:2]]


def compare_with_models(annotations, reader):
    name_of = partial(editor_name, reader=reader) if reader else lambda layer: str(layer.editor)

    def rows():
        return export_rows(ALL, annotations, final_spans(), name_of=name_of, reader=reader)

    records = [
        *one_by_one.editor_records(annotations, name_of=name_of, reader=reader),
        *one_by_one.final_records(final_spans()),
    ]
    assert "".join(csv.chunks(rows())) == one_by_one.as_csv(records)
    assert "".join(jsonl.chunks(rows())) == one_by_one.as_jsonl(records)
    page = json.loads("".join(webannotation.chunks(rows(), "https://desk.example")))
    assert [one["id"] for one in page["items"]] == [
        f"urn:uuid:{record['annotation_id']}" for record in records
    ]
    assert [one["newsroom:status"] for one in page["items"]] == [one["status"] for one in records]


@pytest.mark.parametrize("seed", range(2))
def test_any_life_of_a_desk_is_exported_as_its_models_say(seed):
    lives(seed)
    assert final_spans().exists()
    for reader in readers():
        compare_with_models(annotations_shown(), reader)


def test_the_demonstration_is_exported_as_its_models_say(tmp_path, settings):
    settings.VAR = tmp_path
    call_command("setup_roles", verbosity=0)
    call_command("demo", "--password", "for-this-test-only", verbosity=0)
    compare_with_models(annotations_shown(), User.objects.get(username="rita"))


def fill(layer, first, count):
    one = layer.annotations.first()
    Annotation.objects.bulk_create(
        Annotation(
            layer=layer,
            start=number,
            end=number + 1,
            exact="x",
            label="claim",
            guideline=one.guideline,
        )
        for number in range(first, first + count)
    )


@pytest.mark.parametrize(("write", "calls"), [(csv.chunks, 20), (jsonl.chunks, 45)])
def test_a_row_costs_few_calls_and_no_query(write, calls):
    review = make_review(A="cc..qq", B="cc....")
    layer = Layer.objects.filter(revision=review.revision).earliest("pk")
    found = []
    for first, count in ((100, 500), (600, 1_000)):
        fill(layer, first, count)
        rows = partial(
            export_rows, EDITOR, annotations_shown(), name_of=lambda layer: str(layer.editor)
        )
        found.append(counted(lambda rows=rows: sum(map(len, write(rows())))))
    few, many = found
    assert many.queries == few.queries <= 5
    assert many.calls - few.calls <= calls * 1_000


def rule(review, first, count):
    """Final annotations, each of a ruling of its own that has considered both editors' spans."""
    spans = [{"start": n, "end": n + 1, "label": "claim"} for n in range(first, first + count)]
    rulings = Adjudication.objects.bulk_create(
        Adjudication(
            review=review,
            action="take",
            rule="unanimous",
            considered={"lanes": [{"letter": letter, "spans": [span]} for letter in "AB"]},
        )
        for span in spans
    )
    RuledSpan.objects.bulk_create(
        RuledSpan(adjudication=ruling, exact="x", **span)
        for ruling, span in zip(rulings, spans, strict=True)
    )


# The driver of PostgreSQL reads numbers and times by functions of its own: two more a row.
@pytest.mark.parametrize(("write", "calls"), [(csv.chunks, 25), (jsonl.chunks, 32)])
def test_a_final_row_costs_few_calls_and_no_query(write, calls):
    review = make_review(A="cc..qq", B="cc..qq")
    review_lifecycle.close_review(review, by=make_reviewer())
    found = []
    for first, count in ((100, 500), (600, 1_000)):
        rule(review, first, count)
        rows = partial(export_rows, FINAL, annotations_shown(), final_spans(), name_of=str)
        found.append(counted(lambda rows=rows: sum(map(len, write(rows())))))
    few, many = found
    assert many.queries == few.queries <= 6
    assert many.calls - few.calls <= calls * 1_000


def test_a_search_for_what_is_final_does_not_list_all_rulings_first():
    make_review(A="cc", B="cc")
    plan = final_spans().explain() if connection.vendor == "sqlite" else ""
    assert "LIST SUBQUERY" not in plan
