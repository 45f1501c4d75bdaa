"""Potato: Flask's own server, all of it in memory, a file for each annotator.

A project is a folder with its configuration and articles, and the server serves one of them: going
on to another is starting anew, and so is an import.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.peers.client import Client, Refused
from bench.peers.drivers.driver import Driver
from bench.peers.texts import LABELS, Span, Text

USERS = tuple(f"editor{number}" for number in range(8))
KEY = "only-for-a-benchmark"
SCHEME = "news"
CONFIG = f"""\
annotation_task_name: Benchmark
task_dir: .
output_annotation_dir: annotation_output
output_annotation_format: json
data_files: [articles.jsonl]
item_properties: {{id_key: id, text_key: text}}
require_password: false
user_config: {{allow_all_users: true, users: []}}
site_dir: default
admin_api_key: {KEY}
max_annotations_per_item: 20
max_annotations_per_user: 1000000
annotation_schemes:
  - annotation_type: span
    name: {SCHEME}
    description: Mark claims, quotes and statistics
    labels: [{", ".join(LABELS)}]
    sequential_key_binding: true
"""


class Potato(Driver):
    name = "potato"
    title = "Potato 2.12.1"
    requirements = ("potato-annotation==2.12.1",)
    formats = ("csv", "jsonl")
    editors = len(USERS)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.serving = ""
        self.numbers: dict[tuple[str, str], int] = {}

    def project_folder(self, project: str) -> Path:
        return self.home / project

    def start(self) -> None:
        self.new_project(Client(self.address), "first")
        self.write("first", [Text("a0", "First", "The council put off its vote.")])
        self.serve("first")

    def serve(self, project: str) -> None:
        self.stop()
        command = [self.bin / "potato", "start", "config.yaml", "--port", str(self.port)]
        self.spawn([*command, "--host", "127.0.0.1"], {}, self.project_folder(project))
        self.wait_for("/")
        self.serving = project

    def use(self, client: Client, project: Any) -> None:
        """Have it serve the project, the user of `client` signed in."""
        if self.serving != project:
            self.serve(project)
            self.enter(client, 0)

    def enter(self, client: Client, user: int) -> None:
        client.cookies.clear()
        client.submit("/auth", {"email": USERS[user], "pass": ""})
        client.get("/annotate")

    def sign_in(self, user: int = 0) -> Client:
        client = Client(self.address)
        self.enter(client, user)
        return client

    def new_project(self, client: Client, name: str) -> Any:
        folder = self.project_folder(name)
        folder.mkdir()
        (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
        return name

    def write(self, project: str, texts: Sequence[Text]) -> None:
        file = self.project_folder(project) / "articles.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for text in texts:
                told = {"id": text.key, "text": text.text, "title": text.title}
                lines.write(json.dumps(told, ensure_ascii=False) + "\n")

    def add_articles(self, client: Client, project: Any, texts: Sequence[Text]) -> None:
        self.write(project, texts)
        self.use(client, project)

    def places(self, client: Client, project: Any, count: int) -> list[Any]:
        self.use(client, project)
        file = self.project_folder(project) / "articles.jsonl"
        keys = [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()]
        self.numbers |= {(project, key): number for number, key in enumerate(keys)}
        return keys[:count]

    def save(self, client: Client, project: Any, place: Any, text: Text, span: Span) -> None:
        self.fill(client, project, place, text, [span])

    def fill(
        self, client: Client, project: Any, place: Any, text: Text, spans: Sequence[Span]
    ) -> None:
        state = [
            {"name": label, "title": label, "value": label, "start": start, "end": end}
            for start, end, label in spans
        ]
        told = {"type": "span", "schema": SCHEME, "instance_id": place, "state": state}
        client.post("/updateinstance", told)

    def open(self, client: Client, project: Any, place: Any) -> list[int]:
        self.use(client, project)
        number = self.numbers[project, place]
        sizes = [len(client.submit("/go_to", {"go_to": number}).body)]
        paths = (
            "/api/current_instance",
            "/api/colors",
            "/api/schemas",
            f"/api/spans/{place}",
            f"/api/keyword_highlights/{place}",
        )
        return [*sizes, *(len(client.get(path).body) for path in paths)]

    def listed(self, client: Client, project: Any, page: int) -> None:
        self.use(client, project)
        query = f"page={page + 1}&page_size=50&sort_by=annotation_count"
        path = f"/admin/api/instances?{query}&filter_completion=incomplete"
        client.get(path, **{"X-API-Key": KEY})

    def add_annotated(
        self, client: Client, texts: Sequence[Text], spans: Sequence[Sequence[Sequence[Span]]]
    ) -> Any:
        """Into its files of state: it writes a whole one anew for each span that is saved."""
        project = self.new_project(client, "annotated")
        self.add_articles(client, project, texts)
        for user in (0, 1):
            self.enter(client, user)
            self.save(client, project, texts[0].key, texts[0], spans[0][user][0])
        self.stop()
        self.serving = ""
        for user in (0, 1):
            output = self.project_folder(project) / "annotation_output"
            file = output / USERS[user] / "user_state.json"
            state = json.loads(file.read_text(encoding="utf-8"))
            state["instance_id_to_span_to_value"] = {
                text.key: [stored(span) for span in of_two[user]]
                for text, of_two in zip(texts, spans, strict=True)
            }
            file.write_text(json.dumps(state), encoding="utf-8")
        self.use(client, project)
        return project

    def export(self, client: Client, project: Any, form: str) -> int:
        """By its command; it has no other."""
        output = self.home / f"export-{form}"
        shutil.rmtree(output, ignore_errors=True)
        command = [self.bin / "python", "-m", "potato.export", "--config", "config.yaml"]
        command += ["--format", form, "--output", str(output)]
        self.call(command, {}, self.project_folder(project))
        sizes = [file.stat().st_size for file in output.rglob("*") if file.is_file()]
        if not sizes:
            raise Refused("its export wrote no file")
        return max(sizes)

    def page_of(self, project: Any, place: Any) -> str:
        """It shows the article that was opened last."""
        return "/annotate"


def stored(span: Span) -> list[Any]:
    """A span as its files of state hold it."""
    start, end, label = span
    told = {"schema": SCHEME, "name": label, "title": label, "start": start, "end": end}
    return [{**told, "id": f"{SCHEME}_{label}_{start}_{end}"}, label]
