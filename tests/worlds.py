"""Situations that many tests begin with: drawn layers, open reviews, two editors, final spans.

Layers are drawn as lines of text: a letter under each character that a span covers. `c`, `q` and
`s` are claim, quote and statistic; a capital begins another span right beside the one before it.
Spans that overlap take several lines: {A: ["qqqqqqqq", "..qq...."], B: [""]}.
"""

import re
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace

from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from annotations.disagreements.comparison import Span
from annotations.disagreements.groups import groups_by_row, speaking_letters
from annotations.discussion.threads import update_group_state
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import (
    Adjudication,
    Annotation,
    Disagreement,
    FactLink,
    Review,
    RuledSpan,
    Thread,
    Undoing,
)
from annotations.review import adjudicating, saying_why
from annotations.review import lifecycle as review_lifecycle
from annotations.review.reasons import EDITED, NOTHING, STANDS
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
)

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

A, B, C, D, E = range(1, 6)
LABELS = {"c": "claim", "q": "quote", "s": "statistic"}
RUNS = re.compile("|".join(f"[{letter.upper()}{letter}]{letter}*" for letter in LABELS))


@contextmanager
def made_once(django_db_blocker):
    """What is made inside stays for all tests of a module: each nests in this transaction.

    For a fixture of module scope, which asks for `django_db_setup` and `django_db_blocker`.
    """
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=QUICK_HASHERS),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


def drawn_spans(rows, **details):
    """The spans of {layer: line or lines}, with the details of `{layer: {...}}` where given.

    Details are given as a1={"attributed_to": "Ana"}: to the first span of layer A.
    """
    spans = []
    for layer, lines in rows.items():
        numbers = count(1)
        for line in [lines] if isinstance(lines, str) else lines:
            for run in RUNS.finditer(line):
                name = f"{'abcde'[layer - 1]}{next(numbers)}"
                label = LABELS[run[0][0].lower()]
                spans.append(
                    Span(name, layer, run.start(), run.end(), label, **details.get(name, {}))
                )
    unknown = details.keys() - {span.id for span in spans}
    assert not unknown, unknown
    return spans


# No white space, so that any two places in it are the edges of a span.
TEXT = "abcdefghijklmnopqrstuvwxyz0123456789"


def draw_line(layer, line, **details):
    """The annotations of one line: a letter under each character that a span covers."""
    return [
        make_annotation(
            layer=layer,
            exact=layer.revision.text[run.start() : run.end()],
            start=run.start(),
            label=LABELS[run[0][0].lower()],
            **details,
        )
        for run in RUNS.finditer(line)
    ]


def make_layers(text=TEXT, revision=None, submitted=True, **lines):
    """A revision with a submitted layer for each letter: make_layers(A="..qq", B="")."""
    revision = revision or make_revision(text=text)
    for letter, line in lines.items():
        layer = make_layer(revision=revision, letter=letter, submitted=submitted)
        for one in [line] if isinstance(line, str) else line:
            draw_line(layer, one)
    return revision


def make_review(**lines):
    """The open review of such layers."""
    revision = make_layers(**lines)
    return review_lifecycle.open_review_early(revision, by=make_reviewer())


def layer_of(review, letter):
    return review.revision.layers.get(letter=letter)


def redraw_layer(review, letter, *lines):
    """Reopen a layer, put these lines in the place of what it held, and submit it again."""
    layer = layer_lifecycle.reopen(layer_of(review, letter), by=make_reviewer())
    Annotation.objects.filter(layer=layer).update(withdrawn_at=layer.reopened_at)
    for line in lines:
        draw_line(layer, line)
    return layer_lifecycle.submit(layer, by=layer.editor)


def move_annotation(review, letter, start, end, number=0):
    """Reopen a layer, give one of its annotations another extent, and submit it again."""
    layer = layer_lifecycle.reopen(layer_of(review, letter), by=make_reviewer())
    annotation = layer.annotations.order_by("start")[number]
    exact = layer.revision.text[start:end]
    layer.annotations.filter(pk=annotation.pk).update(start=start, end=end, exact=exact)
    return layer_lifecycle.submit(layer, by=layer.editor)


def states_of(review):
    """Each disagreement of the review as a line: state, kind, extent."""
    rows = list(review.disagreements.with_derived_state().order_by("start", "-end", "pk"))
    assert [row.state for row in rows] == [row.derived for row in rows]
    return [f"{row.state} {row.kind} {row.start}-{row.end}" for row in rows]


def only_group(review):
    return Disagreement.objects.get(review=review)


