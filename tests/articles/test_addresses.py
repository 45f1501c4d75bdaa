"""Spellings of one address have one form, and other pages another."""

from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import addresses
from articles.addresses import as_given, canonical, key, names_user, site, without_user
from articles.text import Unfit

PAGE = "https://gull.example/news/sea-wall"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://gull.example/news/sea-wall",
        "HTTP://GULL.example/news/sea-wall",
        "https://www.gull.example/news/sea-wall",
        "https://www.www.gull.example/news/sea-wall",
        "https://gull.example./news/sea-wall",
        "https://gull。example/news/sea-wall",
        "https://gull.example:443/news/sea-wall",
        "http://gull.example:80/news/sea-wall",
        "https://gull.example:/news/sea-wall",
        "https://ida:secret@gull.example/news/sea-wall",
        "https://ida@gull.example/news/sea-wall",
        "https://gull.example/news/sea-wall/",
        "https://gull.example/news//sea-wall//",
        "https://gull.example/./news/old/../sea-wall",
        "https://gull.example/news/%2e%2E/news/sea-wall",
        "https://gull.example/news/sea-wall/index.html",
        "https://gull.example/news/sea-wall/Default.aspx",
        "https://gull.example/news/sea-wall/index.php?",
        "https://gull.example/n%65ws/sea%2Dwall",
        "https://gull.example/news/sea-wall;jsessionid=1F2E.node1",
        "https://gull.example/news/sea-wall?PHPSESSID=1f2e",
        "https://gull.example/news/sea-wall?",
        "https://gull.example/news/sea-wall?&",
        "https://gull.example/news/sea-wall#comments",
        "https://gull.example/news/sea-wall#:~:text=The%20wall",
        "https://gull.example/news/sea-wall?utm_source=a&utm_medium=b#top",
        "https://gull.example/news/sea-wall?UTM_Source=a",
        "https://gull.example/news/sea-wall?utm%5Fsource=a",
        "https://gull.example/news/sea-wall?fbclid=a&amp;gclid=b&amp;amp;mc_cid=c",
        "https://gull.example/news/sea-wall?ref=hpg",
        "https://gull.example/news/sea-wall?amp",
        "https://gull.example/news/sea-wall?amp=1",
        "https://gull.example/news/sea-wall?outputType=amp",
        "https://gull.example/news/sea-wall/amp/",
        "https://gull.example/news/sea-wall.amp",
        "https://gull-example.cdn.ampproject.org/c/s/www.gull.example/news/sea-wall?amp=1",
        "https://www.google.com/amp/s/gull.example/news/sea-wall.amp",
        "https://www.google.co.uk/amp/www.gull.example/news/sea-wall",
        " https://gull.example/news/sea-wall\n",
        "\ufeffhttps://gull.example/news/sea-wall",
        "<https://gull.example/news/sea-wall>",
        "<URL: https://gull.example/news/sea-wall >",
    ],
)
def test_spellings_of_one_address_are_one_page(spelling):
    assert canonical(spelling) == PAGE
    assert key(spelling) == PAGE


