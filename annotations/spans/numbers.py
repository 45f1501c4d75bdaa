"""Reading and writing the value of a statistic. Pure."""

import re
from decimal import Decimal

from annotations.spans.normalization import Detailed

# SQLite keeps fifteen significant digits of a number and PostgreSQL as many as are declared, so
# what both can give back unchanged is the limit.
MOST_DIGITS = 15
MOST_WHOLE_DIGITS = 20
MOST_DECIMALS = 10

SPACES = "\u0020\u00a0\u2009\u202f"
GROUPED = re.compile(rf"\d{{1,3}}(?P<gap>[,{SPACES}])\d{{3}}(?:(?P=gap)\d{{3}})*(?:\.\d+)?")
PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")


class NotANumber(ValueError):
    """The words are no number, or one that could be read in two ways."""


class TooManyDigits(ValueError):
    """A number, but finer or larger than can be stored."""


def read_number(words: str) -> Decimal:
    """The number in `words`: 48,000,000 or 48 000 000 or 48000000 or 1.5 or −3.

    The decimal sign is a point; a comma parts thousands and nothing else, so 1,5 is refused
    rather than read as 15. Raises NotANumber or TooManyDigits.
    """
    bare = words.strip().replace("−", "-")
    sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare.removeprefix("+"))
    if not (GROUPED.fullmatch(digits) or PLAIN.fullmatch(digits)):
        raise NotANumber
    if len(digits) > 100:
        raise TooManyDigits
    number = Decimal(sign + re.sub(rf"[,{SPACES}]", "", digits))
    if not storable(number):
        raise TooManyDigits
    return number


def storable(number: Decimal) -> bool:
    """Whether both databases give `number` back as it is."""
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return False
    significant = "".join(map(str, digits)).lstrip("0")
    trailing = len(significant) - len(significant.rstrip("0"))
    if not significant:
        return True
    decimals = max(0, -(exponent + trailing))
    whole = max(0, len(significant) + exponent)
    return (
        len(significant) - trailing <= MOST_DIGITS
        and decimals <= MOST_DECIMALS
        and whole <= MOST_WHOLE_DIGITS
    )


def plain_decimal(number: Decimal) -> str:
    """The number as a plain decimal: 48000000, 1.5, never 4.8E+7 and no idle zeros."""
    if number == 0:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """The number for reading, its thousands parted by commas: 48,000,000."""
    return f"{Decimal(plain_decimal(number)):,f}"


def amount(quantity: Detailed) -> str:
    """The value with its unit: 48,000,000 USD."""
    value = "" if quantity.value is None else grouped(quantity.value)
    return f"{value} {quantity.unit}".strip()
