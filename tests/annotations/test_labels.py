"""A fourth label works everywhere with its row alone: no module lists the labels anew."""

import ast
import csv
import json
import re
from dataclasses import replace
from html import unescape
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from annotations import labels
from annotations.agreement.from_layers import measured_layers, texts_of
from annotations.agreement.measures import measure
from annotations.exchange.importing.layer_read import label_mapping
from annotations.labels import CLAIM, LABELS, SPEAKER, Questions
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Disagreement, RuledSpan, Suggestion
from annotations.review import lifecycle as review_lifecycle
from annotations.workspace import suggestions
from tests.factories import make_editor, make_layer, make_reviewer, make_revision
from tests.paths import ROOT

OPINION = replace(
    CLAIM,
    key="opinion",
    name="Opinion",
    noun="opinion",
    article_noun="an opinion",
    plural="opinions",
    counted=ngettext_lazy("%(n)s opinion", "%(n)s opinions", "n"),
    suggested="Suggested opinion",
    begins="opinion begins",
    ends="opinion ends",
    keyboard="4",
    questions=Questions(
        begins="Where does this opinion begin?",
        ends="Where does this opinion end?",
        extent="Where does this opinion begin and end?",
        split="One opinion or several?",
        missing="Is this an opinion?",
        speaker="Whose opinion is it?",
        details="What is said of this opinion?",
        facts="Which facts bear on this opinion?",
        agreed="All have this opinion. Does it stand?",
    ),
    takes=frozenset({SPEAKER}),
    has_figures=False,
)
LABELLED = (Annotation, Suggestion, RuledSpan)
SHORT, LONG = "Ines Halloran", "Ines Halloran, said"


@pytest.fixture
def opinion(db, monkeypatch):
    """The label "opinion" in the table, and what a restart and a migration would make of it.

    The models read their choices when they are loaded, and the constraint is in the database.
    """
    # All pages are loaded before, so that a list made as a module is loaded lacks the label.
    import_module("newsroom.urls")
    monkeypatch.setitem(LABELS, OPINION.key, OPINION)
    for model in LABELLED:
        monkeypatch.setattr(model._meta.get_field("label"), "choices", labels.choices())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield OPINION
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        else:  # The transaction of the test takes this back.
            for model in LABELLED:
                name = f"{model._meta.model_name}_label_is_known"
                cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {name}")
            yield OPINION


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def tag(layer, exact, *, label="opinion", **fields):
    """What the editor's form without script posts, at the first place of the words."""
    start = layer.revision.text.index(exact)
    place = {"id": uuid4(), "start": start, "end": start + len(exact), "exact": exact}
    address = reverse("layer_annotations", args=[layer.pk])
    return signed_in(layer.editor).post(address, place | {"label": label} | fields)


def page(user, name, *args, query=""):
    response = signed_in(user).get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def exported(user, name):
    response = signed_in(user).get(reverse(name))
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def review(opinion):
    """Two editors tagged an opinion, one with more words, and have submitted."""
    revision = make_revision()
    layers = [make_layer(revision=revision, editor=make_editor(name)) for name in ("ada", "ben")]
    for layer, exact in zip(layers, (SHORT, LONG), strict=True):
        tag(layer, exact, attributed_to="the mayor")
        layer_lifecycle.submit(layer, by=layer.editor)
    reviewer = make_reviewer("rita")
    opened = review_lifecycle.open_review_early(revision, by=reviewer)
    row = Disagreement.objects.get(review=opened)
    return SimpleNamespace(review=opened, row=row, reviewer=reviewer, layers=layers)


def test_the_workspace_tags_with_a_new_label_and_shows_it(opinion):
    layer = make_layer(editor=make_editor("ada"))
    assert tag(layer, SHORT, attributed_to="the mayor").status_code in {200, 201, 302, 303}
    shown = page(layer.editor, "workspace", layer.pk)
    annotation = layer.annotations.get()
    assert annotation.label == "opinion"
    assert f'id="a-{annotation.pk}" class="card opinion"' in shown
    assert '<span class="label opinion">Opinion</span>' in shown
    assert '<mark class="opinion"' in shown
    assert re.search(r'data-label="opinion">Opinion<kbd>4</kbd></button>', shown)
    assert re.search(r'data-count="opinion">1</span>', shown)
    assert re.search(r'type="radio" name="label" value="opinion"[^>]*data-takes="speaker"', shown)
    table = json.loads(re.search(r'<script id="label-keys"[^>]*>(.*?)</script>', shown)[1])
    assert [row["key"] for row in table["labels"]] == ["claim", "quote", "statistic", "opinion"]
    assert table["keyboards"] == "1, 2, 3 or 4"


def test_the_desk_and_the_submission_count_a_new_label(opinion):
    layer = make_layer(editor=make_editor("ada"))
    tag(layer, SHORT)
    assert '<span class="tag opinion">1 opinion</span>' in page(layer.editor, "desk")
    shown = page(layer.editor, "layer_submission", layer.pk)
    assert '<dt class="label opinion">Opinions</dt><dd>1</dd>' in shown


