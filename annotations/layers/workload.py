"""How much each editor has open and late, and how much they have done: numbers, never a ranking."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from annotations.models import Layer
from newsroom.accounts.naming import names_apart
from newsroom.models import User
from newsroom.prepared import ask


@dataclass(frozen=True)
class OpenLayers:
    """How much an editor has open, how much of it is late, and which day comes first."""

    editor: User
    name: str
    open: int
    late: int
    first_due: date | None


def open_layers_by_editor(today: date) -> list[OpenLayers]:
    """Each editor's open layers; the most overdue first, then the most."""
    rows = ask(_open_by_editor, today=today)
    people = User.objects.in_bulk([editor for editor, *_ in rows])
    names = names_apart(people.values())
    held = [OpenLayers(people[editor], names[editor], *numbers) for editor, *numbers in rows]
    return sorted(held, key=lambda one: (-one.late, -one.open, one.editor.username))


def _open_by_editor(*, today: Any) -> QuerySet[Any]:
    layers = Layer.objects.open().filter(revision__article__archived_at=None).order_by()
    # By the number itself SQLite would group along the index of editors: through all layers.
    by_editor = layers.values_list(F("editor_id") + 0)
    return by_editor.annotate(
        open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)), first=Min("due_on")
    )


def done_by_editor(since: datetime, until: datetime) -> dict[int, int]:
    """How many layers each has submitted from `since` to before `until`, by the editor's id."""
    return dict(ask(_done_by_editor, since=since, until=until))


def _done_by_editor(*, since: Any, until: Any) -> QuerySet[Any]:
    done = Layer.objects.standing().filter(submitted_at__gte=since, submitted_at__lt=until)
    return done.order_by().values_list(F("editor_id") + 0).annotate(Count("pk"))
