"""What a group asks, in words: the heading above its lanes, and the line under it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

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
        return _("An editor is changing what stood here")
    return _("The editors no longer differ here")


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


def describe_differences(group: Group, letters: Mapping[int, str]) -> str:
    """How the editors differ, in one line: «Different start or end · 68 % of the words shared».

    `letters` are those of the layers, by id.
    """
    marked = sorted(letters[lane.layer] for lane in group.lanes if lane.spans)
    told = [describe_group(kind, group.labels, marked) for kind in group.kinds]
    parts = [told[0], *(f"{words[:1].lower()}{words[1:]}" for words in told[1:])]
    several = len(marked) > 1
    if several and {Kind.BOUNDARY, Kind.LABEL, Kind.SPLIT} & {*group.kinds}:
        percent = {"percent": round(100 * group.overlap)}
        parts.append(_("%(percent)s %% of the words shared") % percent)
    return " · ".join(parts)


def describe_group(kind: str, labels: Sequence[str], letters: Sequence[str]) -> str:
    """How the editors differ, in a few words; `letters` are those of who marked something."""
    if kind == Kind.LABEL:
        return one_of(labels)
    if kind == Kind.MISSING and len(letters) == 1:
        return _("Marked by %(letter)s only") % {"letter": letters[0]}
    if kind == Kind.MISSING and letters:
        return _("Marked by %(letters)s, not by all") % {"letters": ", ".join(letters)}
    return str(Kind(kind).label)


def one_of(keys: Sequence[str]) -> str:
    """«Claim, quote or statistic» of the keys of labels."""
    first, *others = keys
    return either([LABELS[first].name, *(LABELS[key].noun for key in others)])
