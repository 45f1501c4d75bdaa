"""The scripts' pure modules under Node's own runner, and the fixtures they share with Python."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.js.node import node

HERE = Path(__file__).parent
CASES = json.loads((HERE / "offsets.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.js")), ids=lambda file: file.name)
def test_the_scripts_tests_pass(file):
    done = subprocess.run(
        [node(), "--test", "--test-reporter=spec", file],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ℹ fail 0" in done.stdout
    assert "ℹ tests 0" not in done.stdout


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_shared_fixtures_are_true_in_python(case):
    text = case["text"]
    for unit, point in case["pairs"]:
        assert len(text[:point].encode("utf-16-le")) // 2 == unit
    for span in case["spans"]:
        assert text[span["start"] : span["end"]] == span["exact"]
