"""What stands around an article in its source and is not of it. Pure.

Source lines, credits, bylines, links to other articles, calls to subscribe, shortcodes of
content management systems: told by their form, in the languages that such lines are common in.
Prose must never match, so a pattern always stands for a whole, short paragraph.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from articles.sentences import ENDS_WITH_FULL_STOP

# The reasons that a revision keeps beside what was left out.
SOURCE_LINE = "source line"
CREDIT_LINE = "credit line"
BYLINE = "byline"
BOILERPLATE = "boilerplate"
TEASER = "teaser of another article"
SHORTCODE = "shortcode"

LONGEST = 200  # characters; a longer paragraph is prose
LONGEST_HEADLINE = 150


def table(patterns: str) -> str:
    """One alternative a line, a space in it standing for any white space."""
    lines = [line.strip() for line in patterns.strip().splitlines()]
    return "(?:" + "|".join(lines).replace(" ", r"\s+") + ")"


@dataclass(frozen=True)
class Source:
    """Whom a source line names; empty where that is nobody a reader would know.

    `url` is an address of the article itself, never a bare domain.
    """

    name: str = ""
    url: str = ""


DOMAIN = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
ADDRESS = re.compile(
    rf"(?:https?://{DOMAIN}|\b{DOMAIN}(?=[/\s)\]]|$))(?::\d+)?(?:/[^\s)\]]*)?", re.IGNORECASE
)
SOURCE_WORD = table(
    r"""
    (?:(?:original|news|article) )?sources?
    fuentes?
    fontes?
    quellen?
    fonti
    bron
    kilde
    källa
    źródło
    zdroj
    источник
    джерело
    kaynak
    πηγή
    المصدر
    מקור
    来源
    來源
    出典
    출처
    """
)
PUBLISHED = table(
    r"""
    (?:originally|first) (?:published|appeared|posted)
    read (?:more|on|the (?:full |original )?(?:article|story|post))
    """
)
VIA = re.compile(rf"via\s*[:：]?\s*(?P<rest>{ADDRESS.pattern})", re.IGNORECASE)
THIS_ARTICLE = table(r"this (?:article|story|post|piece)(?: (?:was|has been))?")
WITH_COLON = re.compile(
    rf"(?:{SOURCE_WORD}|(?P<read>{PUBLISHED}))\s*[:：]\s*(?P<rest>.+)", re.IGNORECASE
)
WITH_PREPOSITION = re.compile(
    rf"(?:{THIS_ARTICLE}\s+)?{PUBLISHED}\s*(?:@|\b(?:at|on|in|by)\b)\s*:?\s*(?P<rest>.+?)"
    r"(?:[.,]\s*read\s+the\s+original.*)?",
    re.IGNORECASE,
)
BARE = re.compile(rf"{SOURCE_WORD}(?:\s*[-–—|]\s*|\s+)(?P<rest>.+)", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r"\s*[,;/]\s*|\s+(?:and|y|e|et|und)\s+")


def source_line(paragraph: str, *, last: bool = True) -> Source | None:
    """Whom the paragraph names as its source; None where it is no source line.

    `last` says that nothing of the article follows: only there may the colon be missing.
    """
    line = unbracketed(paragraph)
    if len(line) > LONGEST:
        return None
    if match := WITH_COLON.fullmatch(line):
        # «Read more: …» leads to another article unless an address follows.
        return named(match["rest"]) if not match["read"] or ADDRESS.search(line) else None
    if match := WITH_PREPOSITION.fullmatch(line) or VIA.fullmatch(line):
        return named(match["rest"])
    if last and (match := BARE.fullmatch(line)):
        rest = match["rest"]
        is_name = (
            rest[0].isupper() and len(rest.split()) <= 5 and not ENDS_WITH_FULL_STOP.search(rest)
        )
        return named(rest) if is_name or is_opaque(rest) or ADDRESS.fullmatch(rest) else None
    return None


def named(rest: str) -> Source | None:
    """The source in what follows the label; None where that reads like a sentence."""
    rest = rest.strip(" .,;:*_")
    if link := re.fullmatch(r"\[([^\]]+)\]\((\S+)\)", rest):
        rest = f"{link[1]} {link[2]}"
    if address := ADDRESS.search(rest):
        name = (rest[: address.start()] + " " + rest[address.end() :]).strip(" ()[]<>/-–—,;:|")
        name = re.sub(r"\s+(?:at|on|in)$", "", name)
        url = address[0].rstrip(".,;)")
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.")
        is_page = parts.path.strip("/") or parts.query
        return Source(name or host, parts.geturl() if is_page else "")
    rest = re.sub(r"\s*[,(]\s*\d.*", "", rest)  # a date behind the name
    if not rest or len(rest.split()) > 8:
        return None
    return Source() if is_opaque(rest) else Source(rest)


def is_opaque(name: str) -> bool:
    """Whether this is a machine's word for a source, like `feed_204`: small letters and digits."""
    return bool(re.fullmatch(r"[a-z0-9#_:-]*\d[a-z0-9#_:-]*", name))


