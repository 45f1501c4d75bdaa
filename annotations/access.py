"""Rows fetched for a user: 404 for what they may not know of, 403 for what they may not do.

Annotation is blind until the review is released. Until then an editor sees their own layers only;
a reviewer who is no party to the text also sees the submitted layers of others, under letters; a
superuser sees the names as well. Once the review is closed, everybody who may annotate sees the
submitted layers, with names. An open layer is seen by its editor alone.
"""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from annotations.locks import refuse_unless_open
from annotations.models import (
    Adjudication,
    Alias,
    Annotation,
    Comment,
    Disagreement,
    Fact,
    FactLink,
    Layer,
    Notice,
    Review,
    RuledSpan,
    SavedView,
    Suggestion,
    Thread,
)
from annotations.models.annotation import AnnotationQuerySet
from annotations.models.disagreement import DisagreementQuerySet
from annotations.models.fact_link import FactLinkQuerySet
from annotations.models.layer import LayerQuerySet
from annotations.models.review import where_released
from annotations.models.thread import ThreadQuerySet
from annotations.readers import Rights, reader_with, rights_of
from newsroom.models import User
from newsroom.prepared import ask
from newsroom.query_planner import key_among


def readable_by(user: User, revision: str) -> Q:
    """The condition that `user` may read what others have submitted on a revision.

    `revision` is the lookup path to the revision. A reviewer who is a party to the text is as blind
    there as any editor.
    """
    released = where_released(f"{revision}__review")
    if user.is_superuser:
        return Q(**{f"{revision}__isnull": False})
    if user.has_perm("annotations.review"):
        return released | ~Q(**{f"{revision}__in": Layer.objects.of_party(user).values("revision")})
    return released if user.has_perm("annotations.annotate") else Q(pk__in=[])


def layers_seen_by(user: User) -> LayerQuerySet:
    """The user's own layers, and the submitted layers of others that they may read."""
    seen = Q(editor=user) | Q(submitted_at__isnull=False) & readable_by(user, "revision")
    return Layer.objects.standing().filter(seen)


def annotations_seen_by(user: User) -> AnnotationQuerySet:
    """The user's own annotations, also withdrawn ones, and the live ones in others' layers."""
    submitted = Q(layer__submitted_at__isnull=False, withdrawn_at=None)
    seen = Q(layer__editor=user) | submitted & readable_by(user, "layer__revision")
    return Annotation.objects.filter(seen, layer__taken_back_at=None)


def disagreements_seen_by(user: User) -> DisagreementQuerySet:
    """The disagreements of the reviews that the user may read: for an editor, of closed ones."""
    if user.is_superuser:
        return Disagreement.objects.all()
    return Disagreement.objects.exclude(key_among(_unreadable_reviews(user), "pk", of="review"))


def _unreadable_reviews(user: User) -> QuerySet[Review]:
    """What is asked of reviews, which are far fewer: a join would keep the queue, and the counts of
    years of decisions, from their indexes. For whoever is no superuser.
    """
    if user.has_perm("annotations.review"):
        own = Layer.objects.of_party(user).values("revision")
        return Review.objects.unreleased().filter(revision__in=own)
    return Review.objects.exclude(readable_by(user, "revision"))


def adjudications_seen_by(user: User) -> QuerySet[Adjudication]:
    """The decisions, standing or not, on the texts of which the user may read others' work."""
    if user.is_superuser:
        return Adjudication.objects.all()
    if user.has_perm("annotations.review"):
        return Adjudication.objects.exclude(review__in=_unreadable_reviews(user))
    # Those that are not readable are the fewer, once a desk has worked for a while.
    unreadable = Review.objects.exclude(readable_by(user, "revision"))
    return Adjudication.objects.exclude(review__in=unreadable)


def ruled_spans_seen_by(user: User) -> QuerySet[RuledSpan]:
    """What those decisions put into the text."""
    if user.is_superuser:
        return RuledSpan.objects.all()
    if user.has_perm("annotations.review"):
        return RuledSpan.objects.exclude(adjudication__review__in=_unreadable_reviews(user))
    return RuledSpan.objects.filter(readable_by(user, "adjudication__review__revision"))


