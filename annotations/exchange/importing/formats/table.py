"""The CSV that export_annotations writes, read back into the layers that it was made of. Pure."""

from collections import Counter
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from annotations.exchange.importing.layer_read import (
    ArticleReference,
    LabelOf,
    LayerRead,
    SpanRead,
    Unusable,
    label_mapping,
)
from annotations.exchange.importing.own_csv import NotOurCsv, rows_of_table
from articles import addresses
from articles.readers.tables.rows import Table

NEEDED = ("label", "start", "end", "exact")
FINAL = "final"


def read(
    name: str, table: Table, label_of: LabelOf | None = None, *, editor: str = ""
) -> list[LayerRead]:
    """The layers in the table, in its order; `editor` is whose they are instead of who is named.

    Needed are the columns label, start, end and exact, and article_url or article_id. Final
    annotations are rulings and nobody's layer: they are counted and left aside. Raises Unusable
    where it is no such table.
    """
    label_of = label_of or label_mapping({})
    layers: dict[tuple[str, str, str, str], LayerRead] = {}
    final: Counter[str] = Counter()
    try:
        for line, row in rows_of_table(table, needed=NEEDED):
            if row.get("layer") == FINAL:
                final["final annotations"] += 1
                continue
            who = editor or row.get("editor", "")
            address = addresses.key(row.get("article_url", ""))
            which = address, row.get("article_id", ""), row.get("revision", "")
            key = (*which, who)
            if key not in layers:
                layers[key] = LayerRead(
                    layer_name(name, row, who), who, article=article_of_row(row)
                )
            add_row(layers[key], f"line {line}", row, label_of)
    except NotOurCsv as error:
        raise Unusable(str(error)) from error
    made = list(layers.values())
    if made:
        made[0].left_aside += final
    elif final:
        raise Unusable("it holds final annotations only, which are rulings and nobody's layer")
    return made


def layer_name(name: str, row: dict[str, str], who: str) -> str:
    which = row.get("article_title") or row.get("article_url") or row.get("article_id")
    return f"{name}, {which}" if which else name


def article_of_row(row: dict[str, str]) -> ArticleReference:
    return ArticleReference(
        id=whole_or_none(row.get("article_id", "")),
        url=row.get("article_url", ""),
        revision=whole_or_none(row.get("revision", "")),
    )


def add_row(reading: LayerRead, name: str, row: dict[str, str], label_of: LabelOf) -> None:
    if row.get("status") == "open":
        reading.submitted = False
    if row.get("facts"):
        reading.left_aside["links to facts, which are numbered by their own database"] += 1
    try:
        label = label_of(row["label"])
        if label is None:
            reading.left_aside[f"annotations “{row['label']}”"] += 1
        else:
            reading.spans.append(span_of_row(name, row, label))
    except Unusable as reason:
        reading.refused.append((name, str(reason)))


def span_of_row(name: str, row: dict[str, str], label: str) -> SpanRead:
    return SpanRead(
        name=name,
        start=whole_number(row, "start"),
        end=whole_number(row, "end"),
        exact=row["exact"],
        label=label,
        attributed_to=row.get("attributed_to", ""),
        value=parsed_decimal(row.get("value", "")),
        unit=row.get("unit", ""),
        note=row.get("note", ""),
        group=row.get("span_group") or None,
        id=parsed_uuid(row.get("annotation_id", "")),
        guideline=whole_or_none(row.get("guideline_version", "")),
        created_at=parsed_timestamp(row.get("created_at", "")),
        updated_at=parsed_timestamp(row.get("updated_at", "")),
    )


def whole_number(row: dict[str, str], column: str) -> int:
    number = whole_or_none(row[column])
    if number is None:
        raise Unusable(f"its {column} is “{row[column]}”, which is no whole number")
    return number


def whole_or_none(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdecimal() and len(cell) < 19 else None


def parsed_decimal(cell: str) -> Decimal | None:
    if not cell:
        return None
    try:
        number = Decimal(cell)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Unusable(f"its value is “{cell}”, which is no number")
    return number


def parsed_uuid(cell: str) -> UUID | None:
    if not cell:
        return None
    try:
        return UUID(cell)
    except ValueError as error:
        raise Unusable(f"its annotation_id is “{cell}”, which is no UUID") from error


def parsed_timestamp(cell: str) -> datetime | None:
    if not cell:
        return None
    try:
        at = datetime.fromisoformat(cell)
    except ValueError as error:
        raise Unusable(f"“{cell}” is no moment") from error
    if at.tzinfo is None:
        raise Unusable(f"“{cell}” does not say in which time zone")
    return at
