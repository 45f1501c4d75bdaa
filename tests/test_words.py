"""The interface speaks a journalist's words: those of the field stay in the code."""

import ast
import re

import pytest

from tests.paths import ROOT

# What stands on no page, and what does instead.
PLAIN = {
    r"layers?\b": "annotations, reading",
    r"adjudicat": "decided",
    r"rulings?\b": "decision",
    r"ruled\b": "decided",
    r"stale\b": "changed since",
    r"spans?\b": "annotation, mark",
    r"withdr[ae]w": "delete",
    r"lean(?:s|t|ing)? on": "use",
    r"borne out": "checked",
    r"became of": "result, how it was changed",
    r"go over to": "switch to",
    r"left aside|leave aside": "skip",
    r"in your hands": "to do",
    r"you may start": "available",
    r"waits for whom": "progress",
    r"nothing marked\b": "0 marks",
    r"when you are ready": "no deadline",
    r"without those taken": "hide those others are working on",
    r"take the next": "start reviewing",
    r"by rule…": "decide several at once",
    r"settle and go on": "decide and next",
    r"need you\b|needs you\b": "were not saved",
    r"did not take them": "were not saved",
    r"give it up": "discard",
    r"sign in beside": "sign in in a new tab",
    r"i have signed in": "try again",
    r"see what they become": "preview",
    r"keep the changes": "save for later",
    r"likewise": "such as",
    r"\bempty: ": "leave empty to",
    r"as they stand": "exact phrase",
    r"recheck links": "review changed facts",
    r"for which it holds": "true as of",
    r"everything that is stored": "all data",
    r"unitizing": "one headline figure in words",
    r"taken as they were": "accepted unchanged",
    r"that you may know of": "nothing to show yet",
    r"no article is like that": "no articles match",
    # One word for each thing. A reading is submitted, a review is closed and then reopened; an
    # article is done once its review is closed. A rule of the review is called as in models.Rule.
    r"hand(?:ed|ing|s)? (?:it |them )?in\b": "submitted",
    r"(?:editors?|readings?) (?:is |are |has |have )?done\b": "submitted",
    r"(?:reviews?|readings?)\b[^.…]{0,24} finished": "closed, submitted",
    r"finish(?:ed)? (?:it|reviews?|readings?|between)\b": "close it, submitted",
    r"releas": "close",
    r"what most editors have|confirmed by the others": "the name of the rule",
}
WRONG = re.compile(rf"\b(?:{'|'.join(PLAIN)})", re.IGNORECASE)

# The measures are looked up by their names in the literature; the page has them under Details.
NAMES_OF_MEASURES = "annotations/agreement/from_layers.py"

TEXT = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATES = (
    rf"{{%\s*translate\s+({TEXT})",
    r"{%\s*blocktranslate.*?%}(.*?){%\s*endblocktranslate\s*%}",
)
SAID = {
    ".html": IN_TEMPLATES,
    ".txt": IN_TEMPLATES,  # Mails.
    ".py": (rf"(?<!\w)(?:_|_now|n?gettext(?:_lazy)?)\(\s*((?:{TEXT}[\s,]*)+)",),
    ".js": (rf"\bn?gettext\(\s*((?:{TEXT}[\s,]*)+)",),
}


def sources():
    for folder in ("templates", "static/js", "newsroom", "articles", "annotations"):
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in SAID and "/migrations/" not in name:
                yield name, path


def said_in(text, ending):
    """The words of a source that are said to somebody."""
    for pattern in SAID[ending]:
        for found in re.findall(pattern, text, re.DOTALL):
            # What a template puts in is a name of the code.
            yield " ".join(re.sub(r"{{.*?}}|{%.*?%}|%\(\w+\)s", "…", found).split())


def wrong_words(name, path):
    said = said_in(path.read_text(encoding="utf-8"), path.suffix)
    return [f"{name}: {words}" for words in said if WRONG.search(words)]


def test_no_page_speaks_in_words_of_the_code():
    read = [(name, path) for name, path in sources() if name != NAMES_OF_MEASURES]
    assert len(read) > 300
    assert [one for name, path in read for one in wrong_words(name, path)] == []


# Names of commands, options and columns stay as programs know them.
CODE = re.compile(r"```.*?```|`[^`]*`|^    .*?$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("guide", ["user-guide", "administration", "deployment"])
def test_the_guides_of_those_who_work_with_it_speak_as_the_pages_do(guide):
    text = (ROOT / "docs" / f"{guide}.md").read_text(encoding="utf-8")
    words = " ".join(CODE.sub("", text).split())
    assert len(words) > 3_000
    assert WRONG.findall(words) == []


def commands():
    """What somebody at a desk reads in a terminal: the sources of the commands."""
    for app in ("newsroom", "articles", "annotations"):
        yield from sorted((ROOT / app / "management").rglob("*.py"))
    yield ROOT / "dev.py"


def written_in(text):
    """Every string of several words that is no docstring."""
    tree = ast.parse(text)
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
            yield node.value


def test_no_command_speaks_in_words_of_the_code():
    read = {path.name: path.read_text(encoding="utf-8") for path in commands()}
    assert {"demo.py", "assign.py", "import_articles.py", "dev.py"} <= set(read)
    wrong = [(n, words) for n, text in read.items() for words in written_in(text)]
    wrong = [one for one in wrong if WRONG.search(re.sub(r"--\w+", "", one[1]))]
    assert wrong == []


def test_the_words_of_a_command_are_found_and_its_docstrings_are_not():
    source = '"""Of a layer."""\nsay(f"{n} layers, {m}")\nname = "layer"\n'
    assert list(written_in(source)) == [" layers, "]


@pytest.mark.parametrize(
    ("text", "ending", "said"),
    [
        ('{% translate "Your layer" as words %}', ".html", ['"Your layer"']),
        (
            "{% blocktranslate with n=1 %}{{ n }} rulings{% endblocktranslate %}",
            ".html",
            ["… rulings"],
        ),
        ('_("The layer of %(who)s") % names', ".py", ['"The layer of …"']),
        ('gettext_lazy(\n    "a ruling "\n    "of two"\n)', ".py", ['"a ruling " "of two"']),
        ('ngettext("%(n)s span", "%(n)s spans", n)', ".js", ['"… span", "… spans",']),
        ('find_layer("layer")', ".py", []),
    ],
)
def test_what_is_said_is_found_in_every_kind_of_source(text, ending, said):
    assert list(said_in(text, ending)) == said
    assert bool(WRONG.search(" ".join(said))) is bool(said)
