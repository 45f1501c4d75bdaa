"""Clients that all ask at once for a while: in a process of their own, with next to no work.

Each has a connection that it keeps and requests that were written before the clock began; it sends
one, reads the answer to its end, sends the next.
"""

import multiprocessing
import socket
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Rush:
    """What clients at once were answered: `seconds` each answer took, and what was no success.

    `cpu` is the processor time that they themselves used, which on a small machine the server
    lacks; `lasted` is how long all took. Seconds.
    """

    seconds: Sequence[float]
    errors: Sequence[str]
    cpu: float
    lasted: float

    def percentile(self, part: float) -> float:
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(part * len(self.seconds)))]


def written(path: str, fields: dict[str, object], headers: dict[str, str]) -> bytes:
    """A POST of a form as bytes."""
    body = urlencode(fields).encode()
    sent = {
        "Host": "127.0.0.1",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def rush(place: str, requests: Sequence[Sequence[bytes]], seconds: float) -> Rush:
    """The answers to as many of each client's `requests` as it gets through in `seconds`."""
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(1) as pool:
        return pool.apply(_rush, (place, requests, seconds))


def _rush(place: str, requests: Sequence[Sequence[bytes]], seconds: float) -> Rush:
    took: list[float] = []
    errors: list[str] = []
    gate = threading.Barrier(len(requests) + 1)
    threads = [
        threading.Thread(target=_client, args=(place, own, seconds, gate, took, errors))
        for own in requests
    ]
    for thread in threads:
        thread.start()
    gate.wait()
    began, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.join()
    return Rush(took, errors, time.process_time() - cpu, time.perf_counter() - began)


def _client(
    place: str,
    requests: Iterable[bytes],
    seconds: float,
    gate: threading.Barrier,
    took: list[float],
    errors: list[str],
) -> None:
    host, port = place.split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        gate.wait()
        end = time.perf_counter() + seconds
        for request in requests:
            began = time.perf_counter()
            if began > end:
                return
            connection.sendall(request)
            status = _status_of_answer(connection)
            took.append(time.perf_counter() - began)
            if not status.startswith(b"HTTP/1.1 2"):
                errors.append(status.decode())
        errors.append("a client had no request left")


def _status_of_answer(connection: socket.socket) -> bytes:
    """The first line of the answer, once all of it is read."""
    read = connection.recv(65_536)
    while b"\r\n\r\n" not in read:
        read += connection.recv(65_536)
    head, body = read.split(b"\r\n\r\n", 1)
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    left = length - len(body)
    while left > 0:
        left -= len(connection.recv(65_536))
    return head.split(b"\r\n", 1)[0]
