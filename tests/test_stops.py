"""docs/stops.md names the tests that hold what it says."""

import re

from tests.paths import ROOT

STOPS = (ROOT / "docs" / "stops.md").read_text(encoding="utf-8")
TEST = re.compile(r"^def (test_\w+)(.*?)(?=^[^\s)]|\Z)", re.DOTALL | re.MULTILINE)
ACT = re.compile(r"^\| .+ \| .+ \| .*\d .+ \| `(test_\w+)` \|$", re.MULTILINE)
ROW = re.compile(r"^\| (\d+) \| (.+) \|$", re.MULTILINE)


def test_each_of_the_stops_has_a_test_that_is_there():
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))
    }
    rows = {int(number): re.findall(r"`(test_\w+)`", row) for number, row in ROW.findall(STOPS)}
    assert list(rows) == list(range(1, 24))
    assert {number: set(names) - written for number, names in rows.items()} == {
        number: set() for number in rows
    }
    assert all(rows.values())


def test_each_act_is_counted_by_a_browser_test_that_holds_the_number():
    acts = STOPS.partition("## Acts that are counted")[2]
    bodies = {
        name: body
        for file in (ROOT / "tests" / "browser").glob("test_*.py")
        for name, body in TEST.findall(file.read_text(encoding="utf-8"))
    }
    counted = ACT.findall(acts)
    assert len(counted) == 7
    assert [name for name in counted if "acts(" not in bodies[name]] == []