def test_a_new_label_has_the_details_of_its_row_and_no_others(opinion):
    layer = make_layer(editor=make_editor("ada"))
    refused = tag(layer, SHORT, value="3", unit="USD")
    assert "Only a statistic has a value." in unescape(refused.content.decode())
    assert not layer.annotations.exists()


def test_a_label_outside_the_table_is_refused(db):
    layer = make_layer(editor=make_editor("ada"))
    assert tag(layer, SHORT).status_code in {400, 422}
    assert not layer.annotations.exists()


def test_a_review_asks_about_a_new_label_and_settles_it(review):
    shown = page(review.reviewer, "disagreement", review.row.pk)
    assert "Where does this opinion end?" in shown
    assert "opinion begins" in shown
    fields = {"fingerprint": review.row.fingerprint, "standing": "", "reason": "boundary"}
    address = reverse("adjudications", args=[review.row.pk])
    answer = signed_in(review.reviewer).post(address, fields | {"choice": "take-A"})
    assert answer.status_code in {302, 303}
    assert [(s.label, s.exact) for s in RuledSpan.objects.all()] == [("opinion", SHORT)]
    assert '<mark class="opinion' in page(review.reviewer, "review_text", review.review.revision_id)


def test_every_phrase_of_the_questions_is_there_for_every_label(opinion):
    for label in LABELS.values():
        phrases = [getattr(label.questions, name) for name in Questions.__slots__]
        assert all(str(phrase).endswith("?") for phrase in phrases)


@pytest.mark.parametrize("name", ["export_csv", "export_jsonl", "export_webannotation"])
def test_exports_hold_a_new_label(review, name):
    text = exported(review.reviewer, name)
    if name == "export_csv":
        rows = [row["label"] for row in csv.DictReader(text.splitlines())]
        assert rows.count("opinion") == 2
    else:
        assert text.count('"opinion"') == 2


def test_imports_and_filters_know_a_new_label(review):
    assert label_mapping({})("Opinion") == "opinion"
    listed = page(review.reviewer, "annotations", query="?label=opinion")
    assert SHORT in listed
    assert 'value="opinion"' in listed


def test_suggestions_are_left_alone_by_a_new_label(opinion):
    editor = make_editor("ada", suggestions=True, suggested_claims=True)
    layer = make_layer(editor=editor)
    page(editor, "workspace", layer.pk)
    before = list(suggestions.waiting_suggestions(layer, to=editor).values_list("pk", "label"))
    assert before
    tag(layer, Suggestion.objects.get(pk=before[0][0]).exact)
    assert (
        list(suggestions.waiting_suggestions(layer, to=editor).values_list("pk", "label")) == before
    )
    assert "opinion" not in {label for _pk, label in before}


def test_agreement_measures_a_new_label(review):
    found = measure(texts_of(measured_layers()))
    assert found.labels["opinion"].spans == 2
    assert (found.labels["opinion"].f1_exact, found.labels["opinion"].f1_overlap) == (0.0, 1.0)
    assert "opinion" in found.as_json()["labels"]
    shown = page(review.reviewer, "agreement")
    assert re.search(r"<th[^>]*>\s*(<[^>]*>\s*)*Opinion", shown)


def test_each_label_has_its_colour_in_the_style_sheet():
    tokens = (ROOT / "static/css/ui/tokens.css").read_text(encoding="utf-8")
    for key in LABELS:
        for part in (f"--{key}:", f"--{key}-tint:", f".{key}:not(mark)", f'data-second="{key}"'):
            assert part in tokens, f"{part} is missing: see «Add a label» in CONTRIBUTING.md"


def test_no_key_of_a_label_begins_with_that_of_another_and_no_two_have_one_keyboard_key():
    keys = list(LABELS)
    assert not [(a, b) for a in keys for b in keys if a != b and b.startswith(a)]
    assert len({label.keyboard for label in LABELS.values()}) == len(keys)


# Rules for one label are no lists: the example on the sign-in page, and suggestions of claims.
ONE_LABEL = {"templates/registration/_excerpt.html"}


def literals_with_two_labels(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set, ast.Dict)):
            inside = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}
            if len(inside & set(LABELS)) > 1:
                yield node.lineno


def test_no_module_template_script_or_style_sheet_lists_the_labels_again():
    found = []
    for path in sorted((ROOT / "annotations").rglob("*.py")):
        if path.name != "labels.py" and "migrations" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [f"{path.name}:{line}" for line in literals_with_two_labels(tree)]
    for folder, pattern in (("templates", "*.html"), ("static", "*.js"), ("static", "*.css")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            name = str(path.relative_to(ROOT))
            if name in ONE_LABEL or path.name == "tokens.css":
                continue
            text = path.read_text(encoding="utf-8")
            named = {key for key in LABELS if re.search(rf"""["'.]{key}\b""", text)}
            if len(named) > 1:
                found.append(f"{name} names {', '.join(sorted(named))}")
    assert not found
