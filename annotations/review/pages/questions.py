"""What a group asks, in words: the heading above its lanes, and the line under it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.disagreements.comparison import Group
from annotations.labels import LABELS, either
from annotations.models.disagreement import Kind


def ask_question(group: Group) -> str:
    """What has to be decided, for example «Where does this claim end?»."""
    if group.kind == Kind.LABEL:
        return _("%(labels)s?") % {"labels": one_of(group.labels)}
    ask = {
        Kind.BOUNDARY: ask_boundary,
        Kind.SPLIT: ask_split,
        Kind.MISSING: ask_missing,
        Kind.DETAILS: ask_details,
        Kind.FACTS: ask_facts,
        Kind.AGREED: ask_agreed,
    }[Kind(group.kind)]
    return ask(group, group.labels[0])


def explain_missing_group(gone_at: datetime | None) -> str:
    """Instead of the question where nothing is left to compare; `gone_at` is the group's own."""
    if gone_at is None:
        return _("What stood here is being gone over")
    return _("The layers no longer differ here")


def ask_boundary(group: Group, label: str) -> str:
    firsts = {lane.spans[0].start for lane in group.lanes if lane.spans}
    lasts = {lane.spans[-1].end for lane in group.lanes if lane.spans}
    questions = LABELS[label].questions
    if (len(firsts) > 1) == (len(lasts) > 1):
        return str(questions.extent)
    return str(questions.begins if len(firsts) > 1 else questions.ends)


def ask_split(group: Group, label: str) -> str:
    return str(LABELS[label].questions.split)


def ask_missing(group: Group, label: str) -> str:
    return str(LABELS[label].questions.missing)


def ask_details(group: Group, label: str) -> str:
    spans = group.spans
    questions = LABELS[label].questions
    differing = [
        asked
        for said, asked in (
            ({span.attributed_to for span in spans}, questions.speaker),
            ({span.value for span in spans}, _("What is the number?")),
            ({span.unit for span in spans}, _("What is counted?")),
        )
        if len(said) > 1
    ]
    return str(differing[0] if len(differing) == 1 else questions.details)


def ask_facts(group: Group, label: str) -> str:
    named = {frozenset(fact for fact, _relation in span.facts) for span in group.spans}
    if len(named) == 1:
        return _("What does the fact say of it?")
    return str(LABELS[label].questions.facts)


def ask_agreed(group: Group, label: str) -> str:
    return str(LABELS[label].questions.agreed)


def describe_differences(group: Group) -> str:
    """How the layers differ, in one line: «Same label, different extent · overlap 68 %»."""
    told = {
        Kind.LABEL: _("Much the same words under different labels"),
        Kind.BOUNDARY: _("Same label, different extent"),
        Kind.SPLIT: _("One has in one piece what another has in several"),
        Kind.MISSING: _("Not everybody marked it"),
        Kind.DETAILS: _("Same words and label, different details"),
        Kind.FACTS: _("Same words and label, different facts"),
        Kind.AGREED: _("All editors agree; a reviewer ruled otherwise"),
    }
    also = {
        Kind.LABEL: _("the labels differ too"),
        Kind.BOUNDARY: _("the extents differ too"),
        Kind.SPLIT: _("the number of pieces differs too"),
        Kind.MISSING: _("not everybody marked it"),
        Kind.DETAILS: _("the details differ too"),
        Kind.FACTS: _("the facts differ too"),
    }
    parts = [told[Kind(group.kind)], *(also[Kind(kind)] for kind in group.further)]
    if Kind.BOUNDARY in group.kinds or Kind.LABEL in group.kinds or Kind.SPLIT in group.kinds:
        parts.append(_("overlap %(percent)s %%") % {"percent": round(100 * group.overlap)})
    return " · ".join(parts)


def describe_group(
    kind: str, labels: list[str], overlap: float, letters: list[str], layers: int
) -> str:
    """A group in two words for the list of groups; `letters` are those of who marked something."""
    if kind == Kind.LABEL:
        return " / ".join(str(LABELS[label].noun) for label in labels)
    if kind == Kind.MISSING:
        if 1 <= layers - len(letters) < len(letters):
            count = layers - len(letters)
            return ngettext("%(count)s without", "%(count)s without", count) % {"count": count}
        return _("only %(letters)s") % {"letters": ", ".join(letters)}
    if kind in {Kind.BOUNDARY, Kind.SPLIT}:
        return _("%(percent)s %%") % {"percent": round(100 * overlap)}
    return str(LABELS[labels[0]].noun) if labels else ""


def one_of(keys: Sequence[str]) -> str:
    """«Claim, quote or statistic» of the keys of labels."""
    first, *others = keys
    return either([LABELS[first].name, *(LABELS[key].noun for key in others)])