def is_several(name: str) -> bool:
    """Whether a source line names more than one: then none of them is the outlet."""
    return bool(re.search(r"[,;/]", name)) and len(BETWEEN_NAMES.split(name)) > 1


AGENCY = table(
    """
    AAP
    AFP
    AGI
    ANI
    ANP
    ANSA
    AP
    APA
    ATS
    Adnkronos
    Agência Brasil
    Anadolu
    Associated Press
    Belga
    Bloomberg
    ČTK
    DPA
    dpa
    EFE
    Europa Press
    IANS
    Interfax
    Kyodo
    Lusa
    MTI
    NTB
    PA(?: Media)?
    PAP
    PTI
    Press Association
    RIA
    Reuters
    Ritzau
    SDA
    STT
    TASS
    TT
    UPI
    Ukrinform
    Xinhua
    Yonhap
    """
)
AGENCIES = rf"{AGENCY}(?:\s*(?:[,/;&-]|\b(?:and|y|e|et|und|with)\b)\s*{AGENCY})*"
CREDITS = (
    re.compile(
        table(
            r"""
            with (?:(?:additional|further) )?(?:information|reporting|inputs?) (?:from|by)
            with (?:contributions?|reports?|material|files) (?:from|by)
            (?:(?:additional|further) )?(?:reporting|writing|reported|written|compiled) by
            con informaci(?:ón|ones) del?
            com informaç(?:ões|ão) d[aeo]s?
            avec (?:les )?informations? d(?:e |es |u |['’])
            con informazioni d[ai]
            mit (?:material|informationen) (?:von|der|des)
            по материалам
            за матеріалами
            """
        )
        + r"\s*(?P<name>\S.*)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:[Ww]ith|[Cc]on|[Cc]om|[Aa]vec|[Mm]it)\s+(?P<name>{AGENCIES}|"
        r"(?:news\s+)?(?:agencies|wires)|agencias|agências|agences|Agenturen|Agenturmaterial|agenzie)"
    ),
    re.compile(rf"(?P<name>{AGENCIES})"),
)


def credit_line(paragraph: str) -> str | None:
    """Whom the paragraph credits beside its author; None where it is no credit line."""
    line = unbracketed(paragraph).lstrip("-–—~ ").rstrip(" .")
    if len(line) > LONGEST or re.search(r"[.!?]\s+\w", line):
        return None
    return next((match["name"] for one in CREDITS if (match := one.fullmatch(line))), None)


NAME_WORD = r"(?:(?!\d)\w[\w.'’-]*)"
BY_LINE = re.compile(
    rf"(?:[Bb]y|BY|Par|Por|Von|Door|Av)\s*:?\s+(?P<name>{NAME_WORD}(?:,?\s+{NAME_WORD})*)"
)
SMALL_NAME_WORD = re.compile(
    "al|and|bin|da|de|del|della|den|der|di|do|dos|e|el|en|et|ibn|la|le|och|und|van|von|y"
)


def byline(paragraph: str) -> str | None:
    """Who wrote the article, where the paragraph says that and nothing else."""
    match = BY_LINE.fullmatch(paragraph.strip())
    if not match or not 2 <= len(words := match["name"].replace(",", " ").split()) <= 10:
        return None
    is_name = all(word[0].isupper() or SMALL_NAME_WORD.fullmatch(word) for word in words)
    return match["name"] if is_name else None


