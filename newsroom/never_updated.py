"""A migration operation: the database itself refuses UPDATE on a table.

On SQLite a later migration that rebuilds the table drops its triggers with it, so such a
migration must end with this operation again; tests/newsroom/test_never_updated.py notices.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def refuse_updates(table: str, when: str = "") -> migrations.RunPython:
    """Refuse every UPDATE on `table`, or those where the SQL condition `when` (on OLD) holds."""
    name = f"{table}_never_updated"

    def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        condition = f"WHEN ({when})" if when else ""
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are never updated'); END"
            )
        else:
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} rows are never updated' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} "
                f"FOR EACH ROW {condition} EXECUTE FUNCTION {name}()"
            )

    def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    return migrations.RunPython(make, drop)
