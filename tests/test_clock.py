"""No test keeps the day on which it was collected: a run that begins before midnight ends after."""

import ast

import pytest

from tests.paths import ROOT

CLOCKS = {"localdate", "localtime", "now", "today"}


def readings_of_the_clock(source):
    """The lines that ask what time it is while the module is read, outside of any function."""
    waiting = list(ast.parse(source).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults]
            continue
        if isinstance(node, ast.Lambda) or node is None:
            continue
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCKS
        ):
            yield node.lineno
        waiting += ast.iter_child_nodes(node)


def test_modules_of_tests_are_read_without_asking_for_the_time():
    found = {
        str(path.relative_to(ROOT)): list(readings_of_the_clock(path.read_text(encoding="utf-8")))
        for path in (ROOT / "tests").rglob("*.py")
    }
    assert len(found) > 300
    assert not {path: lines for path, lines in found.items() if lines}


@pytest.mark.parametrize(
    "source",
    [
        "TODAY = timezone.localdate()",
        "@mark(date.today())\ndef test_one(): ...",
        "class Tests:\n    begun = timezone.now()",
        "def make(day=date.today()): ...",
    ],
)
def test_a_clock_read_at_import_is_noticed(source):
    assert list(readings_of_the_clock(source)) == [source.count("\n", 0, source.index("()")) + 1]


def test_a_clock_read_by_a_test_is_none_of_that():
    assert not list(readings_of_the_clock("def test_one():\n    assert date.today()"))
    assert not list(readings_of_the_clock("make = lambda: date.today()"))
