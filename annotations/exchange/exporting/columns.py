"""Columns as text, written by the database: a value of Python for each cell would cost more than
reading it.

A column by itself is handed through the converters of Django and of the driver; these expressions
are text to both.
"""

from datetime import UTC, datetime
from decimal import Context, Decimal
from typing import Any

from django.db.models import ExpressionWrapper, F, Func, IntegerField, TextField
from django.db.models.functions import Cast

from annotations.models import Annotation
from annotations.spans.numbers import plain_decimal

VALUE = Annotation._meta.get_field("value")
PLACES = Decimal(1).scaleb(-VALUE.decimal_places)
# As many digits as SQLite keeps of a number with decimals; below this, whole numbers are exact.
KEPT = Context(prec=15)
EXACT_BELOW = 10**15


class Written(Func):
    """A moment or a day in the form of the template on PostgreSQL, on SQLite as it is stored."""

    output_field = TextField()
    template = "CAST(%(expressions)s AS text)"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.extra["form"], **context)


def moment_text(field: str) -> Written:
    """A moment in UTC, for `in_utc`."""
    form = '\'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\''
    return Written(field, form=f"TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', {form})")


def in_utc(moment: str) -> str:
    """ISO 8601 in UTC, to the microsecond: 2026-03-01T09:30:00.000000Z.

    SQLite keeps a moment with a space in the middle, and without a fraction where it is none. What
    else stands there, such as an offset that other programs wrote along, is read as a moment.
    """
    if len(moment) == 27:
        return moment
    if len(moment) == 26:
        return f"{moment[:10]}T{moment[11:]}Z"
    if len(moment) == 19:
        return f"{moment[:10]}T{moment[11:]}.000000Z"
    read = datetime.fromisoformat(moment)
    read = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    return f"{read:%Y-%m-%dT%H:%M:%S.%f}Z"


def date_text(field: str) -> Written:
    """A day as ISO 8601."""
    return Written(field, form="TO_CHAR(%(expressions)s, 'YYYY-MM-DD')")


def key_text(field: str) -> Cast:
    """A UUID as the engine writes it; `hyphened` makes it the same on both."""
    return Cast(field, TextField())


def hyphened(key: str) -> str:
    """The UUID with its hyphens, which SQLite keeps without them."""
    if len(key) != 32:
        return key
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def stored_number(field: str) -> ExpressionWrapper:
    """A decimal as the driver hands it over, for `number_text`."""
    return ExpressionWrapper(F(field), output_field=TextField())


def stored_truth(field: str) -> ExpressionWrapper:
    """A truth as the driver hands it over, for YES_OR_NO."""
    return ExpressionWrapper(F(field), output_field=IntegerField())


# Of True and False too, which are 1 and 0.
YES_OR_NO = {None: "", 0: "no", 1: "yes"}


def number_text(stored: Decimal | float | None) -> str:
    """The stored number as a plain decimal, to the digits that a field of the model gives back."""
    if stored is None:
        return ""
    if isinstance(stored, int) and abs(stored) < EXACT_BELOW:
        return str(stored)
    if not isinstance(stored, Decimal):
        stored = KEPT.create_decimal_from_float(stored).quantize(PLACES, context=VALUE.context)
    return plain_decimal(stored)
