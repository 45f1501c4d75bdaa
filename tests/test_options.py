"""Whatever advises an option of a command: the command has it, and no page advises one."""

import ast
import re
from functools import cache

import pytest
from django.core.management import load_command_class

from tests.paths import ROOT
from tests.test_imports import imports, modules
from tests.test_readme import DOCUMENTS

APPS = ("newsroom", "articles", "annotations")
OPTION = re.compile(r"(?<![\w-])(?<!diff )--[a-z][a-z-]+")
# Strings that begin a line of a document and name a command, with all that follows on the line.
CALL = re.compile(r"manage\.py ([a-z_]+)([^`\n]*)")


def commands():
    """{name of the module: (app, command)} of every command of ours."""
    return {
        f"{app}.management.commands.{path.stem}": (app, path.stem)
        for app in APPS
        for path in (ROOT / app / "management/commands").glob("[!_]*.py")
    }


# What a command imports and never says: facts are only written there.
UNSAID = {("export_facts", "--revise")}


@cache
def options_of(app, command):
    parser = load_command_class(app, command).create_parser("manage.py", command)
    return {option for action in parser._actions for option in action.option_strings}


def advised(tree):
    """Every option named in a string that is no docstring and declares none."""
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_words = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_words and node not in docstrings and " " in node.value:
            yield from ((option, node.value) for option in OPTION.findall(node.value))


@cache
def sources():
    return {name: path for name, path in modules() if not name.startswith("tests")}


@cache
def reached_from(start):
    """The modules that `start` imports, itself and through others."""
    found, left = set(), [start]
    while left:
        name = left.pop()
        if name in found or name not in sources():
            continue
        found.add(name)
        for _line, target in imports(sources()[name]):
            left += [target, target.rpartition(".")[0]]
    return found


def advising():
    for name, path in sources().items():
        if path.suffix == ".py" and "migrations" not in name:
            yield from (
                (name, *one) for one in advised(ast.parse(path.read_text(encoding="utf-8")))
            )


def test_every_option_that_is_advised_is_one_of_every_command_that_may_say_so():
    wrong, seen = [], set()
    for name, option, words in advising():
        for module, command in commands().items():
            if name in reached_from(module):
                seen.add(option)
                if option not in options_of(*command) and (command[1], option) not in UNSAID:
                    wrong.append((command[1], name, option, words))
    assert wrong == []
    assert {"--map", "--offsets", "--editor", "--by", "--password", "--revise"} <= seen


def test_no_page_advises_an_option():
    pages = reached_from("newsroom.urls")
    pages = pages | {name for name in sources() if ".views" in name or name.endswith(".forms")}
    assert [(name, words) for name, _option, words in advising() if name in pages] == []


def test_options_in_words_are_found_and_those_that_are_declared_are_not():
    tree = ast.parse('"""By --no."""\nadd("--map")\nsay(f"{n}: say it by --map or --by NAME")\n')
    assert [option for option, _words in advised(tree)] == ["--map", "--by"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_option_behind_a_command_in_a_document_is_one_of_it(document):
    own = {command: options_of(app, command) for app, command in commands().values()}
    text = document.read_text(encoding="utf-8")
    for command, rest in CALL.findall(text):
        if command in own:
            assert set(OPTION.findall(rest)) <= own[command], command
