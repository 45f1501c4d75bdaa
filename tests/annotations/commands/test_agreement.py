"""The command agreement."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from annotations.agreement.from_layers import NAMES
from tests.factories import TEXT, make_annotation, make_article, make_editor, make_layer

pytestmark = pytest.mark.django_db


def agreement(*arguments):
    out = io.StringIO()
    call_command("agreement", *arguments, stdout=out)
    return out.getvalue()


def as_json(*arguments):
    return json.loads(agreement("--json", *arguments))


@pytest.fixture
def article():
    """Ada marks two claims; Ben one of them, and half of the other."""
    article = make_article()
    revision = article.latest_revision()
    ada, ben = (
        make_layer(revision=revision, editor=make_editor(name), submitted=True)
        for name in ("ada", "ben")
    )
    make_annotation(layer=ada, exact="$48 million")
    make_annotation(layer=ben, exact="$48 million")
    make_annotation(layer=ada, exact="2,300 households")
    make_annotation(layer=ben, exact="households")
    return article


def test_the_json_holds_what_the_contract_names(article):
    found = as_json()
    assert list(found) == ["articles", "editors", "labels", "pairs", "any_label"]
    assert (found["articles"], found["editors"]) == (1, ["ada", "ben"])
    assert list(found["labels"]) == ["claim", "quote", "statistic"]
    claim = found["labels"]["claim"]
    assert claim["spans"] == 4
    assert (claim["f1_exact"], claim["f1_iou50"], claim["f1_overlap"]) == (0.5, 1.0, 1.0)
    marked, both = 11 + 16 + 11 + 10, 11 + 10
    assert claim["f1_character"] == pytest.approx(2 * both / marked)
    assert [(pair["a"], pair["b"], pair["label"], pair["articles"]) for pair in found["pairs"]] == [
        ("ada", "ben", "claim", 1),
        ("ada", "ben", "quote", 1),
        ("ada", "ben", "statistic", 1),
    ]
    assert found["pairs"][0]["f1_exact"] == 0.5
    # All marks of the article are claims: whatever the label, the places are the same.
    assert found["any_label"] == claim


def test_an_undefined_measure_is_null_in_json_and_has_its_reason_in_words(article):
    quote = as_json()["labels"]["quote"]
    assert quote == {"spans": 0} | dict.fromkeys(NAMES)
    assert "Character F1: n/a (nobody marked anything with this label)" in agreement()


def test_the_words_name_every_measure_in_full_pooled_and_per_pair(article):
    out = agreement()
    assert out.startswith("Articles submitted by two editors or more: 1\nEditors: ada, ben\n")
    assert "Claim, all editors: articles 1, editors 2, marks 4" in out
    assert "Place alone, whatever the label, all editors: articles 1, editors 2, marks 4" in out
    assert "Claim, ada and ben: articles 1, editors 2, marks 4" in out
    assert all(out.count(f"  {name.full}: ") == 7 for name in NAMES.values())


def test_nothing_submitted_is_no_error():
    make_annotation()
    assert as_json()["articles"] == 0
    assert "n/a (no article has been submitted by two editors)" in agreement()


def test_one_article_is_measured_by_itself(article):
    other = make_article(text=TEXT + " Again.")
    for name in ("cleo", "dan"):
        make_layer(revision=other.latest_revision(), editor=make_editor(name), submitted=True)
    assert as_json()["articles"] == 2
    assert as_json("--article", str(article.pk))["editors"] == ["ada", "ben"]
    assert as_json("--article", str(other.pk))["editors"] == ["cleo", "dan"]


def test_an_archived_article_is_measured_only_when_it_is_asked_for(article):
    article.archived_at = timezone.now()
    article.save()
    assert as_json()["articles"] == 0
    assert as_json("--article", str(article.pk))["articles"] == 1


def test_an_article_that_is_not_there_is_refused_by_its_id(article):
    with pytest.raises(CommandError) as caught:
        agreement("--article", "77")
    assert caught.value.returncode == 2
    assert "77" in str(caught.value)


def test_a_reader_who_has_had_enough_is_no_error(monkeypatch, capfd):
    class Closed(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    left = []
    monkeypatch.setattr("os.dup2", lambda *descriptors: left.append(descriptors))
    with pytest.raises(SystemExit) as end:
        call_command("agreement", stdout=Closed())
    assert (end.value.code, len(left)) == (1, 1)
