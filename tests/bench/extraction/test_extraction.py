"""The readers over a folder of pages, as its user runs them."""

import csv
import json
import subprocess
import sys

import pytest

from bench import __main__ as runner
from tests.paths import ROOT

PAGE = """<!doctype html><html lang="en"><head><title>{title} | Harbour Post</title>
<meta property="og:title" content="{title}"><meta name="author" content="Ida Frost">
<meta property="article:published_time" content="2024-05-07T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><article><h1>{title}</h1>{body}
</article></body></html>"""
PARAGRAPHS = [
    "The council heard on Tuesday that the wall would cost 48 million, and put off its vote.",
    "“We are building for the next storm,” the mayor said, and no one at the meeting doubted it.",
    "It will protect more than 2,300 households that stand below the old harbour road.",
]


@pytest.fixture
def folder(tmp_path):
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    lines = []
    for number, title in enumerate(("Council puts off wall", "Wall put off once more")):
        name = f"wall-{number}.html"
        (tmp_path / name).write_text(PAGE.format(title=title, body=body), encoding="utf-8")
        text = "\n\n".join(PARAGRAPHS)
        lines.append({"page": name, "text": text, "title": title, "byline": "Ida Frost"})
    lines[0]["published_on"] = "2024-05-07"
    written = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "expected.jsonl").write_text(written, encoding="utf-8")
    return tmp_path


def run(*arguments):
    command = [sys.executable, "-m", "bench.extraction", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_ours_and_the_libraries_that_are_there_are_measured_in_one_run(folder):
    details = folder / "details.csv"
    done = run(folder, "--jobs", "1", "--details", details)
    assert done.returncode == 0, done.stderr
    assert f"| {folder.name}, 2 pages | texts |" in done.stdout
    for reader in ("newsroom", "trafilatura", "trafilatura, precision"):
        assert f"\n| {reader} | 2 | " in done.stdout
    with details.open(encoding="utf-8", newline="") as file:
        ours = [row for row in csv.DictReader(file) if row["reader"] == "newsroom"]
    assert [(row["f1"], row["lost"], row["byline"]) for row in ours] == [("1.0000", "0", "1")] * 2
    assert [row["date"] for row in ours] == ["1", ""]


def test_a_page_is_shown_alone(folder):
    done = run(folder, "--jobs", "1", "--readers", "newsroom", "--show", "wall-1.html")
    assert done.returncode == 0, done.stderr
    assert f"=== newsroom: {folder.name}/wall-1.html" in done.stdout
    assert "precision 1.000, recall 1.000" in done.stdout
    assert "wall-0.html" not in done.stdout


def test_a_page_that_is_not_there_is_said(folder):
    done = run(folder, "--show", "ferry.html")
    assert done.returncode == 2
    assert "There is no such page." in done.stderr


def test_it_is_no_benchmark_of_speed_that_runs_with_the_others():
    assert "extraction" not in runner.NAMES
    assert "import_articles" in runner.NAMES
