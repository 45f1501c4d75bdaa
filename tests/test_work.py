"""No input takes more than its share: twice the text, twice the work, not four times.

Every regular expression of the packages meets texts that are made of its own parts to hurt it, and
its steps are counted.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotations
import articles
import newsroom
from annotations.guidelines.markdown import as_html
from annotations.guidelines.versions import blocks
from annotations.spans.mentions import mentions
from annotations.spans.word_diff import word_differences
from annotations.suggesting import suggest
from annotations.suggesting.languages import LANGUAGES
from annotations.suggesting.languages.numbers import patterns
from annotations.suggesting.languages.shares import share_patterns
from annotations.ui.words import phrases
from articles.folding import place_of
from articles.paragraphs import paragraphs
from articles.readers.decoding import decoded
from articles.sentences import sentence_ends
from articles.text import canonical
from tests.backtracking import Matcher, TooMuch, nasty

SIZE = 40  # characters; and then twice as many
MOST = 30_000  # steps
AT_ONE_PLACE = {"match", "fullmatch"}
FUNCTIONS = {"search", "sub", "subn", "split", "findall", "finditer", *AT_ONE_PLACE}
# Those that meet no unbounded input, with the bound and why it holds.
BOUNDED = {
    **dict.fromkeys(
        (
            "articles.cleaning.boilerplate.NOTICE",
            "articles.cleaning.boilerplate.LINK",
            "articles.cleaning.credit_lines.BY_LINE",
            "articles.cleaning.source_lines.ADDRESS",
            "articles.cleaning.source_lines.VIA",
            "articles.cleaning.source_lines.BETWEEN_NAMES",
            r"articles.cleaning.source_lines '\\s*[,(]\\s*\\d.*'",
            r"articles.cleaning.source_lines '\\s+(?:at|on|in)$'",
        ),
        "a line that is longer than 200 characters (a byline: 400) is prose, and not asked",
    ),
    "articles.readers.dates.TIME": "what is longer than 100 characters is no date",
    "articles.readers.not_read.SIGNATURES[17]": "the first 1,024 bytes of a file",
    "articles.readers.not_read.SIGNATURES[30]": "the first 1,024 bytes of a file",
    "articles.readers.page.CHARSET": "the first 4,096 bytes of a page, 200 at each place",
    "articles.readers.page.bylines.BETWEEN": "2,000 characters of what states the authors",
    "articles.readers.page.bylines.ADDRESS": "2,000 characters of what states the authors",
    "articles.readers.page.structured_data.CLOSING": "the last 40 characters of an object",
    "articles.readers.page.titles.BETWEEN": "1,000 characters of a title",
    r"articles.readers.page.titles '\\s*[|｜]\\s*'": "1,000 characters of a title",
    "articles.sentences.WORD_BEFORE": "24 characters before a full stop",
    "annotations.suggesting.number_patterns.WORD_BEFORE": "30 characters before a number",
    **dict.fromkeys(
        (
            "newsroom.static_files.joining.ADDRESS",
            "newsroom.static_files.joining.IMPORT",
            "newsroom.static_files.storage.UNSAID",
            "newsroom.static_files.storage.UNSAID_IN_SHEETS",
        ),
        "the project's own scripts and sheets",
    ),
    "newsroom.templatetags.modules.IMPORT": "the project's own scripts",
}


class Known(NamedTuple):
    """A regular expression of the packages, where it is, and whether it is searched for."""

    name: str
    pattern: re.Pattern
    searched: bool


def modules() -> Iterator[ModuleType]:
    for package in (articles, annotations, newsroom):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                yield importlib.import_module(module.name)


def kept(value: object) -> list[re.Pattern]:
    """The patterns of a module's constant: it may be one, a row or a table of them."""
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, tuple | list):
        return [pattern for one in value for pattern in kept(one)]
    return []


def written(module: ModuleType, tree: ast.AST) -> Iterator[tuple[str, re.Pattern]]:
    """The patterns that stand in calls such as `re.sub`, with what is called."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in FUNCTIONS
        ):
            source = compile(ast.Expression(node.args[0]), module.__name__, "eval")
            yield node.func.attr, re.compile(eval(source, vars(module)))


def known() -> list[Known]:
    used: dict[int, set[str]] = {}
    named: dict[int, tuple[str, re.Pattern]] = {}
    found: dict[tuple, Known] = {}
    for module in modules():
        tree = ast.parse(inspect.getsource(module))
        for pattern, function in uses(module, tree):
            used.setdefault(id(pattern), set()).add(function)
        for constant, value in vars(module).items():
            for number, pattern in enumerate(kept(value)):
                name = f"{module.__name__}.{constant}" + f"[{number}]" * (pattern is not value)
                named.setdefault(id(pattern), (name, pattern))
                if pattern is not value:
                    used.setdefault(id(pattern), set()).add("search")
        for function, pattern in written(module, tree):
            named.setdefault(id(pattern), (f"{module.__name__} {pattern.pattern!r}", pattern))
            used.setdefault(id(pattern), set()).add(function)
    for key, (name, pattern) in named.items():
        searched = not used.get(key) or bool(used[key] - AT_ONE_PLACE)
        before = found.get((pattern.pattern, pattern.flags))
        if before is None or searched > before.searched:
            one = Known(name, pattern, searched)
            found[pattern.pattern, pattern.flags] = one
    return list(found.values())


def uses(module: ModuleType, tree: ast.AST) -> Iterator[tuple[re.Pattern, str]]:
    """The patterns that have a name, with how each is asked; handed on counts as searched for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
            yield from ((one, node.attr) for one in kept(constant(module, node.value)))
        elif isinstance(node, ast.Call):
            for one in node.args:
                yield from ((pattern, "search") for pattern in kept(constant(module, one)))


