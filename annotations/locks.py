"""Row locks on revisions, layers and reviews, and the refusals of layers that are not open.

The order of locks is revision, layer, article, review: taking them in one order prevents
deadlocks. Several of a kind are locked in the order of their ids.
"""

from typing import Any, cast

from django.db import connection
from django.db.models import QuerySet, Subquery
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Guideline, Layer, Review
from articles.models import Revision
from newsroom.prepared import ask
from newsroom.problems import Refused


class LayerSubmitted(Refused):
    """The layer is frozen: its editor has submitted it."""

    code = "submitted"
    title = gettext_lazy("These annotations are submitted")


class LayerNotOpen(Refused):
    """The layer was taken back, or has not been submitted, as the case may be."""

    code = "layer"
    title = gettext_lazy("The annotations are in another state")


class ArticleArchived(Refused):
    """The article of a mistaken import is archived and takes no more work."""

    code = "archived"
    title = gettext_lazy("This article is archived")


def open_and_locked(layer: Layer) -> Layer:
    """The layer read anew and locked until the transaction ends, if it is open.

    Every write to a layer or its annotations begins here, so that of a submission and an
    addition at the same moment one comes first and the other sees it.
    Raises LayerSubmitted, LayerNotOpen, ArticleArchived.
    """
    locked = locked_layer(layer)
    refuse_unless_writable(locked)
    return locked


def refuse_unless_writable(locked: Layer) -> None:
    """Raises LayerSubmitted, LayerNotOpen, ArticleArchived."""
    refuse_unless_open(locked)
    refuse_archived(locked.revision)


def refuse_unless_open(layer: Layer) -> None:
    """Raises LayerSubmitted or LayerNotOpen, each with its reason."""
    if layer.is_submitted:
        raise layer_submitted(layer)
    if layer.taken_back_at is not None:
        raise LayerNotOpen(_("This article was taken back from you."))


def layer_submitted(layer: Layer) -> LayerSubmitted:
    """The refusal, with what can be done: once there is a review the editor cannot reopen."""
    review = Review.objects.filter(revision=layer.revision_id).first()
    if review is None:
        return LayerSubmitted(_("Nothing in them can be changed. Reopen them to go on."))
    if review.is_released:
        return LayerSubmitted(_("Their review is closed. A reviewer can reopen it."))
    return LayerSubmitted(_("Their review has begun. Ask a reviewer to reopen them."))


def refuse_archived(revision: Revision) -> None:
    if revision.article.is_archived:
        raise ArticleArchived(_("Bring the article back before you work on it."))


def locked_layer(layer: Layer) -> Layer:
    """The layer read anew, with its text and article, and locked until the transaction ends.

    Raises LayerNotOpen where it is gone, as the sample is once somebody has removed it.
    """
    locked = layer_to_lock(layer.pk)
    if locked is None:
        raise gone()
    return locked


def gone() -> LayerNotOpen:
    return LayerNotOpen(_("Somebody has removed this article, and all work on it."))


def layer_to_lock(pk: int) -> Layer | None:
    """As `locked_layer`, by its id; it has `guideline_now`, the id of the guideline in force."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("a lock without a transaction ends at once")
    return next(iter(ask(_layer_locked, layer=pk)), None)


def _layer_locked(*, layer: Any) -> QuerySet[Any, Any]:
    # On SQLite there are no row locks: transactions are IMMEDIATE, so only one writes at a time.
    rows = Layer.objects.select_for_update(of=("self",), no_key=True).filter(pk=layer).order_by()
    rows = rows.select_related("revision__article").defer("revision__raw", "revision__left_out")
    now = Guideline.objects.order_by("-number").values("pk")[:1]
    added: dict[str, Any] = {"guideline_now": Subquery(now)}
    return rows.annotate(**added)


def lock_revision(revision_id: int) -> None:
    """Lock the revision, under which layers and letters are given out and its review is opened.

    Raises LayerNotOpen where it is gone.
    """
    rows = Revision.objects.select_for_update(no_key=True).only("pk")
    if rows.filter(pk=revision_id).first() is None:
        raise gone()


def locked_review(review: Review) -> Review:
    """The review read anew and locked until the transaction ends. Raises LayerNotOpen if gone."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("a lock without a transaction ends at once")
    for locked in ask(_review_locked, review=review.pk):
        return cast(Review, locked)
    raise gone()


def _review_locked(*, review: Any) -> QuerySet[Review]:
    return Review.objects.select_for_update(no_key=True).filter(pk=review).order_by()
