"""Elements inside a line whose look says something: quotes, raised digits, emoji. Pure."""

from lxml import etree

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# How browsers show <q> and <q> in it, by the language of the text; all others as English does.
ENGLISH = ("“", "”"), ("‘", "’")
FRENCH = ("«\u00a0", "\u00a0»"), ("“", "”")
GERMAN = ("„", "“"), ("‚", "‘")
ITALIAN = ("«", "»"), ("“", "”")
JAPANESE = ("「", "」"), ("『", "』")
POLISH = ("„", "”"), ("«", "»")
RUSSIAN = ("«", "»"), ("„", "“")
SWEDISH = ("”", "”"), ("’", "’")
QUOTATION_MARKS = {
    **dict.fromkeys(("bg", "cs", "de", "et", "is", "lt", "sk", "sl", "sr"), GERMAN),
    **dict.fromkeys(("da", "fi", "sv"), SWEDISH),
    **dict.fromkeys(("es", "it", "no", "nb", "nn"), ITALIAN),
    **dict.fromkeys(("hr", "hu", "pl", "ro"), POLISH),
    **dict.fromkeys(("be", "ru", "uk"), RUSSIAN),
    "fr": FRENCH,
    "ja": JAPANESE,
}
ANY_MARK = "\"'“”„‟«»‹›‘’‚「」『』"

RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
LONGEST_RAISED = 20  # characters; a longer one is a remark
LONGEST_EMOJI = 8  # characters of one emoji; what is longer describes a picture


def quotation_marks(element: etree._Element, depth: int) -> tuple[str, str]:
    """The marks that a browser sets around a <q> inside `depth` others; none where it has some."""
    text = (element.text or "").strip()
    if text and text[0] in ANY_MARK:
        return "", ""
    marks = QUOTATION_MARKS.get(language_of(element).partition("-")[0].lower(), ENGLISH)
    return marks[min(depth, 1)]


def language_of(element: etree._Element) -> str:
    """What the element or the nearest one around it states, empty where none does."""
    stated = (one.get("lang") or one.get(LANGUAGE) for one in (element, *element.iterancestors()))
    return next(filter(None, stated), "")


def raised_or_lowered(element: etree._Element, name: str) -> str:
    """What a <sup> or <sub> says in characters of its own: 10⁶, H₂O, 2^(x+1).

    Empty where it says no number, or more than that: 1st and Mme lose nothing in a line.
    """
    if len(element) > 1 or any(len(child) for child in element):
        return ""
    words = "".join(element.itertext())
    text = words.strip()
    if not any(letter.isdecimal() for letter in text) and text not in RAISED:
        return ""
    if len(text) > LONGEST_RAISED or text.startswith("["):
        return ""
    characters = RAISED if name == "sup" else LOWERED
    before = words[: len(words) - len(words.lstrip())]
    if all(letter in characters or letter in ", " for letter in text):
        return before + "".join(characters.get(letter, letter) for letter in text)
    return f"{before}{'^' if name == 'sup' else '_'}({text})"


def picture(element: etree._Element) -> str:
    """The emoji that a picture stands for; empty where it is another picture."""
    text = element.get("alt", "").strip()
    if len(text) > LONGEST_EMOJI or any(letter.isalnum() or letter.isspace() for letter in text):
        return ""
    return text if any(ord(letter) > 0x2000 for letter in text) else ""
