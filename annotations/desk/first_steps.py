"""What a desk needs before there is anything to do: people, articles, somebody who reads them.

The sample is there to try with: it is no article of the desk, and reading it is no work of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.models import Layer
from newsroom.models import User


@dataclass(frozen=True)
class FirstSteps:
    """Which of the three are done."""

    people: bool
    articles: bool
    assigned: bool


def first_steps(
    user: User, articles: Sequence[int], sample: int | None = None
) -> FirstSteps | None:
    """How far `user` has come with a new desk; None where all is done.

    `articles` are the ids of some that are shown, `sample` that of the sample among them.
    """
    own = any(pk != sample for pk in articles)
    layers = Layer.objects.exclude(revision__article=sample) if sample else Layer.objects
    assigned = layers.exists()
    people = User.objects.filter(is_active=True).exclude(pk=user.pk).exists()
    steps = FirstSteps(people, own, assigned)
    return None if people and own and assigned else steps
