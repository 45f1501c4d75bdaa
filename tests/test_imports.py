"""Imports run only along the arrows of the house: this is the table of them."""

import ast
import sys
from collections import Counter

import pytest

from tests.paths import ROOT

APPS = ("newsroom", "articles", "annotations")

# Pure modules: the standard library and these names only.
PURE = {
    "articles.text": ("articles.cleaning", "articles.sentences"),
    "articles.cleaning": ("articles.cleaning", "articles.sentences"),
    "articles.addresses": ("articles.text",),
    "articles.sentences": (),
    "articles.importing.comparing": (
        "articles.addresses",
        "articles.importing.drafts",
        "articles.text",
    ),
    "articles.importing.drafts": ("articles.folding",),
    "articles.paragraphs": (),
    "articles.timecodes": (),
    "articles.readers.dates": (),
    "articles.readers.language.model": (),
    "articles.readers.limits": (),
    "articles.readers.records.columns": ("articles.text",),
    **dict.fromkeys(
        [
            f"articles.readers.tables.{name}"
            for name in ("cells", "layout", "lines", "ods", "rows", "xlsx")
        ],
        ("articles.readers.limits", "articles.readers.tables", "articles.text", "lxml"),
    ),
    **dict.fromkeys(
        [
            f"articles.readers.page.{name}"
            for name in (
                "bylines",
                "extent",
                "finding",
                "furniture",
                "publication",
                "statements",
                "structured_data",
                "titles",
                "words",
            )
        ],
        (
            "articles.cleaning",
            "articles.readers.dates",
            "articles.readers.fragments",
            "articles.readers.markup",
            "articles.readers.omissions",
            "articles.readers.page",
            "articles.sentences",
            "lxml",
        ),
    ),
    "articles.readers.markup": ("articles.readers.markup", "lxml", "articles.readers.omissions"),
    "articles.fetching.public_ips": (),
    "articles.fetching.targets": ("articles.addresses", "articles.text"),
    "articles.folding": ("articles.sentences",),
    "articles.excerpts": ("articles.folding",),
    "articles.readers.omissions": (),
    "articles.readers.documents.front_matter": (),
    "articles.readers.documents.printed": ("articles.sentences",),
    "articles.readers.fragments": ("articles.readers.markup", "articles.readers.omissions"),
    "annotations.labels": ("django.utils.translation",),
    "annotations.spans": ("annotations.spans", "articles.folding", "articles.sentences"),
    "annotations.suggesting": (
        "annotations.suggesting",
        "annotations.spans",
        "articles.paragraphs",
        "articles.sentences",
    ),
    "annotations.agreement.by_origin": ("annotations.agreement.counting", "annotations.spans"),
    "annotations.agreement.counting": ("annotations.spans",),
    "annotations.agreement.difference": (),
    "annotations.agreement.measures": ("annotations.agreement.counting", "annotations.labels"),
    "annotations.disagreements.comparison": ("annotations.labels", "annotations.spans"),
    "annotations.disagreements.options": (
        "annotations.disagreements.comparison",
        "annotations.labels",
        "annotations.spans",
        "articles.sentences",
    ),
    "annotations.facts.discrepancies": (
        "annotations.facts.ranking",
        "annotations.spans",
        "annotations.suggesting",
    ),
    "annotations.facts.outlet_comparison": (),
    "annotations.facts.ranking": ("annotations.spans",),
    "annotations.facts.seen_before": ("annotations.facts.ranking", "annotations.spans"),
    "annotations.facts.verdicts": (),
    "annotations.guidelines.versions": ("annotations.spans",),
    "annotations.layers.allocation": (),
    "annotations.review.outcomes": ("annotations.spans",),
    "annotations.review.reasons": (),
    "annotations.ui.charts": (),
    "annotations.exchange.exporting.row": (),
    "annotations.exchange.exporting.csv": ("annotations.exchange.exporting.row",),
    "annotations.exchange.exporting.pieces": (),
    "annotations.exchange.exporting.jsonl": (
        "annotations.exchange.exporting.pieces",
        "annotations.exchange.exporting.row",
    ),
    "annotations.exchange.exporting.webannotation": (
        "annotations.exchange.exporting.jsonl",
        "annotations.exchange.exporting.pieces",
        "annotations.exchange.exporting.row",
    ),
    "annotations.exchange.exporting.claimreview": ("annotations.facts.verdicts",),
    "annotations.exchange.fact_files": (
        "annotations.exchange.exporting.csv",
        "articles.readers.tables",
        "articles.text",
    ),
    "annotations.exchange.importing.own_csv": (
        "annotations.exchange.exporting.csv",
        "annotations.exchange.exporting.row",
        "articles.readers.tables",
        "articles.text",
    ),
    "annotations.exchange.importing.layer_read": ("annotations.labels",),
    "annotations.exchange.importing.offsets": ("annotations.spans",),
    "annotations.exchange.importing.formats": (
        "annotations.exchange.importing.formats",
        "annotations.exchange.importing.layer_read",
        "annotations.exchange.importing.offsets",
        "annotations.exchange.importing.own_csv",
        "articles.addresses",
        "articles.readers.tables",
    ),
}

