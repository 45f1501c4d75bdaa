"""News items in many languages, and the encodings that newsrooms of each have kept texts in."""

import unicodedata

from tests.paths import DATA

# Marks that an older code page lacks, as its users typed them.
TYPED = str.maketrans("“”„‚‘’–—…«»־", '""",\'\'--.""-')

TEXTS = {
    path.stem: path.read_text(encoding="utf-8").rstrip("\n")
    for path in sorted((DATA / "news_items").glob("*.txt"))
}

WESTERN = ("cp1252", "iso8859-15", "mac-roman", "cp850")
CENTRAL = ("cp1250", "iso8859-2", "mac-latin2", "cp852")
BALTIC = ("cp1257", "iso8859-13", "iso8859-4")
CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic")
ENCODINGS = {
    **dict.fromkeys("en fr de es pt it nl sv da fi is".split(), WESTERN),
    **dict.fromkeys("pl cs sk hu sl hr".split(), CENTRAL),
    "ro": (*CENTRAL, "iso8859-16"),
    **dict.fromkeys("et lv lt".split(), BALTIC),
    "tr": ("cp1254", "iso8859-9", "cp857"),
    "mt": ("iso8859-3",),
    "ru": CYRILLIC,
    "bg": CYRILLIC,
    "uk": ("cp1251", "koi8-u", "iso8859-5", "cp1125", "mac-cyrillic"),
    "sr": ("cp1251", "iso8859-5"),
    "el": ("cp1253", "iso8859-7", "mac-greek", "cp737"),
    "he": ("cp1255", "iso8859-8", "cp862"),
    "ar": ("cp1256", "iso8859-6"),
    "vi": ("cp1258",),
    "th": ("cp874",),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "ko": ("cp949", "iso2022_kr"),
    "zh-Hans": ("gb18030", "hz"),
    "zh-Hant": ("big5", "gb18030"),
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def fitted(text: str, encoding: str) -> str | None:
    """The text as its author had to type it in this encoding; None where that has no letters."""
    if encoding == "cp1258":
        text = in_windows_vietnamese(text)
    for one in (text, text.translate(TYPED), text.translate(TYPED).replace("€", "EUR")):
        try:
            one.encode(encoding)
        except UnicodeEncodeError:
            continue
        return one
    return None


def in_windows_vietnamese(text: str) -> str:
    """Letters whole but for their tone, which follows as a mark: so Windows keeps Vietnamese."""
    made = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(part for part in parts if part not in tones)
        made.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(made)


def cuts(text: str, length: int) -> list[str]:
    """Parts of about that length, each from a new place, up to where a word ends."""
    if length > len(text):
        return [" ".join([text] * (length // len(text) + 1))]
    found = []
    for start in range(0, len(text) - length, max(length, len(text) // 6)):
        at = text.rfind(" ", 0, start) + 1 if " " in text[:start] else start
        end = text.rfind(" ", at, at + length)
        found.append(text[at : end if end > at + length // 2 else at + length])
    return found
