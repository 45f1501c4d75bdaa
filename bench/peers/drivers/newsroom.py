"""This program, served as `make run` serves it."""

import json
import os
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench._installed import locked, size_of
from bench._server import ROOT
from bench.peers.client import Client
from bench.peers.drivers.driver import PASSWORD, Driver
from bench.peers.texts import Span, Text

EDITORS = tuple(f"editor{number}" for number in range(8))
# Run by `manage.py shell`, in as few processes as may be: each takes a second to start.
PREPARED = f"""
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management import call_command
from newsroom.models import User
call_command("migrate", verbosity=0)
call_command("setup_roles", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
password = make_password({PASSWORD!r})
for name in {EDITORS!r}:
    user = User.objects.create(username=name, password=password)
    user.groups.add(*Group.objects.filter(name__in=["Editors", "Reviewers"]))
"""
PLACES = """
import json
from articles.models import Revision
found = Revision.objects.filter(article__outlet__name=%r).order_by("article__url")[:%d]
print("PLACES", json.dumps([[one.pk, one.text.find(chr(10)) + 2] for one in found]))
"""
FILLED = """
import json
from annotations.models import Annotation, Guideline, Layer
layer = Layer.objects.select_related("revision").get(pk=%d)
guideline, text = Guideline.objects.current(), layer.revision.text
Annotation.objects.bulk_create(
    Annotation(
        layer=layer, start=start, end=end, label=label, exact=text[start:end], guideline=guideline,
        prefix=text[max(0, start - 32) : start], suffix=text[end : end + 32],
    )
    for start, end, label in json.loads(%r)
)
"""
ANNOTATED = """
import json
from django.db import transaction
from django.utils import timezone
from annotations.models import Annotation, Guideline, Layer
from annotations.models.work import update_work
from articles.models import Revision
from newsroom.models import User
guideline = Guideline.objects.current()
editors = list(User.objects.order_by("pk")[6:8])
with transaction.atomic(), open(%r, encoding="utf-8") as lines:
    for line in lines:
        told = json.loads(line)
        revision = Revision.objects.get(article__url=told["url"])
        shift, text = revision.text.find(chr(10)) + 2, revision.text
        for letter, editor, spans in zip("AB", editors, told["spans"]):
            layer = Layer.objects.create(
                revision=revision, editor=editor, letter=letter, submitted_at=timezone.now()
            )
            Annotation.objects.bulk_create(
                Annotation(
                    layer=layer, start=start + shift, end=end + shift, label=label,
                    exact=text[start + shift : end + shift], guideline=guideline,
                    prefix=text[max(0, start + shift - 32) : start + shift],
                    suffix=text[end + shift : end + shift + 32],
                )
                for start, end, label in spans
            )
        update_work([revision.pk])
"""


