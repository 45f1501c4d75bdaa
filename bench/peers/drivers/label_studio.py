"""Label Studio, the community edition: Django's own server, as its command runs it, and SQLite."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.peers.client import Client
from bench.peers.drivers.driver import PASSWORD, Driver
from bench.peers.texts import LABELS, Span, Text

USER = "first@harbour-post.example"
CONFIG = (
    '<View><Labels name="label" toName="text">'
    + "".join(f'<Label value="{label}"/>' for label in LABELS)
    + '</Labels><Text name="text" value="$text" granularity="word"/></View>'
)
IN_BULK = 1_000


class LabelStudio(Driver):
    name = "label-studio"
    title = "Label Studio 1.23.2"
    requirements = ("label-studio==1.23.2",)
    formats = ("CSV", "JSON")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.views: dict[Any, int] = {}

    def settings(self) -> dict[str, str]:
        """Nothing is sent home: without a network that would only be waited for."""
        return {
            "LABEL_STUDIO_BASE_DATA_DIR": str(self.home / "data"),
            "LABEL_STUDIO_USERNAME": USER,
            "LABEL_STUDIO_PASSWORD": PASSWORD,
            "COLLECT_ANALYTICS": "False",
            "LATEST_VERSION_CHECK": "0",
            "SENTRY_DSN": "",
            "FRONTEND_SENTRY_DSN": "",
        }

    def start(self) -> None:
        command = [self.bin / "label-studio", "start", "--no-browser", "--port", str(self.port)]
        command += ["--internal-host", "127.0.0.1", "--username", USER, "--password", PASSWORD]
        self.spawn(command, self.settings())
        self.wait_for("/health")

    def sign_in(self, user: int = 0) -> Client:
        client = Client(self.address)
        client.get("/user/login/")
        fields = {"email": USER, "password": PASSWORD}
        fields["csrfmiddlewaretoken"] = client.cookies["csrftoken"]
        if client.submit("/user/login/", fields).status != 302:
            raise PermissionError("nobody was signed in")
        return client

    def new_project(self, client: Client, name: str) -> Any:
        told = {"title": name, "label_config": CONFIG}
        return client.post("/api/projects/", told).json()["id"]

    def add_articles(self, client: Client, project: Any, texts: Sequence[Text]) -> None:
        told = [data_of(text) for text in texts]
        client.post(f"/api/projects/{project}/import", told)

    def places(self, client: Client, project: Any, count: int) -> list[Any]:
        found: list[tuple[str, int]] = []
        page = 1
        while len(found) < count:
            query = f"project={project}&page={page}&page_size=100&fields=all"
            tasks = client.get(f"/api/tasks?{query}").json()["tasks"]
            if not tasks:
                break
            found += [(task["data"]["key"], task["id"]) for task in tasks]
            page += 1
        return [place for _, place in sorted(found)[:count]]

    def save(self, client: Client, project: Any, place: Any, text: Text, span: Span) -> None:
        self.fill(client, project, place, text, [span])

    def fill(
        self, client: Client, project: Any, place: Any, text: Text, spans: Sequence[Span]
    ) -> None:
        told = {"project": project, "lead_time": 3.0, "result": regions_of(text, spans)}
        client.post(f"/api/tasks/{place}/annotations/?project={project}", told)

    def open(self, client: Client, project: Any, place: Any) -> list[int]:
        paths = (
            f"/api/projects/{project}",
            f"/api/dm/views/?project={project}",
            f"/api/dm/columns/?project={project}",
            f"/api/dm/actions/?project={project}",
            f"/api/dm/project/?project={project}",
            f"/api/tasks/{place}?project={project}",
            "/api/users/?page_size=-1",
        )
        return [len(client.get(path).body) for path in paths]

    def listed(self, client: Client, project: Any, page: int) -> None:
        path = f"/api/tasks?page={page + 1}&page_size=50&project={project}"
        client.get(f"{path}&view={self.view(client, project)}")

    def view(self, client: Client, project: Any) -> int:
        """A list as its page keeps it: those with a word in their text, the newest first."""
        if project in self.views:
            return self.views[project]
        holds = {
            "filter": "filter:tasks:data.text",
            "operator": "contains",
            "type": "String",
            "value": "council",
        }
        data = {
            "title": "all",
            "type": "list",
            "filters": {"conjunction": "and", "items": [holds]},
            "ordering": ["-tasks:id"],
        }
        made = client.post("/api/dm/views/", {"project": project, "data": data}).json()
        self.views[project] = made["id"]
        return self.views[project]

    def add_annotated(
        self, client: Client, texts: Sequence[Text], spans: Sequence[Sequence[Sequence[Span]]]
    ) -> Any:
        """By its documented import of tasks with their annotations."""
        project = self.new_project(client, "annotated")
        told = [
            {
                "data": data_of(text),
                "annotations": [{"result": regions_of(text, one)} for one in of_two],
            }
            for text, of_two in zip(texts, spans, strict=True)
        ]
        for first in range(0, len(told), IN_BULK):
            client.post(f"/api/projects/{project}/import", told[first : first + IN_BULK])
        return project

    def export(self, client: Client, project: Any, form: str) -> int:
        return len(client.get(f"/api/projects/{project}/export?exportType={form}").body)

    def page_of(self, project: Any, place: Any) -> str:
        return f"/projects/{project}/data?task={place}"


def data_of(text: Text) -> dict[str, str]:
    return {"text": text.text, "key": text.key, "title": text.title}


def regions_of(text: Text, spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"region{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
            "value": {
                "start": span.start,
                "end": span.end,
                "text": text.text[span.start : span.end],
                "labels": [span.label],
            },
        }
        for number, span in enumerate(spans)
    ]
