"""The command check_anchors."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotations.models import Annotation
from articles.models import Revision
from tests.factories import make_annotation, make_article, make_editor, make_layer

pytestmark = pytest.mark.django_db


def check():
    """(last line of the output, complaints)."""
    out, errors = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("check_anchors", stdout=out, stderr=errors)
    except CommandError as error:
        status = error.returncode
    assert status == bool(errors.getvalue())
    return out.getvalue().strip(), errors.getvalue()


def test_spans_and_hashes_that_are_right_pass():
    arabic = make_article(text="👨‍👩‍👧 é غزة 7").latest_revision()
    make_annotation(exact="Council")
    make_annotation(exact="harbour road.")
    make_annotation(layer=make_layer(revision=arabic), exact="غزة")
    assert check() == ("3 revisions, 3 annotations, 0 mismatches", "")


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"exact": "$49 million"}, "the words at 47:58: stored '$49 million', found '$48 million'"),
        ({"prefix": "acouncil approved a "}, "the text before at 47:58"),
        ({"prefix": ""}, "the text before at 47:58: stored ''"),
        ({"suffix": "sea wall"}, "the text after at 47:58: stored 'sea wall'"),
        ({"start": 46, "end": 57}, "the words at 46:57"),
        ({"end": 100_000}, "ends at 100000, but the text at"),
    ],
)
def test_a_span_that_does_not_fit_its_text_is_named(wrong, complaint):
    annotation = make_annotation(exact="$48 million")
    right = make_annotation(layer=annotation.layer, exact="Tuesday")
    Annotation.objects.filter(pk=annotation.pk).update(**wrong)
    last, complaints = check()
    assert complaint in complaints
    assert f"annotation {annotation.pk}" in complaints
    assert str(right.pk) not in complaints
    assert last.startswith("1 revisions, 2 annotations, ")
    assert not last.endswith(" 0 mismatches")


def test_a_withdrawn_span_and_one_of_a_layer_taken_back_are_checked_too():
    annotation = make_annotation(withdrawn_at=timezone.now())
    other = make_annotation(layer=make_layer(taken_back_at=timezone.now()))
    Annotation.objects.update(exact="x")
    _, complaints = check()
    assert str(annotation.pk) in complaints
    assert str(other.pk) in complaints


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"sha256": "0" * 64}, "the text does not have its SHA-256"),
        ({"raw_sha256": "0" * 64}, "the raw bytes do not have their SHA-256"),
        ({"raw": b"other"}, "the raw bytes do not have their SHA-256"),
    ],
)
def test_a_text_that_does_not_have_its_hash_is_named(wrong, complaint):
    revision = make_article().latest_revision()
    fields = {
        **dict.fromkeys(["sha256", "raw_sha256"], revision.sha256),
        "text": revision.text,
        "raw": bytes(revision.raw),
    }
    Revision.objects.create(
        article=revision.article,
        number=2,
        media_type="text/plain",
        imported_by=make_editor(),
        **(fields | wrong),
    )
    last, complaints = check()
    assert f"article {revision.article_id}, revision 2: {complaint}" in complaints
    assert "revision 1:" not in complaints
    assert last == "2 revisions, 0 annotations, 1 mismatches"


def test_the_queries_do_not_grow_with_the_spans(django_assert_num_queries):
    for count in (2, 4):
        for _ in range(count):
            layer = make_layer()
            for exact in ("Council", "Tuesday", "$48 million"):
                make_annotation(layer=layer, exact=exact)
        with django_assert_num_queries(3):
            check()
