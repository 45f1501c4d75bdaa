"""The benchmarks run, and what they found is kept."""

import random
import subprocess
import sys

import pytest

from bench import Figure, Table, _traces, browser_speed
from bench import __main__ as runner
from tests.paths import ROOT


def run(*arguments):
    command = [sys.executable, "-m", "bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_the_export_is_measured_beside_a_bare_cursor_and_a_small_run_is_not_recorded():
    before = runner.RESULTS.read_bytes() if runner.RESULTS.exists() else None
    done = run("export_csv", "--size", "400")
    assert done.returncode == 0, done.stderr
    assert "## export_csv" in done.stdout
    assert "| bare cursor, editor, as csv | 400 |" in done.stdout
    assert "| export_annotations, editor, csv | 400 |" in done.stdout
    assert "| /export/annotations.csv, editor | 400 |" in done.stdout
    assert before == (runner.RESULTS.read_bytes() if runner.RESULTS.exists() else None)


def test_the_search_for_facts_is_measured_at_two_sizes_beside_looking_one_word_up():
    done = run("fact_search", "--size", "500")
    assert done.returncode == 0, done.stderr
    for facts in (50, 500):
        assert f"| one word looked up, {facts} facts | 40 in " in done.stdout
        assert f"| search in the database, {facts} facts | 40 in " in done.stdout


@pytest.mark.parametrize("name", ["disagreements", "disagreements_in_one_text", "agreement"])
def test_what_layers_hold_is_measured_with_and_without_loading_it(name):
    done = run(name, "--size", "3")
    assert done.returncode == 0, done.stderr
    assert "| spans sorted | " in done.stdout
    assert "| spans loaded and " in done.stdout


def test_the_queue_is_measured_in_every_state_and_order_beside_rows_by_their_key():
    done = run("review_queue", "--size", "120")
    assert done.returncode == 0, done.stderr
    assert "| 25 rows by their primary key | " in done.stdout
    for what in ("of a label", "stale", "disputed", "20 pages on", "all to be settled, newest"):
        assert f"| {what}" in done.stdout
    assert done.stdout.count("slowest of the others") == 3


def test_the_pages_of_the_desk_and_the_review_are_measured_beside_a_page_without_a_list():
    done = run("desk_pages", "--size", "60")
    assert done.returncode == 0, done.stderr
    for what in ("/healthz", "desk of a reviewer", "inbox of an editor", "a group settled"):
        assert f"| {what} | " in done.stdout


def test_a_benchmark_that_is_not_there_is_refused():
    done = run("nonsense")
    assert done.returncode == 2
    assert "export_csv" in done.stderr


def test_each_benchmark_says_what_it_measures_and_its_size():
    assert "export_csv" in runner.NAMES
    for name in runner.NAMES:
        lines = (ROOT / "bench" / f"{name}.py").read_text(encoding="utf-8").split("\n")
        assert lines[0].startswith('"""'), name
        assert any(line.startswith("SIZE = ") for line in lines), name


@pytest.mark.django_db
def test_a_figure_is_told_beside_the_bare_one():
    bare = Figure("bare", 100, 0.5, 2**20, 0.001, bare=True)
    ours = Figure("ours", 100, 1.0, 3 * 2**20, 0.02)
    text = runner.as_markdown("wall", "How fast?", [bare, ours])
    assert "| bare | 100 in 0.50 s | 200 | bare | 1.0 ms | 1 MB |" in text
    assert "| ours | 100 in 1.00 s | 100 | 2.0 × | 20.0 ms | 3 MB |" in text


@pytest.mark.django_db
def test_what_is_no_rate_has_columns_of_its_own():
    table = Table(("", "work", "budget"), [("wall, plain", "9.1 ms", "")], "median of 7")
    text = runner.as_markdown("wall", "How fast?", table)
    assert "|  | work | budget |\n| --- | --: | --: |\n| wall, plain | 9.1 ms |  |\n" in text
    assert text.rstrip().endswith("median of 7.")


def test_work_counts_the_task_in_which_it_began_and_none_that_began_later():
    tasks = [_traces.Task(0, 4, 3), _traces.Task(5, 9, 2), _traces.Task(20, 40, 9)]
    marks = {"pressed": [2.0, 19.0], "shown": [10.0, 41.0]}
    trace = _traces.Trace(tasks, marks, 0.0)
    assert trace.each("pressed", "shown") == [(8.0, 5), (22.0, 9)]
    assert trace.longest("pressed", "shown") == 9
    assert trace.opening("shown") == (41.0, 14)


def test_the_text_of_the_browser_benchmark_is_as_long_and_as_full_as_it_says():
    chance = random.Random(1)
    text = browser_speed.make_text(chance, 200)
    assert len(text.split()) == 200
    found = browser_speed.places(chance, text, 80)
    assert len(set(found)) == 80
    assert all(text[start:end] == text[start:end].strip() for start, end in found)


def test_a_new_result_takes_the_place_of_the_old_one_and_leaves_the_others(tmp_path, monkeypatch):
    results = tmp_path / "results.md"
    monkeypatch.setattr(runner, "RESULTS", results)
    runner.record("wall", "## wall\n\nold\n")
    runner.record("tide", "## tide\n\nhigh\n")
    runner.record("wall", "## wall\n\nnew\n")
    text = results.read_text()
    assert text.startswith("# Results\n")
    assert text.index("## tide\n\nhigh\n\n## wall\n\nnew\n") > 0
    assert "old" not in text


def test_importing_is_measured_beside_the_bare_rows_and_once_more():
    done = run("import_articles", "--size", "30")
    assert done.returncode == 0, done.stderr
    assert "| bare bulk_create | 30 in " in done.stdout
    assert "| import_articles | 30 in " in done.stdout
    assert "| import_articles again | 60 in " in done.stdout


def test_an_import_that_is_killed_ends_as_one_that_is_not():
    done = run("killed_imports", "--size", "25")
    assert done.returncode == 0, done.stderr
    assert "25 | the same as the clean run, 0 batches unfinished |" in done.stdout


def test_opening_is_measured_beside_a_bare_answer_and_the_cutting_of_marks():
    done = run("opening", "--size", "80")
    assert done.returncode == 0, done.stderr
    for what in ("/healthz", "cutting 200 marks", "opened with 2,000 spans"):
        assert f"| {what} | " in done.stdout
    assert "words, their suggestions made | " in done.stdout


def test_every_page_of_figures_is_measured_beside_a_bare_answer():
    done = run("pages", "--size", "80")
    assert done.returncode == 0, done.stderr
    for what in ("/healthz", "agreement", "annotations by label", "a fact", "a revision"):
        assert f"| {what} | " in done.stdout


def test_what_the_program_takes_stands_beside_a_bare_project():
    done = run("footprint", "--size", "4")
    assert done.returncode == 0, done.stderr
    for what in ("installed", "distributions", "memory of the idle server (PSS)"):
        assert f"| {what} | " in done.stdout
