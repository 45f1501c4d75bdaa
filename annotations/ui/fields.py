"""Fields that take what people type: words as they stand, one line, a number."""

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.spans.numbers import (
    MOST_DIGITS,
    NotANumber,
    TooManyDigits,
    plain_decimal,
    read_number,
)


class WordsField(forms.CharField):
    """Words of the text, kept to the letter but for the line ends, which browsers send as CRLF."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class LineField(forms.CharField):
    """One line of our own about the text: composed letters, single spaces."""

    def to_python(self, value: Any) -> str:
        words = super().to_python(value) or ""
        return " ".join(unicodedata.normalize("NFC", words).split())


class NumberField(forms.CharField):
    """A number as people write it: 48,000,000 or 48000000 or 1.5. Cleans to a Decimal or None."""

    def to_python(self, value: Any) -> Any:
        words = super().to_python(value)
        if not words:
            return None
        try:
            return read_number(words)
        except NotANumber:
            raise ValidationError(
                _("Write the number in full, like 48,000,000 or 1.5."), code="invalid"
            ) from None
        except TooManyDigits:
            raise ValidationError(
                _("At most %(most)s digits can be kept, not counting noughts at the end.")
                % {"most": MOST_DIGITS},
                code="digits",
            ) from None

    def run_validators(self, value: Any) -> None:
        """None: the number itself is checked above, and a Decimal is no text."""

    def prepare_value(self, value: Any) -> Any:
        return plain_decimal(value) if isinstance(value, Decimal) else value
