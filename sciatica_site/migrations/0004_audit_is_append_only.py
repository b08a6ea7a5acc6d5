"""Triggers: the database refuses to change a line of the audit, and to delete a young one.

On SQLite deleting is left to the code, because Django empties tables row by row between tests.

A later migration that alters this table makes a new one on SQLite and copies the rows, which
loses the trigger: such a migration must run `make_triggers` after it.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "sciatica_site_auditentry"
TRIGGER = "audit_is_only_added_to"

SQLITE = f"""
CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, 'The audit is only added to.'); END
"""

# Emptying the whole table (TRUNCATE), as tests do, needs its owner, and no trigger for rows sees it.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.happened_at < now() - interval '6 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The audit is only added to.' USING ERRCODE = 'restrict_violation';
END
$$
"""
POSTGRESQL = f"""
CREATE TRIGGER {TRIGGER} BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION {TRIGGER}()
"""


def make_triggers(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, None)
        schema_editor.execute(POSTGRESQL, None)
    elif schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE, None)


def drop_triggers(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER} ON {TABLE}", None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {TRIGGER}()", None)
    elif schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER}", None)


class Migration(migrations.Migration):
    dependencies = [("sciatica_site", "0003_audit_and_operating")]

    operations = [
        migrations.AlterModelOptions(
            name="auditentry",
            options={
                "default_permissions": ("view",),
                "ordering": ["-happened_at", "-pk"],
                "permissions": [("export_data", "Can export lists as files")],
                "verbose_name": "line of the audit",
                "verbose_name_plural": "audit",
            },
        ),
        migrations.RunPython(make_triggers, drop_triggers, elidable=False),
    ]
