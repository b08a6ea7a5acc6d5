"""Full text on SQLite: an FTS5 index over the model's own table, kept in step by triggers.

The index holds words and columns only (`detail=column`), no second copy of the texts.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from .engine import TextTable

#: Only names of our own tables and columns are put into the text.
_PART = "SELECT rowid AS id, {relevance} AS relevance FROM {index} WHERE {index} MATCH %s"
_BEST = "SELECT id, MAX(relevance) FROM ({parts}) GROUP BY id"

_HAS_FTS5 = "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"
_INDEX = """
    CREATE VIRTUAL TABLE {index} USING fts5({columns}, content={table}, content_rowid={key},
    tokenize='unicode61', detail='column', columnsize=0)
"""
_REBUILD = "INSERT INTO {index}({index}) VALUES ('rebuild')"
#: Merges all parts of the index into one. Until then a removed row is only crossed out.
_OPTIMIZE = "INSERT INTO {index}({index}) VALUES ('optimize')"
_TRIGGER = "CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body} END"
_ADD = "INSERT INTO {index}(rowid, {columns}) VALUES (new.{key}, {new});"
_REMOVE = "INSERT INTO {index}({index}, rowid, {columns}) VALUES ('delete', old.{key}, {old});"
_EVENTS = {"INSERT": _ADD, "DELETE": _REMOVE, "UPDATE": f"{_REMOVE} {_ADD}"}


def create(editor: BaseDatabaseSchemaEditor, table: TextTable) -> None:
    _require_fts5(editor.connection)
    drop(editor, table)
    columns = [editor.quote_name(column) for column in table.columns]
    names = {
        "table": editor.quote_name(table.name),
        "index": editor.quote_name(_index_name(table)),
        "key": editor.quote_name(table.key),
        "columns": ", ".join(columns),
        "old": ", ".join(f"old.{column}" for column in columns),
        "new": ", ".join(f"new.{column}" for column in columns),
    }
    editor.execute(_INDEX.format(**names))
    for event, body in _EVENTS.items():
        name = editor.quote_name(_trigger_name(table, event))
        values = {**names, "body": body.format(**names), "name": name, "event": event}
        editor.execute(_TRIGGER.format(**values))
    editor.execute(_REBUILD.format(**names))


def drop(editor: BaseDatabaseSchemaEditor, table: TextTable) -> None:
    for event in _EVENTS:
        editor.execute(f"DROP TRIGGER IF EXISTS {editor.quote_name(_trigger_name(table, event))}")
    editor.execute(f"DROP TABLE IF EXISTS {editor.quote_name(_index_name(table))}")


def problem(connection: BaseDatabaseWrapper, table: TextTable) -> str:
    """A migration that rebuilds the model's table takes the triggers with it."""
    wanted = {_index_name(table), *(_trigger_name(table, event) for event in _EVENTS)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")
        missing = wanted - {name for (name,) in cursor.fetchall()}
    return f"missing in the database: {', '.join(sorted(missing))}" if missing else ""


def statement(
    connection: BaseDatabaseWrapper, table: TextTable, terms: Sequence[str]
) -> tuple[str, list[Any]]:
    """Terms are plain letters and digits and stand in quotes, so none can be an operator."""
    index = connection.ops.quote_name(_index_name(table))
    words = " AND ".join(f'"{term}"' for term in terms)
    parts = [_PART.format(relevance=relevance, index=index) for relevance, _ in table.prefixes()]
    matches = [f"{{{_names(columns)}}} : ({words})" for _, columns in table.prefixes()]
    return _BEST.format(parts=" UNION ALL ".join(parts)), matches


def purge(connection: BaseDatabaseWrapper, table: TextTable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_OPTIMIZE.format(index=connection.ops.quote_name(_index_name(table))))


def _names(columns: Iterable[str]) -> str:
    return " ".join(f'"{column}"' for column in columns)


def _index_name(table: TextTable) -> str:
    return f"{table.name}_fts"


def _trigger_name(table: TextTable, event: str) -> str:
    return f"{table.name}_fts_{event.lower()}"


def _require_fts5(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_HAS_FTS5)
        if cursor.fetchone() is None:
            raise NotSupportedError(
                "This SQLite was built without FTS5, which the search needs. Use a Python whose "
                "SQLite has it (that of python.org and of all common Linux distributions does), "
                "or PostgreSQL."
            )
