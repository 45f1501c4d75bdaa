"""Bringing in layers that were made elsewhere: the article where it is new, then the layer whole.

What a file says is read before (annotations/reading); here it meets the texts. A layer whose
spans do not all fit goes in only if the caller says so, without those that do not.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from annotations.exchange.importing.layer_read import (
    ArticleReference,
    LayerRead,
    SpanRead,
    shortened,
)
from annotations.layers import lifecycle as layer_lifecycle
from annotations.layers.editing import content_of
from annotations.locks import lock_revision
from annotations.models import Annotation, Guideline, Layer
from annotations.review import lifecycle as review_lifecycle
from annotations.spans.anchoring import AnchorMismatch, UnusableSpan, anchor
from annotations.validation import refuse_misplaced_details, span_complaint
from articles import addresses, readers
from articles.importing import drafts
from articles.importing import storing as articles_importing
from articles.importing.drafts import Unreadable
from articles.models import Article, Revision
from newsroom import history
from newsroom.models import User
from newsroom.problems import Refused

IMPORTED, UNCHANGED = "imported", "unchanged"
CAN_SIGN_IN = re.compile(r"[\w.@+-]{1,150}")


class NotImported(Refused):
    """Nothing of the layer was stored; `refused` are the unusable spans, if any."""

    code = "not-imported"

    def __init__(self, detail: Any, refused: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(detail)
        self.refused = list(refused)


@dataclass
class ImportedLayer:
    """The result of an import; `refused` are the spans left out, each as (name, reason)."""

    outcome: str
    layer: Layer
    annotations: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def import_layer(reading: LayerRead, *, by: User, skip_bad_spans: bool = False) -> ImportedLayer:
    """Store the reading as its editor's layer, submitted unless it says otherwise.

    The text joins the revision of the same words where there is one. A layer that says the same
    already is left as it is. Reviews are for `open_reviews`. Raises NotImported, with nothing
    stored.
    """
    try:
        with transaction.atomic():
            return _import_layer(reading, by=by, skip_bad_spans=skip_bad_spans)
    except NotImported:
        raise
    except Refused as refusal:
        raise NotImported(refusal.detail) from refusal


def open_reviews(imported: Iterable[ImportedLayer], *, by: User) -> None:
    """Open or go on with the reviews of these texts, as far as they are ready.

    After all layers of a corpus, not with each: where one layer is enough, its review would be
    closed before the next annotator of the text comes in. Texts with nothing new are asked too, so
    that a run that was broken off is made good by the next.
    """
    layers_there = [one.layer for one in imported if not one.layer.revision.article.is_archived]
    for revision in sorted({layer.revision_id for layer in layers_there}):
        with transaction.atomic():
            lock_revision(revision)
            review_lifecycle.open_review_if_ready(revision, by=by)


def _import_layer(reading: LayerRead, *, by: User, skip_bad_spans: bool) -> ImportedLayer:
    if not reading.editor:
        raise NotImported("it does not say who annotated; name one with --editor")
    revision = find_or_import_revision(reading, by=by)
    spans, refused = usable_and_refused_spans(reading.spans, revision.text)
    refused = [*reading.refused, *refused]
    if refused and not skip_bad_spans:
        raise NotImported(f"{len(refused)} of its spans cannot be taken", refused)
    editor = editor_named(reading.editor, by=by)
    known = Layer.objects.filter(revision=revision, editor=editor).first()
    if known is not None and has_same_annotations(known, spans):
        return ImportedLayer(UNCHANGED, known)
    layer = layer_lifecycle.import_layer(revision, editor, by=by)
    store_annotations(layer, spans, by=by)
    if reading.submitted:
        layer = layer_lifecycle.submit_among_others(layer, by=by)
    return ImportedLayer(IMPORTED, layer, len(spans), refused)


def find_or_import_revision(reading: LayerRead, *, by: User) -> Revision:
    """The revision that the layer annotates, imported if it is new. Raises NotImported."""
    if reading.article is not None:
        return best_revision(reading.article, reading.spans)
    name, raw = reading.name, reading.raw or b""
    (draft,) = readers.read(name, raw, format="txt", verbatim=True)
    if isinstance(draft, Unreadable):
        raise NotImported(draft.reason)
    same = Revision.objects.filter(sha256=drafts.sha256(draft.text.encode()))
    revision = same.filter(article__archived_at=None).order_by("pk").first()
    return revision or articles_importing.import_draft(draft, by=by).revision


def best_revision(named: ArticleReference, spans: Sequence[SpanRead]) -> Revision:
    """The revision that holds the most of these words; the one of the same number where several do.

    By its address an article is found whatever it holds, by its id only if it holds most of them,
    since ids of another database mean other articles.
    """
    by_url = Article.objects.at(named.url)
    article = by_url or article_numbered(named)
    if article is None:
        raise NotImported("there is no such article here; import it first")

    def fit(revision: Revision) -> tuple[int, bool, int]:
        held = sum(revision.text[span.start : span.end] == span.exact for span in spans)
        return held, revision.number == named.revision, revision.number

    best = max(article.revisions.defer("raw", "left_out"), key=fit)
    if by_url is None and fit(best)[0] * 2 <= len(spans):
        raise NotImported(f"article {article.pk} here has other words; import the right one first")
    return best


def article_numbered(named: ArticleReference) -> Article | None:
    """The article of that id, unless both have an address and the addresses differ."""
    found = Article.objects.filter(pk=named.id).first() if named.id is not None else None
    if found and found.url and named.url and addresses.key(named.url) != found.canonical_url:
        return None
    return found


def usable_and_refused_spans(
    spans: Iterable[SpanRead], text: str
) -> tuple[list[SpanRead], list[tuple[str, str]]]:
    """The spans that a layer on this text may have, and the refused ones with the reason."""
    taken: dict[tuple[int, int, str], str] = {}
    fit, refused = [], []
    for span in spans:
        place = span.start, span.end, span.label
        reason = refusal_reason(span, text)
        if not reason and place in taken:
            reason = f"the same words have this label already ({taken[place]})"
        if reason:
            refused.append((span.name, reason))
            continue
        taken[place] = span.name
        fit.append(span)
    return fit, refused


def refusal_reason(span: SpanRead, text: str) -> str:
    """The reason why the text cannot hold the span; empty if it can.

    The group is ignored: other programs may join the pieces of a claim too.
    """
    try:
        anchor(text, span.start, span.end, span.exact)
        refuse_misplaced_details(annotation_fields(span, group=None))
    except AnchorMismatch:
        there = text[span.start : span.end]
        return f'the words there are "{shortened(there)}", not "{shortened(span.exact)}"'
    except UnusableSpan as reason:
        return span_complaint(reason)
    except Refused as refusal:
        return refusal.detail
    return ""


def annotation_fields(span: SpanRead, *, group: uuid.UUID | None) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "exact": span.exact,
        "label": span.label,
        "attributed_to": span.attributed_to,
        "value": span.value,
        "unit": span.unit,
        "note": span.note,
        "span_group": group,
    }


def has_same_annotations(layer: Layer, spans: Sequence[SpanRead]) -> bool:
    """Whether the layer has exactly these spans, whatever their ids, and stands."""
    if layer.taken_back_at is not None:
        return False
    stored = layer.annotations.filter(withdrawn_at=None)
    mine = {comparable_fields(one, one.span_group) for one in stored}
    theirs = {comparable_fields(span, span.group) for span in spans}
    pieces_of_mine = grouped_extents((one, one.span_group) for one in stored)
    pieces_of_theirs = grouped_extents((span, span.group) for span in spans)
    return mine == theirs and pieces_of_mine == pieces_of_theirs


def comparable_fields(one: Any, group: Any) -> tuple[Any, ...]:
    details = one.attributed_to, one.value, one.unit, one.note
    return one.start, one.end, one.label, *details, group is not None


def grouped_extents(grouped: Iterable[tuple[Any, Any]]) -> set[frozenset[tuple[int, int, str]]]:
    """The extents of each group, whatever the id of the group."""
    groups: dict[Any, set[tuple[int, int, str]]] = {}
    for one, group in grouped:
        if group is not None:
            groups.setdefault(group, set()).add((one.start, one.end, one.label))
    return {frozenset(extents) for extents in groups.values()}


def store_annotations(layer: Layer, spans: Sequence[SpanRead], *, by: User) -> None:
    """Write the spans with their ids, moments and guideline where they have them."""
    refuse_known_ids(spans)
    text = layer.revision.text
    guidelines = {guideline.number: guideline for guideline in Guideline.objects.all()}
    current = max(guidelines)
    groups: dict[str, uuid.UUID] = {}
    made = []
    for span in spans:
        target = anchor(text, span.start, span.end, span.exact)
        made.append(
            Annotation(
                id=span.id or uuid.uuid4(),
                layer=layer,
                prefix=target.prefix,
                suffix=target.suffix,
                guideline=guidelines[span.guideline if span.guideline in guidelines else current],
                **annotation_fields(span, group=group_id(span, groups)),
            )
        )
    Annotation.objects.bulk_create(made, batch_size=200)
    keep_timestamps(made, spans)
    for annotation in made:
        history.record(
            "annotation.added",
            annotation,
            by=by,
            revision_id=layer.revision_id,
            new=content_of(annotation),
        )


def refuse_known_ids(spans: Iterable[SpanRead]) -> None:
    known = set(
        Annotation.objects.filter(pk__in=[span.id for span in spans if span.id]).values_list(
            "pk", flat=True
        )
    )
    clashing = [(span.name, "another annotation has its id") for span in spans if span.id in known]
    if clashing:
        raise NotImported("some of its ids are taken here", clashing)


def group_id(span: SpanRead, groups: dict[str, uuid.UUID]) -> uuid.UUID | None:
    """The group that its file's name for it stands for; a UUID is kept as it is."""
    if span.group is None:
        return None
    if span.group not in groups:
        try:
            groups[span.group] = uuid.UUID(span.group)
        except ValueError:
            groups[span.group] = uuid.uuid4()
    return groups[span.group]


