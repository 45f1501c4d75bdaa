"""What is suggested in a revision, and what an editor makes of it in their layer.

A suggestion is nobody's annotation. The rules' are stored when a revision is first opened for
annotating, or where it is long soon after (`preparing`), and wait in each layer until its editor
accepts or dismisses them, or has marked the same words. So do those that `carrying` makes of an
editor's own work on an earlier revision.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, Least
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.facts.links import carry_links
from annotations.labels import CLAIM
from annotations.layers import editing
from annotations.layers.origin import of_suggestion
from annotations.locks import open_and_locked
from annotations.models import Annotation, Answer, Layer, RulesRun, Suggestion
from annotations.models import target as models_target
from annotations.spans.anchoring import UnusableSpan, anchor
from annotations.spans.numbers import storable
from annotations.suggesting import RULES_VERSION, suggest
from annotations.suggesting import Suggestion as Found
from annotations.workspace.carrying import carried_to, group_of_piece
from articles.models import Revision
from newsroom import history
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.problems import Refused


class AlreadyAccepted(Refused):
    """The suggestion was accepted already; `annotation` is what became of it."""

    code = "answered"
    title = gettext_lazy("You have accepted this suggestion already")


class NotAccepted(Refused):
    """There is no acceptance that could be repeated."""

    code = "unanswered"
    title = gettext_lazy("There is nothing to do again")


def store_suggestions(revision: Revision) -> None:
    """Store what the present rules suggest in the revision, unless they have read it before.

    What an earlier version found stays, and with it the answers. Safe for several at once: the
    first to write the run also writes what was found.
    """
    if are_stored(revision):
        return
    # Outside the transaction: reading a long text takes a while, and others want to write.
    rows = list(_rows(revision, suggest(revision.text, revision.article.language)))
    with transaction.atomic():
        _run, is_first = RulesRun.objects.get_or_create(
            revision=revision, rules_version=RULES_VERSION
        )
        if is_first:
            Suggestion.objects.bulk_create(rows)


def are_stored(revision: Revision) -> bool:
    """Whether the present rules have read the revision."""
    return bool(ask(_runs, revision=revision.pk, rules_version=RULES_VERSION))


def _runs(*, revision: Any, rules_version: Any) -> QuerySet[Any]:
    return RulesRun.objects.filter(revision=revision, rules_version=rules_version).values_list("pk")


def waiting_suggestions(layer: Layer, *, to: User) -> QuerySet[Suggestion]:
    """The unanswered suggestions of the layer, in text order; none where the layer is frozen.

    A suggestion is left out where the editor has marked the same words unprompted: an annotation
    with the same label overlaps it with an IoU of at least a half. One of the rules gives way in
    the same manner to what is carried over.
    """
    if not (layer.is_open and layer.editor_id == to.pk):
        return Suggestion.objects.none()
    waiting = waiting_in(*wanted_by(layer, to), **keys_of(layer))
    if not layer.percent_held_back:
        return waiting
    return waiting.filter(pk__in=[one.pk for one in list_waiting(layer, to=to)])


def list_waiting(layer: Layer, *, to: User) -> list[Suggestion]:
    """All `waiting_suggestions` at once."""
    if not (layer.is_open and layer.editor_id == to.pk):
        return []
    found = ask(waiting_in, *wanted_by(layer, to), **keys_of(layer))
    return [one for one in found if not one.is_held_back_in(layer)]


def wanted_by(layer: Layer, user: User) -> tuple[bool, bool, bool]:
    return user.suggestions, user.suggested_claims, layer.carried_at is not None


def waiting_in(
    rules: bool, claims: bool, carried: bool, *, layer: Any, revision: Any, editor: Any
) -> QuerySet[Suggestion]:
    keys = {"layer": layer, "revision": revision, "editor": editor}
    annotations = Annotation.objects.filter(layer=layer, withdrawn_at=None)
    waiting = Suggestion.objects.filter(
        ~Exists(_answers_there(layer, revision)),
        ~Exists(_much_the_same(annotations)),
        offered_by(rules, carried, **keys),
    )
    by_rules = Q(carried_from=None)
    if not claims:
        waiting = waiting.exclude(by_rules, label=CLAIM.key)
    if carried:
        own = carried_to(revision, editor).filter(~Exists(_answers_there(layer, revision)))
        waiting = waiting.exclude(by_rules, Exists(_much_the_same(own)))
    return waiting.order_by("start", "-end", "label")


def keys_of(layer: Layer) -> dict[str, Any]:
    return {"layer": layer.pk, "revision": layer.revision_id, "editor": layer.editor_id}


def offered_in(layer: Layer, *, rules: bool = True) -> Q:
    """The condition that something is suggested in the layer, answered or not: by the newest rules,
    unless those are not wanted, or carried over from its editor's own work.
    """
    return offered_by(rules, layer.carried_at is not None, **keys_of(layer))


def offered_by(rules: bool, carried: bool, *, layer: Any, revision: Any, editor: Any) -> Q:
    offered = Q(pk=None)
    if rules:
        runs = RulesRun.objects.filter(revision=revision).order_by("-rules_version")
        newest = Subquery(runs.values("rules_version")[:1])
        offered = Q(revision=revision, rules_version=newest)
    if carried:
        offered |= Q(pk__in=carried_to(revision, editor).order_by().values("pk"))
    return offered


def dismissed_suggestions(layer: Layer) -> list[Suggestion]:
    """The suggestions dismissed in the layer, in text order."""
    return ask(_dismissed, layer.carried_at is not None, **keys_of(layer))


def _dismissed(carried: bool, *, layer: Any, revision: Any, editor: Any) -> QuerySet[Suggestion]:
    dismissed = Suggestion.objects.filter(
        answers__in=Answer.objects.standing().filter(layer=layer, annotation=None)
    )
    if carried:
        offered = offered_by(False, carried, layer=layer, revision=revision, editor=editor)
        dismissed = dismissed.filter(Q(carried_from=None) | offered)
    return dismissed.order_by("start", "-end", "label")


def accept_suggestion(
    suggestion: Suggestion,
    layer: Layer,
    *,
    id: UUID,  # noqa: A002
    by: User,
    **fields: Any,
) -> tuple[Annotation, bool]:
    """The annotation that the suggestion becomes, with `fields` as edited, and whether it is new.

    One that is carried over keeps the facts that it was linked to. A repeat with the same id is
    harmless. Raises what `editing.add_annotation` raises, and AlreadyAccepted where another
    annotation was made of it.
    """
    content = suggested_content(suggestion, layer) | fields
    with transaction.atomic():
        came = of_suggestion(suggestion, content)
        annotation, created = editing.add_annotation(layer, id=id, came=came, by=by, **content)
        if created:
            # The layer is locked now, so nobody else is answering.
            answer = _answer_of(suggestion, layer)
            _refuse_accepted(answer)
            _write(answer or Answer(suggestion=suggestion, layer=layer), annotation=annotation)
            told = {"annotation": str(annotation.pk)}
            _record("suggestion.accepted", suggestion, annotation.layer, by=by, **told)
            if suggestion.carried_from:
                carry_links(suggestion.carried_from, annotation, by=by)
        return annotation, created


def accept_again(
    suggestion: Suggestion, layer: Layer, *, version: int | None, by: User
) -> Annotation:
    """Bring back the annotation of an acceptance that was taken back.

    Raises NotAccepted where there was none, and what `editing.restore_annotation` raises.
    """
    with transaction.atomic():
        open_and_locked(layer)
        answer = _answer_of(suggestion, layer)
        if answer is None or answer.annotation is None:
            raise NotAccepted(_("It was never accepted here, or dismissed since."))
        annotation = editing.restore_annotation(answer.annotation, version=version, by=by)
        if answer.taken_back_at is not None:
            _write(answer, annotation=annotation)
            told = {"annotation": str(annotation.pk)}
            _record("suggestion.accepted", suggestion, annotation.layer, by=by, **told)
        return annotation


def dismiss_suggestion(suggestion: Suggestion, layer: Layer, *, by: User) -> None:
    """Record that there is nothing to mark; a repeat changes nothing.

    Raises AlreadyAccepted where it was accepted, LayerSubmitted.
    """
    with transaction.atomic():
        open_and_locked(layer)
        answer = _answer_of(suggestion, layer)
        _refuse_accepted(answer)
        if answer and answer.dismissed_at and answer.taken_back_at is None:
            return
        _write(answer or Answer(suggestion=suggestion, layer=layer), dismissed_at=timezone.now())
        _record("suggestion.dismissed", suggestion, layer, by=by)


def take_back_answer(
    suggestion: Suggestion, layer: Layer, *, by: User, version: int | None = None
) -> Annotation | None:
    """Undo the answer, so that the suggestion waits again; the annotation that it withdraws.

    `version` is that of the annotation, where it was accepted. Nothing happens where there is no
    answer. Raises what `editing.withdraw_annotation` raises.
    """
    with transaction.atomic():
        open_and_locked(layer)
        answer = _answer_of(suggestion, layer)
        if answer is None:
            return None
        annotation = answer.annotation
        if answer.taken_back_at is not None:
            return annotation
        if annotation is not None:
            annotation = editing.withdraw_annotation(annotation, version=version, by=by)
            layer.written += annotation.layer.written
        answer.taken_back_at = timezone.now()
        answer.save(update_fields=["taken_back_at"])
        _record("suggestion.answer_taken_back", suggestion, layer, by=by)
        return annotation


def suggested_content(suggestion: Suggestion, layer: Layer) -> dict[str, Any]:
    """The fields of an annotation that accepts the suggestion unchanged in the layer."""
    names = ("start", "end", "exact", "label", "attributed_to", "value", "unit")
    content = {name: getattr(suggestion, name) for name in names}
    if source := suggestion.carried_from:
        content |= {"note": source.note, "span_group": group_of_piece(suggestion, source, layer)}
    return content


def _rows(revision: Revision, found: Iterable[Found]) -> Iterator[Suggestion]:
    """The rows of what was found, without what no annotation could be."""
    for one in found:
        try:
            target = anchor(revision.text, one.start, one.end, one.exact)
        except UnusableSpan:
            continue
        value = one.value if one.value is not None and storable(one.value) else None
        longest = models_target.LONGEST_DETAILS
        yield Suggestion(
            revision=revision,
            rules_version=RULES_VERSION,
            start=target.start,
            end=target.end,
            exact=target.exact,
            prefix=target.prefix,
            suffix=target.suffix,
            label=one.label,
            attributed_to=empty_if_longer(one.attributed_to, longest["attributed_to"]),
            value=value,
            unit=empty_if_longer(one.unit, longest["unit"]),
        )


def empty_if_longer(words: str, most: int) -> str:
    """The words, or "" if longer than `most` characters: half a name is a wrong name."""
    return words if len(words) <= most else ""


def _answers_there(layer: Any, revision: Any) -> QuerySet[Answer]:
    """The layer's answers to a suggestion, or to an older version's of that place and label."""
    return Answer.objects.standing().filter(
        layer=layer,
        suggestion__revision=revision,
        suggestion__start=OuterRef("start"),
        suggestion__end=OuterRef("end"),
        suggestion__label=OuterRef("label"),
    )


def _much_the_same(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows that say much the same as a suggestion: its label, an IoU of half or more.

    Shared over held together is a half where three times the shared part is the sum of both. One
    that begins more than the suggestion's length before it cannot be: that keeps the look-up short.
    """
    earliest = 2 * OuterRef("start") - OuterRef("end")
    shared = Least(F("end"), OuterRef("end")) - Greatest(F("start"), OuterRef("start"))
    both = F("end") - F("start") + OuterRef("end") - OuterRef("start")
    return rows.filter(
        label=OuterRef("label"),
        start__gte=earliest,
        start__lt=OuterRef("end"),
    ).filter(GreaterThanOrEqual(3 * shared, both))


