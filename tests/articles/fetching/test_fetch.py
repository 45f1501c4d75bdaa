"""A page is fetched from a site on this machine, which only these tests allow to be called."""

import gzip
import socket
import ssl
import time
import zlib
from functools import partial

import pytest

from articles.fetching import SWITCHED_OFF, fetch
from articles.text import Unfit
from tests.articles.fetching.sites import (
    CERTIFICATE,
    HERE,
    PAGE,
    answer,
    here,
    lead_on,
    resolve,
    site,
)

# Without the time: it would be in the names of the tests.
compressed = partial(gzip.compress, mtime=0)

PUBLIC = ["93.184.215.14", "2606:4700:4700::1111"]


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.FETCH_ADDRESSES = True
    settings.FETCH_SECONDS = 5


def refusal(address, **options):
    with pytest.raises(Unfit) as refused:
        fetch(address, **options)
    return str(refused.value)


def dripping(seconds, first):
    """The parts of an answer that never ends, a byte at a time."""
    yield first
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.05)
        yield b"a"


def test_a_page_is_fetched_with_what_its_site_says_of_it(news):
    server = news(wall=[answer(Content_Type="text/html; charset=ISO-8859-2")])
    page = fetch(f" {server.at}wall\n", allowed=here)
    assert (page.name, page.url) == (f"{server.at}wall", f"{server.at}wall")
    assert (page.data(), page.charset, page.media_type) == (PAGE, "iso-8859-2", "text/html")


def test_what_the_site_does_not_say_is_empty(news):
    server = news(wall=[answer()], odd=[answer(Content_Type='text/html; charset="a b"')])
    silent, odd = (fetch(server.at + path, allowed=here) for path in ("wall", "odd"))
    assert (silent.charset, silent.media_type) == ("", "")
    assert (odd.charset, odd.media_type) == ("", "text/html")


def test_the_site_is_told_who_asks_and_nothing_of_the_user(news, settings):
    settings.SITE_URL = "https://desk.example.org"
    server = news(wall=[answer(Set_Cookie="seen=1")])
    for _ in range(2):
        fetch(f"{server.at}wall", allowed=here)
    for request in server.asked:
        lines = request.split("\r\n")
        assert lines[0] == "GET /wall HTTP/1.1"
        names = {line.partition(":")[0] for line in lines[1:] if line}
        assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert f"Host: news.test:{server.port}" in lines
        assert f"User-Agent: Newsroom/{settings.VERSION} (+https://desk.example.org)" in lines


def test_a_site_url_in_any_letters_can_be_told(news, settings):
    settings.SITE_URL = "https://новости.test"
    server = news(wall=[answer()])
    fetch(f"{server.at}wall", allowed=here)
    assert "(+https://%D0%BD" in server.asked[0]


def test_nothing_is_fetched_while_it_is_switched_off(news, settings):
    settings.FETCH_ADDRESSES = False
    server = news(wall=[answer()])
    assert refusal(f"{server.at}wall", allowed=here) == SWITCHED_OFF
    assert server.asked == server.names == []


# Where is called.


def test_this_machine_is_never_called_unless_a_test_allows_it(news):
    server = news(wall=[answer()])
    private = "its host is in a private network or on this machine: nothing is fetched there"
    assert refusal(f"{server.at}wall") == private
    assert refusal(f"http://127.0.0.1:{server.port}/wall") == private
    assert refusal(f"http://[::ffff:127.0.0.1]:{server.port}/wall") == private
    assert server.asked == []


