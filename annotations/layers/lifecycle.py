"""The life of a layer: started or assigned, submitted, reopened, taken back, handed over."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import date
from string import ascii_uppercase

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations.discussion import notifications
from annotations.layers.clearing import account_of
from annotations.locks import ArticleArchived as ArticleArchived
from annotations.locks import LayerNotOpen as LayerNotOpen
from annotations.locks import LayerSubmitted as LayerSubmitted
from annotations.locks import (
    lock_revision,
    locked_layer,
    open_and_locked,
    refuse_archived,
    refuse_unless_open,
)
from annotations.models import Answer, Layer
from annotations.models.work import update_work
from annotations.review import lifecycle as review_lifecycle
from annotations.spans.accounting import State
from articles.models import Revision
from newsroom import history
from newsroom.models import User
from newsroom.problems import Refused


class LayerTouched(Refused):
    """Its editor has begun: what they did is not put aside behind their back."""

    code = "touched"
    title = gettext_lazy("This reading has been worked on")


class CannotAnnotate(Refused):
    """That person may not have a layer, or has one already."""

    code = "editor"
    title = gettext_lazy("That editor cannot take this over")


class WordsNotLookedAt(Refused):
    """The desk asks for every word to be marked or cleared; `words` are not."""

    code = "words-not-looked-at"
    title = gettext_lazy("Not all words are looked at yet")


class NewerText(Refused):
    """The article has a later revision; nobody begins a layer on this one any more."""

    code = "newer-text"
    title = gettext_lazy("A newer text has come in")


def start(revision: Revision, *, by: User) -> Layer:
    """The layer of `by` on the revision, made now unless there is one already.

    One that was taken back stands again, with what was in it. Raises NewerText, ArticleArchived,
    and ReviewOpened where the review has begun: from then on a reviewer assigns.
    """
    with transaction.atomic():
        lock_revision(revision.pk)
        layer = Layer.objects.filter(revision=revision, editor=by).first()
        if layer is not None and layer.taken_back_at is None:
            return layer
        _refuse_superseded(revision)
        review_lifecycle.refuse_once_opened(revision.pk)
        if layer is None:
            layer = _make(revision, by)
        else:
            refuse_archived(revision)
            layer.taken_back_at = None
            layer.save(update_fields=["taken_back_at"])
        update_work([revision.pk])
        history.record("layer.started", layer, by=by, revision_id=revision.pk)
        return layer


def assign(revision: Revision, editor: User, *, by: User, due_on: date | None = None) -> Layer:
    """The layer of `editor` on the revision, asked for by `by`, with its day.

    An existing one keeps its work and gets the day if there is one; a submitted one stays as it is.
    Raises CannotAnnotate, NewerText, ArticleArchived, ReviewClosed.
    """
    _refuse_unable(editor)
    with transaction.atomic():
        lock_revision(revision.pk)
        layer = Layer.objects.filter(revision=revision, editor=editor).first()
        if layer is None:
            _refuse_superseded(revision)
            review_lifecycle.refuse_once_closed(revision.pk)
            layer = _make(revision, editor, assigned_by=by, due_on=due_on)
        elif layer.is_submitted or (
            layer.taken_back_at is None and layer.assigned_by and due_on in (None, layer.due_on)
        ):
            return layer
        else:
            refuse_archived(revision)
            if layer.taken_back_at is not None:
                _refuse_superseded(revision)
                review_lifecycle.refuse_once_closed(revision.pk)
            if due_on or layer.taken_back_at is not None:
                layer.due_on = due_on
            layer.assigned_by = layer.assigned_by or by
            layer.taken_back_at = None
            layer.save(update_fields=["assigned_by", "due_on", "taken_back_at"])
        update_work([revision.pk])
        event = history.record(
            "layer.assigned",
            layer,
            by=by,
            revision_id=revision.pk,
            editor=editor.pk,
            due_on=layer.due_on.isoformat() if layer.due_on else None,
        )
        notifications.notify_editor(event, layer)
        return layer


def submit(layer: Layer, *, by: User, as_it_is: bool = False) -> Layer:
    """Freeze the layer: from now on it counts, silence included.

    With the last layer that was needed the review opens, or goes on. `as_it_is` also where the
    desk asks for all words to be looked at. Raises LayerSubmitted, LayerNotOpen, ArticleArchived,
    ReviewClosed, WordsNotLookedAt.
    """
    with transaction.atomic():
        if settings.ALL_WORDS_LOOKED_AT and not as_it_is:
            lock_revision(layer.revision_id)
            _refuse_open_words(open_and_locked(layer))
        submitted = submit_among_others(layer, by=by)
        review_lifecycle.open_review_if_ready(submitted.revision_id, by=by)
        return submitted


def submit_among_others(layer: Layer, *, by: User) -> Layer:
    """As `submit`, where more layers of the text follow: the caller opens the review after all.

    Nothing is asked of words that are not looked at: what comes in from elsewhere says none of it.
    """
    with transaction.atomic():
        lock_revision(layer.revision_id)
        locked = open_and_locked(layer)
        review_lifecycle.refuse_once_closed(locked.revision_id)
        locked.submitted_at, locked.reopened_at = timezone.now(), None
        locked.save(update_fields=["submitted_at", "reopened_at"])
        update_work([locked.revision_id])
        live = locked.annotations.filter(withdrawn_at=None).count()
        history.record(
            "layer.submitted", locked, by=by, revision_id=locked.revision_id, annotations=live
        )
        notifications.mark_seen(by, "layer", locked.pk)
        notifications.drop_reminders(locked.editor_id, locked.pk)
        return locked


def _refuse_open_words(layer: Layer) -> None:
    words = account_of(layer).counts()[State.OPEN]
    if words:
        told = ngettext(
            "%(n)s word is neither marked nor said to hold nothing to check.",
            "%(n)s words are neither marked nor said to hold nothing to check.",
            words,
        )
        raise WordsNotLookedAt(told % {"n": words}, words=words)


def note_opened(layer: Layer, *, by: User) -> None:
    """Its editor has it before them: the notices that asked for it are read."""
    if _is_own(layer, by):
        notifications.mark_seen(by, "layer", layer.pk)


def may_reopen(layer: Layer, *, by: User) -> bool:
    """Whether `by` may open the submitted layer again.

    Its editor until a review has opened, a reviewer until it is closed.
    """
    if not layer.is_submitted:
        return False
    review = review_lifecycle.review_of(layer.revision_id)
    if by.has_perm("annotations.review"):
        return review is None or not review.is_released
    return review is None and _is_own(layer, by)


def reopen(layer: Layer, *, by: User) -> Layer:
    """Open a submitted layer again; a review waits until it is submitted once more.

    Raises LayerNotOpen unless submitted, PermissionDenied, ReviewOpened to an editor once there
    is a review, ReviewClosed to a reviewer once it is closed.
    """
    with transaction.atomic():
        lock_revision(layer.revision_id)
        locked = locked_layer(layer)
        if not locked.is_submitted:
            raise LayerNotOpen(_("These annotations have not been submitted."))
        reviewer = by.has_perm("annotations.review")
        if not reviewer and not _is_own(locked, by):
            raise PermissionDenied
        refuse_archived(locked.revision)
        review_lifecycle.refuse_once_closed(locked.revision_id)
        if not reviewer:
            review_lifecycle.refuse_once_opened(locked.revision_id)
        submitted_at = locked.submitted_at
        locked.submitted_at, locked.reopened_at = None, timezone.now()
        locked.save(update_fields=["submitted_at", "reopened_at"])
        update_work([locked.revision_id])
        event = history.record(
            "layer.reopened",
            locked,
            by=by,
            revision_id=locked.revision_id,
            submitted_at=submitted_at.isoformat() if submitted_at else None,
        )
        notifications.notify_editor(event, locked)
        return locked


def set_due(layer: Layer, due_on: date | None, *, by: User) -> Layer:
    """Give an open layer another day, or none. Raises LayerSubmitted, LayerNotOpen."""
    with transaction.atomic():
        locked = locked_layer(layer)
        refuse_unless_open(locked)
        old = locked.due_on
        if old == due_on:
            return locked
        locked.due_on = due_on
        locked.save(update_fields=["due_on"])
        notifications.drop_reminders(locked.editor_id, locked.pk)
        event = history.record(
            "layer.rescheduled",
            locked,
            by=by,
            revision_id=locked.revision_id,
            due_on=[day.isoformat() if day else None for day in (old, due_on)],
        )
        notifications.notify_editor(event, locked)
        return locked


def take_back(layer: Layer, *, by: User) -> Layer:
    """Take an open layer from its editor, who has done nothing in it yet.

    A review that waited for it alone opens, or goes on without it. Raises LayerSubmitted,
    LayerNotOpen, and LayerTouched where it holds anything, withdrawn or not: that is handed over.
    """
    with transaction.atomic():
        lock_revision(layer.revision_id)
        locked = locked_layer(layer)
        refuse_unless_open(locked)
        if is_touched(locked):
            raise LayerTouched(_("Something was marked in it. Hand it over to somebody instead."))
        locked.taken_back_at, locked.reopened_at = timezone.now(), None
        locked.save(update_fields=["taken_back_at", "reopened_at"])
        update_work([locked.revision_id])
        notifications.drop_reminders(locked.editor_id, locked.pk)
        event = history.record("layer.taken_back", locked, by=by, revision_id=locked.revision_id)
        notifications.notify_editor(event, locked)
        review_lifecycle.open_review_if_ready(locked.revision_id, by=by)
        return locked


def is_touched(layer: Layer) -> bool:
    """Whether anything was ever marked, answered or cleared in it, or is noted."""
    return (
        bool(layer.note)
        or layer.annotations.exists()
        or layer.clearings.exists()
        or Answer.objects.filter(layer=layer).exists()
    )


def hand_over(layer: Layer, to: User, *, by: User, leaving: bool = False) -> Layer:
    """Give an open layer, with what is in it, to another editor; `leaving` where the one who had
    it leaves the desk.

    Raises LayerSubmitted, and CannotAnnotate where that editor has a layer on the revision.
    """
    _refuse_unable(to)
    with transaction.atomic():
        lock_revision(layer.revision_id)
        locked = locked_layer(layer)
        refuse_unless_open(locked)
        if Layer.objects.filter(revision=locked.revision_id, editor=to).exists():
            raise CannotAnnotate(_("%(editor)s reads this revision already.") % {"editor": to})
        before = locked.editor_id
        # What the new editor has marked in earlier revisions is offered when they open it.
        locked.editor, locked.carried_at = to, None
        locked.save(update_fields=["editor", "carried_at"])
        notifications.drop_reminders(before, locked.pk)
        event = history.record(
            "layer.handed_over",
            locked,
            by=by,
            revision_id=locked.revision_id,
            old=before,
            new=to.pk,
            **({"leaving": True} if leaving else {}),
        )
        notifications.notify_of_handover(event, old=before, new=to.pk)
        return locked


def import_layer(revision: Revision, editor: User, *, by: User) -> Layer:
    """An open layer for work that was done elsewhere: the editor need not be able to sign in.

    A layer that they have and have not begun is taken. Raises CannotAnnotate where they have one
    with something in it, ArticleArchived, ReviewClosed.
    """
    with transaction.atomic():
        lock_revision(revision.pk)
        review_lifecycle.refuse_once_closed(revision.pk)
        layer = Layer.objects.filter(revision=revision, editor=editor).first()
        if layer is None:
            layer = _make(revision, editor)
            update_work([revision.pk])
        elif not layer.is_open or layer.annotations.exists():
            raise CannotAnnotate(_("%(editor)s reads this text already.") % {"editor": editor})
        history.record("layer.brought_in", layer, by=by, revision_id=revision.pk, editor=editor.pk)
        return layer


def _make(
    revision: Revision,
    editor: User,
    assigned_by: User | None = None,
    due_on: date | None = None,
) -> Layer:
    refuse_archived(revision)
    return Layer.objects.create(
        revision=revision,
        editor=editor,
        letter=free_letter(Layer.objects.on(revision).values_list("letter", flat=True)),
        assigned_by=assigned_by,
        due_on=due_on,
    )


def free_letter(used: Iterable[str]) -> str:
    """A letter that nobody has on a revision, drawn by lot: it must not tell who began first."""
    used = set(used)
    pool = max(settings.LAYERS_NEEDED, len(used) + 1)
    first = [letter for _number, letter in zip(range(pool), _letters(), strict=False)]
    return secrets.choice([letter for letter in first if letter not in used])


def _letters() -> Iterator[str]:
    """A to Z, then AA to ZZ."""
    yield from ascii_uppercase
    yield from (one + two for one in ascii_uppercase for two in ascii_uppercase)


def _refuse_superseded(revision: Revision) -> None:
    newest = Revision.objects.filter(article=revision.article_id).order_by("-number")
    pk, number = newest.values_list("pk", "number")[0]
    if pk != revision.pk:
        raise NewerText(
            _("Begin on revision %(number)s: nobody can start on this one any more.")
            % {"number": number},
            revision=pk,
        )


def _is_own(layer: Layer, user: User) -> bool:
    return layer.editor_id == user.pk and user.has_perm("annotations.annotate")


def _refuse_unable(editor: User) -> None:
    # has_perm is false for somebody who was deactivated, superusers included.
    if not editor.has_perm("annotations.annotate"):
        raise CannotAnnotate(_("%(editor)s may not annotate.") % {"editor": editor})