# Headings of lists of other articles: what follows one at the end of a text are teasers.
TEASER_HEADING = re.compile(
    table(
        r"""
        you (?:may|might|could) (?:also )?(?:like|enjoy|be interested in)(?: (?:these|this))?
        (?:related|recommended|suggested|similar|latest|popular) (?:articles?|stories|story|posts?)
        (?:related|recommended|suggested|similar|latest) (?:news|content|coverage|topics?|links?)
        (?:related|recommended|further) (?:reading|videos?)
        related
        recommended(?: for you)?
        trending(?: now)?
        more (?:stories|articles|news|like this|on this(?: (?:story|topic))?)
        more from \S+(?: \S+){0,3}
        most (?:read|popular|viewed)
        editor[s'’]* (?:picks?|choice)
        don['’]?t miss
        up next
        (?:read|see) (?:also|next)
        also (?:read|see)
        what to read next
        (?:à )?lire aussi
        à (?:lire|voir)(?: également)?
        sur le même (?:sujet|thème)
        (?:lea|lee|leer|ver|vea) (?:también|más)
        te puede interesar
        noticias relacionadas
        (?:leia|veja) (?:também|mais)
        notícias relacionadas
        leggi anche
        (?:lesen sie|lies) auch
        mehr zum thema
        das könnte sie (?:auch )?interessieren
        lees ook
        läs (?:också|även|mer)
        les også
        læs også
        czytaj (?:też|także|również)
        читайте (?:также|ещё|також)
        ayrıca okuyun
        اقرأ أيض[اًا]+
        相关(?:阅读|新闻|文章)
        関連記事
        """
    )
    + r"\s*[:：…>»]*",
    re.IGNORECASE,
)
# The same words with another article's title behind them in one line.
LINK = re.compile(
    table(
        r"""
        related(?: (?:articles?|story|stories|news|reading))?
        read (?:also|more|next)
        (?:also read|see also|see more)
        don['’]?t miss
        further reading
        more on this(?: story)?
        (?:à )?lire aussi
        (?:lea|lee|leer) (?:también|más)
        leia (?:também|mais)
        leggi anche
        (?:lesen sie|lies) auch
        mehr zum thema
        lees ook
        läs (?:också|även|mer)
        les også
        læs også
        czytaj (?:też|także|również)
        читайте (?:также|також)
        ayrıca okuyun
        اقرأ أيض[اًا]+
        """
    )
    + r"\s*[:：|>»]+\s*\S.*",
    re.IGNORECASE,
)
# Words that begin sentences too: a link only where no full stop ends the line.
PERHAPS_LINK = re.compile(
    r"(?:watch|listen|recommended|video|audio|podcast|gallery|in\s+pictures|more)\s*[:：|>»]\s*\S.*",
    re.IGNORECASE,
)
PICTURE = re.compile(
    table(
        r"""
        (?:photo|image|picture|photograph|foto|bild|imagen|imagem)\s*[:：©]\s*\S.*
        (?:photo|image|picture|photograph) (?:by|via)\s*:\s*\S.*
        (?:photo|image|picture) (?:credits?|courtesy)\b.*
        file photo\b.*
        """
    ),
    re.IGNORECASE,
)
NOTICE = re.compile(
    table(
        r"""
        advertisements?(?:\s*[-–—|:]?\s*(?:scroll|continue)\b.*)?
        sponsored(?: (?:content|post))?
        publicidade?
        publicidad
        publicité
        (?:anzeige|werbung|реклама|reklama|reklam)
        (?:article|story|text|report) continues (?:below|after)\b.*
        continue reading\b.*
        skip (?:past|ad)\b.*
        read more
        (?:read|see) the (?:full|original) (?:article|story)(?: here)?
        (?:show|load) more
        (?:to )?(?:see|watch|view)(?: (?:it|this|more))? (?:in|on) video
        (?:à )?voir en vidéo
        ver (?:el )?v[ií]deo
        (?:watch|play|see|view) (?:(?:the|this|full) ){0,2}video(?: (?:below|above|here|now))?
        listen to (?:this|the) (?:article|story|episode|podcast)(?: \S+){0,3}
        (?:click|tap) here(?: (?:to|for|and)\b.*)?
        subscribe(?: (?:now|here|today|free))*
        (?:sign up|subscribe|register)\b.*\b(?:newsletters?|e?-?mails?|alerts|updates|channel)\b.*
        get (?:our|the|your)\b.*\b(?:newsletter|inbox|briefing|app)\b.*
        follow us on\b.*
        (?:join|find|like) us on (?:facebook|instagram|telegram|tiktok|twitter|whatsapp)\b.*
        (?:join|follow) our\b.*\b(?:channel|telegram|whatsapp|facebook|instagram|twitter)\b.*
        download (?:our|the) app\b.*
        support (?:our|us|independent)\b.*\b(?:journalism|donat\w+)\b.*
        (?:tags?|keywords|filed under)\s*:.*
        share(?: (?:this|on)(?: \S+){0,4})?\s*:?
        (?:leave|post|write) a comment
        view comments
        (?:copyright|©|\(c\))\s*©?\s*\d{4}.*
        .{0,80}\ball rights reserved\b.{0,20}
        alle rechte vorbehalten
        todos los derechos reservados
        tous droits réservés
        """
    )
    + r"[\s.!:…>»→]*",
    re.IGNORECASE,
)