def final_lines(review):
    """The final annotations of the review, as lines."""
    spans = RuledSpan.objects.filter(
        adjudication__in=Adjudication.objects.filter(review=review).standing()
    )
    return [
        f"{s.label} {s.start}-{s.end}{' by ' + s.attributed_to if s.attributed_to else ''}"
        for s in spans.order_by("start", "-end", "label")
    ]


def settle_group(row, action="take", *, by=None, **fields):
    """A reviewer's ruling on the group as it is now, for the first reason that fits it."""
    row = Disagreement.objects.get(pk=row.pk)
    standing = Adjudication.objects.standing_on(row)
    return adjudicating.settle_group(
        row,
        action=action,
        fingerprint=row.fingerprint,
        standing=standing.pk if standing else None,
        by=by or make_reviewer(),
        reason=fields.pop("reason", fit_reason(row, action, fields.get("letters", ()))),
        **fields,
    )


def fit_reason(row, action, letters):
    """The first reason that the table has for such a decision."""
    nothing = action == "nothing" or (letters and not {*letters} & {*speaking_letters(row)})
    outcome = NOTHING if nothing else EDITED if action == "edit" else STANDS
    group = groups_by_row(row.review, [row]).get(row.pk)
    return saying_why.reasons_for_group(row, group, outcome).offered[0]


def dispute_group(row):
    """An open dispute of the ruling that stands on the group."""
    ruling = Adjudication.objects.standing_on(row)
    return make_group_thread(row, kind="dispute", ruling=ruling, opened_by=make_editor())


def make_group_thread(row, **fields):
    """A thread about the group, whoever opens it and whenever."""
    thread = Thread.objects.create(disagreement=row, **fields)
    update_group_state(thread)
    return thread


def make_two_editors_review(*, settled=False, closed=False):
    """Ada marked «$48 million», Ben more words, as a claim; the review is open.

    Settled: the reviewer took Ada's version and said why. Closed: and released it.
    """
    revision = make_revision()
    ada, ben = (
        make_layer(revision=revision, editor=make_editor(), submitted=True, letter=letter)
        for letter in "AB"
    )
    world = SimpleNamespace(
        revision=revision,
        article=revision.article,
        ada=ada.editor,
        ben=ben.editor,
        layer=ada,
        others_layer=ben,
        short=make_annotation(layer=ada, exact="$48 million"),
        long=make_annotation(layer=ben, exact="a $48 million sea wall"),
        reviewer=make_reviewer(),
    )
    world.review = review_lifecycle.open_review_early(revision, by=world.reviewer)
    world.disagreement = world.review.disagreements.get()
    if settled or closed:
        world.ruling = settle_for_first_editor(world)
    if closed:
        world.review = review_lifecycle.close_review(world.review, by=world.reviewer)
    return world


def settle_for_first_editor(world, **fields):
    """The reviewer takes Ada's version of the group as it is now, and says why."""
    given = {"letters": ["A"], "reason": "boundary", "note": "Only the sum.", **fields}
    return settle_group(world.disagreement, by=world.reviewer, **given)


def state_of(world):
    return world.review.disagreements.get(pk=world.disagreement.pk).state


def make_bare_review(article=None, *, closed=True):
    """A review without disagreements, made directly: for pages that show what is final."""
    revision = (article or make_article()).latest_revision()
    moment = timezone.now() if closed else None
    return Review.objects.create(
        revision=revision, closed_at=moment, closed_by=make_reviewer() if closed else None
    )


def make_ruled_span(review, exact="$48 million", *, label="claim", links=(), ruling=None, **fields):
    """A final span of `exact`, ruled by unanimity unless `ruling` says what else.

    `links` are (fact, relation), linked by whoever recorded the fact.
    """
    start = review.revision.text.index(exact)
    how = {"action": "take", "rule": "unanimous", "considered": {}} | (ruling or {})
    span = RuledSpan.objects.create(
        adjudication=Adjudication.objects.create(review=review, **how),
        start=start,
        end=start + len(exact),
        exact=exact,
        label=label,
        **fields,
    )
    for fact, relation in links:
        version = fact.versions.order_by("-number").first()
        FactLink.objects.create(
            ruled_span=span,
            fact=fact,
            version=version,
            relation=relation,
            linked_by=version.recorded_by,
        )
    return span


def undo_ruling_of(span):
    """Take the ruling back, with the state of its group, whoever may do that."""
    undoing = Undoing.objects.create(adjudication=span.adjudication)
    Disagreement.objects.filter(pk=span.adjudication.disagreement_id).update_states()
    return undoing
