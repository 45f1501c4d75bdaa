"""What people are called where several stand in one list: two of one name by their user names."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from newsroom.models import User


def names_apart(people: Iterable[User]) -> dict[int, str]:
    """What each is called, by id: «Ada Lund», or «Ada Lund (ada)» where two are called so."""
    called = {one.pk: (str(one), one.username) for one in people}
    number = Counter(name.casefold() for name, _username in called.values())
    return {
        pk: f"{name} ({username})" if number[name.casefold()] > 1 else name
        for pk, (name, username) in called.items()
    }


def choices_of(people: Iterable[User]) -> list[tuple[str, Any]]:
    """Each by the user name, in the order given."""
    those = list(people)
    names = names_apart(those)
    return [(one.username, names[one.pk]) for one in those]


class PeopleIterator(ModelChoiceIterator):
    """The options of a field: read at once, since a name depends on the others."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        people = list(self.queryset)
        names = names_apart(people)
        for one in people:
            yield self.choice(one)[0], names[one.pk]


class PersonField(forms.ModelChoiceField):
    """One of several people."""

    iterator = PeopleIterator
