"""Lines that name an agency, a photographer or the author. Pure."""

import re

from articles.cleaning.patterns import LONGEST, alternatives, without_brackets

AGENCY = alternatives(
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
        alternatives(
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
    line = without_brackets(paragraph).lstrip("-–—~ ").rstrip(" .")
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
    if len(paragraph) > 2 * LONGEST:
        return None
    match = BY_LINE.fullmatch(paragraph.strip())
    if not match or not 2 <= len(words := match["name"].replace(",", " ").split()) <= 10:
        return None
    is_name = all(word[0].isupper() or SMALL_NAME_WORD.fullmatch(word) for word in words)
    return match["name"] if is_name else None
