"""A site on this machine, which answers as a test says, and a resolver that finds it."""

import socket
import ssl
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

from tests.paths import DATA

CERTIFICATE = DATA / "fetching" / "news.test.pem"
HERE = ["127.0.0.1"]
PAGE = b"<!doctype html><title>Wall</title><p>The wall is to be raised."


class Site(ThreadingTCPServer):
    """`answers` gives the parts of an answer for each path; `asked` are the requests that came."""

    daemon_threads = True

    def __init__(self, answers, *, tls=False):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked = answers, []
        self.port = self.server_address[1]
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self.socket = context.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def handle_error(self, request, client_address):
        """Nothing: most tests hang up, and some never shake hands."""


class Handler(BaseRequestHandler):
    def handle(self):
        request = b""
        while b"\r\n\r\n" not in request:
            part = self.request.recv(4096)
            request += part
            if not part or not request.startswith(b"GET /"):
                return
        self.server.asked.append(request.decode("latin-1"))
        path = request.split(b" ")[1].decode()
        for part in self.server.answers.get(path, [answer(status="404 Not Found")]):
            self.request.sendall(part)


@contextmanager
def site(answers, **options):
    with Site(answers, **options) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def here(ip):
    """What only a test allows to be called: this machine."""
    return ip == "127.0.0.1"


def answer(body=PAGE, *, status="200 OK", **headers):
    """One whole answer; `_` in the name of a header stands for `-`."""
    headers = {"Content_Length": len(body), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1") + body


def lead_on(location, status="302 Found"):
    return [answer(b"", status=status, Location=location)]


def resolve(monkeypatch, **names):
    """Let names be found at these IP addresses (`_` stands for a dot); the names that were asked.

    A name that is not here is not found.
    """
    asked = []

    def getaddrinfo(host, port, **_options):
        asked.append(host)
        ips = names.get(host.replace(".", "_"))
        if ips is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        families = [socket.AF_INET6 if ":" in ip else socket.AF_INET for ip in ips]
        return [
            (family, socket.SOCK_STREAM, 6, "", (ip, port))
            for family, ip in zip(families, ips, strict=True)
        ]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    return asked
