"""Folders of saved pages with expected values."""

import json
from itertools import chain

import pytest

from bench.extraction.corpus import Part, pages_of


def folder_of(tmp_path, *lines):
    written = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "expected.jsonl").write_text(written, encoding="utf-8")
    return tmp_path


def test_what_is_expected_of_a_page_is_read_and_the_rest_is_empty(tmp_path):
    first = {"page": "a.html", "text": "Tide.", "byline": "Ida Frost", "with": ["Tide"]}
    second = {"page": "b.html", "byline": ["Ida Frost", "Jo Marsh"], "published_on": "2024-05-07"}
    one, other = pages_of(folder_of(tmp_path, first, second))
    assert (one.path, one.corpus) == (tmp_path / "a.html", tmp_path.name)
    assert (one.text, one.byline, one.wanted, one.title) == ("Tide.", ["Ida Frost"], ["Tide"], "")
    assert (other.text, other.byline) == (None, ["Ida Frost", "Jo Marsh"])
    assert other.published_on == "2024-05-07"


def test_every_page_falls_into_one_part_whatever_pages_stand_beside_it(tmp_path):
    lines = [{"page": f"{number}.html"} for number in range(60)]
    whole = folder_of(tmp_path, *lines)
    parts = [[page.path.name for page in pages_of(whole, Part.parse(f"{n}/3"))] for n in range(3)]
    assert all(parts)
    assert sorted(chain(*parts)) == sorted(line["page"] for line in lines)
    fewer = folder_of(tmp_path, *lines[30:])
    kept = [page.path.name for page in pages_of(fewer, Part.parse("0/3"))]
    assert kept == [name for name in parts[0] if int(name.removesuffix(".html")) >= 30]
    two = {page.path.name for page in pages_of(folder_of(tmp_path, *lines), Part.parse("1,2/3"))}
    assert two == {*parts[1], *parts[2]}


@pytest.mark.parametrize("written", ["3/3", "1", "a/b", "/3", "-1/3"])
def test_a_part_that_is_none_is_refused(written):
    with pytest.raises(ValueError):
        Part.parse(written)
