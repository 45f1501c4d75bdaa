"""The tables of what readers found."""

import csv
import io
from pathlib import Path

from bench.extraction.corpus import Expected
from bench.extraction.readers import Found
from bench.extraction.showing import shown
from bench.extraction.tables import Result, as_table, write_details

PAGE = Expected(
    Path("harbour/bridge.html"),
    text="The wall holds.\n\nNobody doubted it.",
    title="Wall holds",
    published_on="2024-05-07",
    byline=["Ida Frost"],
    wanted=["wall holds", "storm"],
    unwanted=["Sign in"],
)
RIGHT = Found(
    text="The wall holds.\n\nNobody doubted it.",
    title="Wall holds",
    published_on="2024-05-07",
    byline="Ida Frost",
    kept=("The wall holds.", "Nobody doubted it."),
    source="The wall holds.\nNobody doubted it.",
    milliseconds=12,
)
WRONG = Found(
    text="The wall holds. Sign in", title="Wall holds | Post", source="wall gate", kept=()
)


def cells(table, reader):
    header, _, *rows = [line.split("|")[1:-1] for line in table.splitlines()]
    found = next(row for row in rows if row[0].strip() == reader)
    return {name.strip(): cell.strip() for name, cell in zip(header, found, strict=True)}


def test_a_row_says_how_text_and_details_of_a_reader_are():
    nothing_expected = Result("ours", Expected(Path("harbour/other.html")), RIGHT)
    table = as_table("harbour", [Result("ours", PAGE, RIGHT), nothing_expected])
    ours = cells(table, "ours")
    assert ours["harbour, 2 pages"] == "ours"
    assert (ours["texts"], ours["F1"], ours["micro F1"]) == ("1", "1.000", "1.000")
    assert (ours["< .5"], ours["≥ .9"], ours["lost > 1 %"]) == ("0", "1", "0 of 2")
    assert (ours["wanted"], ours["unwanted"], ours["CPU"]) == (".500", "1.000", "12")
    assert (ours["title"], ours["date"], ours["byline"]) == ("1 of 1", "1 of 1", "1 of 1")


def test_what_is_wrong_counts_against_its_own_reader_only():
    table = as_table("harbour", [Result("ours", PAGE, RIGHT), Result("other", PAGE, WRONG)])
    assert cells(table, "ours")["title"] == "1 of 1"
    other = cells(table, "other")
    assert (other["P"], other["R"], other["lost > 1 %"]) == (".600", ".500", "1 of 1")
    assert (other["title"], other["in it"], other["unwanted"]) == ("0 of 1", "1 of 1", ".000")
    assert (other["date"], other["byline"]) == ("", ""), "it never finds any"


def test_means_over_pages_and_over_words_are_told_apart():
    short = Result("ours", Expected(Path("a.html"), text="one"), Found(text="two"))
    long = Result("ours", Expected(Path("b.html"), text="tide " * 9), Found(text="tide " * 9))
    row = cells(as_table("both", [short, long]), "ours")
    assert (row["F1"], row["micro F1"], row["median"]) == (".500", ".900", ".500")


def test_a_loss_of_one_word_in_a_hundred_is_none_and_one_more_is():
    def loses(lost):
        kept = "tide " * (100 - lost)
        return Result("ours", PAGE, Found(source="tide " * 100, kept=(kept,))).loses

    assert not loses(1)
    assert loses(2)


def test_the_details_are_a_row_for_each_page_and_reader():
    file = io.StringIO()
    write_details([Result("ours", PAGE, RIGHT), Result("other", PAGE, WRONG)], file)
    first, second = csv.DictReader(io.StringIO(file.getvalue()))
    assert (first["corpus"], first["page"], first["reader"]) == ("harbour", "bridge.html", "ours")
    assert (first["f1"], first["title"], first["language"]) == ("1.0000", "1", "")
    assert (second["title"], second["found_title"]) == ("0", "Wall holds | Post")
    assert (second["wanted"], second["unwanted"]) == ("10", "0")
    assert (second["lost"], second["lost_words"]) == ("2", "gate wall")


def test_a_page_is_shown_by_what_is_missing_what_is_too_much_and_what_is_wrong():
    lines = list(shown(Result("other", PAGE, WRONG)))
    assert "-Nobody doubted it." in lines
    assert "+The wall holds. Sign in" in lines
    assert "missing phrase: storm" in lines
    assert "unwanted phrase: Sign in" in lines
    assert "on no record, 2 words: gate wall" in lines
    assert "title: 'Wall holds | Post' instead of 'Wall holds'" in lines
    assert not any(line.startswith("language") for line in lines)
