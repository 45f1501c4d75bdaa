"""The documents tell the truth about the tree: every path and every link in them is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

from newsroom import settings
from tests.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "newsroom" / "demonstration" / "README.md",
]
PATH = re.compile(r"`((?:[\w-]+/)+(?:[\w-]+\.\w+)?|[\w-]+\.(?:py|md))`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
MADE_HERE = (".venv/", "var/")


def where_is():
    """The rows of the table: behaviour and file."""
    table = README.partition("## Where is …")[2].partition("\n## ")[0]
    return re.findall(r"^\| (.+?) \| `([^`]+)` \|$", table, re.MULTILINE)


def test_the_readme_says_where_at_least_twenty_behaviours_are():
    files = [file for _behaviour, file in where_is()]
    assert len(files) >= 20
    assert len(set(files)) == len(files)


@pytest.mark.parametrize(("behaviour", "file"), where_is())
def test_a_behaviour_is_in_a_file_that_is_there(behaviour, file):
    assert (ROOT / file).is_file()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_and_link_of_a_document_leads_somewhere(document):
    text = document.read_text(encoding="utf-8")
    paths = [path for path in PATH.findall(text) if not path.startswith(MADE_HERE)]
    missing = [
        path for path in paths if not any((base / path).exists() for base in bases(document))
    ]
    links = [unquote(link.partition("#")[0]) for link in LINK.findall(text) if "://" not in link]
    missing += [link for link in links if link and not (document.parent / link).exists()]
    assert not missing


def bases(document):
    """What a path in a document is relative to: the root, or the document's own folder."""
    return ROOT, document.parent


def test_the_map_names_every_folder():
    drawn = README.partition("## The map")[2].partition("## ")[0]
    for folder in ("newsroom", "articles", "annotations", "templates", "static", "tests", "docs"):
        assert f"\n{folder}/" in drawn


def test_the_map_names_every_room():
    drawn = README.partition("## The map")[2].partition("## ")[0]
    rooms = [path.parent.name for path in (ROOT / "annotations").glob("*/__init__.py")]
    unnamed = set(rooms) - {"management", "migrations", "templatetags"}
    assert {room for room in unnamed if f"\n  {room}/" not in drawn} == set()


def test_every_environment_variable_is_documented():
    read = set(
        re.findall(
            r'(?:environ\.get|yes|words_of_variable)\("([A-Z_]+)"',
            Path(settings.__file__).read_text(),
        )
    )
    documented = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    assert "DATABASE_URL" in read
    assert [name for name in sorted(read) if f"| `{name}` |" not in documented] == []


def test_a_wrong_path_would_be_noticed():
    assert PATH.findall("see `articles/nowhere.py` and `dev.py`") == [
        "articles/nowhere.py",
        "dev.py",
    ]
    assert not (ROOT / "articles/nowhere.py").exists()


COMMAND = re.compile(r"manage\.py ([a-z_]+)|`make ([a-z]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_a_document_names_is_there(document):
    text = document.read_text(encoding="utf-8")
    named = COMMAND.findall(text)
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets is not None
    missing = {command for command, _ in named if command} - set(get_commands())
    missing |= {target for _, target in named if target} - set(targets[1].split())
    assert not missing
