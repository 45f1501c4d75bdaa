"""Static files as an installation serves them: collected, hashed, and whole."""

import gzip
import json
import re
import subprocess

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.js.test_pure_modules import node
from tests.test_imports import ROOT

IMPORT = re.compile(r"""^\s*(?:import|export|\})[^;"']*?["'](\.[^"']+)["'];""", re.MULTILINE)


MODULES = sorted((ROOT / "static" / "js").rglob("*.js"))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Served name of each file by its own; fails where a module names one that is not there."""
    folder = tmp_path_factory.mktemp("static")
    storage = {"staticfiles": {"BACKEND": "newsroom.storage.HashedStaticFiles"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storage):
        call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((folder / "staticfiles.json").read_text())["paths"]
    return {own: folder / served for own, served in paths.items()}


def test_every_module_is_served_under_its_hash(collected):
    for module in MODULES:
        served = collected[module.relative_to(ROOT / "static").as_posix()]
        assert re.fullmatch(rf"{re.escape(module.stem)}\.[0-9a-f]{{12}}\.js", served.name)
        assert served.is_file()


def test_every_import_of_a_module_leads_to_the_file_that_is_served(collected):
    modules = [path for own, path in collected.items() if own.startswith("js/")]
    imports = [(path, name) for path in modules for name in IMPORT.findall(path.read_text())]
    assert len(imports) > len(modules) / 2
    for path, name in imports:
        assert (path.parent / name).resolve() in modules, f"{path.name} imports {name}"


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


def test_the_script_of_the_workspace_is_at_most_30_kilobytes(collected):
    """As it is sent: each module by itself, compressed by gzip."""
    sent, waiting = {}, [collected["js/workspace/annotation-workspace.js"]]
    while waiting:
        path = waiting.pop()
        if path in sent:
            continue
        sent[path] = len(gzip.compress(path.read_bytes(), 9, mtime=0))
        waiting += [(path.parent / name).resolve() for name in IMPORT.findall(path.read_text())]
    assert len(sent) > 20
    assert sum(sent.values()) <= 30_000, sum(sent.values())