def _answer_of(suggestion: Suggestion, layer: Layer) -> Answer | None:
    return next(iter(ask(_answer_to, suggestion=suggestion.pk, layer=layer.pk)), None)


def _answer_to(*, suggestion: Any, layer: Any) -> QuerySet[Answer]:
    answers = Answer.objects.filter(suggestion=suggestion, layer=layer)
    return answers.select_related("annotation").order_by()


def _refuse_accepted(answer: Answer | None) -> None:
    if answer is None or answer.taken_back_at is not None or answer.annotation is None:
        return
    if not answer.annotation.is_withdrawn:
        raise AlreadyAccepted(
            _("Change or delete the annotation made of it."), annotation=str(answer.annotation.pk)
        )


def _write(
    answer: Answer, *, annotation: Annotation | None = None, dismissed_at: datetime | None = None
) -> None:
    """Store it, new or in the place of what it was; the layer is locked, so nobody else does."""
    answer.annotation, answer.dismissed_at = annotation, dismissed_at
    answer.taken_back_at = None
    answer.save(force_insert=answer.pk is None)


def _record(verb: str, suggestion: Suggestion, layer: Layer, *, by: User, **detail: Any) -> None:
    """Record what was answered in the layer, which notes the event."""
    revision = suggestion.revision_id
    event = history.record(verb, suggestion, by=by, revision_id=revision, **detail)
    layer.written += (event.pk,)
