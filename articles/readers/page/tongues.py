"""The language of a page: what it states, held against its text.."""

from articles.readers import language as languages
from articles.text import Unfit

ENOUGH = 200  # letters; a shorter text may look like several languages
CLEAR = 0.9  # of 1.0: how probable another language must be to go before what is stated
# Languages that a model takes for one another, and names for one language or a kind of it.
NEIGHBOURS = (
    {"no", "nb", "nn", "da"},
    {"hr", "bs", "sr", "sh", "sl", "cnr"},
    {"id", "ms", "jv", "su"},
    {"cs", "sk"},
    {"pt", "gl", "es", "ca", "an", "ast", "oc"},
    {"zu", "xh", "nd", "nr", "ss", "st", "tn", "nso", "rw", "sw", "ny", "sn"},
    {"af", "nl", "li", "fy"},
    {"ru", "uk", "be", "bg", "mk", "kk", "ky", "mn", "sr"},
    {"fa", "ur", "ps", "ku", "ug", "ar"},
    {"hi", "mr", "ne", "sa"},
    {"de", "lb", "gsw", "nds", "bar"},
    {"it", "co", "sc", "la", "lmo", "nap", "scn", "vec"},
    {"fr", "wa", "br", "ht"},
    {"tl", "fil", "ceb"},
    {"tr", "az", "tk"},
    {"sv", "fo", "is"},
    {"zh", "yue", "wuu"},
)


def language_of(stated: list[str], text: str, notes: list[str]) -> str:
    """The tag that the page states, the text's own where they clearly differ, with a note.

    Empty where nothing is stated that is a tag: then the text alone tells.
    """
    tag = next(filter(None, map(usable, stated)), "")
    base = tag.partition("-")[0]
    if not tag or sum(letter.isalpha() for letter in text[: languages.ENOUGH_TO_TELL]) < ENOUGH:
        return tag
    found, probability = languages.clearest(text)
    kin = any({base, found} <= group for group in NEIGHBOURS)
    known = base in languages.known()
    if found in {base, languages.NO_LANGUAGE} or kin or not known or probability < CLEAR:
        return tag
    notes.append(f"The page says that it is in “{tag}”, but its text is in “{found}”.")
    return found


def usable(stated: str) -> str:
    try:
        tag = languages.tag(stated)
    except Unfit:
        return ""
    return "" if tag in {languages.UNKNOWN, languages.NO_LANGUAGE} else tag
