"""docs/stops.md names the tests that hold what it says."""

import re

from tests.paths import ROOT

STOPS = (ROOT / "docs" / "stops.md").read_text(encoding="utf-8")
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
