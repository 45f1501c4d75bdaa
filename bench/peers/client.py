"""A kept connection to a program, with cookies and the token against forged requests."""

import gzip
import http.client
import json
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

LONGEST = 900  # seconds; an export of 200,000 spans takes minutes


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: Mapping[str, str]

    def json(self) -> Any:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return json.loads(gzip.decompress(self.body) if packed else self.body)


class Refused(Exception):
    """The program answered with an error."""


class Client:
    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, content: Any, **headers: str) -> Answer:
        """With `content` as JSON."""
        headers = {"Content-Type": "application/json", **headers}
        return self.ask("POST", path, json.dumps(content).encode(), headers)

    def submit(self, path: str, fields: Mapping[str, Any], **headers: str) -> Answer:
        """With `fields` as a form sends them."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self.ask("POST", path, urlencode(fields).encode(), headers)

    def upload(self, path: str, fields: Mapping[str, str], name: str, data: bytes) -> Answer:
        """With a file in the field `name`, as a form with files sends it."""
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        of_file = f'Content-Disposition: form-data; name="{name}"; filename="articles.jsonl"'
        parts.append(f"--{mark}\r\n{of_file}\r\nContent-Type: application/json\r\n\r\n".encode())
        body = b"".join([*parts, data, f"\r\n--{mark}--\r\n".encode()])
        sent = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self.ask("POST", path, body, sent)

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """The answer, whatever was asked; not followed where it leads on. Raises Refused."""
        sent = {"Accept": "application/json, text/html;q=0.9, */*;q=0.5", "Accept-Encoding": "gzip"}
        sent |= headers
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method != "GET":
            sent["X-CSRFToken"] = self.cookies.get("csrftoken", "")
            sent["Referer"] = f"{self.address}/"
        response = self.sent(method, path, body, sent)
        content = response.read()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        if response.status >= 400:
            raise Refused(f"{method} {path}: {response.status} {content[:300]!r}")
        return Answer(response.status, content, response.headers)

    def sent(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        """Once more over a new connection where the program has closed the one that was kept."""
        if self.connection is not None:
            try:
                self.connection.request(method, path, body, dict(headers))
                return self.connection.getresponse()
            except (http.client.RemoteDisconnected, ConnectionError):
                self.connection.close()
        place = urlsplit(self.address)
        self.connection = http.client.HTTPConnection(
            str(place.hostname), place.port, timeout=LONGEST
        )
        self.connection.request(method, path, body, dict(headers))
        return self.connection.getresponse()
