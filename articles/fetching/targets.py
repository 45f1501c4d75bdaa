"""From a web address to the one host, port and path that it means. Pure.

It is taken apart once, and what is connected to comes from nowhere else: no second reading of it
can mean another host.
"""

import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from articles.addresses import FULL_STOPS, ascii_label, in_small_letters
from articles.text import Unfit

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000
NOT_IN_ADDRESSES = re.compile(r"[\s\x00-\x20\x7f-\x9f\\\ud800-\udfff]")
NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")
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
    try:
        if "%" in written:
            raise ValueError
        if ":" in written:
            return str(IPv6Address(written))
        name = in_small_letters(written.translate(FULL_STOPS))
        labels = [ascii_label(label) for label in name.removesuffix(".").split(".")]
    except ValueError as error:
        raise Unfit("it is no web address") from error
    host = ".".join(labels)
    if not all(labels) or len(host) > 253:
        raise Unfit("it is no web address")
    if NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(host))
        except ValueError as error:
            raise Unfit("its host is a number in an unusual spelling") from error
    if len(labels) == 1:
        raise Unfit("its host has no dot: it is a machine of a private network")
    return host
