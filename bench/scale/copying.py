"""Makes a large desk of a small one: every article is copied again and again, with all about it.

The database does it, a table at a time. What hangs on an article, through whatever other tables,
is copied with it; people, outlets, stories, facts and guidelines stay the ones there are. Copies
have the same words, so what is alike among the texts of a desk is overstated here, not understated.
"""

from collections.abc import Iterator
from typing import Any

# The number of the copy takes the place of the last eight hexadecimal digits of each UUID, also
# of those that stand within text and JSON: the beginning stays random, as in an index of any desk.
ANY_UUID = r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})[0-9a-f]{8}"


def multiply(times: int) -> None:
    """Make `times` desks of the one that is there, the first included."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        # The rows refer to each other as those they are copied from do: nothing is to be checked.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        tables = list(copied_models())
        step = highest_key(tables, cursor)
        for model in tables:
            table = model._meta.db_table
            remade = drop_indexes(table, cursor)
            columns, values = copied_columns(model, tables, step)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} AS row, "
                f"generate_series(1, {times - 1}) AS copy WHERE {is_copied(model)}"
            )
            for statement in remade:
                cursor.execute(statement)
            if "id" in columns.split(", ") and model._meta.pk.get_internal_type() != "UUIDField":
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def copied_models() -> Iterator[Any]:
    """The models of the rows that hang on an article: those first on which others hang."""
    from django.apps import apps

    from articles.models import Article
    from newsroom.models import Event

    known = [Article, Event]
    yield from known
    waiting = [model for model in apps.get_models(include_auto_created=True) if model not in known]
    found = True
    while found:
        found = [model for model in waiting if set(parents(model)) & set(known)]
        known += found
        waiting = [model for model in waiting if model not in known]
        yield from found


def is_copied(model: Any) -> str:
    """The condition that a row hangs on an article: an event, and so a notice, need not."""
    name = model._meta.model_name
    if name == "event":
        return "row.revision_id IS NOT NULL"
    if name == "notice":
        return "row.event_id IN (SELECT id FROM newsroom_event WHERE revision_id IS NOT NULL)"
    return "true"


def parents(model: Any) -> Iterator[Any]:
    for field in model._meta.local_concrete_fields:
        if field.related_model:
            yield field.related_model


def copied_columns(model: Any, tables: list[Any], step: int) -> tuple[str, str]:
    """The columns of the table, and of what each is made in a copy."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = [f'"{field.column}"' if field.column == "end" else field.column for field in fields]
    values = [copied_value(field, f'row."{field.column}"', tables, step) for field in fields]
    return ", ".join(columns), ", ".join(values)


def copied_value(field: Any, column: str, tables: list[Any], step: int) -> str:
    related = field.related_model
    kind = field.target_field.get_internal_type() if related else field.get_internal_type()
    is_key = field.primary_key or related in tables or field.name == "revision_id"
    if kind == "UUIDField" and (is_key or not related):
        return f"{with_copy(f'{column}::text')}::uuid"
    if is_key:
        return f"{column} + {step} * copy"
    if kind == "JSONField":
        return f"{with_copy(f'{column}::text')}::jsonb"
    if field.name == "subject_id":
        return copied_subject(column, tables, step)
    if field.name in ("title", "url", "canonical_url") and field.model.__name__ == "Article":
        return f"CASE {column} WHEN '' THEN '' ELSE {column} || ' copy-' || copy END".replace(
            "' copy-'", "' copy '" if field.name == "title" else "'/copy-'"
        )
    return column


def copied_subject(column: str, tables: list[Any], step: int) -> str:
    """What the copy of an event is about: the copy of what the event is about."""
    numbered, lettered = [], []
    for model in tables:
        pk = model._meta.pk
        kind = (pk.target_field if pk.related_model else pk).get_internal_type()
        (lettered if kind == "UUIDField" else numbered).append(f"'{model._meta.model_name}'")
    return (
        f"CASE WHEN row.subject_type IN ({', '.join(lettered)}) THEN {with_copy(column)} "
        f"WHEN row.subject_type IN ({', '.join(numbered)}) "
        f"THEN ({column}::bigint + {step} * copy)::text ELSE {column} END"
    )


def with_copy(text: str) -> str:
    return rf"regexp_replace({text}, '{ANY_UUID}', '\1' || lpad(to_hex(copy), 8, '0'), 'g')"


def highest_key(tables: list[Any], cursor: Any) -> int:
    """A number above every key of the tables, so that no copy has that of another row."""
    highest = 0
    for model in tables:
        pk = model._meta.pk
        if pk.get_internal_type() != "UUIDField":
            cursor.execute(f"SELECT coalesce(max({pk.column}), 0) FROM {model._meta.db_table}")
            highest = max(highest, cursor.fetchone()[0])
    return highest + 1


def drop_indexes(table: str, cursor: Any) -> list[str]:
    """Drop the indexes that hold no constraint; the statements that make them again."""
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE i.indrelid = %s::regclass AND NOT i.indisunique",
        [table],
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]
