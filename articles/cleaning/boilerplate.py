"""Links to other articles, calls to subscribe, notices: boilerplate around an article. Pure.

They are recognised by their form, in the languages in which such lines are common. Prose must never
match, so a pattern always stands for a whole, short paragraph.
"""

import re

from articles.cleaning.patterns import LONGEST, alternatives, without_brackets
from articles.sentences import ENDS_WITH_FULL_STOP

# The reasons that a revision keeps beside what was left out.
SOURCE_LINE = "source line"
CREDIT_LINE = "credit line"
BYLINE = "byline"
BOILERPLATE = "boilerplate"
TEASER = "teaser of another article"
SHORTCODE = "shortcode"

LONGEST_HEADLINE = 150


# Headings of lists of other articles: what follows one at the end of a text are teasers.
TEASER_HEADING = re.compile(
    alternatives(
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
    alternatives(
        r"""
        related(?: (?:articles?|story|stories|news|reading))?
        read (?:also|next)
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
    r"(?:watch|listen|recommended|video|audio|podcast|gallery|in\s+pictures|(?:read\s+)?more)"
    r"\s*[:：|>»]\s*\S.*|(?:click|tap)\s+here\s+(?:to|for|and)\b.*",
    re.IGNORECASE,
)
PICTURE = re.compile(
    alternatives(
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
    alternatives(
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
        (?:click|tap) here
        (?:click|tap) here\b.*\b(?:subscribe|sign up|register|newsletters?|app)\b.*
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
    return len(paragraph) <= LONGEST and bool(TEASER_HEADING.fullmatch(without_brackets(paragraph)))


def is_boilerplate(paragraph: str) -> bool:
    """Whether the paragraph is a notice, or a link or heading that leads to other articles."""
    line = without_brackets(paragraph)
    if len(line) > LONGEST:
        return False
    if PERHAPS_LINK.fullmatch(line) and not ENDS_WITH_FULL_STOP.search(line):
        return True
    return any(one.fullmatch(line) for one in (TEASER_HEADING, LINK, PICTURE, NOTICE))


def could_be_headline(paragraph: str) -> bool:
    """Whether the paragraph is as short as a headline and ends in no full stop."""
    return len(paragraph) <= LONGEST_HEADLINE and not ENDS_WITH_FULL_STOP.search(paragraph)
