"""JSON read part by part says what it says as a whole, wherever the parts end."""

import io
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readers.records import source
from articles.readers.records.source import Broken, Source
from articles.readers.records.within import records_in
from articles.text import Unfit

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def source_of(text, largest=10_000):
    return Source(io.StringIO(text), largest=largest)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(source, "PART", 7)


@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 0, 2]), st.integers(1, 40))
def test_the_items_of_an_array_are_those_of_the_whole(values, indent, part):
    text = json.dumps(values, indent=indent)
    found = list(records_in(Source(Parts(text, part), largest=10_000)))
    assert [one.value for one in found] == values
    lines = text.split("\n")
    for one in found:
        assert one.raw.split("\n")[0] in lines[one.line - 1]
        assert json.loads(one.raw) == one.value


class Parts:
    """A stream that gives no more at a time than it likes to."""

    def __init__(self, text, size):
        self.stream, self.size = io.StringIO(text), size

    def read(self, size=-1):
        return self.stream.read(min(size, self.size))


@given(
    st.dictionaries(st.sampled_from(["articles", "a", "data", "text"]), VALUES), st.integers(1, 9)
)
def test_an_object_that_wraps_nothing_is_one_record_with_its_own_characters(record, part):
    text = json.dumps(record, indent=1)
    found = list(records_in(Source(Parts(text, part), largest=10_000)))
    if len(found) == 1 and found[0].line == 1:
        assert (found[0].value, found[0].raw) == (record, text)
    else:
        assert any(isinstance(value, list | dict) for value in record.values())


@given(VALUES.filter(lambda value: len(json.dumps(value)) > 12), st.integers(1, 9))
def test_a_value_that_is_too_large_is_passed_whole(large, part):
    text = json.dumps([1, {"a": large}, "last"])
    first, refused, last = records_in(Source(Parts(text, part), largest=12))
    assert (first.value, last.value) == (1, "last")
    assert isinstance(refused.value, Unfit)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("[1, 2", 1, "Expecting a comma or the end of the array (column 6)"),
        ("[1,\n 2,\n]", 3, "Expecting value (column 1)"),
        ('[1, "x', 1, "Unterminated string"),
        ('{"a": 1,\n}', 2, "Expecting value"),
        ("{1: 2}", 1, "Expecting property name"),
        ('{"a" 1}', 1, "Expecting ':' delimiter"),
        ('{"a": 1\n"b": 2}', 2, "Expecting ',' delimiter"),
        ("[1]\n\nx", 3, "Expecting value"),
        ("[" + "[" * 100_000, 1, "it is not JSON that can be read"),
        ('["' + "x" * 20_000, 1, "Unterminated string"),
        ('[{"a": "' + "x" * 20_000 + '"', 1, "it never ends"),
    ],
)
def test_broken_json_says_where_and_that_nothing_more_was_read(text, line, why):
    with pytest.raises(Broken) as broken:
        list(records_in(source_of(text)))
    assert broken.value.line == line
    assert why in str(broken.value)
    assert "nothing was read" in str(broken.value)


@given(st.text(alphabet='{}[]",:\\ \n1atrue', max_size=60), st.integers(1, 9))
def test_no_characters_raise_anything_else(text, part):
    with suppress(Broken):
        for one in records_in(Source(Parts(text, part), largest=20)):
            assert 1 <= one.line <= 1 + text.count("\n")
