"""Imports run only along the arrows of the house: this is the table of them."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APPS = ("newsroom", "articles", "annotations")

# Pure modules: the standard library and these names only.
PURE = {
    "articles.text": ("articles.furniture",),
    "articles.furniture": (),
    "articles.drafts": (),
    "articles.paragraphs": (),
    "articles.folding": (),
    "articles.excerpts": ("articles.folding",),
    "annotations.spans.anchoring": (),
    "annotations.spans.segments": (),
    "annotations.spans.numbers": (),
    "annotations.spans.normalization": (),
    "annotations.spans.intervals": (),
    "annotations.disagreements.comparison": (
        "annotations.spans.normalization",
        "annotations.spans.intervals",
    ),
    "annotations.agreement.measures": ("annotations.spans.intervals",),
    "annotations.disagreements.options": (
        "annotations.spans.normalization",
        "annotations.disagreements.comparison",
        "annotations.spans.intervals",
    ),
    "annotations.facts.ranking": (),
    "annotations.exchange.fact_files": ("annotations.exchange.exporting.csv",),
    "annotations.facts.outlet_comparison": (),
    "annotations.spans.sentences": (),
    "annotations.facts.discrepancies": (
        "annotations.facts.ranking",
        "annotations.suggesting.statistics",
        "annotations.suggesting.text",
        "annotations.suggesting.words",
        "annotations.suggesting",
    ),
    "annotations.layers.allocation": (),
    "annotations.spans.word_diff": (),
    "annotations.spans.mentions": (),
    "annotations.review.outcomes": (),
    "annotations.guidelines.versions": ("annotations.spans.word_diff",),
    "annotations.suggesting": ("annotations.suggesting",),
    "annotations.exchange.exporting.csv": (
        "annotations.exchange.exporting.CONTEXT",
        "annotations.exchange.exporting.Row",
        "annotations.spans.numbers",
    ),
    "annotations.exchange.exporting.jsonl": (
        "annotations.exchange.exporting.Row",
        "annotations.exchange.exporting.csv",
    ),
    "annotations.exchange.exporting.webannotation": (
        "annotations.exchange.exporting.Row",
        "annotations.exchange.exporting.csv",
        "annotations.exchange.exporting.jsonl",
    ),
    "annotations.exchange.exporting.claimreview": ("annotations.facts.verdicts",),
    "annotations.facts.verdicts": (),
    "annotations.exchange.importing.own_csv": ("annotations.exchange.exporting.csv",),
    "annotations.exchange.importing.formats": (
        "annotations.exchange.importing.formats",
        "annotations.exchange.importing.own_csv",
    ),
}

# Who may not import what: (those within, except these, what they may not reach).
FORBIDDEN = (
    (("articles",), (), ("annotations",)),
    (("newsroom",), ("newsroom.management", "newsroom.urls"), ("articles", "annotations")),
    (
        (
            "annotations.facts.lifecycle",
            "annotations.facts.search",
            "annotations.facts.forms",
            "annotations.facts.filters",
            "annotations.exchange.fact_import",
            "annotations.models.fact",
        ),
        ("annotations.models.fact_link",),
        (
            "annotations.models.annotation",
            "annotations.models.layer",
            "annotations.models.adjudication",
            "annotations.layers.editing",
            "annotations.layers.lifecycle",
            "annotations.review.adjudicating",
            "annotations.review.lifecycle",
        ),
    ),
)


def modules():
    """(dotted name, path) of every module of the three apps, migrations left out."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                parts = path.relative_to(ROOT).with_suffix("").parts
                yield ".".join(part for part in parts if part != "__init__"), path


def imports(path):
    """(line, dotted name) of everything that a file imports, also inside its functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def within(name, places):
    return any(name == place or name.startswith(f"{place}.") for place in places)


def floor(name):
    """How high in the app a module stands: 0 models, 1 activities and the like, 2 views, 3 urls.

    Pure modules lie below the models, which may use them.
    """
    if within(name, PURE):
        return 0
    parts = name.split(".")[1:]
    if not parts or parts[0] in {"models", "apps"}:
        return 0
    if {"urls", "admin"} & set(parts):
        return 3
    return 2 if "views" in parts else 1


def is_wrong(name, target):
    pure = next((pure for pure in PURE if within(name, [pure])), None)
    if pure and target.split(".")[0] not in sys.stdlib_module_names:
        return not within(target, PURE[pure])
    for those, except_these, reach in FORBIDDEN:
        if within(name, those) and not within(name, except_these) and within(target, reach):
            return True
    inside_one_app = name.split(".")[0] == target.split(".")[0] != "newsroom"
    return inside_one_app and ".management." not in name and floor(target) > floor(name)


def complaints(name, path):
    return [
        f"{path.name}:{line}: {name} may not import {target}"
        for line, target in imports(path)
        if is_wrong(name, target)
    ]


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=lambda value: str(value))
def test_imports_run_only_along_the_arrows(name, path):
    assert not complaints(name, path)


def test_a_wrong_import_is_noticed(tmp_path):
    wrong = tmp_path / "models.py"
    wrong.write_text("from annotations.views import desk\n")
    assert complaints("articles.models", wrong)
    assert complaints("annotations.models.layer", wrong)
    assert not complaints("annotations.urls", wrong)
    wrong.write_text("import django\n")
    assert complaints("annotations.spans.segments", wrong)
    assert not complaints("annotations.layers.lifecycle", wrong)
