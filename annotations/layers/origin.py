"""What an annotation came of, a hand or a suggestion; and whether suggestions were shown there.

It is told when the annotation is made and looked at again when it is changed. What is carried over
from an earlier revision came of what it came of there, since its editor takes up their own work.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotations.labels import CLAIM
from annotations.models import Annotation, Answer, Layer, Suggestion
from annotations.models.annotation import BY_ACCEPTANCE, Origin
from newsroom.models import User

# What a suggestion says, and an annotation may say otherwise.
SAID = ("start", "end", "label", "attributed_to", "value", "unit")


class Came(NamedTuple):
    """Of what an annotation came, and whether suggestions were shown; None where not known."""

    origin: str | None
    suggestions_shown: bool | None


def by_hand(content: Mapping[str, Any], layer: Layer, *, by: User) -> Came:
    """What nobody suggested. Shown is what is suggested of its label, if its editor wants that."""
    wanted = by.suggestions and (by.suggested_claims or content["label"] != CLAIM.key)
    shown = wanted and layer.shows_suggestions_at(content["start"], content["end"])
    return Came(Origin.OWN, shown)


def of_suggestion(suggestion: Suggestion, content: Mapping[str, Any]) -> Came:
    """What becomes of the suggestion with this content."""
    source = suggestion.carried_from
    origin = source.origin if source else Origin.SUGGESTED.value
    shown = source.suggestions_shown if source else True
    if origin in BY_ACCEPTANCE and any(content[it] != getattr(suggestion, it) for it in SAID):
        origin = Origin.CHANGED
    return Came(origin, shown)


def origin_after_change(annotation: Annotation, differing: list[str]) -> str | None:
    """The origin of an annotation of which these fields are others now.

    One that is changed back says again what was suggested. One query where it was accepted and
    what its suggestion says was changed.
    """
    if annotation.origin not in BY_ACCEPTANCE or not set(SAID) & set(differing):
        return annotation.origin
    answers = Answer.objects.standing().filter(annotation=annotation)
    answer = answers.select_related("suggestion__carried_from").first()
    if answer is None:  # It came from elsewhere.
        return Origin.CHANGED
    return of_suggestion(answer.suggestion, vars(annotation)).origin
