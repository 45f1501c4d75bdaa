"""What the name of an encoding means that a file states of itself, as browsers understand it.

Only encodings of text are ever used: Python has codecs of other kinds by such names too (`base64`,
`rot13`, `idna`, `undefined`), and a page may say anything.
"""

import codecs

from articles.readers.encodings.code_pages import LATIN, OTHERS

LONGEST = 40  # characters
# As browsers read them: the smaller one of a family is always taken for the larger one.
LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
THEMSELVES = (
    "utf-8 cp932 shift_jis_2004 euc_jp euc_jis_2004 gb18030 big5 cp950 big5hkscs cp949 johab hz "
    "iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr"
).split()
ENCODINGS = (
    {codecs.lookup(page).name: page for page in (*LATIN, *OTHERS)}
    | {one: one for one in THEMSELVES}
    | LARGER
)
# Names that Python does not know. A page that can be read as far as its own statement is not
# UTF-16; `x-user-defined` is Windows-1252 in HTML.
NAMES = {
    **dict.fromkeys("utf-16 utf-16le utf-16be ucs-2 unicode iso-10646-ucs-2".split(), "utf-8"),
    **dict.fromkeys(
        "unicode-1-1-utf-8 x-unicode20utf8 unicode11utf8 unicode20utf8".split(), "utf-8"
    ),
    **dict.fromkeys(
        "x-user-defined x-ansi ansi iso88591 iso_8859-1:1987 ansi_x3.4-1968".split(), "cp1252"
    ),
    **{f"x-cp{number}": f"cp{number}" for number in range(1250, 1259)},
    **dict.fromkeys("macintosh x-mac-roman csmacintosh mac".split(), "mac-roman"),
    **dict.fromkeys("x-mac-cyrillic x-mac-ukrainian".split(), "mac-cyrillic"),
    **dict.fromkeys("koi koi8 cskoi8r koi8_r".split(), "koi8-r"),
    "koi8-ru": "koi8-u",
    "x-mac-greek": "mac-greek",
    "x-mac-ce": "mac-latin2",
    "x-mac-turkish": "mac-turkish",
    "sun_eu_greek": "iso8859-7",
    **dict.fromkeys(
        "iso-8859-8-i iso-8859-8-e csiso88598i csiso88598e logical visual".split(), "iso8859-8"
    ),
    **dict.fromkeys(
        "csiso88596i csiso88596e iso-8859-6-i iso-8859-6-e asmo-708".split(), "iso8859-6"
    ),
    **dict.fromkeys("dos-874 windows-874 x-windows-874".split(), "cp874"),
    **dict.fromkeys("x-sjis windows-31j ms_kanji x-ms-cp932 csshiftjis".split(), "cp932"),
    **dict.fromkeys("x-euc-jp cseucpkdfmtjapanese x-euc".split(), "euc_jp"),
    **dict.fromkeys(
        "windows-949 ksc5601 ksc_5601 ks_c_5601-1989 x-windows-949 cseuckr".split(), "cp949"
    ),
    **dict.fromkeys("x-gbk gb_2312 x-euc-cn gb_2312-80 windows-936 csgb2312".split(), "gb18030"),
    **dict.fromkeys("x-x-big5 cn-big5 csbig5 big-5 windows-950".split(), "big5"),
    "csiso2022kr": "iso2022_kr",
    "csiso2022jp": "iso2022_jp",
    **{f"iso8859{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 13, 15)},
}


def encoding_named(label: str) -> str:
    """Python's name of the encoding that the label means; empty where it means none of text."""
    label = label.strip().lower()
    if label in NAMES:
        return NAMES[label]
    if not label or len(label) > LONGEST or not label.isascii() or "\0" in label:
        return ""
    try:
        return ENCODINGS.get(codecs.lookup(label).name, "")
    except LookupError:
        return ""
