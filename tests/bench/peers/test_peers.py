"""The comparison with other programs: this one's driver at a tiny size, and the table."""

import gzip
import json

import pytest

from bench.peers import measuring
from bench.peers.__main__ import main
from bench.peers.client import Answer
from bench.peers.drivers import DRIVERS
from bench.peers.drivers.potato import stored
from bench.peers.sizes import size_of
from bench.peers.table import as_markdown
from bench.peers.texts import LABELS, Span, articles, spans

COST = {"cpu": 15.0, "p50": 18.5, "p99": 40.1}
FOUND = {
    "name": "doccano",
    "title": "doccano 1.8.4",
    "articles": 10_000,
    "idle": {"memory_mb": 664, "installed_mb": 716, "distributions": 118},
    "import": {"seconds": 13.0, "cpu_seconds": 11.2},
    "save": COST,
    "load": {"per_second": 96.2, **COST, "errors": 0, "an_error": ""},
    "open": {
        "0": {**COST, "requests": 9, "bytes": 5_700},
        "200": {"error": "POST /spans: 500"},
    },
    "browser": {"error": "the text did not appear"},
    "stored": {
        "annotations": 200_000,
        "save": COST,
        "export": {
            "JSONL": {"seconds": 31.0, "cpu_seconds": 30.8, "mb": 91.0},
            "CSV": {"error": "there is none"},
        },
    },
}


def test_this_program_does_the_work_at_a_tiny_size(tmp_path, capsys, monkeypatch):
    """Those parts that need few processes and no browser."""
    monkeypatch.setattr(measuring, "CLIENTS", 2)
    monkeypatch.setattr(measuring, "FILLED", (0, 200))
    size = ["--articles", "4", "--times", "4", "--seconds", "0.5"]
    parts = ["--parts", "import,save,load,open,list"]
    assert main([str(tmp_path), "--only", "newsroom", *size, *parts]) == 0
    found = json.loads((tmp_path / "newsroom.json").read_text())
    assert not [part for part, one in found.items() if isinstance(one, dict) and "error" in one]
    assert found["load"]["errors"] == 0
    assert found["load"]["per_second"] > 0
    assert found["open"]["200"]["bytes"] > found["open"]["0"]["bytes"]
    assert found["list"]["p50"] > 0
    table = capsys.readouterr().out
    assert table.startswith("|  | Newsroom |\n| --- | --: |\n")
    assert "| articles in the large project | 4 |" in table


def test_the_table_has_a_column_for_each_program_and_a_dash_for_what_failed():
    table = as_markdown([FOUND, {"title": "Other", "articles": 60}])
    assert "|  | doccano 1.8.4 | Other |" in table
    assert "| save one annotation: processor; median | 15.0 ms; 18.5 ms | – |" in table
    assert "| 8 clients saving: rate; p99; errors | 96.2/s; 40.1 ms; 0 errors | – |" in table
    assert (
        "| open with 0 spans: processor; median; answers | 15.0 ms; 18.5 ms; 9 of 6 kB |" in table
    )
    assert "| open with 200 spans | – | – |" in table
    assert "| export of them: processor | JSONL 30.8 s, CSV failed | – |" in table
    assert "| first visit, 200 spans: text visible; requests | – | – |" in table
    assert "| installed; distributions | 716 MB; 118 | – |" in table


def test_the_table_is_told_again_from_what_was_measured(tmp_path, capsys):
    (tmp_path / "doccano.json").write_text(json.dumps(FOUND))
    assert main([str(tmp_path), "--table"]) == 0
    assert "| idle memory (PSS) | 664 MB |" in capsys.readouterr().out


def test_a_peer_that_is_not_installed_is_told_of(tmp_path, capsys):
    assert main([str(tmp_path), "--only", "potato"]) == 2
    assert "Potato 2.12.1 is not installed" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--parts", "saving"], ["--only", "word"]])
def test_what_is_no_part_and_no_program_is_refused(tmp_path, wrong):
    with pytest.raises(SystemExit):
        main([str(tmp_path), *wrong])


def test_every_driver_does_what_is_asked_of_one():
    asked = ("start", "sign_in", "add_articles", "places", "save", "open", "listed", "export")
    for name, driver in DRIVERS.items():
        assert driver.name == name
        assert driver.formats
        assert name == "newsroom" or "==" in driver.requirements[0]
        for verb in (*asked, "add_annotated", "page_of"):
            assert verb in vars(driver), (name, verb)


def test_the_texts_and_spans_are_the_same_each_time_and_hold_words():
    first, second = articles(2)
    assert [first, second] == list(articles(2))
    assert first.key < second.key
    assert "🌊" in first.text
    found = spans(first.text, 2_000, "any")
    assert len(set(found)) == len(found) == 2_000
    for start, end, label in found:
        assert label in LABELS
        assert first.text[start:end] == first.text[start:end].strip() != ""


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}])
def test_an_answer_is_read_packed_or_not(headers):
    body = json.dumps({"id": 7}).encode()
    sent = gzip.compress(body) if headers else body
    assert Answer(200, sent, headers).json() == {"id": 7}


def test_a_span_is_stored_as_potato_keeps_it():
    told, label = stored(Span(4, 9, "quote"))
    assert (told["start"], told["end"], told["id"], label) == (4, 9, "news_quote_4_9", "quote")


def test_what_pip_brings_of_itself_does_not_count(tmp_path):
    for name in ("pip", "pip-23.0.dist-info", "word", "word-1.0.dist-info"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file.py").write_text("x" * 5_000)
    size, distributions = size_of(tmp_path)
    assert distributions == 1
    assert 10_000 <= size <= 20_000
