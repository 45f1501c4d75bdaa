"""The name somebody signs in with, made of their own: easy to type on every keyboard. Pure.

Only the letters a to z, digits and dots. Where a name has none of these, as in scripts that are not
spelled out here, whoever makes the account takes another source or a number.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

LONGEST = 150

# Letters that Unicode does not take apart, spelled as where a keyboard has none of them.
SPELLED = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
    "ŋ": "n",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ə": "e",
    "ʻ": "",
    "ʼ": "",
    **dict(zip("абвгґдезиіклмнопрстуфыэјљњћђџ", "abvggdeziiklmnoprstufyejlncdd", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "є": "ye",
    "ъ": "",
    "ь": "",
    **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}


def user_name_of(name: str) -> str:
    """«Zoë O'Brien-Łuk» is zoe.obrien.luk. Empty where no letter or digit is left."""
    letters = (
        SPELLED.get(one, one)
        for one in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(one)
    )
    words = re.split(r"[\s.\-‐–—_]+", "".join(letters))
    plain = (re.sub(r"[^a-z0-9]", "", word) for word in words)
    return ".".join(filter(None, plain))[:LONGEST].strip(".")


def candidates(first: str) -> Iterator[str]:
    """The name, then nora.quist.2, nora.quist.3 and so on, for whoever comes later."""
    yield first
    for number in count(2):
        end = f".{number}"
        yield f"{first[: LONGEST - len(end)]}{end}"
