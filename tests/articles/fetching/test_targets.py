"""One host, port and path for every spelling of a web address, or a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.fetching.targets import Target, target_of
from articles.text import Unfit

PORTS = {80, 443}


def host(address):
    return target_of(address, PORTS).host


def refusal(address, ports=PORTS):
    with pytest.raises(Unfit) as refused:
        target_of(address, ports)
    return str(refused.value)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://news.test", Target("https", "news.test", 443, "/")),
        ("HTTP://News.TEST/Wall?page=2#top", Target("http", "news.test", 80, "/Wall?page=2")),
        ("https://news.test:443/a%20b", Target("https", "news.test", 443, "/a%20b")),
        ("https://news.test./a", Target("https", "news.test", 443, "/a")),
        ("https://news.test:80/", Target("https", "news.test", 80, "/")),
        (
            "https://news.test/hafen/mauer-ä?wort=größe",
            Target("https", "news.test", 443, "/hafen/mauer-%C3%A4?wort=gr%C3%B6%C3%9Fe"),
        ),
        ("http://[2606:4700::1]/", Target("http", "2606:4700::1", 80, "/")),
        ("http://9.9.9.9/", Target("http", "9.9.9.9", 80, "/")),
    ],
)
def test_an_address_means_one_host_port_and_path(address, target):
    assert target_of(address, PORTS) == target


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://bücher.test/", "xn--bcher-kva.test"),
        ("https://BÜCHER.test/", "xn--bcher-kva.test"),
        ("https://bu\u0308cher.test/", "xn--bcher-kva.test"),
        ("https://straße.test/", "xn--strae-oqa.test"),
        ("https://例え。テスト/", "xn--r8jz45g.xn--zckzah"),
        ("https://news\uff0etest/", "news.test"),
    ],
)
def test_a_name_in_other_letters_is_the_one_that_is_registered(address, name):
    assert host(address) == name


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://127。0。0。1/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://①②⑦.0.0.1/",
    ],
)
def test_a_loopback_address_in_other_digits_is_known_as_what_it_is(address):
    assert host(address) == "127.0.0.1"


@pytest.mark.parametrize(
    "written",
    ["2130706433", "0x7f000001", "017700000001", "0177.0.0.1", "0x7f.0.0.1", "127.1", "127.0.1",
     "1.2.3.256", "1.2.3.4.5", "news.1", "news.0x", "0"],
)  # fmt: skip
def test_a_number_in_an_unusual_spelling_is_refused(written):
    assert refusal(f"http://{written}/") == "its host is a number in an unusual spelling"
    assert "number" in refusal(f"http://{written}./")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "news",
        "http://",
        "http:///wall",
        "http://?page=2",
        "http://news..test/",
        "http://.news.test/",
        "http://news.test../",
        "http://./",
        "http://ne ws.test/",
        "http://news.test/a b",
        "http://news.test/\r\nHost: other.test",
        "http://news.test\\@other.test/",
        "http://127%2e0%2e0%2e1/",
        "http://[fe80::1%25eth0]/",
        "http://[::1",
        "http://[news.test]/",
        "http://news.test:port/",
        "http://news.test:99999/",
        "http://\u00ad.test/",
        "http://⒈.test/",
        f"http://{'a' * 64}.test/",
        f"http://{'a.' * 130}test/",
        "http://news.test/\udcff",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(address):
    assert refusal(address) in {
        "it is no web address",
        "only addresses that begin with http:// or https:// are fetched",
    }


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://news.test/", "gopher://news.test/", "data:text/html,a",
     "javascript:alert(1)", "//news.test/", "news.test/wall"],
)  # fmt: skip
def test_other_schemes_are_refused(address):
    assert refusal(address).startswith("only addresses that begin with http:// or https://")


@pytest.mark.parametrize("before", ["news.test@", "ada:secret@", "@", "news.test%40x@", "a@b@"])
def test_a_user_name_before_the_host_is_refused(before):
    assert refusal(f"http://{before}127.0.0.1/").startswith("a user name or password")


def test_other_ports_are_refused_unless_they_are_allowed():
    assert refusal("http://news.test:8080/") == "nothing is fetched from port 8080"
    assert refusal("http://news.test:0/") == "nothing is fetched from port 0"
    assert target_of("http://news.test:8080/", {8080}).port == 8080
    assert refusal("http://news.test/", {8080}) == "nothing is fetched from port 80"


@pytest.mark.parametrize("name", ["localhost", "intranet", "LOCALHOST.", "ａ"])
def test_a_name_without_a_dot_is_refused(name):
    assert "no dot" in refusal(f"http://{name}/")


def test_an_address_of_more_than_2000_characters_is_refused():
    longest = "https://news.test/".ljust(2000, "a")
    assert target_of(longest, PORTS).path.endswith("a")
    assert refusal(longest + "a") == "the address is longer than 2,000 characters"


@pytest.mark.parametrize(
    ("address", "authority"),
    [
        ("http://news.test/", "news.test"),
        ("https://news.test:80/", "news.test:80"),
        ("http://[2606:4700::1]/", "[2606:4700::1]"),
    ],
)
def test_the_host_is_sent_as_its_address_has_it(address, authority):
    assert target_of(address, PORTS).authority() == authority


@given(st.text(max_size=40))
def test_nothing_but_a_target_or_a_refusal_comes_of_any_words(words):
    for address in (words, f"http://{words}", f"https://news.test/{words}"):
        try:
            target = target_of(address, PORTS)
        except Unfit:
            continue
        assert target.host.isascii()
        assert target.path.isascii()
        assert not set(target.host) & set("@/?#\\% ")
        assert not set(target.path) & set(" \r\n\x00")