@pytest.mark.parametrize(
    "bad", ["10.0.0.8", "169.254.169.254", "::1", "::ffff:10.0.0.8", "0.0.0.0"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_private_address_among_those_of_a_name_is_enough_to_refuse_it(bad, place, monkeypatch):
    called = []
    monkeypatch.setattr("socket.socket.connect", lambda _self, where: called.append(where))
    resolve(monkeypatch, news_test=[*PUBLIC[:place], bad, *PUBLIC[place:]])
    assert "private network" in refusal("http://news.test/")
    assert called == []


def test_a_name_is_looked_up_once_and_what_was_checked_is_called(news, monkeypatch):
    """A name that is at another address when it is asked again gains nothing by it."""
    server = news(wall=[answer()])
    turns = iter([["127.0.0.1"], ["10.0.0.8"]])
    asked = []

    def getaddrinfo(host, port, **_options):
        asked.append(host)
        return [(2, 1, 6, "", (ip, port)) for ip in next(turns)]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    assert fetch(f"{server.at}wall", allowed=here).data() == PAGE
    assert asked == ["news.test"]
    assert "private network" in refusal(f"{server.at}wall", allowed=here)


def test_an_address_that_does_not_answer_leaves_the_others_their_turn(news, monkeypatch):
    server = news(wall=[answer()])
    resolve(monkeypatch, news_test=["127.0.0.2", "127.0.0.1"])
    assert fetch(f"{server.at}wall", allowed=lambda ip: ip.startswith("127.")).data() == PAGE


def test_a_name_that_nobody_has_is_refused_as_such(news):
    server = news()
    found = refusal(f"http://nobody.test:{server.port}/", allowed=here)
    assert found == "there is no host “nobody.test”, or its name cannot be looked up now"


def test_proxies_of_the_environment_are_passed_over(news, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server = news(wall=[answer()])
    assert fetch(f"{server.at}wall", allowed=here).data() == PAGE


# Redirects.


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Again", "308 For"])
def test_a_redirect_is_followed_and_its_end_is_the_address(news, status):
    server = news(wall=lead_on("/council/wall?page=1", status))
    server.answers["/council/wall?page=1"] = [answer()]
    page = fetch(f"{server.at}wall", allowed=here)
    assert (page.url, page.data()) == (f"{server.at}council/wall?page=1", PAGE)
    assert page.name == f"{server.at}wall"


def test_a_redirect_with_letters_that_no_header_may_have_is_followed(news):
    server = news(wall=lead_on("/größe der mauer".encode().decode("latin-1")))
    server.answers["/gr%C3%B6%C3%9Fe%20der%20mauer"] = [answer()]
    assert fetch(f"{server.at}wall", allowed=here).data() == PAGE


def test_five_redirects_are_followed_and_not_a_sixth(news):
    steps = {str(number): lead_on(f"/{number + 1}") for number in range(6)}
    server = news(**steps)
    server.answers["/6"] = [answer()]
    assert fetch(f"{server.at}1", allowed=here).url == f"{server.at}6"
    assert refusal(f"{server.at}0", allowed=here).endswith(": that is more than 5 times")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://10.0.0.8:{port}/", "its host is in a private network"),
        ("http://169.254.169.254:{port}/latest/meta-data/", "its host is in a private network"),
        ("//[::1]:{port}/", "its host is in a private network"),
        ("http://inside.test:{port}/", "its host is in a private network"),
        ("http://2130706433:{port}/", "its host is a number in an unusual spelling"),
        ("http://localhost:{port}/", "its host has no dot"),
        ("http://news.test@127.0.0.1:{port}/", "a user name or password"),
        ("http://news.test:22/", "nothing is fetched from port 22"),
        ("file:///etc/passwd", "only addresses that begin with http"),
        ("http://[news", "the site leads on to what is no web address"),
        ("http://nobody.test:{port}/", "there is no host “nobody.test”"),
    ],
)
def test_a_redirect_is_held_to_the_same_rules(news, monkeypatch, location, reason):
    server = news()
    location = location.format(port=server.port)
    server.answers["/wall"] = lead_on(location)
    resolve(monkeypatch, news_test=HERE, inside_test=["127.0.0.1", "192.168.0.9"])
    found = refusal(f"{server.at}wall", allowed=here)
    assert reason in found
    assert len(server.asked) == 1


def test_a_redirect_that_is_refused_is_named(news):
    server = news(wall=lead_on("/gone"))
    found = refusal(f"{server.at}wall", allowed=here)
    assert found == f"it leads on to {server.at}gone: the site has no such page (404)"


# Time.


@pytest.mark.parametrize(
    "first",
    [b"", b"HTTP/1.1 200 OK\r\nX-Wall: ", b"HTTP/1.1 200 OK\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"HTTP/1.1 100 Continue\r\n"],
    ids=["nothing", "in the head", "in the body", "in a chunk", "before the head"],
)  # fmt: skip
def test_a_page_that_drips_in_is_given_up_at_the_deadline(news, settings, first):
    settings.FETCH_SECONDS = 0.5
    server = news(wall=dripping(3, first))
    began = time.monotonic()
    assert refusal(f"{server.at}wall", allowed=here) == "it took longer than 0.5 seconds"
    assert time.monotonic() - began < 2


def test_the_deadline_is_one_for_all_redirects(news, settings):
    settings.FETCH_SECONDS = 0.5

    def slowly():
        time.sleep(0.2)
        yield from lead_on("/wall")

    class Slow:
        def __iter__(self):
            return slowly()

    server = news(wall=Slow())
    assert "it took longer than 0.5 seconds" in refusal(f"{server.at}wall", allowed=here)


def test_the_deadline_that_ends_while_connecting_is_told_as_such(settings, monkeypatch):
    settings.FETCH_SECONDS, settings.FETCH_CONNECT_SECONDS = 0.2, 10
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: time.sleep(2) or [])
    assert refusal("http://news.test/") == "it took longer than 0.2 seconds"


def test_a_resolver_that_does_not_answer_is_not_waited_for(settings, monkeypatch):
    settings.FETCH_CONNECT_SECONDS = 0.2
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: time.sleep(2) or [])
    began = time.monotonic()
    assert refusal("http://news.test/") == "the site did not answer within 0.2 seconds"
    assert time.monotonic() - began < 1


