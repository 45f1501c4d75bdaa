"""Static files as an installation serves them: collected, hashed, and whole."""

import gzip
import json
import re
import subprocess

import pytest
from django.core.management import call_command
from django.test import override_settings

from newsroom.static_files.joining import SHARED
from newsroom.static_files.storage import ENTRIES
from tests.js.test_pure_modules import node
from tests.test_imports import ROOT

IMPORT = re.compile(r"""^\s*(?:import|export|\})[^;"']*?["'](\.[^"']+)["'];""", re.MULTILINE)
NAMED = re.compile(r"""{% (static|module|sheet) ['"]([^'"]+)['"]""")

MODULES = sorted((ROOT / "static" / "js").rglob("*.js"))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Served name of each file by its own; fails where a module names one that is not there."""
    folder = tmp_path_factory.mktemp("static")
    storage = {"staticfiles": {"BACKEND": "newsroom.static_files.storage.HashedStaticFiles"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storage):
        call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((folder / "staticfiles.json").read_text())["paths"]
    return {own: folder / served for own, served in paths.items()}


def named_in_templates():
    """The paths below `static/` that templates name, each with the templates that do."""
    named = {}
    for template in sorted((ROOT / "templates").rglob("*.html")):
        for tag, path in NAMED.findall(template.read_text(encoding="utf-8")):
            path = {"static": "", "module": "js/", "sheet": "css/"}[tag] + path
            named.setdefault(path, []).append(template.name)
    return named


def test_all_that_a_template_names_is_served_under_its_hash(collected):
    named = named_in_templates()
    assert {"icon.svg", "css/ui/every-page.css", "js/workspace/dialogs.js"} <= set(named)
    for path, templates in named.items():
        assert path in collected, f"{path}, which {templates} ask for"
        stem, ending = path.rsplit("/", 1)[-1].rsplit(".", 1)
        assert re.fullmatch(rf"{re.escape(stem)}\.[0-9a-f]{{12}}\.{ending}", collected[path].name)
        assert collected[path].is_file()


def test_the_modules_that_are_served_are_those_that_a_template_names(collected):
    """A module that is in the file of another must not be had a second time under its own name."""
    named = {path for path in named_in_templates() if path.startswith("js/")}
    assert named == set(ENTRIES)
    assert {path for path in collected if path.startswith("js/")} == {SHARED, *ENTRIES}


def test_every_module_is_in_one_of_the_files_that_are_served(collected):
    served = [path.read_text() for own, path in collected.items() if own.startswith("js/")]
    for module in MODULES:
        own = module.relative_to(ROOT / "static").as_posix()
        if own in ENTRIES:
            continue
        name = re.sub(r"\W", "_", own.removeprefix("js/").removesuffix(".js"))
        assert sum(f"const {name} = (() => {{" in text for text in served) == 1, own


def test_every_import_of_a_file_leads_to_one_that_is_served(collected):
    files = [path for own, path in collected.items() if own.startswith("js/")]
    imports = [(path, name) for path in files for name in IMPORT.findall(path.read_text())]
    assert len(imports) > len(files) / 2
    for path, name in imports:
        assert (path.parent / name).resolve() in files, f"{path.name} imports {name}"


def test_no_sheet_that_is_served_asks_for_another(collected):
    sheets = [own for own in collected if own.startswith("css/")]
    joined = [own for own in sheets if "@import" in (ROOT / "static" / own).read_text()]
    assert len(joined) >= 3
    for own in sheets:
        served = collected[own].read_text()
        assert "@import" not in served
        assert "/*" not in served
        assert own not in joined or len(served) > 5_000, own


def test_a_sheet_that_imports_others_has_no_rule_of_its_own():
    """Where sheets are not joined, pages link those that it imports, and not the sheet itself."""
    for sheet in (ROOT / "static" / "css").rglob("*.css"):
        said = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "@import" not in said or re.fullmatch(r'(\s*@import url\("[^"]+"\);)+\s*', said)


def test_no_string_of_a_sheet_holds_a_comment():
    for sheet in (ROOT / "static" / "css").rglob("*.css"):
        for said in re.findall(r'"[^"\n]*"', sheet.read_text(encoding="utf-8")):
            assert "/*" not in said, sheet.name


def test_no_string_of_a_module_goes_over_the_end_of_a_line():
    for module in MODULES:
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), 1):
            said = line.strip()
            if not said.startswith(("*", "/*", "//")):
                assert said.count("`") % 2 == 0, f"{module.name}:{number}"


def test_modules_are_sent_without_their_comments_and_are_still_modules(collected, tmp_path):
    for own, served in collected.items():
        if not own.startswith("js/"):
            continue
        sent = served.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(/\*|\*|//)", sent, re.MULTILINE), own
        (tmp_path / "sent.mjs").write_text(sent, encoding="utf-8")
        done = subprocess.run([node(), "--check", tmp_path / "sent.mjs"], capture_output=True)
        assert done.returncode == 0, f"{own}: {done.stderr.decode()}"


def test_the_script_of_the_workspace_is_at_most_37_kilobytes(collected):
    """As it is sent: each file by itself, compressed by gzip.

    It was 30. The file of what several pages share has since come to hold what every page needs so
    that nothing typed is lost (4 kB). The workspace itself places its cards beside their words,
    takes keys on the whole page and what is typed before a dialog is there, waits for what is being
    saved before the page is left, and finds other places of the same words: 6 kB, all of it needed
    before anything is pressed. Dialogs are asked for when one is opened. It was 36 until two keys
    came for words that nobody has looked at: what they do is a module of its own, but the keys,
    their help and the way to it are here.
    """
    sent, waiting = {}, [collected["js/workspace/annotation-workspace.js"]]
    while waiting:
        path = waiting.pop()
        if path in sent:
            continue
        sent[path] = len(gzip.compress(path.read_bytes(), 9, mtime=0))
        waiting += [(path.parent / name).resolve() for name in IMPORT.findall(path.read_text())]
    assert len(sent) == 2
    assert 20_000 <= sum(sent.values()) <= 37_000, sum(sent.values())
