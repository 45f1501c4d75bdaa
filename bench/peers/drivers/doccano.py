"""doccano: Django and its REST framework, gunicorn with a celery worker, SQLite as installed."""

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.peers.client import Client, Refused
from bench.peers.drivers.driver import PASSWORD, Driver
from bench.peers.texts import LABELS, Span, Text

COLOURS = ("#fdb462", "#80b1d3", "#b3de69")
INSERTED = """
import json
from django.contrib.auth.models import User
from django.db import connection, transaction
from examples.models import Example
from label_types.models import SpanType
from labels.models import Span
from projects.models import Member
from roles.models import Role
project = %d
connection.settings_dict["OPTIONS"]["timeout"] = 60
users = [User.objects.get_or_create(username=name)[0] for name in ("first", "second")]
role = Role.objects.get(name="annotator")
for user in users:
    Member.objects.get_or_create(user=user, project_id=project, defaults={"role": role})
labels = {one.text: one for one in SpanType.objects.filter(project_id=project)}
with open(%r, encoding="utf-8") as lines:
    spans = dict(json.loads(line) for line in lines)
rows = [
    Span(example=example, user=user, label=labels[label], start_offset=start, end_offset=end,
         manual=True)
    for example in Example.objects.filter(project_id=project)
    for user, found in zip(users, spans.get(example.meta["key"], ()))
    for start, end, label in found
]
with transaction.atomic():  # Writes from its beginning, or the lock of another ends it.
    Span.objects.bulk_create(rows)
"""