def is_teaser_heading(paragraph: str) -> bool:
    return len(paragraph) <= LONGEST and bool(TEASER_HEADING.fullmatch(unbracketed(paragraph)))


def is_boilerplate(paragraph: str) -> bool:
    """Whether the paragraph is a notice, or a link or heading that leads to other articles."""
    line = unbracketed(paragraph)
    if len(line) > LONGEST:
        return False
    if PERHAPS_LINK.fullmatch(line) and not ENDS_WITH_FULL_STOP.search(line):
        return True
    return any(one.fullmatch(line) for one in (TEASER_HEADING, LINK, PICTURE, NOTICE))


def could_be_headline(paragraph: str) -> bool:
    """Whether the paragraph is as short as a headline and ends in no full stop."""
    return len(paragraph) <= LONGEST_HEADLINE and not ENDS_WITH_FULL_STOP.search(paragraph)


def unbracketed(paragraph: str) -> str:
    """The line without bullets, stars and the brackets around the whole of it."""
    line = paragraph.strip().strip("*_").lstrip("•·►▶→>- ").strip()
    whole = re.fullmatch(r"\(([^()]*)\)|\[([^\[\]]*)\]", line)
    return (whole[1] or whole[2] or "").strip() if whole else line


# What these hold is a picture, a film or a widget, never the article's words.
MEDIA = (
    r"(?:caption|wp_caption|gallery|embed\w*|audio|video|playlist|youtube|vimeo|tweet|twitter"
    r"|instagram|facebook|tiktok|iframe|image|img|photo|figure|map|chart|poll|quiz|ads?|advert\w*"
    r"|newsletter\w*|related\w*|contact-form\w*|button|social\w*|share\w*|script|html)"
)
# Bounded, so that no text takes longer than its length asks for.
INSIDE = r"[^\[\]]{0,2000}"
SHORTCODES = (
    # A pair around a picture goes with what it holds; of any other pair the words stay.
    re.compile(
        rf"\[(?P<pair>{MEDIA})(?:\s{INSIDE})?\].{{0,2000}}?\[/(?P=pair)\]",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(r"\[(?P<pair>[A-Za-z][\w-]*)\](?=.{0,2000}?\[/(?P=pair)\])", re.DOTALL),
    re.compile(r"\[/[A-Za-z][\w-]*\]"),
    # An attribute tells a shortcode from an editor's [insertion]. Its quotation marks may have
    # been curled on the way.
    re.compile(rf"\[[A-Za-z][\w-]*(?:\s{INSIDE}?)?\s[\w-]+=[^\s\[\]=]{INSIDE}\]"),
    re.compile(rf"^[^\S\n]*\[{MEDIA}\s*/?\][^\S\n]*$", re.IGNORECASE | re.MULTILINE),
    re.compile(r"\[\[[^\[\]\n]*[:{|][^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"),
    re.compile(r"<!--.{0,2000}?-->", re.DOTALL),
    re.compile(
        r"<(?P<tag>script|style|iframe|object|video|audio|svg)\b.{0,5000}?</(?P=tag)\s*>",
        re.IGNORECASE | re.DOTALL,
    ),
)


def shortcodes(text: str) -> list[tuple[int, int]]:
    """Where shortcodes stand: (start, end) by start, none overlapping another."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(match.span() for one in SHORTCODES for match in one.finditer(text)):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
