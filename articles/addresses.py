"""Which web addresses are one page. Pure.

An article keeps its address as it was given (`as_given`) and beside it the `key` by which it is
found: the canonical form that all spellings of an address share. What could be another page has
another form (hosts such as `m.`, the order of parameters, upper and lower case in a path), since
a wrong match would make the text of one article a revision of another.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urlsplit, urlunsplit

from articles.text import Unfit, nfc, storable

LONGEST = 30_000  # Characters: an address of 2,000, each of them written as escapes.
LONGEST_KEY = 1000  # An index of PostgreSQL takes no more than some 2,700 bytes.

# White space, controls and lone surrogates stand in no address.
UNUSABLE = re.compile(r"[\s\x00-\x20\x7f-\x9f\ud800-\udfff]")
USER = re.compile(r"(?<=//)[^/?#\s]*@")
INVISIBLE_AROUND = "\u200b\u200e\u200f\u2060\ufeff"
IN_BRACKETS = re.compile(r"<(?:URL:)?(.*)>", re.IGNORECASE | re.DOTALL)

FULL_STOPS = str.maketrans(dict.fromkeys("。．｡", "."))  # As browsers read them in a host.
INVISIBLE_IN_HOST = re.compile("[\u00ad\u200b\u2060\ufe00-\ufe0f\ufeff]")
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")
JOINERS = "\u200c\u200d"
# Another look of the same site: for `site` alone.
MIRROR = re.compile(r"^(?:(?:m|mobile|amp)\.)+(?=[^.]+\.)")

SESSION_IN_PATH = re.compile(r";jsessionid=[^;]*", re.IGNORECASE)
DEFAULT_PAGE = re.compile(
    r"index\.(?:x?html?|shtml|php|aspx?|jsp|cgi)|default\.(?:html?|aspx?)", re.IGNORECASE
)
AMP_ENDING = re.compile(r"(?<=[^.])(?<!\.amp)(?:\.amp)++(?=(?:\.html?)?$)")
# The caches of AMP pages name the page in their path: `…/amp/s/` and then its address.
IN_CACHE = re.compile(
    r"(?:(?:(?:[\w-]+\.)?cdn\.ampproject\.org/[a-z]|(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?/amp"
    r"|(?:www\.)?bing\.com/amp)/(?:s/)?)+(?P<page>[^/]+\.[^/]+(?:/.*)?)",
    re.IGNORECASE,
)

# Parameters that say how a reader came to the page, by whom they are added. Names that are
# common for content too (id, source, cid, sid, page) are not among them.
TRACKING_PREFIXES = (
    "utm_",  # Google Analytics, and most others after it
    "mtm_",  # Matomo; pk_ was its former name
    "pk_",
    "hsa_",  # HubSpot, as the next
    "_hs",
    "fb_",  # Facebook
    "guce_",  # Yahoo's consent page
    "aspsessionid",  # sessions of old servers
)
TRACKING = frozenset(
    # Clicks on advertisements and in networks: Google, Meta, Microsoft, Yandex, X, TikTok …
    "gclid gclsrc dclid gbraid wbraid _ga _gl fbclid igshid igsh msclkid yclid ysclid twclid "
    "ttclid li_fat_id epik rb_clickid __twitter_impression ref_src ref_url "
    # Newsletters: Mailchimp, Marketo, Vero, Omeda, Mailtrack and Listrak
    "mc_cid mc_eid mkt_tok vero_id vero_conv oly_enc_id oly_anon_id trk_contact trk_msg "
    # Shared links and campaigns as newspapers and their analytics mark them
    "at_medium at_campaign at_campaign_type at_custom1 at_custom2 at_custom3 at_custom4 "
    "at_link_id at_link_type at_link_origin at_format at_ptr_name at_bbc_team xtor "
    "ns_source ns_mchannel ns_campaign ns_linkname ns_fee cmp cmpid s_cid icid ncid ocid smid "
    "smtyp wt_mc wt.mc_id guccounter hsctatracking "
    # Sessions
    "phpsessid jsessionid asp.net_sessionid".split()
)
# «?ref=twitter» says whence a reader came, but «?ref=4711» may be the number of an article.
REFERRERS = frozenset({"ref", "referrer", "referer"})
AMP_PARAMETERS = frozenset({"amp", "outputtype"})
AMP_VALUES = frozenset({"", "1", "true", "amp"})

# An escape of these characters means another thing than the character itself.
KEPT_IN_PATH = re.compile(r"(%(?:2F|3F|23|25|2B|3B))", re.IGNORECASE)
KEPT_IN_QUERY = re.compile(r"(%(?:26|3D|23|25|2B|3B))", re.IGNORECASE)
PLAIN = re.compile(r"[A-Za-z0-9._~/=-]*")  # What most addresses are made of.
BARE_IN_PATH = "/!$&'()*+,:;=@~"
BARE_IN_QUERY = "/?!$'()*,:;=@~"


def as_given(address: str) -> str:
    """The address in its own spelling, but without a place in the page; empty where there is none.
    Raises Unfit where it is no address of the web.
    """
    bare = without_wrapping(address)
    if not bare:
        return ""
    canonical(bare)
    parts, _port = split(bare)
    # «#!…» and «#/…» are addresses of pages; any other fragment is a place in one.
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    user, at, host = parts.netloc.rpartition("@")
    host = user + at + host.lower()
    return urlunsplit((parts.scheme, host, parts.path or "/", parts.query, fragment))


def names_user(address: str) -> bool:
    """Whether it holds a user or a password, which nobody should see."""
    return without_user(address) != address


def without_user(address: str) -> str:
    """The address without a user and a password; as it is where it has none. Where it is no
    address, without what would stand for them in one.
    """
    if "@" not in address:
        return address
    try:
        parts, _port = split(without_wrapping(address))
    except Unfit:
        return USER.sub("", address)
    if "@" not in parts.netloc:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def key(address: str) -> str:
    """What two addresses of one page share, to be kept and compared: the canonical form, or the
    address itself where it has none; if that is long, its beginning and a hash of it.
    """
    try:
        form = canonical(address)
    except Unfit:
        form = storable(without_wrapping(address))
    if len(form) <= LONGEST_KEY:
        return form
    return f"{form[: LONGEST_KEY // 2]}…{hashlib.sha256(form.encode()).hexdigest()}"


def site(address: str) -> str:
    """The host of the address, the same for its mobile and AMP pages; empty where it has none."""
    try:
        return MIRROR.sub("", urlsplit(canonical(address)).netloc)
    except Unfit:
        return ""


def is_address(words: str) -> bool:
    """Whether this is an address of the web."""
    try:
        return bool(canonical(words))
    except Unfit:
        return False


@lru_cache(maxsize=256)  # An import asks several times for each.
def canonical(address: str) -> str:
    """The one form of all spellings of the address. Raises Unfit where it is no web address."""
    bare = without_wrapping(address)
    for _cache in range(3):
        parts, port = split(bare)
        host = canonical_host(parts)
        host += f":{port}" if port not in (None, 80, 443) else ""
        path, query = canonical_path(parts.path), canonical_query(parts.query)
        cached = IN_CACHE.fullmatch(host + path)
        if not cached:
            return urlunsplit(("https", host, path, query, canonical_fragment(parts.fragment)))
        bare = urlunsplit(("https", cached["page"], "", query, ""))
    raise Unfit(f"“{quotable(address)}” is no web address but that of a cache in a cache")


def without_wrapping(address: str) -> str:
    """The address without white space and angle brackets around it."""
    bare = address.strip().strip(INVISIBLE_AROUND).strip()
    bracketed = IN_BRACKETS.fullmatch(bare)
    return bracketed[1].strip() if bracketed else bare


def quotable(address: str) -> str:
    """The address for a message, without a password, cut where it is long."""
    words = storable(USER.sub("", address[:LONGEST])[:200])
    return words if len(words) <= 100 else f"{words[:99]}…"


def split(bare: str) -> tuple[SplitResult, int | None]:
    """Its parts and its port. Raises Unfit."""
    try:
        if len(bare) > LONGEST or UNUSABLE.search(bare):
            raise ValueError
        parts = urlsplit(bare)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError
        return parts, parts.port
    except ValueError:
        raise Unfit(f"“{quotable(bare)}” is no web address") from None


def canonical_host(parts: SplitResult) -> str:
    """The host in ASCII, without a full stop behind it and `www.` before it. Raises Unfit."""
    name = parts.hostname or ""
    try:
        if ":" in name:
            if "%" in name:
                raise ValueError
            return f"[{IPv6Address(name).compressed}]"
        name = unquote(name, errors="strict").translate(FULL_STOPS)
        labels = [ascii_label(label) for label in in_small_letters(name).split(".")]
        while len(labels) > 1 and not labels[-1]:
            labels.pop()
        while labels[0] == "www" and len(labels) > 2:
            labels.pop(0)
        host = ".".join(labels)
        if len(host) > 253 or not all(labels):
            raise ValueError
    except ValueError:
        raise Unfit(f"“{quotable(parts.geturl())}” is no web address") from None
    return host


def in_small_letters(name: str) -> str:
    """As browsers compare hosts; unlike IDNA of 2003, «ß» and «ss» are two names."""
    if name.isascii():
        return name.lower()
    compatible = unicodedata.normalize("NFKC", INVISIBLE_IN_HOST.sub("", name))
    # Letter by letter: a sigma at the end of a word would become another one.
    small = "".join(letter.lower() for letter in compatible)
    return unicodedata.normalize("NFKC", small)


def ascii_label(label: str) -> str:
    """Raises ValueError where no name of a host has such a part."""
    if label.isascii():
        if label and not (len(label) <= 63 and LABEL.fullmatch(label)):
            raise ValueError
        return label
    if len(label) > 63 or any(
        unicodedata.category(letter)[0] in "CZ" and letter not in JOINERS for letter in label
    ):
        raise ValueError
    encoded = "xn--" + label.encode("punycode").decode()
    if len(encoded) > 63 or not LABEL.fullmatch(encoded):
        raise ValueError
    return encoded


def canonical_path(path: str) -> str:
    """Without dot segments, empty segments, a session, the name of a default page, and AMP."""
    segments: list[str] = []
    for escaped in one_escaping(path, KEPT_IN_PATH, BARE_IN_PATH).split("/"):
        segment = SESSION_IN_PATH.sub("", escaped)
        if segment == "..":
            del segments[-1:]
        elif segment not in {"", "."}:
            segments.append(segment)
    while segments:
        segments[-1] = AMP_ENDING.sub("", segments[-1])
        is_amp = segments[-1] == "amp" and len(segments) > 1
        if not is_amp and not DEFAULT_PAGE.fullmatch(segments[-1]):
            break
        segments.pop()
    return "/" + "/".join(segments)


def canonical_query(query: str) -> str:
    """The parameters in their order, but for those that only say how a reader came."""
    kept = []
    for given in query.split("&"):
        piece = one_escaping(given.replace("+", "%20"), KEPT_IN_QUERY, BARE_IN_QUERY)
        while piece.startswith("amp;"):  # «&amp;», copied from the source of a page
            piece = piece.removeprefix("amp;")
        name, _, value = piece.partition("=")
        if (name or value) and not is_about_the_way(name.lower(), value):
            kept.append(piece)
    return "&".join(kept)


def is_about_the_way(name: str, value: str) -> bool:
    """Whether a parameter says how a reader came to the page, or in what look, not which it is."""
    if name in REFERRERS:
        return not re.search(r"\d", value)
    if name in AMP_PARAMETERS:
        return value.lower() in AMP_VALUES
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def canonical_fragment(fragment: str) -> str:
    """That of a page which a script shows, «#!…» or «#/…»; of any other nothing."""
    page = one_escaping(fragment, KEPT_IN_PATH, BARE_IN_PATH + "?").rstrip("/")
    return page if page.startswith(("!", "/")) and page.strip("!/") else ""


def one_escaping(part: str, kept: re.Pattern[str], bare: str) -> str:
    """The part with escapes where they are needed and nowhere else, its letters composed (NFC)."""
    if PLAIN.fullmatch(part):
        return part
    pieces = kept.split(part)
    for at, piece in enumerate(pieces):
        if at % 2:
            pieces[at] = piece.upper()
        else:
            letters = unquote_to_bytes(piece).decode(errors="surrogateescape")
            pieces[at] = quote(nfc(letters), bare, errors="surrogateescape")
    return "".join(pieces)
