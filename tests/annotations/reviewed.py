"""Reviews over layers that are drawn as lines of text, as in drawing.py, but in the database."""

import re

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Adjudication, Annotation, Disagreement, RuledSpan, Thread
from annotations.review import adjudicating
from annotations.review import lifecycle as review_lifecycle
from tests.annotations.drawing import LABELS
from tests.factories import make_annotation, make_editor, make_layer, make_reviewer, make_revision

# No white space, so that any two places in it are the edges of a span.
TEXT = "abcdefghijklmnopqrstuvwxyz0123456789"


def draw(layer, line, **details):
    """The annotations of one line: a letter under each character that a span covers."""
    return [
        make_annotation(
            layer=layer,
            exact=layer.revision.text[run.start() : run.end()],
            start=run.start(),
            label=LABELS[run[0][0].lower()],
            **details,
        )
        for run in re.finditer(r"[Cc]c*|[Qq]q*|[Ss]s*", line)
    ]


def make_layers(text=TEXT, revision=None, submitted=True, **lines):
    """A revision with a submitted layer for each letter: make_layers(A="..qq", B="")."""
    revision = revision or make_revision(text=text)
    for letter, line in lines.items():
        layer = make_layer(revision=revision, letter=letter, submitted=submitted)
        for one in [line] if isinstance(line, str) else line:
            draw(layer, one)
    return revision


def make_review(**lines):
    """The open review of such layers."""
    revision = make_layers(**lines)
    return review_lifecycle.open_early(revision, by=make_reviewer())


def layer_of(review, letter):
    return review.revision.layers.get(letter=letter)


def redrawn(review, letter, *lines):
    """Reopen a layer, put these lines in the place of what it held, and submit it again."""
    layer = layer_lifecycle.reopen(layer_of(review, letter), by=make_reviewer())
    Annotation.objects.filter(layer=layer).update(withdrawn_at=layer.reopened_at)
    for line in lines:
        draw(layer, line)
    return layer_lifecycle.submit(layer, by=layer.editor)


def moved(review, letter, start, end, number=0):
    """Reopen a layer, give one of its annotations another extent, and submit it again."""
    layer = layer_lifecycle.reopen(layer_of(review, letter), by=make_reviewer())
    annotation = layer.annotations.order_by("start")[number]
    exact = layer.revision.text[start:end]
    layer.annotations.filter(pk=annotation.pk).update(start=start, end=end, exact=exact)
    return layer_lifecycle.submit(layer, by=layer.editor)


def states(review):
    """Each row as a line: state, kind, place."""
    rows = Disagreement.objects.filter(review=review).with_state().order_by("start", "-end", "pk")
    return [f"{row.state} {row.kind} {row.start}-{row.end}" for row in rows]


def only(review):
    return Disagreement.objects.with_state().get(review=review)


def final(review):
    """The final annotations, as lines."""
    spans = RuledSpan.objects.filter(
        adjudication__in=Adjudication.objects.filter(review=review).standing()
    )
    return [
        f"{s.label} {s.start}-{s.end}{' by ' + s.attributed_to if s.attributed_to else ''}"
        for s in spans.order_by("start", "-end", "label")
    ]


def settled(row, action="take", *, by=None, **fields):
    """The ruling on a row as it is now."""
    row = Disagreement.objects.get(pk=row.pk)
    standing = Adjudication.objects.standing_on(row)
    return adjudicating.settle(
        row,
        action=action,
        fingerprint=row.fingerprint,
        standing=standing.pk if standing else None,
        by=by or make_reviewer(),
        reason=fields.pop("reason", "boundary"),
        **fields,
    )


def disputed(row):
    """An open dispute of the ruling that stands."""
    return Thread.objects.create(
        disagreement=row,
        kind="dispute",
        ruling=Adjudication.objects.standing_on(row),
        opened_by=make_editor(),
    )
