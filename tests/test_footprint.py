"""What the program takes of a machine: what is installed, and what is read before it is needed."""

import json
import os
import subprocess
import sys
import tomllib

from bench._installed import LOCK, locked, size_of
from tests.paths import ROOT
from tests.test_imports import APPS

MOST_DISTRIBUTIONS = 30
MOST_INSTALLED = 150 * 2**20
# Each takes tenths of a second or megabytes, and only some requests need it.
LATE = ("pypdf", "numpy", "trafilatura", "py3langid")
LOADED = """
import json, sys
import newsroom.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
from articles.readers.language.model import model
assert not model.cache_info().currsize, "the model of languages"
print(json.dumps(sorted(sys.modules)))
"""


def test_few_distributions_are_installed_and_they_are_small():
    names = locked()
    assert "django" in names
    assert len(names) <= MOST_DISTRIBUTIONS, names
    assert sum(map(size_of, names)) <= MOST_INSTALLED


def test_a_distribution_for_other_pythons_counts_once():
    text = LOCK.read_text()
    names = [
        line.partition("==")[0] for line in text.splitlines() if "==" in line and line[0] != " "
    ]
    assert locked() == list(dict.fromkeys(names))


def test_the_program_imports_nothing_that_only_development_has():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    tools = {one.partition(">")[0] for one in project["dependency-groups"]["dev"]}
    assert {"trafilatura", "py3langid"} <= tools
    for app in APPS:
        for file in (ROOT / app).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            for tool in tools:
                assert f"import {tool}" not in text, file
                assert f"from {tool}" not in text, file


def test_a_server_that_waits_has_not_read_what_few_requests_need():
    environment = {**os.environ, "DATABASE_URL": "sqlite://", "SECRET_KEY": "x" * 60}
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    assert "articles.readers" in loaded
    assert not set(LATE) & set(loaded)