class Newsroom(Driver):
    name = "newsroom"
    title = "Newsroom"
    formats = ("CSV", "JSONL")
    editors = len(EDITORS)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.python = sys.executable
        self.layers: dict[tuple[str, Any], str] = {}

    def installed(self) -> tuple[int, int]:
        """Of those of the lock file alone: here there may be what development takes as well."""
        names = locked()
        return sum(map(size_of, names)), len(names)

    def settings(self) -> dict[str, str]:
        """The home holds no `var` of its own: a key and a database of the run alone are told."""
        url = os.environ.get("PEERS_DATABASE_URL") or f"sqlite:///{self.home}/newsroom.sqlite3"
        return {"DATABASE_URL": url, "SECRET_KEY": uuid.uuid5(uuid.NAMESPACE_URL, url).hex * 2}

    def manage(self, *words: str) -> str:
        return self.call([self.python, "manage.py", *words], self.settings(), ROOT)

    def prepare(self) -> None:
        self.layers.clear()
        self.manage("shell", "-c", PREPARED)

    def start(self) -> None:
        command = [self.python, "-m", "gunicorn", "newsroom.wsgi"]  # With gunicorn.conf.py.
        self.spawn([*command, "--bind", f"127.0.0.1:{self.port}"], self.settings(), ROOT)
        self.wait_for("/healthz")

    def sign_in(self, user: int = 0) -> Client:
        client = Client(self.address)
        client.get("/login/")
        fields = {"username": EDITORS[user], "password": PASSWORD}
        fields["csrfmiddlewaretoken"] = client.cookies["csrftoken"]
        client.submit("/login/", fields)
        if "sessionid" not in client.cookies:
            raise PermissionError("nobody was signed in")
        return client

    def add_articles(self, client: Client, project: Any, texts: Sequence[Text]) -> None:
        file = self.home / f"{project}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for text in texts:
                told = {"text": text.text, "title": f"{text.title} ({project})", "language": "en"}
                told |= {"outlet": project, "url": url_of(project, text)}
                lines.write(json.dumps(told, ensure_ascii=False) + "\n")
        self.manage("import_articles", str(file))

    def places(self, client: Client, project: Any, count: int) -> list[Any]:
        """(revision, how far the text begins behind the headline that stands before it)."""
        said = self.manage("shell", "-c", PLACES % (project, count))
        line = next(line for line in said.splitlines() if line.startswith("PLACES"))
        return [tuple(place) for place in json.loads(line.removeprefix("PLACES"))]

    def layer(self, client: Client, revision: int) -> str:
        """The path of the user's layer on the revision, begun if need be."""
        key = client.cookies["sessionid"], revision
        if key not in self.layers:
            answer = client.submit(f"/revisions/{revision}/layers/", {})
            self.layers[key] = answer.headers["Location"].partition("?")[0]
        return self.layers[key]

    def begin_article(self, client: Client, project: Any, place: Any) -> None:
        self.layer(client, place[0])

    def save(self, client: Client, project: Any, place: Any, text: Text, span: Span) -> None:
        revision, shift = place
        fields = {
            "id": uuid.uuid4(),
            "label": span.label,
            "exact": text.text[span.start : span.end],
        }
        fields |= {"start": span.start + shift, "end": span.end + shift}
        path = f"{self.layer(client, revision)}annotations/"
        client.submit(path, fields, Accept="application/json")

    def fill(
        self, client: Client, project: Any, place: Any, text: Text, spans: Sequence[Span]
    ) -> None:
        """Into its tables: a request each takes minutes for thousands."""
        revision, shift = place
        layer = int(self.layer(client, revision).strip("/").rpartition("/")[2])
        moved = [(start + shift, end + shift, label) for start, end, label in spans]
        self.manage("shell", "-c", FILLED % (layer, json.dumps(moved)))

    def open(self, client: Client, project: Any, place: Any) -> list[int]:
        return [len(client.get(self.layer(client, place[0]), Accept="text/html").body)]

    def listed(self, client: Client, project: Any, page: int) -> None:
        query = f"q=council&sort=title&per=50&page={page + 1}"
        client.get(f"/articles/?{query}", Accept="text/html")

    def add_annotated(
        self, client: Client, texts: Sequence[Text], spans: Sequence[Sequence[Sequence[Span]]]
    ) -> Any:
        """The articles by its command, the annotations into its tables."""
        self.add_articles(client, "annotated", texts)
        file = self.home / "annotated-spans.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for text, of_two in zip(texts, spans, strict=True):
                told = {"url": url_of("annotated", text), "spans": of_two}
                lines.write(json.dumps(told) + "\n")
        self.manage("shell", "-c", ANNOTATED % str(file))
        return "annotated"

    def export(self, client: Client, project: Any, form: str) -> int:
        return len(client.get(f"/export/annotations.{form.lower()}?layer=editor").body)

    def page_of(self, project: Any, place: Any) -> str:
        return next(path for (_, revision), path in self.layers.items() if revision == place[0])


def url_of(project: Any, text: Text) -> str:
    return f"https://harbour-post.example/{project}/{text.key}"