def constant(module: ModuleType, node: ast.AST) -> object:
    if isinstance(node, ast.Name):
        return vars(module).get(node.id)
    if isinstance(node, ast.Attribute):
        return getattr(constant(module, node.value), node.attr, None)
    return None


@pytest.fixture(autouse=True)
def _deep_enough_for_a_repeated_group():
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


def growth(one: Known) -> tuple[float, str]:
    """How many times the work grows with twice the text, at the worst, and for which text."""
    matcher, worst = Matcher(one.pattern), (0.0, "")
    for text, twice in zip(nasty(one.pattern, SIZE), nasty(one.pattern, 2 * SIZE), strict=True):
        try:
            steps = matcher.found(text, search=one.searched, most=MOST)
            more = matcher.found(twice, search=one.searched, most=MOST)
        except (TooMuch, RecursionError):
            return 100.0, text
        worst = max(worst, ((more - 200) / (steps + 1), text))
        if worst[0] > 3:
            break
    return worst


def test_no_pattern_works_more_than_the_text_is_long():
    found = known()
    assert len(found) > 200
    grows = {}
    for one in found:
        if one.name not in BOUNDED:
            times, text = growth(one)
            if times > 2.3:
                grows[one.name] = (round(times, 2), text[:30], one.pattern.pattern[:80])
    assert grows == {}


UNITS = (
    *("1,", "1 ", "a ", "A ", ".", ",", "“a", "“a” ", "’", '"', "(", "–", "[ad]", "[/ad]", "<!--"),
    *("\r", " ", "\n", "a\n\n", "a.\n", "“a\n\n“", "Mr ", "ab cd, said ", "half of ", "5 km. "),
    *("Ann Bell ", "that ", "two hundred ", "“a.” said Ann. ", "@a ", "“Up 5 per cent,” he said. "),
)


def repeated(unit: str, size: int) -> str:
    return "Head of it\n\n" + unit * (size // len(unit)) + "x"


def calls(function: Callable[[str], object], text: str) -> int:
    """How many calls it makes, of functions in Python and in C, and steps of generators."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        function(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "function",
    [
        suggest,
        canonical,
        paragraphs,
        lambda text: list(sentence_ends(text)),
        lambda text: decoded(text.encode("cp1252")),
        lambda text: decoded(f"é{text}".encode() + b"\xe9"),
        lambda text: place_of("no such words", text),
        lambda text: word_differences(text, text.replace("a", "b")),
        lambda text: blocks(text, text.replace("a", "b")),
        as_html,
        phrases,
        mentions,
    ],
    ids=(
        "suggest canonical paragraphs sentences decoded mixed folding diff versions markdown "
        "phrases mentions"
    ).split(),
)
def test_twice_the_text_is_twice_the_work(function, unit):
    function(repeated(unit, 100))  # what is worked out once is not counted
    once, twice = (calls(function, repeated(unit, size)) for size in (1_000, 2_000))
    assert twice <= 2.3 * once + 1_000


def test_no_pattern_of_a_language_works_more_than_the_text_is_long():
    for code, language in LANGUAGES.items():
        for pattern in (*patterns(language), *share_patterns(language)):
            times, text = growth(Known(code, pattern, searched=True))
            assert times <= 2.3, (code, text)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "unit",
    [
        *("zwei Drittel der ", "jeder dritte ", "vier von fünf ", "un foyer sur cinq ", "sur "),
        *("deux tiers des ", "uno de cada ", "dos tercios de ", "uma em cada ", "una su cinque "),
        *("metà ", "la mitad de la ", "un terzo "),
    ],
)
def test_twice_the_shares_are_twice_the_work(code, unit):
    def read(text: str) -> object:
        return suggest(text, code)

    read(repeated(unit, 100))
    once, twice = (calls(read, repeated(unit, size)) for size in (1_000, 2_000))
    assert twice <= 2.3 * once + 1_000


def test_what_is_bounded_exists():
    assert BOUNDED.keys() <= {one.name for one in known()}


@pytest.mark.parametrize(
    "pattern",
    [
        "\r+\n|[\r\v]",
        r"\s+$",
        r"\s*[,(]\d",
        r"(?:a+)+b",
        r"<!--.{0,2000}?-->",
        r"<([a-z][a-z-]*)[^<>]*>",
        r"\[\[[^\[\]\n]*[:{|][^\[\]\n]*\]\]",
        r"[\w.]+@[\w.]+\.com",
    ],
)
def test_a_pattern_that_goes_back_too_far_is_found(pattern):
    assert growth(Known("", re.compile(pattern), searched=True))[0] > 2.3


@pytest.mark.parametrize(
    ("pattern", "text", "steps"), [("a", "bab", 4), ("a+", "aaa", 3), ("a|b", "ab", 4)]
)
def test_steps_are_counted(pattern, text, steps):
    assert Matcher(re.compile(pattern)).found(text) == pytest.approx(steps, abs=2)


@pytest.mark.parametrize(
    "pattern", [r"(a|ab)(c|bcd)*", r"\b\w+?(?=\s|$)", r"(?<!x)(y)\1", r"[^a-c]{2,}+", r"(?i:Ab)\B"]
)
@given(text=st.text(alphabet="abcdxyAB \n", max_size=12))
def test_the_matcher_finds_what_python_finds(pattern, text):
    found = re.compile(pattern).match(text)
    assert Matcher(re.compile(pattern)).end(text) == (found.end() if found else None)