@pytest.mark.parametrize(
    "other",
    [
        "https://m.gull.example/news/sea-wall",
        "https://wwwgull.example/news/sea-wall",
        "https://gull.example:8080/news/sea-wall",
        "https://gull.example/News/sea-wall",
        "https://gull.example/news/sea%2Fwall",
        "https://gull.example/news/sea-wall;page=2",
        "https://gull.example/news/sea-wall?page=2",
        "https://gull.example/news/sea-wall?id=1&utm_source=a",
        "https://gull.example/news/sea-wall?ref=4711",
        "https://gull.example/news/sea-wall?amp=50",
        "https://gull.example/news/sea-wall#!/part/2",
        "https://gull.example/news/sea-wall#/part/2",
        "https://gull.example/news/sea-wall/index.html/photos",
        "https://gull.example/news/index.html",
        "https://www.google.com/news/sea-wall",
    ],
)
def test_what_may_be_another_page_has_another_form(other):
    assert canonical(other) != PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://BÜCHER.example/ä", "https://XN--BCHER-KVA.example/a%CC%88"),
        ("https://b%C3%BCcher.example/%c3%a4", "https://bu\u0308cher.example/a\u0308"),
        ("https://例え.テスト/記事", f"https://xn--r8jz45g.xn--zckzah/{quote('記事')}"),
        ("https://ΟΔΟΣ.example/", "https://οδοσ.example"),
        ("https://gull.example/%7Eida", "https://gull.example/~ida"),
        ("https://gull.example/a(b),c", "https://gull.example/a%28b%29%2cc"),
        ("https://gull.example/?q=sea+wall", "https://gull.example?q=sea%20wall"),
        ("https://gull.example/?q=%e4", "https://gull.example?q=%E4"),
        ("https://gull.example/50%", "https://gull.example/50%25"),
        ("https://gull.example/?a=1&b=2&", "https://gull.example/?a=1&gclid=x&b=2"),
        ("https://gull.example/?a=1&amp;b=2", "https://gull.example/?a=1&b=2"),
        ("https://gull.example/#!/a", "http://www.gull.example#%21/a/"),
        ("https://gull.example/index.html", "https://gull.example"),
        ("https://[2001:DB8:0::1]/a", "http://[2001:db8::1]:80/a"),
    ],
)
def test_letters_and_escapes_have_one_form(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://faß.example/", "https://fass.example/"),
        ("https://gull.example/?a=1&b=2", "https://gull.example/?b=2&a=1"),
        ("https://gull.example/?a=1%26b=2", "https://gull.example/?a=1&b=2"),
        ("https://gull.example/?q=1%2B1", "https://gull.example/?q=1+1"),
        ("https://gull.example/a+b", "https://gull.example/a%20b"),
        ("https://gull.example/%2541", "https://gull.example/A"),
        ("https://gull.example/%E4", "https://gull.example/%C3%A4"),
        ("https://gull.example/amp", "https://gull.example/"),
    ],
)
def test_letters_that_mean_something_else_stay_apart(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "no address",
        "www.gull.example/news",
        "//gull.example/news",
        "/news",
        "http:gull.example",
        "https://",
        "https:///news",
        "https://gull..example/",
        "https://-gull.example/",
        "https://gu!ll.example/",
        "https://%00.example/",
        f"https://{'a' * 64}.example/",
        f"https://{'ü' * 64}.example/",
        f"https://{'a.' * 127}example/",
        "https://gull.example:port/",
        "https://gull.example:99999/",
        "https://[gull]/",
        "https://[fe80::1%25eth0]/",
        "https://gull.example/sea wall",
        "https://gull.example/sea\u2028wall",
        "https://gull.example/\ud800",
        "ftp://gull.example/news",
        "javascript:alert(1)",
        "mailto:ida@gull.example",
        f"https://gull.example/{'a' * 30_000}",
    ],
)
def test_what_is_no_web_address_is_refused_by_name(address):
    with pytest.raises(Unfit, match=r"is no web address$"):
        canonical(address)
    if address:
        with pytest.raises(Unfit, match=r"is no web address$"):
            as_given(address)
    assert site(address) == ""
    assert not names_user(address)


def test_a_cache_in_a_cache_in_a_cache_is_refused():
    cache = "https://www.google.com:443/amp/s/"
    with pytest.raises(Unfit, match="a cache in a cache"):
        canonical(cache + "google.com:443/amp/google.com:443/amp/google.com:443/amp/gull.example/a")
    assert canonical(f"{cache}google.com/amp/bing.com/amp/s/gull.example/a") == (
        "https://gull.example/a"
    )


def test_an_address_is_kept_in_its_own_spelling_but_for_a_place_in_the_page():
    given_address = "HTTP://WWW.Gull.example:80/Sea%20Wall/?utm_source=a&b=2#comments"
    assert as_given(given_address) == "http://www.gull.example:80/Sea%20Wall/?utm_source=a&b=2"
    assert as_given(" <https://gull.example> ") == "https://gull.example/"
    assert as_given("https://gull.example/#!/a") == "https://gull.example/#!/a"
    assert as_given("https://bücher.example/ä") == "https://bücher.example/ä"
    assert as_given(" \n ") == ""


