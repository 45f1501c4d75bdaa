"""What does a workspace with its marks and cards cost beyond the page of the same text without?

One text of some 4,700 words with 200 annotations, up to four deep, asked for again and again by its
editor; the bare one is the page of the same revision, which shows the text alone.
"""

import uuid
from collections.abc import Callable
from functools import partial

from bench import Figure, measured

SIZE = 100
ANNOTATIONS = 200
PARAGRAPH = (
    "The council heard on day {number} that the wall would cost $48 million, and put off its vote. "
    "“We are building for the next storm,” the mayor, Ines Halloran, said. It will protect more "
    "than 2,300 households below the harbour road."
)
SPANS = (
    ("The council heard on day {number} that the wall would cost $48 million", "claim"),
    ("the wall would cost $48 million", "claim"),
    ("$48 million", "statistic"),
    ("“We are building for the next storm,”", "quote"),
)


def run(size: int) -> list[Figure]:
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    # Static files by their plain names: there need not be a collected folder of them.
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    layer = make_layer()
    connection.close()
    ask = partial(asked, layer.editor, size)
    return [
        measured("the text alone", ask(layer.revision.get_absolute_url()), bare=True),
        measured(f"workspace, {ANNOTATIONS} annotations", ask(layer.get_absolute_url())),
    ]


def asked(user, size: int, address: str) -> Callable[[Callable[[], None]], int]:
    """Asks for `address` as `user`, `size` times."""

    def work(first: Callable[[], None]) -> int:
        from django.test import Client

        client = Client()
        client.force_login(user)
        for _ in range(size):
            response = client.get(address)
            assert response.status_code == 200, response.status_code
            first()
        return size

    return work


def make_layer():
    """An open layer on a text of 100 paragraphs, with the spans above in every second of them."""
    from django.core.management import call_command

    from annotations.layers import lifecycle as layer_lifecycle
    from annotations.layers.editing import add_annotation
    from articles.importing.drafts import Draft
    from articles.importing.storing import import_draft
    from newsroom.models import User

    call_command("setup_roles", verbosity=0)
    editor = User.objects.create(username="ada", is_superuser=True)
    text = "\n\n".join(PARAGRAPH.format(number=number) for number in range(100))
    draft = Draft(name="wall.txt", text=text, title="Wall", language="en", raw=text.encode())
    layer = layer_lifecycle.start(import_draft(draft, by=editor).revision, by=editor)
    for number in range(0, 100, 2):
        for words, label in SPANS:
            exact = words.format(number=number)
            start = text.index(exact, text.index(PARAGRAPH.format(number=number)))
            end = start + len(exact)
            add_annotation(
                layer,
                id=uuid.uuid4(),
                start=start,
                end=end,
                exact=exact,
                label=label,
                by=editor,
            )
    assert layer.annotations.count() == ANNOTATIONS
    return layer
