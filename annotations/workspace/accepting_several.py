"""Suggestions that are accepted together, each as if it were the only one."""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import uuid4

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.labels import CLAIM, LABELS, Label
from annotations.layers import editing
from annotations.models import Annotation, Layer, Suggestion
from annotations.workspace.suggestions import accept_suggestion, waiting_suggestions
from newsroom.models import User
from newsroom.problems import Refused

# How many suggestions are accepted with one press: some seconds' work.
AT_ONCE = 200


class OneByOne(Refused):
    """The desk does not let suggestions be accepted together."""

    status = 403
    code = "one-by-one"
    title = gettext_lazy("This desk accepts suggestions one by one")


def refuse_unless_together() -> None:
    if not settings.ACCEPT_TOGETHER:
        raise OneByOne(_("Go back to the article and look at each by itself."))


def accept_unchanged(layer: Layer, *, by: User) -> list[Annotation]:
    """Accept what is carried over into the layer and whose whole sentence is as it was; AT_ONCE at
    most, each in a transaction of its own, so that others can save meanwhile.

    The rest waits for a look: the words round it are others. What an editor found themselves is no
    question of `ACCEPT_TOGETHER`. Raises what `open_and_locked` raises.
    """
    carried = waiting_suggestions(layer, to=by).filter(is_reworded=False).exclude(carried_from=None)
    return _accept_each(layer, carried, by=by)


def _accept_each(layer: Layer, chosen: QuerySet[Suggestion], *, by: User) -> list[Annotation]:
    accepted = []
    for suggestion in list(chosen.select_related("carried_from")[:AT_ONCE]):
        try:
            annotation, _is_new = accept_suggestion(suggestion, layer, id=uuid4(), by=by)
        except editing.SameSpan:
            # Two revisions had the same words marked: one annotation of them is enough.
            continue
        accepted.append(annotation)
    return accepted


def of_labels_at_once(waiting: Iterable[Suggestion]) -> list[tuple[Label, int]]:
    """The labels of which several may be accepted together, each with how many wait.

    Never claims: whether something is one is what two editors are asked. None where the desk
    accepts one by one.
    """
    if not settings.ACCEPT_TOGETHER:
        return []
    numbers = Counter(one.label for one in waiting if one.label != CLAIM.key)
    return [(label, numbers[key]) for key, label in LABELS.items() if numbers[key] > 1]


def accept_several(layer: Layer, keys: Collection[int], *, by: User) -> list[Annotation]:
    """Accept those of the suggestions that still wait; AT_ONCE at most, no claims, each by itself.

    Raises OneByOne, and what `open_and_locked` raises.
    """
    refuse_unless_together()
    chosen = waiting_suggestions(layer, to=by).filter(pk__in=keys).exclude(label=CLAIM.key)
    return _accept_each(layer, chosen, by=by)