def keep_timestamps(made: Sequence[Annotation], spans: Sequence[SpanRead]) -> None:
    """Put back when they were made and changed, which saving sets to now."""
    dated = []
    for annotation, span in zip(made, spans, strict=True):
        if span.created_at and span.updated_at:
            annotation.created_at, annotation.updated_at = span.created_at, span.updated_at
            dated.append(annotation)
    Annotation.objects.bulk_update(dated, ["created_at", "updated_at"], batch_size=200)


def editor_named(name: str, *, by: User) -> User:
    """Who signs in or is called by that name; made, inactive and without a password, if nobody.

    Raises NotImported where several are called so.
    """
    known = User.objects.filter(username=name).first()
    if known is not None:
        return known
    first = name.split(" ")[0]
    called = [
        user for user in User.objects.filter(first_name__startswith=first) if str(user) == name
    ]
    if len(called) > 1:
        raise NotImported(f"several people are called “{name}”; name one with --editor")
    if called:
        return called[0]
    username = name if CAN_SIGN_IN.fullmatch(name) else free_username(name)
    user = User(username=username, is_active=False)
    if username != name:
        user.first_name = name[:150]
    user.set_unusable_password()
    user.save()
    history.record("user.added", user, by=by, username=username, is_active=False)
    return user


def free_username(name: str) -> str:
    bare = re.sub(r"[^\w.@+-]+", "-", name).strip("-")[:140] or "annotator"
    number, username = 1, bare
    while User.objects.filter(username=username).exists():
        number += 1
        username = f"{bare}-{number}"
    return username