def layer_for(user: User, pk: int) -> Layer:
    """A layer to read. 404 where the user may not know of it."""
    # Nearly always it is their own, which depends on nothing else.
    for layer in ask(_standing_layer_of, editor=user.pk, layer=pk):
        return cast(Layer, layer)
    return get_object_or_404(_with_revision(layers_seen_by(user)), pk=pk)


def _standing_layer_of(*, editor: Any, layer: Any) -> LayerQuerySet:
    return _with_revision(Layer.objects.standing().filter(editor=editor, pk=layer))


def _with_revision(layers: LayerQuerySet) -> LayerQuerySet:
    related = layers.select_related("editor", "revision__article__outlet", "revision__review")
    return related.defer("revision__raw", "revision__left_out")


def own_layer_for(user: User, pk: int) -> Layer:
    """A layer to work in. 404 where the user may not know of it, 403 where it is not theirs."""
    layer = layer_for(user, pk)
    _refuse_unless_own(user, layer)
    return layer


def open_layer_for(user: User, pk: int) -> Layer:
    """An own layer that can be changed. Raises LayerSubmitted (409) where it is frozen."""
    layer = own_layer_for(user, pk)
    refuse_unless_open(layer)
    return layer


def layer_to_reassign_for(user: User, revision_pk: int, letter: str) -> Layer:
    """A layer, by its letter, that a reviewer takes back, hands over or gives another due date.

    The reviewer need not see its content or know its editor. 404 where there is no such letter.
    """
    refuse_unless_reviewer(user)
    return get_object_or_404(Layer.objects.standing(), revision=revision_pk, letter=letter)


def suggestion_for(user: User, layer_pk: int, pk: int) -> tuple[Suggestion, Layer]:
    """A suggestion for the text of an own layer, and the layer. 404 and 403 as `own_layer_for`.

    What an editor has marked in an earlier revision is suggested to them alone.
    """
    layer = own_layer_for(user, layer_pk)
    own = Q(carried_from=None) | Q(carried_from__layer__editor=user)
    suggestions = Suggestion.objects.filter(own, revision=layer.revision_id)
    found = get_object_or_404(suggestions.select_related("carried_from"), pk=pk)
    if found.is_held_back_in(layer) and not found.answers.filter(layer=layer).exists():
        raise Http404
    return found, layer


def annotation_for(user: User, uuid: UUID) -> Annotation:
    """An annotation to read. 404 where the user may not know of it."""
    related = ("editor", "revision__article__outlet", "revision__review")
    seen = annotations_seen_by(user).select_related(
        "guideline", *(f"layer__{it}" for it in related)
    )
    seen = seen.defer("guideline__text", "layer__revision__raw", "layer__revision__left_out")
    return get_object_or_404(seen, pk=uuid)


def own_annotation_for(user: User, uuid: UUID) -> Annotation:
    """An annotation to change. 404 where they may not know of it, 403 where it is not theirs."""
    own = ask(_own_annotation, uuid=uuid, editor=user.pk) or [annotation_for(user, uuid)]
    _refuse_unless_own(user, own[0].layer)
    own[0].layer.editor = user
    return cast(Annotation, own[0])


def _own_annotation(*, uuid: Any, editor: Any) -> QuerySet[Annotation]:
    own = Annotation.objects.filter(pk=uuid, layer__editor=editor, layer__taken_back_at=None)
    own = own.select_related("layer__revision__article")
    return own.defer("layer__revision__raw", "layer__revision__left_out").order_by()


def fact_links_seen_by(user: User) -> FactLinkQuerySet:
    """The links, also ended ones, of the annotations and ruled spans that the user sees."""
    return FactLink.objects.filter(link_seen_by(user))


def link_seen_by(user: User) -> Q:
    """The condition that the user sees the annotation or ruled span of a link."""
    settled = Q(ruled_span__isnull=False) & readable_by(
        user, "ruled_span__adjudication__review__revision"
    )
    # Asked of each link, since all annotations that somebody sees would be a list of very many.
    seen = annotations_seen_by(user).filter(pk=OuterRef("annotation"))
    return Q(Exists(seen)) | settled