# The rooms of `annotations`, and which each may import beside the labels, models,
# readers, spans and suggesting. The
# roof (urls, admin, management, template tags) may import every room, and no room imports it.
ROOMS: dict[str, set[str]] = {
    "labels": set(),
    "spans": set(),
    "suggesting": {"spans"},
    "models": {"labels", "spans", "suggesting"},
    "readers": {"models"},
    "locks": set(),
    "validation": set(),
    "ui": set(),
    "access": {"locks"},
    "visibility": {"access"},
    "agreement": {"access", "ui"},
    "disagreements": {"facts"},
    "facts": {"visibility", "access", "locks", "ui"},
    "history": {"access", "visibility", "ui"},
    "discussion": {"access", "visibility", "locks", "history", "ui"},
    "review": {
        "access",
        "visibility",
        "locks",
        "validation",
        "ui",
        "facts",
        "discussion",
        "disagreements",
    },
    "layers": {"visibility", "access", "locks", "validation", "ui", "discussion", "review"},
    "people": {"layers"},
    "guidelines": {"visibility", "access", "ui", "disagreements", "review"},
    "workspace": {
        "visibility",
        "access",
        "locks",
        "validation",
        "ui",
        "facts",
        "layers",
        "guidelines",
    },
    "exchange": {"visibility", "access", "locks", "validation", "ui", "facts", "review", "layers"},
    "saved_views": {
        "access",
        "ui",
        "desk",
        "discussion",
        "exchange",
        "facts",
        "history",
        "review",
    },
    "sample": {"access", "agreement", "facts"},
    "desk": {
        "sample",
        "visibility",
        "access",
        "ui",
        "facts",
        "discussion",
        "review",
        "layers",
        "exchange",
    },
    "finding": {"access", "ui", "facts"},
}
GROUND = {"labels", "models", "readers", "spans", "suggesting"}
ROOF = {"urls", "admin", "management", "templatetags"}

# No folder of the program holds more modules than these, and no module more lines.
MOST_MODULES = 20
MOST_LINES = 400

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
            "annotations.layers",
            "annotations.review",
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


def room_of(name):
    """The room of `annotations` that a module lies in; None for another app and for the app."""
    parts = name.split(".")
    return parts[1] if parts[0] == "annotations" and len(parts) > 1 else None


def is_roof(name):
    return bool(ROOF & set(name.split(".")[1:])) or room_of(name) == "apps"


def crosses_rooms(name, target):
    """Whether the import runs between two rooms where the table has no arrow."""
    source, other = room_of(name), room_of(target)
    if source is None or other is None or source == other or is_roof(name):
        return False
    ground = GROUND if source not in GROUND else set()
    return other not in ROOMS[source] | ground


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
    if crosses_rooms(name, target):
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


def test_every_room_is_in_the_table():
    rooms = {room_of(name) for name, _path in modules()} - {None, "apps"} - ROOF
    assert rooms == set(ROOMS)


def test_the_rooms_have_an_order():
    order: list[str] = []
    while len(order) < len(ROOMS):
        free = [room for room, below in ROOMS.items() if room not in order and below <= set(order)]
        assert free, f"these rooms import one another: {sorted(set(ROOMS) - set(order))}"
        order += free


def test_an_import_against_the_order_of_rooms_is_noticed():
    assert crosses_rooms("annotations.facts.lifecycle", "annotations.layers.lifecycle")
    assert crosses_rooms("annotations.models.layer", "annotations.access")
    assert not crosses_rooms("annotations.layers.lifecycle", "annotations.review.lifecycle")
    assert not crosses_rooms("annotations.review.admin.reviews", "annotations.layers.lifecycle")


def test_no_folder_holds_too_many_modules():
    folders = Counter(path.parent for _name, path in modules() if path.name != "__init__.py")
    too_many = {
        str(folder.relative_to(ROOT)): number
        for folder, number in folders.items()
        if number > MOST_MODULES
    }
    assert not too_many


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=lambda value: str(value))
def test_no_module_is_too_long(name, path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
