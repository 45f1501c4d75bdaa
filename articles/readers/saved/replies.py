"""The words of a message, without its signature and the messages that it answers to. Pure."""

import re
from dataclasses import dataclass

from articles.readers.fragments import Fragment
from articles.readers.omissions import QUOTED_MAIL, SIGNATURE

# Where a mail program begins the message that is answered or forwarded.
ATTRIBUTION = re.compile(
    r"(?:On|Am|Le|El|Il|Em|Op|Den|Dnia|Dne)\b.{3,200}"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\(?a?\)?)"
    r".{0,100}:",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"-{3,}\s*(?:Original|Ursprüngliche|Message|Messaggio|Mensaje|Mensagem)[^-\n]{0,40}-{3,}"
    r"|_{20,}",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"-{3,}\s*(?:Forwarded|Weitergeleitete|Message transféré|Mensaje reenviado|Messaggio inoltrato"
    r"|Mensagem encaminhada|Doorgestuurd)[^-\n]{0,40}-{3,}|Begin forwarded message:",
    re.IGNORECASE,
)
HEADER = re.compile(
    r"\*?(From|Von|De|Da|Van|Fra|Date|Datum|Fecha|Data|Dato|Sent|Gesendet|Envoyé|Enviado|Inviato"
    r"|Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Onderwerp|Emne|To|An|À|Para|A|Aan|Til|Cc"
    r"|Reply-To|Antwort an)\s?:\*?\s?(.*)",
    re.IGNORECASE,
)
SENDERS = {"from", "von", "de", "da", "van", "fra"}
LEAST_HEADERS = 2
FEW_WORDS = 15  # above an earlier message: they hand it on and do not answer it
ANSWER = re.compile(
    r"\s*(?:re|aw|antw|sv|vs|rif|odp|ynt|回复)(?:\[\d{1,3}\])?\s*[:：]", re.IGNORECASE
)


@dataclass
class Body:
    """The paragraphs and what was left out; `sender` is the name of whom it was forwarded from."""

    paragraphs: list[str]
    left_out: list[dict[str, str]]
    sender: str = ""

    def words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)

    def with_more(self, more: "Body") -> "Body":
        return Body(
            self.paragraphs + more.paragraphs,
            self.left_out + more.left_out,
            self.sender or more.sender,
        )


def lines(text: str, *, flowed: bool, join: bool) -> list[str]:
    """The lines of a plain text; of a flowed one (RFC 3676) those that belong together as one."""
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not flowed:
        return found
    joined: list[str] = []
    is_open, depth = False, 0
    for line in found:
        quoted = len(line) - len(line.lstrip(">"))
        words = line[quoted:].removeprefix(" ")
        if is_open and quoted == depth:
            joined[-1] += words
        else:
            joined.append(">" * quoted + words)
        depth, is_open = quoted, words.endswith(" ") and words != "-- "
        if is_open and join:
            joined[-1] = joined[-1][:-1]
    return joined


def few_words(subject: str) -> int:
    """With how many words above it a message is handed on: none in an answer."""
    return 0 if ANSWER.match(subject) else FEW_WORDS


def body_of_lines(found: list[str], few: int = FEW_WORDS) -> Body:
    """The text of the lines, as paragraphs that blank lines part."""
    signature = next((at for at, line in enumerate(found) if line.rstrip("\n") == "-- "), None)
    left_out: list[dict[str, str]] = []
    if signature is not None:
        leave_out(left_out, found[signature + 1 :], SIGNATURE)
        found = found[:signature]
    kept, quoted, sender = without_messages(found, few)
    if not "".join(kept).strip():  # nothing but a message that is quoted: then that is the text
        kept, quoted = [line.lstrip("> ") for line in found], []
    leave_out(left_out, quoted, QUOTED_MAIL)
    text = "\n".join(kept).strip("\n")
    paragraphs = [part.strip("\n") for part in re.split(r"\n(?:[^\S\n]*\n)+", text)]
    return Body([part for part in paragraphs if part.strip()], left_out, sender)


def body_of_paragraphs(found: Fragment, few: int = FEW_WORDS) -> Body:
    """The same of paragraphs, as HTML has them."""
    lines_ = [line for one in found.paragraphs for line in (*one.split("\n"), "")]
    body = body_of_lines(lines_, few)
    return Body(body.paragraphs, [*found.left_out, *body.left_out], body.sender)


def without_messages(found: list[str], few: int) -> tuple[list[str], list[str], str]:
    """The lines of the message itself; those of messages below it; whom it was forwarded from."""
    kept: list[str] = []
    quoted: list[str] = []
    sender, at = "", 0
    while at < len(found):
        line = found[at].strip()
        begins = at + 1 if ORIGINAL.fullmatch(line) else at
        is_original = bool(line) and is_header_of_sender(found, begins)
        if is_original and sum(len(one.split()) for one in kept) > few:
            quoted += found[at:]
            break
        if is_original or FORWARDED.fullmatch(line):
            # What was forwarded is the text, but not the headers of it.
            end, sender = headers(found, begins if is_original else at + 1)
            quoted += found[at:end]
            at = end
        elif line.startswith(">") or (attribution_ends(found, at) and has_quote(found, at)):
            quoted.append(found[at])
            at += 1
        else:
            kept.append(found[at])
            at += 1
    return kept, quoted, sender


def is_header_of_sender(found: list[str], at: int) -> bool:
    """Whether several headers begin there, the first of which says from whom."""
    while at < len(found) and not found[at].strip():
        at += 1
    header = HEADER.match(found[at].strip()) if at < len(found) else None
    if not header or header[1].lower() not in SENDERS:
        return False
    return headers(found, at)[0] > at + LEAST_HEADERS


def attribution_ends(found: list[str], at: int) -> bool:
    """Whether the line, alone or with the next, says who wrote what is quoted below."""
    line = found[at].strip()
    following = found[at + 1].strip() if at + 1 < len(found) else ""
    before = found[at - 1].strip() if at else ""
    return any(
        ATTRIBUTION.fullmatch(one) for one in (line, f"{line} {following}", f"{before} {line}")
    )


def has_quote(found: list[str], at: int) -> bool:
    """Whether what stands below is quoted."""
    below = [line for line in found[at + 1 : at + 5] if line.strip()][:2]
    return any(line.lstrip().startswith(">") for line in below)


def headers(found: list[str], start: int) -> tuple[int, str]:
    """Where the headers end that begin there, and the name in the one that says from whom."""
    sender, at, seen = "", start, 0
    while at < len(found):
        line = found[at].strip()
        header = HEADER.match(line)
        if header:
            seen += 1
            if header[1].lower() in SENDERS and not sender:
                sender = re.sub(r"[<\[(].*", "", header[2]).strip(' "*')
        elif line or seen:
            break
        at += 1
    return (at, "" if "@" in sender else sender) if seen else (start, "")


def leave_out(left_out: list[dict[str, str]], lines_: list[str], reason: str) -> None:
    if words := "\n".join(lines_).strip():
        left_out.append({"text": words, "reason": reason})
