"""The life cycle of a review: opened when enough layers are submitted, closed, reopened.

`disagreements.sync` finds what is to be settled, `adjudicating` settles it.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations.disagreements.sync import rebuild
from annotations.discussion import notifications
from annotations.locks import lock_revision, locked_review, refuse_archived
from annotations.models import Disagreement, Layer, Review
from annotations.models.work import update_work
from articles.models import Revision
from newsroom import history
from newsroom.formats import Grouped
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.problems import Refused


class NotReady(Refused):
    code = "not-ready"
    title = gettext_lazy("The review cannot be opened yet")


class NotSettled(Refused):
    code = "not-settled"
    title = gettext_lazy("Not everything is decided")


class Suspended(Refused):
    code = "suspended"
    title = gettext_lazy("The review is paused")


class ReviewOpened(Refused):
    code = "review-opened"
    title = gettext_lazy("The review has begun")


class ReviewClosed(Refused):
    code = "review-closed"
    title = gettext_lazy("The review is closed")


def open_review_if_ready(revision_id: int, *, by: User) -> Review | None:
    """Open the review after the submission of the last layer that was needed.

    An open review is rebuilt instead, unless it waits for another layer. Returns None while layers
    are missing, or one that was assigned or reopened is open. The caller has locked the revision,
    so that of two last submissions at once the later one sees the other.
    """
    review = review_of(revision_id)
    if review is not None:
        if not review.is_released and not is_suspended(review):
            rebuild(review, by=by)
        return review
    layers = Layer.objects.filter(revision=revision_id)
    if layers.submitted().count() < settings.LAYERS_NEEDED:
        return None
    if layers.open().filter(Q(assigned_by__isnull=False) | Q(reopened_at__isnull=False)).exists():
        return None
    return _open_review(revision_id, opened_by=None, by=by)


@transaction.atomic
def open_review_early(revision: Revision, *, by: User) -> Review:
    """Open the review before all layers are submitted. A review that exists is returned.

    Raises NotReady where no layer is submitted or a reopened one is open, ArticleArchived.
    """
    lock_revision(revision.pk)
    review = review_of(revision.pk)
    if review is not None:
        return review
    refuse_archived(revision)
    layers = Layer.objects.on(revision)
    if not layers.submitted().exists():
        raise NotReady(_("No editor has submitted yet."))
    if layers.open().exclude(reopened_at=None).exists():
        raise NotReady(_("An editor is changing something. Wait until they have submitted."))
    return _open_review(revision.pk, opened_by=by, by=by)


@transaction.atomic
def close_review(review: Review, *, by: User) -> Review:
    """Release the layers, with names, and the rulings. Raises NotSettled, Suspended."""
    review = locked_review(review)
    if review.is_released:
        return review
    refuse_while_suspended(review)
    left = Disagreement.objects.filter(review=review).unsettled().count()
    if left:
        raise NotSettled(
            ngettext(
                "%(count)s disagreement is still to be settled.",
                "%(count)s disagreements are still to be settled.",
                left,
            )
            % {"count": Grouped(left)}
        )
    review.closed_at, review.closed_by = timezone.now(), by
    review.save(update_fields=["closed_at", "closed_by"])
    event = history.record("review.closed", review, by=by, revision_id=review.revision_id)
    notifications.notify_of_review(event, review)
    return review


@transaction.atomic
def reopen_review(review: Review, *, by: User) -> Review:
    """Take the release back: layers are hidden from other editors again and rulings can change."""
    review = locked_review(review)
    if review.is_released:
        review.closed_at = review.closed_by = None
        review.save(update_fields=["closed_at", "closed_by"])
        event = history.record("review.reopened", review, by=by, revision_id=review.revision_id)
        notifications.notify_of_review(event, review)
        # The desk's list of names may have changed since the review was closed.
        rebuild(review, by=by)
    return review


def review_of(revision_id: int) -> Review | None:
    return Review.objects.filter(revision=revision_id).first()


def is_suspended(review: Review) -> bool:
    """Whether a layer was reopened: until it is submitted nothing is rebuilt or ruled."""
    return bool(ask(_reopened_layers, revision=review.revision_id))


def _reopened_layers(*, revision: Any) -> QuerySet[Any]:
    layers = Layer.objects.filter(revision=revision).open().exclude(reopened_at=None)
    return layers.order_by().values_list("pk")


def refuse_while_suspended(review: Review) -> None:
    if is_suspended(review):
        raise Suspended(_("An editor is changing something; go on once they have submitted again."))


def refuse_once_opened(revision_id: int) -> None:
    """Raises ReviewOpened where the review has begun: from then on reviewers decide."""
    if Review.objects.filter(revision=revision_id).exists():
        raise ReviewOpened(_("Its review has begun. Ask a reviewer."))


def refuse_once_closed(revision_id: int) -> None:
    """Raises ReviewClosed where the layers are released: a later one would not be blind.

    Otherwise the review is locked, so that nobody closes it until the transaction ends.
    """
    review = Review.objects.select_for_update(no_key=True).filter(revision=revision_id).first()
    if review is not None and review.is_released:
        raise ReviewClosed(_("The review is closed. A reviewer can reopen it."))


def _open_review(revision_id: int, *, opened_by: User | None, by: User) -> Review:
    review = Review.objects.create(revision_id=revision_id, opened_by=opened_by)
    update_work([revision_id])
    history.record("review.opened", review, by=by, revision_id=revision_id)
    rebuild(review, by=by)
    if settings.LAYERS_NEEDED == 1 and not review.disagreements.exists():
        # One layer is all this desk asks for: there is nobody to disagree, it is final at once.
        review.closed_at = timezone.now()
        review.save(update_fields=["closed_at"])
        history.record("review.closed", review, by=by, revision_id=revision_id)
    return review
