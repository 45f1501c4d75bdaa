"""Fetching one page of the web because a person asked for it, from public sites alone.

docs/decisions/017 says what is refused, and why.
"""

import http.client
import logging
import re
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast
from urllib.parse import quote, urljoin

from django.conf import settings

from articles.fetching.answers import body_of, refuse_status
from articles.fetching.connecting import UntilSocket, connected
from articles.fetching.public_ips import is_public
from articles.fetching.targets import Target, target_of
from articles.importing.drafts import Unreadable
from articles.readers import UNEXPECTED_ERROR
from articles.readers.files import File
from articles.text import Unfit

REDIRECTS = {301, 302, 303, 307, 308}
SWITCHED_OFF = (
    "fetching web addresses is switched off here (FETCH_ADDRESSES): "
    "open it in your browser, save the page and upload the file"
)
logger = logging.getLogger(__name__)
CHARSET = re.compile(r"[\w.:-]{1,40}", re.ASCII)


def fetched(address: str) -> File | Unreadable:
    """As `fetch`, but a refusal is given and not raised."""
    try:
        return fetch(address)
    except Unfit as unfit:
        return Unreadable(address, str(unfit))
    except Exception:
        logger.exception("Fetching %s failed", address)
        return Unreadable(address, str(UNEXPECTED_ERROR))


def fetch(
    address: str,
    *,
    allowed: Callable[[str], bool] = is_public,
    tls: ssl.SSLContext | None = None,
) -> File:
    """What is at a web address, behind whatever redirects, as a file that knows where it was.

    `allowed` says of an IP address whether it may be called. Raises Unfit with the reason, in
    words for whoever gave the address.
    """
    if not settings.FETCH_ADDRESSES:
        raise Unfit(SWITCHED_OFF)
    until = time.monotonic() + settings.FETCH_SECONDS
    tls = tls or ssl.create_default_context()
    url = address = address.strip()
    try:
        for _ in range(settings.FETCH_REDIRECTS + 1):
            found = asked(url, allowed, tls, until)
            if isinstance(found, File):
                return replace(found, name=address)
            url = found
        raise Unfit(f"that is more than {settings.FETCH_REDIRECTS} times")
    except Unfit as unfit:
        raise unfit if url == address else Unfit(f"it leads on to {url[:200]}: {unfit}") from unfit
    except TimeoutError as error:
        raise Unfit(f"it took longer than {settings.FETCH_SECONDS} seconds") from error
    except ssl.SSLCertVerificationError as error:
        raise Unfit(f"the site cannot prove that it is itself ({error.verify_message})") from error
    except (OSError, http.client.HTTPException) as error:
        raise Unfit(f"there is no connection to the site ({words_of(error)})") from error


def asked(
    url: str, allowed: Callable[[str], bool], tls: ssl.SSLContext, until: float
) -> File | str:
    """What is at the address, or the address that it leads on to."""
    target = target_of(url, settings.FETCH_PORTS)
    connecting = min(until, time.monotonic() + settings.FETCH_CONNECT_SECONDS)
    try:
        called = connected(target, allowed, tls, connecting)
    except TimeoutError as error:
        if connecting == until:
            raise  # The time for all of it is over, not the time for a connection.
        seconds = settings.FETCH_CONNECT_SECONDS
        raise Unfit(f"the site did not answer within {seconds} seconds") from error
    with called:
        connection = http.client.HTTPConnection(target.host, target.port)
        # Connected already: by itself it would look the name up again, behind what was checked.
        connection.sock = cast(Any, UntilSocket(called, until))
        connection.request("GET", target.path, headers=headers(target))
        answer = connection.getresponse()
        location = answer.headers.get("Location")
        if answer.status in REDIRECTS and location:
            return led_on(url, location)
        refuse_status(answer.status)
        charset = answer.headers.get_content_charset() or ""
        is_stated = "Content-Type" in answer.headers
        return File.of(
            url,
            body_of(answer, settings.LARGEST_FILE),
            url=url,
            charset=charset if CHARSET.fullmatch(charset) else "",
            media_type=answer.headers.get_content_type() if is_stated else "",
        )


def headers(target: Target) -> dict[str, str]:
    """Nothing but what is needed, and who asks: no cookie and no referrer."""
    return {
        "Host": target.authority(),
        "User-Agent": f"Newsroom/{settings.VERSION} (+{quote(settings.SITE_URL, safe=':/[]%')})",
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }


def led_on(url: str, location: str) -> str:
    """The address that a redirect means. Most write UTF-8 into the header, where none may be."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, location.strip().replace(" ", "%20"))
    except ValueError as error:
        raise Unfit("the site leads on to what is no web address") from error


def words_of(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "its encryption does not work"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "it does not answer as a web server does"