def test_a_site_that_never_shakes_hands_is_not_waited_for(settings):
    settings.FETCH_CONNECT_SECONDS = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings.FETCH_PORTS = {port}
        found = refusal(f"https://127.0.0.1:{port}/", allowed=here)
    assert found == "the site did not answer within 0.2 seconds"


# Size and compression.


def test_a_page_of_exactly_the_limit_is_read_and_a_larger_one_refused(news, settings):
    settings.LARGEST_FILE = len(PAGE)
    endless = b"HTTP/1.1 200 OK\r\n\r\n"
    server = news(
        fits=[answer()],
        stated=[answer(PAGE + b"!")],
        unstated=[endless, PAGE, b"!"],
        wrong=[answer(Content_Length=10**12)],
    )
    assert fetch(f"{server.at}fits", allowed=here).data() == PAGE
    for path in ("stated", "unstated", "wrong"):
        assert refusal(server.at + path, allowed=here) == f"it is larger than {len(PAGE)} bytes"


def test_a_page_in_chunks_is_put_together(news):
    parts = [b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:9], PAGE[9:])]
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    server = news(whole=[head, *parts, b"0\r\n\r\n"], cut=[head, *parts])
    assert fetch(f"{server.at}whole", allowed=here).data() == PAGE
    assert "does not answer as a web server does" in refusal(f"{server.at}cut", allowed=here)


RAW = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", compressed(PAGE)),
        ("GZip", compressed(PAGE)),
        ("x-gzip", compressed(PAGE[:9]) + compressed(PAGE[9:])),
        ("gzip", compressed(PAGE) + b"\x00\x00"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", RAW.compress(PAGE) + RAW.flush()),
        ("identity", PAGE),
    ],
)
def test_a_compressed_page_is_unpacked(news, encoding, packed):
    server = news(wall=[answer(packed, Content_Encoding=encoding)])
    assert fetch(f"{server.at}wall", allowed=here).data() == PAGE


def test_a_bomb_is_given_up_at_the_limit(news, settings):
    settings.LARGEST_FILE = 100_000
    bomb = compressed(bytes(20_000_000))
    assert len(bomb) < settings.LARGEST_FILE
    twice = compressed(bytes(60_000)) * 2
    server = news(
        bomb=[answer(bomb, Content_Encoding="gzip")],
        deflated=[answer(zlib.compress(bytes(20_000_000)), Content_Encoding="deflate")],
        twice=[answer(twice, Content_Encoding="gzip")],
    )
    for path in ("bomb", "deflated", "twice"):
        assert refusal(server.at + path, allowed=here) == "it is larger than 100,000 bytes"


