"""Which events of the history a user gets, and whose names they show."""

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from annotations.models import Layer, Review
from newsroom.models import Event, User

# Everybody may read events about these: they name no annotation and no layer.
PUBLIC = ("article", "revision", "story", "outlet", "fact", "guideline", "alias")

# The reviewers of a revision may read events about these.
REVIEWED = ("layer", "review", "disagreement", "adjudication", "ruledspan")

# A submission sets it off, but it counts the annotations of others: its actor may not read it.
REBUILT = Q(verb="review.rebuilt")

# Whoever closes an account knows whose it is: which texts that person had open they may not read.
LEFT_BEHIND = Q(verb="layer.handed_over", detail__has_key="leaving")


# What those who look after people do: the settings of somebody's screen are nobody's business.
OF_ACCOUNTS = (
    *("user.activated", "user.added", "user.changed", "user.deactivated", "user.invited"),
    *("user.joined", "user.password_set", "user.reset_offered"),
)


def events_seen_by(user: User) -> QuerySet[Event]:
    """The events of the history that the user may read; a superuser may read all.

    Everybody may read their own events, events on their own layers, public ones, and all events of
    a revision once its review is closed. A reviewer who is no party also reads rulings and events
    in submitted layers; `history.sentences` hides whose layers they are.
    """
    if user.is_superuser:
        return Event.objects.all()
    own = Layer.objects.of(user).filter(revision=OuterRef("revision_id"))
    seen = (Q(actor=user) & ~REBUILT & ~LEFT_BEHIND) | Q(subject_type__in=PUBLIC)
    seen |= Q(Exists(own), subject_type="review") & ~REBUILT
    layers = Layer.objects.standing().of(user).order_by().values_list(Cast("pk", TextField()))
    seen |= Q(subject_type="layer", subject_id__in=layers)
    if user.has_perm("annotations.review"):
        actors = Layer.objects.filter(revision=OuterRef("revision_id"), editor=OuterRef("actor_id"))
        submitted = Exists(actors.submitted())
        reviewed = Q(subject_type__in=REVIEWED) | Q(submitted, subject_type="annotation")
        reviewed |= Q(submitted | ~Exists(actors), subject_type="thread")
        seen |= (
            reviewed
            & ~LEFT_BEHIND
            & ~Q(revision_id__in=Layer.objects.of_party(user).values("revision_id"))
        )
    if user.has_perm("newsroom.manage_people"):
        seen |= Q(subject_type="user", verb__in=OF_ACCOUNTS)
    if user.has_perm("annotations.review") or user.has_perm("annotations.annotate"):
        seen |= Q(revision_id__in=Review.objects.released().values("revision_id"))
    return Event.objects.filter(seen)


def actor_shown_to(user: User) -> Q:
    """The condition that the user is shown the actor of an event by name."""
    if user.is_superuser:
        return Q()
    released = Review.objects.released().values("revision_id")
    known = Q(subject_type__in=["fact", "guideline", "alias"])
    return Q(actor=user) | known | Q(revision_id__in=released)