class Doccano(Driver):
    name = "doccano"
    title = "doccano 1.8.4"
    # Without these bounds what pip finds does not start: doccano names none for them itself.
    requirements = (
        "doccano==1.8.4",
        "marshmallow<4",
        "numpy<2",
        "setuptools<70",
        "scipy<1.14",
        "scikit-learn<1.5",
        "djangorestframework<3.15",
    )
    formats = ("JSONL",)  # of a project of spans; it has no CSV of them

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.numbers: dict[tuple[Any, Any], int] = {}
        self.labels: dict[Any, dict[str, int]] = {}

    def settings(self) -> dict[str, str]:
        """What its own command sets; that one serves on every interface."""
        data = self.home / "doccano"
        return {
            "STANDALONE": "True",
            "DEBUG": "False",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "DATABASE_URL": f"sqlite:///{data}/db.sqlite3",
            "MEDIA_ROOT": f"{data}/media",
        }

    @property
    def backend(self) -> Path:
        return self.packages / "backend"

    def prepare(self) -> None:
        self.call([self.bin / "doccano", "init"], {})
        who = ["--username", "first", "--password", PASSWORD]
        self.call([self.bin / "doccano", "createuser", *who], {})

    def start(self) -> None:
        workers = 2 * (os.cpu_count() or 1) + 1
        web = [self.bin / "gunicorn", "config.wsgi", "--workers", str(workers)]
        self.spawn([*web, "--bind", f"127.0.0.1:{self.port}"], self.settings(), self.backend)
        tasks = [self.bin / "celery", "--app=config", f"--workdir={self.backend}", "worker"]
        self.spawn([*tasks, "--concurrency=2"], self.settings(), self.backend)
        self.wait_for("/")  # Its check of health fails while the machine is busy.

    def sign_in(self, user: int = 0) -> Client:
        client = Client(self.address)
        client.post("/v1/auth/login/", {"username": "first", "password": PASSWORD})
        return client

    def new_project(self, client: Client, name: str) -> Any:
        told = {
            "name": name,
            "description": name,
            "guideline": "",
            "project_type": "SequenceLabeling",
            "resourcetype": "SequenceLabelingProject",
            "allow_overlapping": True,
            "grapheme_mode": False,
            "use_relation": False,
            "collaborative_annotation": False,
            "random_order": False,
            "single_class_classification": False,
            "tags": [],
        }
        project = client.post("/v1/projects", told).json()["id"]
        self.labels[project] = {
            label: client.post(
                f"/v1/projects/{project}/span-types",
                {
                    "text": label,
                    "suffix_key": str(key),
                    "background_color": COLOURS[key - 1],
                    "text_color": "#000000",
                },
            ).json()["id"]
            for key, label in enumerate(LABELS, 1)
        }
        return project

    def add_articles(self, client: Client, project: Any, texts: Sequence[Text]) -> None:
        rows = ({"text": one.text, "label": [], "key": one.key} for one in texts)
        data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
        upload = client.upload("/v1/fp/process/", {"filepond": "{}"}, "filepond", data)
        told = {
            "format": "JSONL",
            "task": "SequenceLabeling",
            "uploadIds": [upload.body.decode().strip('"')],
            "column_data": "text",
            "column_label": "label",
            "delimiter": "",
            "encoding": "utf_8",
        }
        task = client.post(f"/v1/projects/{project}/upload", told).json()["task_id"]
        while not (state := client.get(f"/v1/tasks/status/{task}").json())["ready"]:
            time.sleep(0.1)
        if (state.get("result") or {}).get("error"):
            raise Refused(str(state)[:300])

    def places(self, client: Client, project: Any, count: int) -> list[Any]:
        found = client.get(f"/v1/projects/{project}/examples?limit={count}&offset=0").json()
        places = [one["id"] for one in found["results"]]
        self.numbers |= {(project, place): number for number, place in enumerate(places)}
        keys = [one["meta"]["key"] for one in found["results"]]
        if keys != sorted(keys):
            raise Refused("its articles are not in the order of the import")
        return places

    def save(self, client: Client, project: Any, place: Any, text: Text, span: Span) -> None:
        told = {"label": self.labels[project][span.label], "prob": 0}
        told |= {"start_offset": span.start, "end_offset": span.end}
        client.post(f"/v1/projects/{project}/examples/{place}/spans", told)

    def fill(
        self, client: Client, project: Any, place: Any, text: Text, spans: Sequence[Span]
    ) -> None:
        """Into its tables: a request each takes minutes for thousands."""
        self.insert(project, [text], [[spans]])

    def open(self, client: Client, project: Any, place: Any) -> list[int]:
        here = f"/v1/projects/{project}"
        number = self.numbers[project, place]
        paths = (
            here,
            "/v1/me",
            f"{here}/my-role",
            f"{here}/examples?limit=1&offset={number}&q=&confirmed=&ordering=",
            f"{here}/span-types",
            f"{here}/relation-types",
            f"{here}/examples/{place}/spans",
            f"{here}/examples/{place}/relations",
            f"{here}/metrics/progress",
        )
        return [len(client.get(path).body) for path in paths]

    def listed(self, client: Client, project: Any, page: int) -> None:
        query = f"limit=50&offset={50 * page}&q=council&confirmed=false&ordering=-updated_at"
        client.get(f"/v1/projects/{project}/examples?{query}")

    def add_annotated(
        self, client: Client, texts: Sequence[Text], spans: Sequence[Sequence[Sequence[Span]]]
    ) -> Any:
        """The articles by its import, the spans into its tables: a request each takes an hour."""
        project = self.new_project(client, "annotated")
        self.add_articles(client, project, texts)
        self.insert(project, texts, spans)
        return project

    def insert(
        self, project: Any, texts: Sequence[Text], spans: Sequence[Sequence[Sequence[Span]]]
    ) -> None:
        """The spans of one annotator or of two on each of the texts."""
        file = self.home / "spans.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for text, of_each in zip(texts, spans, strict=True):
                lines.write(json.dumps([text.key, of_each]) + "\n")
        script = INSERTED % (project, str(file))
        run = [self.bin / "python", "manage.py", "shell", "-c", script]
        self.call(run, self.settings(), self.backend)

    def export(self, client: Client, project: Any, form: str) -> int:
        """While it makes the file, its answers may be errors: the database is locked."""
        path = f"/v1/projects/{project}/download"
        task = client.post(path, {"format": form, "exportApproved": False}).json()["task_id"]
        while True:
            try:
                answer = client.get(f"{path}?taskId={task}")
            except Refused as refused:
                if ": 5" not in str(refused):
                    raise
            else:
                if "attachment" in (answer.headers.get("Content-Disposition") or ""):
                    return len(answer.body)
            time.sleep(0.2)

    def page_of(self, project: Any, place: Any) -> str:
        number = self.numbers[project, place] + 1
        return f"/projects/{project}/sequence-labeling?page={number}"
