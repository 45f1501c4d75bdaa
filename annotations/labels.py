"""The labels that a span may bear: one table, and what is read from it.

Whatever differs from label to label is a field of `Label`; no other module lists the labels. The
look of a label is the one thing that is elsewhere: its colour and its underline stand in
static/css/ui/tokens.css, under its key. CONTRIBUTING.md says how a label is added.

The table knows neither models nor pages, and pure modules may import it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

# The details that a label may take, and the fields in which each is stored.
SPEAKER, AMOUNT, PIECES = "speaker", "amount", "pieces"
FIELDS = {SPEAKER: ("attributed_to",), AMOUNT: ("value", "unit"), PIECES: ("span_group",)}


@dataclass(frozen=True, slots=True)
class Questions:
    """What a review asks about spans of one label: a whole sentence for each difference."""

    begins: Any
    ends: Any
    extent: Any
    split: Any
    missing: Any
    speaker: Any
    details: Any
    facts: Any
    agreed: Any


@dataclass(frozen=True, slots=True)
class Label:
    """One label. The words are strings or lazy translations.

    `key` is what is stored, exported and written into class names, `noun` and `article_noun` what
    it is called within a sentence ("claim", "a claim"), `keyboard` the key that tags with it.
    `takes` are the details it may have. `expects` is the field that an editor is reminded of and
    that the form begins in; `without` counts the annotations in which it is empty.
    `begins` and `ends` are read out where a span begins and ends.
    """

    key: str
    name: Any
    noun: Any
    article_noun: Any
    plural: Any
    counted: Any
    suggested: Any
    begins: Any
    ends: Any
    keyboard: str
    questions: Questions
    takes: frozenset[str] = frozenset({SPEAKER})
    expects: str = ""
    without: Any = None
    # Whether the words stand in quotation marks, which then belong to the span.
    in_quotation_marks: bool = False
    # Whether a span states figures, which other articles may give differently.
    has_figures: bool = False
    # The keys of the labels within whose spans this one may lie without contradicting them.
    lies_within: frozenset[str] = frozenset()


CLAIM = Label(
    key="claim",
    name=_("Claim"),
    noun=_("claim"),
    article_noun=_("a claim"),
    plural=_("claims"),
    counted=ngettext_lazy("%(n)s claim", "%(n)s claims", "n"),
    suggested=_("Suggested claim"),
    begins=_("claim begins"),
    ends=_("claim ends"),
    keyboard="1",
    questions=Questions(
        begins=_("Where does this claim begin?"),
        ends=_("Where does this claim end?"),
        extent=_("Where does this claim begin and end?"),
        split=_("One claim or several?"),
        missing=_("Is this a claim?"),
        speaker=_("Who says so?"),
        details=_("What is said of this claim?"),
        facts=_("Which facts bear on this claim?"),
        agreed=_("All have this claim. Does it stand?"),
    ),
    has_figures=True,
)

QUOTE = Label(
    key="quote",
    name=_("Quote"),
    noun=_("quote"),
    article_noun=_("a quote"),
    plural=_("quotes"),
    counted=ngettext_lazy("%(n)s quote", "%(n)s quotes", "n"),
    suggested=_("Suggested quote"),
    begins=_("quote begins"),
    ends=_("quote ends"),
    keyboard="2",
    questions=Questions(
        begins=_("Where does this quote begin?"),
        ends=_("Where does this quote end?"),
        extent=_("Where does this quote begin and end?"),
        split=_("One quote or several?"),
        missing=_("Is this a quote?"),
        speaker=_("Who is quoted?"),
        details=_("What is said of this quote?"),
        facts=_("Which facts bear on this quote?"),
        agreed=_("All have this quote. Does it stand?"),
    ),
    takes=frozenset({SPEAKER, PIECES}),
    expects="attributed_to",
    without=ngettext_lazy("%(n)s quote without a speaker", "%(n)s quotes without a speaker", "n"),
    in_quotation_marks=True,
)

STATISTIC = Label(
    key="statistic",
    name=_("Statistic"),
    noun=_("statistic"),
    article_noun=_("a statistic"),
    plural=_("statistics"),
    counted=ngettext_lazy("%(n)s statistic", "%(n)s statistics", "n"),
    suggested=_("Suggested statistic"),
    begins=_("statistic begins"),
    ends=_("statistic ends"),
    keyboard="3",
    questions=Questions(
        begins=_("Where does this statistic begin?"),
        ends=_("Where does this statistic end?"),
        extent=_("Where does this statistic begin and end?"),
        split=_("One statistic or several?"),
        missing=_("Is this a statistic?"),
        speaker=_("Who says so?"),
        details=_("What does this statistic say?"),
        facts=_("Which facts bear on this statistic?"),
        agreed=_("All have this statistic. Does it stand?"),
    ),
    takes=frozenset({SPEAKER, AMOUNT}),
    expects="value",
    without=ngettext_lazy(
        "%(n)s statistic without a value", "%(n)s statistics without a value", "n"
    ),
    has_figures=True,
    lies_within=frozenset({CLAIM.key}),
)

# In the order in which they are shown.
LABELS: dict[str, Label] = {label.key: label for label in (CLAIM, QUOTE, STATISTIC)}
LONGEST_KEY = max(map(len, LABELS))


def choices() -> list[tuple[str, Any]]:
    """(key, name) of every label, for forms and filters."""
    return [(label.key, label.name) for label in LABELS.values()]


def name_of(key: str) -> str:
    """«Claim» of "claim". Raises KeyError for what is no label."""
    return str(LABELS[key].name)


def taking(detail: str) -> list[Label]:
    """The labels that may have the detail."""
    return [label for label in LABELS.values() if detail in label.takes]


def for_script() -> dict[str, Any]:
    """What the scripts of the workspace need to know: each label, and all its keys in words."""
    return {
        "labels": [
            {
                "key": label.key,
                "noun": str(label.noun),
                "articleNoun": str(label.article_noun),
                "keyboard": label.keyboard,
                "takes": sorted(label.takes),
                "expects": label.expects,
            }
            for label in LABELS.values()
        ],
        "keyboards": either(label.keyboard for label in LABELS.values()),
    }


def either(words: Iterable[Any]) -> str:
    """«claim, quote or statistic»."""
    *others, last = map(str, words)
    if not others:
        return last
    return gettext("%(some)s or %(last)s") % {"some": ", ".join(others), "last": last}


def every(words: Iterable[Any]) -> str:
    """«claims, quotes and statistics»."""
    *others, last = map(str, words)
    if not others:
        return last
    return gettext("%(some)s and %(last)s") % {"some": ", ".join(others), "last": last}
