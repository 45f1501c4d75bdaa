"""What an editor says to hold nothing to check, and how much of a text is looked at by then.

A word rests on a verified fact where a mark on it is linked to one that supports it, that was not
retired since, and to none that contradicts it.
"""

from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.locks import open_and_locked
from annotations.models import Annotation, Clearing, FactLink, Layer
from annotations.models.fact_link import Relation
from annotations.spans.accounting import Account, State
from annotations.validation import SpanInvalid, TextMismatch
from newsroom import history
from newsroom.models import User
from newsroom.prepared import ask


def clear(layer: Layer, start: int, end: int, *, exact: str, by: User) -> Layer:
    """Say that there is nothing to check in text[start:end], which is `exact`.

    What is marked there stays so. Saying it again of the same stretch does nothing. Returns the
    locked layer. Raises TextMismatch, SpanInvalid, LayerSubmitted, LayerNotOpen, ArticleArchived.
    """
    with transaction.atomic():
        locked = open_and_locked(layer)
        _refuse_misplaced(locked.revision.text, start, end, exact)
        place = {"start": start, "end": end}
        if not locked.clearings.standing().filter(**place).exists():
            Clearing.objects.create(layer=locked, cleared_by=by, **place)
            _record("layer.cleared", locked, by=by, **place, exact=exact)
        return locked


def take_back_clearing(layer: Layer, start: int, end: int, *, by: User) -> Layer:
    """Take back that there is nothing to check in text[start:end]; it is open again.

    Where that is not said, or no longer, nothing is done. Returns the locked layer. Raises
    LayerSubmitted, LayerNotOpen, ArticleArchived.
    """
    with transaction.atomic():
        locked = open_and_locked(layer)
        said = locked.clearings.standing().filter(start=start, end=end)
        if said.update(taken_back_at=timezone.now()):
            _record("layer.clearing_taken_back", locked, by=by, start=start, end=end)
        return locked


def account_of(layer: Layer) -> Account:
    """The layer's text with all that is said of its words, in one query."""
    return Account(layer.revision.text, ask(_said, layer=layer.pk))


def _said(*, layer: Any) -> QuerySet[Any, Any]:
    links = FactLink.objects.current().filter(annotation=OuterRef("pk"))
    holds = links.filter(
        relation=Relation.SUPPORTS, version__verified_at__isnull=False, fact__retired_at=None
    )
    rests = Exists(holds) & ~Exists(links.filter(relation=Relation.CONTRADICTS))
    of_mark = Case(
        When(rests, then=Value(int(State.ON_FACT))),
        default=Value(int(State.MARKED)),
        output_field=IntegerField(),
    )
    marks = Annotation.objects.filter(layer=layer, withdrawn_at=None).order_by()
    cleared = Clearing.objects.standing().filter(layer=layer).order_by()
    of_cleared = Value(int(State.CLEARED), output_field=IntegerField())
    return marks.values_list("start", "end", of_mark).union(
        cleared.values_list("start", "end", of_cleared), all=True
    )


def _refuse_misplaced(text: str, start: int, end: int, exact: str) -> None:
    if not 0 <= start < end <= len(text) or text[start:end] != exact:
        raise TextMismatch(
            _("The text at that place says something else. Load the page again and try anew.")
        )
    if not exact.strip():
        detail = _("There are no words there.")
        raise SpanInvalid(detail, fields={"exact": [detail]})


def _record(verb: str, layer: Layer, *, by: User, **detail: Any) -> None:
    event = history.record(verb, layer, by=by, revision_id=layer.revision_id, **detail)
    layer.written += (event.pk,)
