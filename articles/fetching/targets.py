"""From a web address to the one host, port and path that it means. Pure.

It is taken apart once, and what is connected to comes from nowhere else: no second reading of it
can mean another host.
"""

import re
import unicodedata
from collections.abc import Collection
from encodings.idna import nameprep
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from articles.text import Unfit

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000
NOT_IN_ADDRESSES = re.compile(r"[\s\x00-\x20\x7f-\x9f\\\ud800-\udfff]")
DOTS = re.compile("[.\u3002\uff0e\uff61]")
LABEL = re.compile("[a-z0-9_-]{1,63}")
NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")
# Letters of today's names that the rules of 2003 in the standard library would replace.
KEPT_LETTERS = re.compile("([ßς\u200c\u200d])")
# A percent sign stays: the address is quoted already, or wrong in a way that its server knows.
UNQUOTED = "%/:?#[]@!$&'()*+,;=-._~"


class Target(NamedTuple):
    """`host` in ASCII, without brackets and the last dot; `path` with its query, quoted."""

    scheme: str
    host: str
    port: int
    path: str

    def authority(self) -> str:
        """Host and port as the header Host has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(address: str, ports: Collection[int]) -> Target:
    """What the address means. Raises Unfit where it is none, or at none of these ports."""
    if len(address) > LONGEST:
        raise Unfit(f"the address is longer than {LONGEST:,} characters")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Unfit("it is no web address") from error
    if NOT_IN_ADDRESSES.search(address):
        raise Unfit("it is no web address")
    if parts.scheme not in PORTS:
        raise Unfit("only addresses that begin with http:// or https:// are fetched")
    if "@" in parts.netloc:
        raise Unfit("a user name or password in the address is not sent: write it without")
    port = PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise Unfit(f"nothing is fetched from port {port}")
    path = quote(parts.path or "/", safe=UNQUOTED)
    query = f"?{quote(parts.query, safe=UNQUOTED)}" if parts.query else ""
    return Target(parts.scheme, host_of(parts.hostname or ""), port, path + query)


def host_of(written: str) -> str:
    """The host in ASCII: a name of two labels or more, or an IP address in its usual spelling."""
    if ":" in written and "%" not in written:
        try:
            return str(IPv6Address(written))
        except ValueError as error:
            raise Unfit("it is no web address") from error
    labels = [ascii_label(label) for label in DOTS.split(written)]
    if len(labels) > 1 and not labels[-1]:
        labels.pop()
    host = ".".join(labels)
    if not all(map(LABEL.fullmatch, labels)) or len(host) > 253:
        raise Unfit("it is no web address")
    if NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError as error:
            raise Unfit("its host is a number in an unusual spelling") from error
    if len(labels) == 1:
        raise Unfit("its host has no dot: it is a machine of a private network")
    return host


def ascii_label(label: str) -> str:
    if label.isascii():
        return label.lower()
    parts = KEPT_LETTERS.split(unicodedata.normalize("NFC", label))
    try:
        prepared = "".join(
            part if KEPT_LETTERS.fullmatch(part) else nameprep(part) for part in parts
        )
    except UnicodeError as error:
        raise Unfit("it is no web address") from error
    return prepared if prepared.isascii() else f"xn--{prepared.encode('punycode').decode()}"
