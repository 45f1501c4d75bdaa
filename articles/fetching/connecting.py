"""Connecting to a host: its name is looked up once, and what was looked at is what is called."""

import io
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from articles.fetching.targets import Target
from articles.text import Unfit

Socket = socket.socket


def connected(
    target: Target, allowed: Callable[[str], bool], tls: ssl.SSLContext, until: float
) -> Socket:
    """A socket to the target, for https with TLS by the name of its host, before a moment.

    Raises Unfit if one of the host's IP addresses is not allowed, TimeoutError, and OSError where
    there is no connection.
    """
    ips = ips_of(target, until)
    if not all(map(allowed, ips)):
        raise Unfit("its host is in a private network or on this machine: nothing is fetched there")
    plain = first_connected(ips, target.port, until)
    if target.scheme == "http":
        return plain
    try:
        plain.settimeout(left_until(until))
        return tls.wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def ips_of(target: Target, until: float) -> list[str]:
    """All IP addresses of the host. The machine is asked in a thread: it knows no deadline."""
    with suppress(ValueError):
        return [str(ip_address(target.host))]
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()
    Thread(target=look_up, args=(target, answers), daemon=True).start()
    try:
        found = answers.get(timeout=left_until(until))
    except Empty as error:
        raise TimeoutError from error
    if isinstance(found, Exception) or not found:
        raise Unfit(f"there is no host “{target.host}”, or its name cannot be looked up now")
    return found


def look_up(target: Target, answers: "SimpleQueue[list[str] | Exception]") -> None:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(each[4][0]) for each in found)))
    except (OSError, UnicodeError) as error:
        answers.put(error)


def first_connected(ips: list[str], port: int, until: float) -> Socket:
    """A connection to the first of them that answers. Numbers are called: no name is looked up."""
    error: OSError = TimeoutError()
    for number, ip in enumerate(ips):
        # One that does not answer leaves the others their share of the time.
        share = left_until(until) / (len(ips) - number)
        family = socket.AF_INET6 if ip_address(ip).version == 6 else socket.AF_INET
        called = socket.socket(family, socket.SOCK_STREAM)
        try:
            called.settimeout(share)
            called.connect((ip, port))
        except OSError as failed:
            called.close()
            error = failed
        else:
            return called
    raise error


def left_until(until: float) -> float:
    """The seconds until the moment (of `time.monotonic`). Raises TimeoutError once it is past."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class UntilSocket:
    """What `http.client` needs of a socket; no call on it outlasts the moment `until`.

    A time-out of the socket itself begins anew with every byte that drips in.
    """

    def __init__(self, connected: Socket, until: float) -> None:
        self.connected, self.until = connected, until

    def sendall(self, data: bytes) -> None:
        self.connected.settimeout(left_until(self.until))
        self.connected.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(Received(self.connected, self.until))

    def close(self) -> None:
        """Nothing: `http.client` calls it before the body is read, and who connected closes."""


class Received(io.RawIOBase):
    """The bytes that come in, until the moment."""

    def __init__(self, connected: Socket, until: float) -> None:
        self.connected, self.until = connected, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.connected.settimeout(left_until(self.until))
        return self.connected.recv_into(buffer)
