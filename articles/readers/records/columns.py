"""Which column, or member of a JSON object, is which detail of an article. Pure.

The names of this program come first (FIELDS), then those that newsrooms, news services and
collections of articles use. What is not certain is not guessed: two columns that may both be the
text are left to whoever imports them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from articles.text import Unfit, storable

FIELDS = ("text", "title", "outlet", "url", "published_on", "language", "byline")
# The names for each field in small letters without accents, spaces and marks. Of names on one
# line none goes before another where it is the text; of other fields the first counts.
TEXTS = (
    "text",
    "articlebody bodytext fulltext articletext articlecontent maintext textbody textcontent "
    "contenttext cleantext cleanedtext plaintext rawtext newstext storytext bodyplain bodycontent "
    "volltext artikeltext haupttext textecomplet textearticle textocompleto testocompleto",
    "body content article story document maincontent inhalt artikel fliesstext beitrag texte "
    "contenu corps texto contenido cuerpo articulo noticia conteudo corpo artigo materia testo "
    "contenuto articolo tekst inhoud brodtext tresc",
    "bodyhtml bodyxhtml contenthtml articlehtml htmlbody htmlcontent html",
)
SUMMARIES = (
    "leadparagraph abstract summary description snippet standfirst teaser trailtext lead intro "
    "excerpt vorspann zusammenfassung beschreibung anriss chapeau resume accroche resumen "
    "entradilla bajada descripcion resumo descricao sommario riassunto occhiello descrizione"
).split()
NAMES = {
    "title": (
        "title headline webtitle articletitle newstitle storytitle headlinetext heading maintitle "
        "titel uberschrift ueberschrift schlagzeile titre titulo titular manchete titolo kop "
        "rubrik overskrift tytuł"
    ),
    "outlet": (
        "outlet publication newspaper newssource outletname sourcename source publisher sitename "
        "provider medium media brand zeitung quelle publikation journal quotidien diario periodico "
        "fuente medio jornal veiculo fonte giornale testata krant bron kalla kilde site domain"
    ),
    "url": (
        "url link articleurl weburl pageurl newsurl storyurl sourceurl originalurl canonicalurl "
        "permalink canonical href uri address adresse webadresse lien adresseurl urlarticle enlace "
        "direccion endereco indirizzo collegamento"
    ),
    "published_on": (
        "publishedon datepublished datepublish publishedat publicationdate publisheddate "
        "publishdate pubdate webpublicationdate firstpublished firstpublicationdate publishedtime "
        "publishtime "
        "publicationtime published issued date datetime articledate newsdate seendate datum "
        "veroffentlicht veroffentlichtam veroffentlichungsdatum erschienen erschienenam "
        "erscheinungsdatum publikationsdatum datepublication datedepublication dateparution "
        "datedeparution publiele parution fecha fechapublicacion fechadepublicacion publicado "
        "publicadoel datapublicacao datadepublicacao publicadoem datapubblicazione "
        "datadipubblicazione pubblicato pubblicatoil data dato"
    ),
    "language": (
        "language lang inlanguage languagecode langcode locale sprache langue idioma lingua "
        "linguagem taal"
    ),
    "byline": (
        "byline author authors authorname authornames creator creators writer writers reporter "
        "journalist contributor by autor autoren autorin verfasser verfasserin auteur auteurs "
        "redacteur autores autora redactor autore autori giornalista redator jornalista schrijver "
        "forfattare forfatter"
    ),
}
# Members that hold the record or its details (Guardian, search engines), and members that say of a
# detail what it is (WordPress, the New York Times).
CARRIERS = {"fields", "_source", "attributes", "node", "article", "item"}
PARTS = ("rendered", "value", "main", "name", "original", "text", "plain", "default", "html")
MOST_TOLD = 30  # columns in a message


class Choice(NamedTuple):
    """The column for each field that there is one for.

    `rivals` are the columns of which each may be the text, where none is it. `is_summary` says
    that the text is only a summary. `notes` tell what was read as what, and what was not read.
    """

    columns: Mapping[str, str]
    rivals: tuple[str, ...] = ()
    is_summary: bool = False
    notes: tuple[str, ...] = ()

    def why_no_text(self, names: tuple[str, ...]) -> str:
        """Why none of the columns is read as the text, and what to do."""
        if self.rivals:
            told = " or ".join(f"“{name}”" for name in self.rivals)
            return f"the text may be {told}: {ADVICE}"
        if not any(name.strip() for name in names):
            return "it names no columns"
        return f"none of its columns is known as the text ({listed(names)}): {ADVICE}"


# A command adds the option to it (`articles.management.arguments`), a page asks by itself.
ADVICE = "say which column is the text"
WORDS = {
    "text": "text",
    "title": "title",
    "outlet": "outlet",
    "url": "address",
    "published_on": "date",
    "language": "language",
    "byline": "byline",
}


@lru_cache(maxsize=1_000)
def choose(names: tuple[str, ...], mapping: tuple[tuple[str, str], ...] = ()) -> Choice:
    """What each column is: as `mapping` has it, pairs of a field and a column (an empty one where
    the field is to be left out), else by the usual names. Raises Unfit where a column is missing
    that the mapping names, or one of ours is there twice.
    """
    chosen = {field: stated(names, column) for field, column in mapping if column}
    left = [name for name in names if name not in chosen.values()]
    open_fields = [field for field in FIELDS if field not in dict(mapping)]
    for field in open_fields:
        ours = [name for name in left if name.strip().lower() == field]
        if len(ours) > 1:
            raise Unfit(f"the header line has the column “{field}” twice")
        chosen |= {field: ours[0]} if ours else {}
    left = [name for name in left if name not in chosen.values()]
    rivals: tuple[str, ...] = ()
    is_summary = False
    if "text" in open_fields and "text" not in chosen:
        texts, is_summary = texts_among(left)
        if len(texts) == 1:
            chosen["text"] = texts[0]
        rivals = tuple(texts) if len(texts) > 1 else ()
    for field in open_fields:
        if field not in chosen and field in NAMES:
            by_name = {base(name): name for name in left if left.count(name) == 1}
            found = next(filter(None, map(by_name.get, NAMES[field].split())), None)
            chosen |= {field: found} if found else {}
    ordered = {field: chosen[field] for field in FIELDS if field in chosen}
    return Choice(
        ordered, rivals, is_summary, tuple(map(storable, notes_on(names, ordered, is_summary)))
    )


def notes_on(names: tuple[str, ...], columns: Mapping[str, str], is_summary: bool) -> Iterator[str]:
    read = [
        f"“{column}” as {WORDS[field]}"
        for field, column in columns.items()
        if base(column) != folded(field)
    ]
    if read:
        yield f"Read: {', '.join(read)}."
    if is_summary:
        yield f"Only a summary is there (“{columns['text']}”), not the text."
    unread = [name for name in names if name.strip() and name not in columns.values()]
    if unread:
        yield f"Not read: {listed(tuple(dict.fromkeys(unread)))}."


def stated(names: tuple[str, ...], column: str) -> str:
    """The column that is called so, in whatever letters. Raises Unfit where there is none."""
    for alike in (str.strip, str.casefold, folded):
        found = [name for name in names if alike(name) == alike(column)]
        if len(found) == 1:
            return found[0]
    raise Unfit(f"there is no column “{column}”, but: {listed(names)}")


def is_among(column: str, names: tuple[str, ...]) -> bool:
    try:
        return bool(stated(names, column))
    except Unfit:
        return False


def texts_among(names: list[str]) -> tuple[list[str], bool]:
    """The columns that may be the text, and whether they are only summaries of it."""
    bases = {name: base(name) for name in names}
    for line in TEXTS:
        usual = line.split()
        if found := [name for name, its in bases.items() if its in usual]:
            return best_parts(found), False
    for usual_name in SUMMARIES:
        if found := [name for name, its in bases.items() if its == usual_name]:
            return best_parts(found), True
    return [], False


def best_parts(names: list[str]) -> list[str]:
    """Of `content.rendered` and `content.html` only the first, which say the same."""
    best: dict[str, str] = {}
    for name in sorted(names, key=part_rank):
        best.setdefault(base(name), name)
    return [name for name in names if name in best.values()]


def part_rank(name: str) -> int:
    last = folded(name.rpartition(".")[2])
    return PARTS.index(last) if "." in name and last in PARTS else -1


@cache
def usual_names() -> frozenset[str]:
    return frozenset([*" ".join([*TEXTS, *NAMES.values()]).split(), *SUMMARIES])


def is_usual(name: str) -> bool:
    """Whether a table that is to be read may have a column of this name."""
    return base(name) in usual_names()


@lru_cache(maxsize=10_000)
def base(name: str) -> str:
    """The name as the lists above have it: `Published At` is publishedat, and so is
    `fields.published_at`; empty for what belongs to another member.
    """
    parts = name.strip().split(".")
    while len(parts) > 1 and parts[0].lower() in CARRIERS:
        del parts[0]
    if len(parts) == 2 and folded(parts[1]) in PARTS:
        del parts[1]
    return folded(parts[0]) if len(parts) == 1 else ""


def folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]", "", "".join(one for one in letters if not unicodedata.combining(one)))


def listed(names: tuple[str, ...]) -> str:
    told = ", ".join(name for name in names[:MOST_TOLD] if name.strip())
    return f"{told}, …" if len(names) > MOST_TOLD else told