def fact_link_for(user: User, pk: int) -> FactLink:
    """A link, current or ended. 404 where the user may not know of its annotation or ruled span."""
    links = (
        fact_links_seen_by(user)
        .select_related(
            *("fact", "version"),
            "annotation__layer__editor",
            "annotation__layer__revision__article__outlet",
            "ruled_span__adjudication__review__revision__article__outlet",
        )
        .defer("annotation__layer__revision__raw", "annotation__layer__revision__left_out")
        .defer("ruled_span__adjudication__review__revision__raw")
    )
    return get_object_or_404(links, pk=pk)


def threads_seen_by(user: User) -> ThreadQuerySet:
    """The threads about annotations and disagreements that the user sees.

    Before the release an editor sees no disagreement, but the threads in which they were asked,
    and their own disputes where a closed review was reopened.
    """
    asked = Thread.asked.through.objects.filter(thread=OuterRef("pk"), user=user)
    # Asked of each thread, since all annotations that somebody sees would be a list of very many.
    seen = Q(Exists(annotations_seen_by(user).filter(pk=OuterRef("annotation"))))
    seen |= Exists(asked) | Q(kind=Thread.Kind.DISPUTE, opened_by=user)
    seen |= Q(disagreement__isnull=False) & readable_by(user, "disagreement__review__revision")
    return Thread.objects.filter(seen)


def comments_seen_by(user: User) -> QuerySet[Comment]:
    """Comments shown outside their thread: own ones, and those on texts that the user may read.

    Within a thread, `visibility` decides which comments its reader may read.
    """
    open_to_all = Q(thread__annotation__isnull=False) & readable_by(
        user, "thread__annotation__layer__revision"
    )
    open_to_all |= Q(thread__disagreement__isnull=False) & readable_by(
        user, "thread__disagreement__review__revision"
    )
    readable = Q(thread__in=threads_seen_by(user).order_by().values("pk")) & open_to_all
    return Comment.objects.filter(Q(author=user) | readable)


def thread_for(user: User, pk: int) -> Thread:
    """A thread to read. 404 where the user may not know of it."""
    threads = threads_seen_by(user).select_related(
        *("opened_by", "resolved_by", "ruling"),
        "annotation__layer__editor",
        "annotation__layer__revision__article__outlet",
        "disagreement__review__revision__article__outlet",
    )
    ways = ("annotation__layer__revision", "disagreement__review__revision")
    heavy = [f"{way}__{field}" for way in ways for field in ("raw", "left_out")]
    return get_object_or_404(threads.defer(*heavy), pk=pk)


def fact_for(user: User, pk: int) -> Fact:
    """A fact to read: everybody who has signed in may. 404 where there is none."""
    return get_object_or_404(Fact, pk=pk)


def refuse_unless_fact_recorder(user: User) -> None:
    """Raises PermissionDenied (403) unless the user may record facts."""
    if not user.has_perm("annotations.record_fact"):
        raise PermissionDenied


def fact_to_revise_for(user: User, pk: int) -> Fact:
    """A fact to revise. 404 where there is none, 403 where the user may not record facts."""
    fact = fact_for(user, pk)
    refuse_unless_fact_recorder(user)
    return fact


def fact_to_retire_for(user: User, pk: int) -> Fact:
    """A fact to retire or bring back. 404 where there is none, 403 unless `may_retire`."""
    fact = fact_for(user, pk)
    if not may_retire(user, fact):
        raise PermissionDenied
    return fact


def may_retire(user: User, fact: Fact) -> bool:
    """Whether the user verifies facts, or alone recorded this one, which nobody has verified."""
    if user.has_perm("annotations.verify_fact"):
        return True
    versions = fact.versions.all()
    return user.has_perm("annotations.record_fact") and all(
        version.recorded_by_id == user.pk and not version.is_verified for version in versions
    )


def disagreement_to_discuss_for(user: User, pk: int) -> Disagreement:
    """A disagreement whose threads the user may read, even where the review is closed to them.

    404 for an editor before the release, unless they were asked.
    """
    rows = Disagreement.objects.select_related("review__revision__article__outlet")
    rows = rows.defer("review__revision__raw", "review__revision__left_out")
    asked = threads_seen_by(user).filter(disagreement=OuterRef("pk"))
    rows = rows.filter(readable_by(user, "review__revision") | Exists(asked))
    return get_object_or_404(rows, pk=pk)


