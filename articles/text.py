"""From the characters of a source to the canonical text of an article. Pure.

Canonical: NFC once (never NFKC; quotation marks stay as they are), line feeds only, paragraphs
joined by one blank line, no soft wraps. What stands around the article is left out and kept with
its reason; articles/cleaning recognises it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.cleaning import boilerplate, credit_lines, shortcodes, source_lines
from articles.sentences import ENDS_LIKE_A_SENTENCE, ENDS_WITH_FULL_STOP, sentence_ends

CONTROL_CHARACTERS = "control characters"
INVISIBLE_CHARACTERS = "invisible characters"
LONGEST_GENERATED_TITLE = 200

# Carriage returns before a line feed are one line end with it, else one each.
LINE_END = re.compile("\r+\n?|[\v\f\x85\u2028]")
PARAGRAPH_END = "\u2029"
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Zero-width space, word joiner, byte-order mark, soft hyphen: they say where a line may break and
# hide a word from every search. In scripts without spaces they part words, and stay. Joiners
# (emoji families, Arabic, Indic scripts) and directional marks are part of what is written.
WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
INVISIBLE = re.compile(
    f"(?<![{WITHOUT_SPACES}])\u200b(?![{WITHOUT_SPACES}])|[\u2060\ufeff\u00ad\u180e]"
)
VISIBLE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad\u180e]")
# One look for all that the steps before NFC take out or change.
UNUSUAL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028\u2029\u2060\ufeff\ud800-\udfff]"
)
WHITE_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
SURROGATE = re.compile("[\ud800-\udfff]")
# Chinese and Japanese have no space where a line wraps.
WIDE = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
SOFT_WRAP = re.compile(f"(?<=[{WIDE}])\n(?=[{WIDE}])|(\n)")
# Stands for a shortcode while lines are parted: no control character is left by then.
CUT = "\x00"


class Unfit(ValueError):
    """An input that is no article; the message says why, in words for its user."""


@dataclass
class Canonical:
    """An article's text, and what its source says about it: empty where it does not say."""

    text: str
    title: str
    title_generated: bool
    outlet: str = ""
    url: str = ""
    byline: str = ""
    credit: str = ""
    left_out: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Piece:
    """One paragraph of the source, the shortcodes that stood in it, and why it is left out."""

    text: str
    codes: list[str]
    blank_line_follows: bool
    reason: str = ""


def canonical(source: str, *, title: str = "", parsed: bool = False) -> Canonical:
    """The canonical text of `source`, and what was left out of it in the order of the source.

    A `title` that is stated elsewhere (a column, the head of a page) becomes the first paragraph
    unless it is. Without one the first paragraph is the title if it reads like one; else a title
    is made of the first sentence and is not part of the text. Of a source that was `parsed` from
    a page, markup is part of the text. Raises Unfit.
    """
    left_out: list[dict[str, str]] = []
    if UNUSUAL.search(source):  # one look for what most sources have none of
        refuse_surrogates(source)
        source, left_out = without_invisible(source)
        source = lines(source)
    source, codes = without_shortcodes(nfc(source), parsed=parsed)
    pieces = pieces_of(source, codes)
    made = Canonical("", nfc(one_line(INVISIBLE.sub("", title))), title_generated=False)
    leave_out_links(pieces)
    leave_out_tail(pieces, made)
    leave_out_source_lines(pieces, made)
    leave_out_byline(pieces, made)
    for piece in pieces:
        left_out += [{"text": code, "reason": boilerplate.SHORTCODE} for code in piece.codes]
        if piece.reason:
            left_out.append({"text": piece.text, "reason": piece.reason})
    paragraphs = [piece.text for piece in kept(pieces)]
    if not paragraphs:
        raise Unfit("there is no text of an article in it")
    if not made.title:
        made.title, made.title_generated = generated_title(paragraphs[0]), True
    elif alike(made.title) != alike(paragraphs[0]):
        paragraphs.insert(0, made.title)
    made.text = nfc("\n\n".join(paragraphs))
    made.left_out = left_out
    return made


