"""Encodings that can be told by their bytes alone: UTF-16 and UTF-32 without a mark, those of
seven bits that shift between alphabets (ISO-2022, HZ), and UTF-7.
"""

import base64
import re
import unicodedata

from articles.readers.encodings.guessing import surprise_a_letter
from articles.text import Unfit

ENOUGH_TO_TELL = 20_000  # bytes; a multiple of four
SHIFT_TO_JAPANESE = re.compile(rb"\x1b\$[@B]|\x1b\$\([DOPQ]|\x1b\([IJ]")
SHIFT_TO_KOREAN = b"\x1b$)C"
SHIFT_TO_CHINESE = re.compile(rb"\x1b\$\)[AEG]")
JAPANESE = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_3")
BETWEEN_BRACES = re.compile(rb"~\{((?:[!-w][!-~])+)~\}")
LOWEST = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SHIFTED = re.compile(r"\+([A-Za-z0-9+/]*)")
MOST_STRANGE = 0.02  # of the characters
FEW_BLOCKS = 8  # of 256 characters each: all but the texts of East Asia have fewer
A_FEW = 8
USUAL = 7.5  # nats for a character of East Asia


def seven_bit_encoding(data: bytes) -> str:
    """The encoding of bytes that are all ASCII and mean more; empty where they mean just that.

    Raises Unfit for one that is known and cannot be read.
    """
    if b"\x1b$" in data or b"\x1b(" in data:
        if SHIFT_TO_CHINESE.search(data):
            raise Unfit("it is ISO-2022-CN, which is not read; save it as UTF-8")
        if SHIFT_TO_KOREAN in data:
            return "iso2022_kr"
        if SHIFT_TO_JAPANESE.search(data):
            return next((one for one in JAPANESE if decodes(data, one)), JAPANESE[0])
    if b"~{" in data and is_hz(data):
        return "hz"
    return "utf-7" if b"+" in data and is_utf_7(data.decode("ascii")) else ""


def decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def is_hz(data: bytes) -> bool:
    """Whether everything that stands between `~{` and `~}` are the Chinese characters of HZ."""
    between = BETWEEN_BRACES.findall(data)
    return len(between) == data.count(b"~{") and all(
        decodes(bytes(byte | 0x80 for byte in one), "gb2312") for one in between
    )


def is_utf_7(text: str) -> bool:
    """Whether every plus sign shifts to letters, as in `caf+AOk-`, and more than one does."""
    shifted = [found[1] for found in SHIFTED.finditer(text) if found[1] and found[1] != "-"]
    if len(shifted) < 2 or not all(map(is_shifted, shifted)):
        return False
    return decodes(text.encode(), "utf-7")


def is_shifted(letters: str) -> bool:
    """Whether this is Base64 of characters beyond ASCII and nothing else."""
    if len(letters) > 10_000 or len(letters) * 6 % 16 >= 6:
        return False
    try:
        made = base64.b64decode(letters + "A" * (-len(letters) % 4))
        characters = made[: len(letters) * 6 // 16 * 2].decode("utf-16-be")
    except ValueError:
        return False
    unused = len(letters) * 6 % 16
    padded = int.from_bytes(made, "big") >> (len(made) * 8 - len(letters) * 6)
    return (
        not padded & ((1 << unused) - 1)
        and not characters.isascii()
        and not any(is_strange(one) for one in characters)
    )


def wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32, the lower byte first or last, where the data has no mark; else empty.

    Such a text has bytes that no other has. Read in the wrong order, or where it is none, its
    characters are strange, of many alphabets, or Chinese ones that nobody uses.
    """
    sample = data[:ENOUGH_TO_TELL]
    low = len(LOWEST.findall(sample))
    if not low:
        return ""
    found = []
    for encoding, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        text = sample[: len(sample) // unit * unit].decode(encoding, "replace")
        strange = sum(map(is_strange, text)) + text.count("\ufffd")
        if strange > MOST_STRANGE * len(text) or not text:
            continue
        blocks = len({ord(one) >> 8 for one in text})
        of_an_alphabet = blocks <= FEW_BLOCKS and blocks * 3 <= len(text) and low > len(sample) / 10
        if of_an_alphabet or is_east_asian(text):
            found.append((blocks, strange, encoding))
    return min(found)[2] if found else ""


def is_east_asian(text: str) -> bool:
    letters = "".join(one for one in text if not one.isascii())
    return len(letters) >= A_FEW and surprise_a_letter(letters) <= USUAL


def is_strange(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"}
        and character not in "\t\n\r\f\v"
    )
