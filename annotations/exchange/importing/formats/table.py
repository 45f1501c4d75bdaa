"""The CSV that export_annotations writes, read back into the layers that it was made of. Pure."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from annotations.exchange.importing.layer_read import (
    NUMBERED_FACTS,
    ArticleReference,
    FactRead,
    LabelOf,
    LayerRead,
    SpanRead,
    Unusable,
    label_mapping,
    origin_read,
    shown_read,
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
    final = 0
    # Rows that do not say of which layer they are, since the last that does.
    astray: list[tuple[str, str]] = []
    last: LayerRead | None = None
    try:
        for line, row, complaint in rows_of_table(table, needed=NEEDED):
            if complaint and not names_layer(row, editor):
                astray.append((f"line {line}", f"{complaint}, and it does not say whose it is"))
                if last:
                    last.refused.append(astray[-1])
            elif row.get("layer") == FINAL:
                final += 1
            else:
                layer = layer_of_row(layers, name, row, editor)
                layer.refused += astray if layer is not last else []
                last = layer
                astray.clear()
                add_row(layer, f"line {line}", row, label_of, complaint)
    except NotOurCsv as error:
        raise Unusable(str(error)) from error
    return checked_layers(list(layers.values()), final, astray)


def layer_of_row(
    layers: dict[tuple[str, str, str, str], LayerRead], name: str, row: dict[str, str], editor: str
) -> LayerRead:
    """The layer that the row is of, a new one if it is the first."""
    who = editor or row.get("editor", "")
    address = addresses.key(row.get("article_url", ""))
    key = address, row.get("article_id", ""), row.get("revision", ""), who
    if key not in layers:
        layers[key] = LayerRead(layer_name(name, row, who), who, article=article_of_row(row))
    return layers[key]


def checked_layers(
    layers: list[LayerRead], final: int, astray: list[tuple[str, str]]
) -> list[LayerRead]:
    """The layers, the first with the count of final annotations. Raises Unusable without any."""
    if layers:
        layers[0].left_aside += Counter({"final annotations": final} if final else {})
    elif final:
        raise Unusable("it holds final annotations only, which are decisions and nobody's reading")
    elif astray:
        raise Unusable("; ".join(f"{line}: {reason}" for line, reason in astray[:3]))
    return layers


def names_layer(row: dict[str, str], editor: str) -> bool:
    """Whether a row says of which article and editor it is."""
    article = row.get("article_url") or row.get("article_id")
    return bool(article and (editor or row.get("editor")))


def layer_name(name: str, row: dict[str, str], who: str) -> str:
    which = row.get("article_title") or row.get("article_url") or row.get("article_id")
    return f"{name}, {which}" if which else name


def article_of_row(row: dict[str, str]) -> ArticleReference:
    return ArticleReference(
        id=whole_or_none(row.get("article_id", "")),
        url=row.get("article_url", ""),
        revision=whole_or_none(row.get("revision", "")),
    )


def add_row(
    reading: LayerRead, name: str, row: dict[str, str], label_of: LabelOf, complaint: str
) -> None:
    if complaint:
        reading.refused.append((name, complaint))
        return
    if row.get("status") == "open":
        reading.submitted = False
    try:
        label = label_of(row["label"])
        if label is None:
            reading.left_aside[f"annotations “{row['label']}”"] += 1
        else:
            facts = facts_of_row(row)
            reading.spans.append(replace(span_of_row(name, row, label), facts=facts))
            if row.get("facts") and not facts:
                reading.left_aside[NUMBERED_FACTS] += 1
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
        origin=origin_read(row.get("origin", "")),
        suggestions_shown=shown_read(row.get("suggestions_shown", "")),
        created_at=parsed_timestamp(row, "created_at"),
        updated_at=parsed_timestamp(row, "updated_at"),
    )


def facts_of_row(row: dict[str, str]) -> tuple[FactRead, ...]:
    """The links of `facts`, such as 12:supports;15:contradicts, to the facts of `fact_ids`."""
    links, keys = row.get("facts", ""), row.get("fact_ids", "")
    if not links or not keys:
        return ()
    try:
        relations = [link.split(":")[1].strip() for link in links.split(";")]
        pairs = zip(keys.split(";"), relations, strict=True)
        return tuple(FactRead(UUID(key.strip()), relation) for key, relation in pairs)
    except (IndexError, ValueError) as error:
        raise Unusable(
            f"its facts “{links}” and its fact_ids “{keys}” do not belong together: each link "
            "needs the id of its fact"
        ) from error


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
        raise Unusable(f"its value is “{cell}”, which is no number such as 4200000.5")
    return number


def parsed_uuid(cell: str) -> UUID | None:
    if not cell:
        return None
    try:
        return UUID(cell)
    except ValueError as error:
        raise Unusable(f"its annotation_id is “{cell}”, which is no UUID") from error


def parsed_timestamp(row: dict[str, str], column: str) -> datetime | None:
    cell = row.get(column, "")
    if not cell:
        return None
    try:
        at = datetime.fromisoformat(cell)
    except ValueError as error:
        raise Unusable(
            f"its {column} is “{cell}”, which is no moment such as 2024-04-03T12:00:00+00:00: a "
            "spreadsheet may have rewritten it; leave the cell empty, or take the file from before"
        ) from error
    if at.tzinfo is None:
        raise Unusable(f"its {column} is “{cell}”, which does not say in which time zone")
    return at