def test_a_user_and_a_password_are_taken_out_of_an_address():
    secret = "https://Ida:Secret@Gull.example:8080/a?b=1#!c"
    assert names_user(secret)
    assert without_user(secret) == "https://Gull.example:8080/a?b=1#!c"
    assert without_user("https://a:b@c@gull.example/") == "https://gull.example/"
    for harmless in ("https://gull.example/@ida", "ida@gull.example", "//a?b=c@d", ""):
        assert not names_user(harmless)
        assert without_user(harmless) == harmless


def test_a_password_is_shown_in_no_refusal():
    assert without_user("https://ida:secret@gull.example:x/") == "https://gull.example:x/"
    with pytest.raises(Unfit, match=r"“https://gull\.example/a b” is no web address"):
        as_given("https://ida:secret@gull.example/a b")


def test_the_site_of_a_mobile_page_is_that_of_the_page():
    spellings = ("gull.example", "www.gull.example:443", "m.gull.example", "amp.gull.example")
    assert {site(f"https://{one}/a") for one in spellings} == {"gull.example"}
    assert site("https://mobile.m.gull.example/") == "gull.example"
    assert site("https://m.example/") == "m.example"
    assert site("https://gull.example:8080/") == "gull.example:8080"


def test_a_key_is_there_for_whatever_was_given_and_short():
    assert key("") == ""
    assert key(" ftp://gull.example/a ") == "ftp://gull.example/a"
    assert key("\ud800\x00") == "?"
    long_one, long_other = (f"https://gull.example/{'ä' * 900}{end}" for end in "ab")
    assert key(long_one) != key(long_other)
    assert len(key(long_one)) <= addresses.LONGEST_KEY
    assert key(long_one) == key(long_one.replace("https", "http"))


HOSTS = st.text(st.sampled_from("aZ1-._xn%C3äßΣ。\u200d"), max_size=12)
PIECES = st.sampled_from(
    "/ // . .. ; ? & = + # ! % %2 %2F %41 %c3%a4 %e4 %00 amp amp; index.html .amp utm_a=1 a=1 ä "
    "a\u0308 a \u0338 ;jsessionid=1 google.com/amp/ cdn.ampproject.org/c/s/ gull.example @ : [ ] "
    "\\ | 記".split()
)
ADDRESSES = st.builds(
    lambda scheme, host, port, rest: f"{scheme}{host}{port}/{''.join(rest)}",
    st.sampled_from(["http://", "HTTPS://", "https://www.", "//", "", "https://u:p@"]),
    st.one_of(HOSTS, st.sampled_from(["gull.example", "google.com", "bücher.example", "[::1]"])),
    st.sampled_from(["", ":", ":80", ":443", ":81", ":x"]),
    st.lists(PIECES, max_size=12),
)
ANYTHING = st.one_of(ADDRESSES, st.text(), st.text().map("https://gull.example/".__add__))


@given(ANYTHING)
def test_whatever_is_given_has_one_form_or_is_refused(address):
    key(address)
    site(address)
    try:
        form = canonical(address)
    except Unfit:
        return
    assert canonical(form) == form
    assert key(form) == key(address)
    assert form.isascii()
    assert form.startswith("https://")
    assert "@" not in urlsplit(form).netloc


@given(ANYTHING)
def test_the_address_as_given_is_the_same_page(address):
    try:
        kept = as_given(address)
    except Unfit:
        return
    assert as_given(kept) == kept
    assert not names_user(without_user(kept))
    if kept:
        assert canonical(kept) == canonical(without_user(kept)) == canonical(address)


@given(st.lists(PIECES, max_size=8), st.lists(PIECES, max_size=8))
def test_one_form_means_one_host_and_one_path(one, other):
    """Pages of two hosts never meet, whatever stands in their paths."""
    forms = []
    for host, rest in (("gull.example", one), ("post.example", other)):
        try:
            forms.append(canonical(f"https://{host}/{''.join(rest)}"))
        except Unfit:
            return
    assert forms[0] != forms[1]