@pytest.mark.parametrize(
    ("encoding", "packed", "reason"),
    [
        ("br", PAGE, "the page is compressed in a way that is not read"),
        ("gzip, gzip", compressed(compressed(PAGE)), "compressed in a way"),
        ("gzip", compressed(b"") * 100_000, "compressed in a way"),
        ("gzip", PAGE, "the page is broken: it cannot be unpacked"),
        ("gzip", compressed(PAGE)[:-9], "broke off before the whole page was there"),
        ("deflate", zlib.compress(PAGE)[:-9], "broke off before the whole page was there"),
        ("gzip", compressed(b""), "the site answered with an empty page"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(news, encoding, packed, reason):
    server = news(wall=[answer(packed, Content_Encoding=encoding)])
    assert reason in refusal(f"{server.at}wall", allowed=here)


# What a site may answer.


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("204 No Content", "the site gives no page, but answers 204"),
        ("206 Part", "the site gives no page, but answers 206"),
        ("300 Many", "the site gives no page, but answers 300"),
        ("302 Nowhere", "the site gives no page, but answers 302"),
        ("401 Who", "only to those who sign in (401): open it in your browser"),
        ("402 Pay", "only to those who pay (402): open it in your browser"),
        ("403 No", "refuses to give it to a program (403): open it in your browser"),
        ("404 None", "the site has no such page (404)"),
        ("410 Gone", "the site has taken the page down (410)"),
        ("418 Teapot", "the site gives no page, but answers 418"),
        ("429 Many", "the site asks for fewer requests (429): try again later"),
        ("451 Law", "for legal reasons (451)"),
        ("503 Out", "the site is out of order (503): try again later"),
    ],
)
def test_another_answer_than_a_page_is_refused_in_plain_words(news, status, reason):
    server = news(wall=[answer(b"<p>Sorry", status=status)])
    assert reason in refusal(f"{server.at}wall", allowed=here)


def test_a_page_that_is_cut_off_is_refused(news):
    server = news(wall=[answer(Content_Length=len(PAGE) + 1)])
    assert "the connection broke off" in refusal(f"{server.at}wall", allowed=here)


@pytest.mark.parametrize(
    "parts",
    [[b"220 mail.test ready\r\n"], [b""], [b"HTTP/1.1 200 OK\r\nA: " + b"a" * 70_000],
     [b"HTTP/1.1 200 OK\r\n" + b"A: a\r\n" * 200 + b"\r\n"], [b"\x00" * 100]],
)  # fmt: skip
def test_what_answers_otherwise_than_a_web_server_is_refused(news, parts):
    server = news(wall=parts)
    assert "does not answer as a web server does" in refusal(f"{server.at}wall", allowed=here)


def test_a_port_where_nothing_listens_is_refused(news):
    server = news()
    server.server_close()
    assert refusal(f"{server.at}wall", allowed=here) == (
        "there is no connection to the site (Connection refused)"
    )


# TLS.


@pytest.fixture
def safe(settings, monkeypatch):
    resolve(monkeypatch, news_test=HERE, other_test=HERE)
    with site({"/wall": [answer()]}, tls=True) as server:
        settings.FETCH_PORTS = {server.port}
        yield server


def test_a_site_proves_by_its_certificate_that_it_is_the_one_named(safe):
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    address = f"https://news.test:{safe.port}/wall"
    assert fetch(address, allowed=here, tls=trusting).data() == PAGE
    for name in ("other.test", "127.0.0.1"):
        found = refusal(address.replace("news.test", name), allowed=here, tls=trusting)
        assert found.startswith("the site cannot prove that it is itself")
    assert len(safe.asked) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(safe):
    found = refusal(f"https://news.test:{safe.port}/wall", allowed=here)
    assert found.startswith("the site cannot prove that it is itself")
    assert safe.asked == []


def test_a_site_without_tls_is_not_asked_over_https(news):
    server = news(wall=[answer()])
    found = refusal(f"https://news.test:{server.port}/wall", allowed=here)
    assert found == "there is no connection to the site (its encryption does not work)"
    assert server.asked == []