def verbatim(source: str, *, title: str = "") -> Canonical:
    """`source` exactly as it stands, with what it says about itself; nothing is left out.

    Raises Unfit, also at a control character other than line feed and tab.
    """
    refuse_surrogates(source)
    for found in re.finditer(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", source):
        line = source.count("\n", 0, found.start()) + 1
        what = "a carriage return" if found[0] == "\r" else "a control character"
        which = f"{what} ({code_point(found[0])})"
        raise Unfit(f"line {line} of the text holds {which}, which a verbatim text cannot have")
    if is_blank(source):
        raise Unfit("there is nothing but white space in it")
    try:
        made = canonical(source, title=title)
    except Unfit:  # nothing but a source line, say: then that is the text
        made = Canonical("", title or generated_title(one_line(source)), title_generated=not title)
    made.text, made.left_out = source, []
    return made


def is_blank(source: str) -> bool:
    """Whether nobody would see anything of it."""
    return not VISIBLE.search(source)


def refuse_surrogates(source: str) -> None:
    if found := SURROGATE.search(source):
        raise Unfit(f"it holds half of a character ({code_point(found[0])}, a lone surrogate)")


def without_invisible(source: str) -> tuple[str, list[dict[str, str]]]:
    """The source without control and invisible characters, and how many of each there were."""
    source = source.removeprefix("\ufeff")
    left_out = []
    for pattern, reason in ((CONTROL, CONTROL_CHARACTERS), (INVISIBLE, INVISIBLE_CHARACTERS)):
        if counted := Counter(pattern.findall(source)):
            told = [f"{code_point(one)} × {count}" for one, count in sorted(counted.items())]
            left_out.append({"text": ", ".join(told), "reason": reason})
            source = pattern.sub("", source)
    return source, left_out


def lines(source: str) -> str:
    return LINE_END.sub(line_feeds, source).replace(PARAGRAPH_END, "\n\n")


def line_feeds(found: re.Match[str]) -> str:
    return "\n" * len(found[0]) if found[0].strip("\r") == "" else "\n"


def without_shortcodes(source: str, *, parsed: bool = False) -> tuple[str, list[str]]:
    """The source with CUT for every shortcode, and the shortcodes in their order."""
    parts, codes, at = [], [], 0
    for start, end in shortcodes.shortcodes(source, parsed=parsed):
        parts += [source[at:start], CUT]
        codes.append(source[start:end])
        at = end
    return "".join([*parts, source[at:]]), codes


def pieces_of(source: str, codes: list[str]) -> list[Piece]:
    pieces = []
    rest = iter(codes)
    for paragraph, blank_line_follows in parted(source):
        own = [next(rest) for _ in range(paragraph.count(CUT))]
        words = (without_cuts(paragraph) if own else paragraph).strip()
        pieces.append(Piece(words, own, blank_line_follows))
    return pieces


def without_cuts(paragraph: str) -> str:
    """The paragraph without its cuts, nor the space before one that has a space behind it."""
    parts = paragraph.split(CUT)
    for number, part in enumerate(parts[:-1]):
        following = parts[number + 1]
        if following[:1].isspace() or (not following and number + 2 == len(parts)):
            bare = part.rstrip()
            parts[number] = bare + part[len(bare) : part.rfind("\n") + 1]
    return "".join(parts)


def parted(source: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs of the source, each with whether a blank line follows it.

    Where the source parts them by blank lines, a single line end inside one is a soft wrap. Where
    it has no blank line, every line is a paragraph; so too where blank lines are the exception
    (a few before a source line, say) and most of its lines end as sentences do.
    """
    blocks = [
        [line.strip() for line in block.split("\n")] for block in BLANK_LINES.split(source.strip())
    ]
    ends = [line for block in blocks for line in block[:-1]]
    sentences = sum(bool(ENDS_LIKE_A_SENTENCE.search(line) or not line.strip(CUT)) for line in ends)
    mostly_lines = len(ends) >= len(blocks) and sentences * 2 > len(ends)
    for block in blocks:
        paragraphs = block if mostly_lines or len(blocks) == 1 else unwrapped(block)
        for number, paragraph in enumerate(paragraphs, 1):
            if paragraph:
                yield paragraph, number == len(paragraphs) and block is not blocks[-1]


def unwrapped(block: list[str]) -> list[str]:
    """The lines of one block joined into a paragraph, but for what stands alone on its line."""
    paragraphs: list[list[str]] = [[]]
    for number, line in enumerate(block, 1):
        ends = number == len(block) and credit_lines.credit_line(line)
        alone = ends or not line.strip(CUT) or boilerplate.is_boilerplate(line)
        if alone or source_lines.source_line(line, last=False):
            paragraphs += [[line], []]
        else:
            paragraphs[-1].append(line)
    return [
        SOFT_WRAP.sub(lambda wrap: " " if wrap[1] else "", "\n".join(one)) if one[1:] else one[0]
        for one in paragraphs
        if one
    ]


def kept(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.text and not piece.reason]


def leave_out_links(pieces: list[Piece]) -> None:
    """Notices and links wherever they stand; headlines under the last heading of such links."""
    for piece in pieces:
        if piece.text and boilerplate.is_boilerplate(piece.text):
            piece.reason = boilerplate.BOILERPLATE
    for at, piece in enumerate(pieces):
        if boilerplate.is_teaser_heading(piece.text) and kept(pieces[:at]):
            below = [one for one in kept(pieces[at:]) if not says_whence(one)]
            if all(boilerplate.could_be_headline(one.text) for one in below):
                for one in below:
                    one.reason = boilerplate.TEASER


def says_whence(piece: Piece) -> bool:
    return bool(source_lines.source_line(piece.text) or credit_lines.credit_line(piece.text))


def leave_out_tail(pieces: list[Piece], made: Canonical) -> None:
    """Source and credit lines at the end, up to the last paragraph of the article."""
    for piece in reversed(kept(pieces)):
        if source := source_lines.source_line(piece.text):
            piece.reason = boilerplate.SOURCE_LINE
            take_source(source, made)
        elif credit := credit_lines.credit_line(piece.text):
            piece.reason = boilerplate.CREDIT_LINE
            made.credit = credit
        else:
            return


def leave_out_source_lines(pieces: list[Piece], made: Canonical) -> None:
    """Short source lines anywhere else; only near the beginning or the end do they name the
    source of the article and not that of a chart, and what stands last names it first.
    """
    paragraphs = kept(pieces)
    for at, piece in enumerate(paragraphs):
        source = source_lines.source_line(piece.text, last=False)
        if not source or len(piece.text.split()) > 6 or ENDS_WITH_FULL_STOP.search(piece.text):
            continue
        piece.reason = boilerplate.SOURCE_LINE
        if not made.outlet and (at < 3 or at >= len(paragraphs) - 3):
            take_source(source, made)


def leave_out_byline(pieces: list[Piece], made: Canonical) -> None:
    """The byline under the title, which is the first paragraph if that reads like one."""
    if not kept(pieces):
        return
    first, *others = kept(pieces)
    titled = bool(made.title) and alike(first.text) != alike(made.title)
    if not made.title and others and first.blank_line_follows:
        made.title = first.text if boilerplate.could_be_headline(first.text) else ""
    after_title = others[:1] if made.title and not titled else [first]
    for piece in after_title:
        if len(kept(pieces)) > 1 and (author := credit_lines.byline(piece.text)):
            piece.reason = boilerplate.BYLINE
            made.byline = author


def take_source(source: source_lines.Source, made: Canonical) -> None:
    """Take over what a source line says; of several lines the one nearest the text counts."""
    if source.name and source_lines.is_several(source.name):
        made.credit = made.credit or source.name
    elif source.name:
        made.outlet, made.url = source.name, source.url


def generated_title(paragraph: str) -> str:
    """A title made of the first sentence, cut at a word if it is long."""
    first = next(sentence_ends(paragraph), None)
    sentence = paragraph[: first.end] if first else paragraph
    if len(sentence) > LONGEST_GENERATED_TITLE:
        cut = sentence[: LONGEST_GENERATED_TITLE - 1]
        return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—-") + "…"
    return re.sub(r"(?<!\.)[.。]$", "", sentence)


def alike(words: str) -> str:
    """The same for two spellings of one headline."""
    return re.sub(r"\W+", " ", nfc(words).casefold()).strip()


def below_headline(text: str, title: str) -> str:
    """The text below its headline; empty where its first paragraph is not the title."""
    first, _, below = text.partition("\n\n")
    return below if alike(title) and alike(first) == alike(title) else ""


def storable(words: str) -> str:
    """The words without what a database cannot keep: a file's name may hold any byte."""
    return one_line(words.encode("utf-8", "replace").decode())


def one_line(words: str) -> str:
    """The words without control characters and line ends; no-break spaces are part of them."""
    return WHITE_SPACE.sub(" ", CONTROL.sub("", words)).strip()


def nfc(words: str) -> str:
    return unicodedata.normalize("NFC", words)


def code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