def ruling_to_dispute_for(user: User, pk: int) -> tuple[Layer, Adjudication]:
    """The user's own layer on the text of a released ruling, and the ruling. 404 without either."""
    rulings = Adjudication.objects.filter(where_released("review"))
    rulings = rulings.select_related("review", "disagreement").prefetch_related("ruled_spans")
    ruling = get_object_or_404(rulings, pk=pk)
    layers = Layer.objects.submitted().of(user).select_related("editor", "revision__article")
    return get_object_or_404(layers, revision=ruling.review.revision_id), ruling


def alias_for(user: User, pk: int) -> Alias:
    """An entry of the desk's list of names, for a reviewer to change."""
    refuse_unless_reviewer(user)
    return get_object_or_404(Alias, pk=pk)


def notice_for(user: User, pk: int) -> Notice:
    """A notice in the user's own inbox. 404 for any other."""
    return get_object_or_404(Notice.objects.select_related("event__actor"), pk=pk, user=user)


def _refuse_unless_own(user: User, layer: Layer) -> None:
    if layer.editor_id != user.pk or not user.has_perm("annotations.annotate"):
        raise PermissionDenied


def refuse_unless_reviewer(user: User) -> None:
    """Raises PermissionDenied (403) unless the user reviews.

    Call it before anything is looked up, so that the answer reveals nothing of what exists.
    """
    if not user.has_perm("annotations.review"):
        raise PermissionDenied


def review_for(user: User, revision_pk: int) -> Review:
    """The review of a revision, with its article loaded.

    403 for all but reviewers. 404 where there is no review, and for a reviewer who is a party to
    the text.
    """
    refuse_unless_reviewer(user)
    return get_object_or_404(_reviews_readable_by(user), revision=revision_pk)


def disagreement_for(user: User, pk: int) -> Disagreement:
    """A disagreement with its state and its review. 403 and 404 as `review_for`."""
    refuse_unless_reviewer(user)
    for row in ask(_disagreement, rights_of(user), user=user.pk, group=pk):
        return cast(Disagreement, row)
    raise Http404


def _disagreement(rights: Rights, *, user: Any, group: Any) -> DisagreementQuerySet:
    rows = disagreements_seen_by(reader_with(rights, user)).filter(pk=group).order_by()
    rows = rows.select_related("review__revision__article__outlet")
    return rows.defer("review__revision__raw", "review__revision__left_out")


def ruling_for(user: User, pk: int) -> Adjudication:
    """A ruling, standing or not, with its review. 403 and 404 as `review_for`."""
    refuse_unless_reviewer(user)
    ruling = get_object_or_404(Adjudication, readable_by(user, "review__revision"), pk=pk)
    ruling.review = _reviews_readable_by(user).get(pk=ruling.review_id)
    return ruling


def batch_review_for(user: User, batch: UUID) -> Review:
    """The review in which a batch was settled by rule. 403 and 404 as `review_for`."""
    refuse_unless_reviewer(user)
    ruled = Adjudication.objects.filter(batch=batch).order_by().values("review")
    return get_object_or_404(_reviews_readable_by(user), pk__in=ruled[:1])


def _reviews_readable_by(user: User) -> QuerySet[Review]:
    heavy = ("revision__raw", "revision__left_out")
    reviews = Review.objects.filter(readable_by(user, "revision"))
    return reviews.select_related("revision__article__outlet").defer(*heavy)


def may_share_views(user: User) -> bool:
    """Whether what they save of a list may be for everybody at the desk: for those who lead."""
    return user.has_perm("annotations.review")


def own_saved_view_for(user: User, pk: int) -> SavedView:
    """A view to be removed: one's own, and for a superuser what is shared. 404 for those of others,
    403 for what is shared by another.
    """
    view = get_object_or_404(SavedView.objects.seen_by(user), pk=pk)
    if view.owner_id != user.pk and not user.is_superuser:
        raise PermissionDenied
    return view
