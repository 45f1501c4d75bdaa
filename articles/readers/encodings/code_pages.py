"""Code pages of one byte a letter, as text was really kept in them. Pure."""

import codecs
from functools import cache

LOST = "\ufffd"
LATIN = (
    "cp1252 cp1250 cp1254 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 mac-roman mac-latin2 mac-turkish mac-iceland mac-croatian "
    "mac-romanian cp437 cp775 cp850 cp852 cp857 cp858 cp860 cp861 cp863 cp865"
).split()
OTHERS = (
    "cp1251 koi8-r koi8-u iso8859-5 cp866 cp1125 cp855 mac-cyrillic cp1253 iso8859-7 mac-greek "
    "cp737 cp1255 iso8859-8 cp862 cp1256 iso8859-6 cp720 cp874"
).split()
UNDEFINED = "\ufffe"


@cache
def table(page: str) -> str:
    """The 256 characters of the code page, UNDEFINED where it has none.

    ISO's pages have control characters from 80 to 9F, which no text holds; where a file of such a
    page has bytes there, Windows wrote them: quotation marks, dashes, the euro sign.
    """
    characters = bytes(range(256)).decode(page, "replace").replace("\ufffd", UNDEFINED)
    if page.startswith("iso8859"):
        windows = bytes(range(0x80, 0xA0)).decode("cp1252", "replace")
        characters = characters[:0x80] + windows.replace("\ufffd", UNDEFINED) + characters[0xA0:]
    return characters


NAMES = frozenset((*LATIN, *OTHERS))


def read(data: bytes, encoding: str) -> str:
    """The text of the data, LOST where a byte is none of the encoding."""
    if encoding in NAMES:
        return codecs.charmap_decode(data, "replace", table(encoding))[0]
    return data.decode(encoding, "replace")
