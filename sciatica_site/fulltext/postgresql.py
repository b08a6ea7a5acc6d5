"""Full text on PostgreSQL: one GIN index over the words of the first column, of the first two …

One index entry for each prefix of the columns, rather than one vector with weights: GIN keeps no
weights, so the database would have to read and weigh every text that holds the words.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from .engine import TextTable

#: Only names of our own tables and columns are put into the text.
_PART = "SELECT {key} AS id, {relevance} AS relevance FROM {table} WHERE {vector} @@ %s::tsquery"
_BEST = "SELECT id, MAX(relevance) FROM ({parts}) AS found GROUP BY id"


def create(editor: BaseDatabaseSchemaEditor, table: TextTable) -> None:
    drop(editor, table)
    vectors = ", ".join(
        f"({_vector(editor.connection, columns)})" for _, columns in table.prefixes()
    )
    index, own = editor.quote_name(_index_name(table)), editor.quote_name(table.name)
    # New words go into the index at once: the planner reads the whole table rather than an index
    # with a long list of pending ones, as a rebuild of all profiles leaves it (200 times slower).
    editor.execute(f"CREATE INDEX {index} ON {own} USING gin ({vectors}) WITH (fastupdate = off)")
    # With statistics, the planner would see that a common word is in most rows and read them all
    # without the index, not knowing that each text is then taken apart again (80 times slower).
    for number, _ in enumerate(table.columns, start=1):
        editor.execute(f"ALTER INDEX {index} ALTER COLUMN {number} SET STATISTICS 0")


def drop(editor: BaseDatabaseSchemaEditor, table: TextTable) -> None:
    editor.execute(f"DROP INDEX IF EXISTS {editor.quote_name(_index_name(table))}")


def problem(connection: BaseDatabaseWrapper, table: TextTable) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_indexes WHERE schemaname = ANY (current_schemas(false)) "
            "AND tablename = %s AND indexname = %s",
            [table.name, _index_name(table)],
        )
        return "" if cursor.fetchone() else f"missing in the database: {_index_name(table)}"


def statement(
    connection: BaseDatabaseWrapper, table: TextTable, terms: Sequence[str]
) -> tuple[str, list[Any]]:
    """Terms are plain letters and digits and stand in quotes, so none can be an operator."""
    names = {
        "table": connection.ops.quote_name(table.name),
        "key": connection.ops.quote_name(table.key),
    }
    parts = [
        _PART.format(relevance=relevance, vector=_vector(connection, columns), **names)
        for relevance, columns in table.prefixes()
    ]
    words = " & ".join(f"'{term}'" for term in terms)
    return _BEST.format(parts=" UNION ALL ".join(parts)), [words] * len(parts)


def purge(connection: BaseDatabaseWrapper, table: TextTable) -> None:
    """Nothing to do: the index goes with the rows, and vacuum takes both off the disk."""


def _vector(connection: BaseDatabaseWrapper, columns: Sequence[str]) -> str:
    """The words as they are: PostgreSQL's own parser would take some apart ("1e5x")."""
    arrays = [f"string_to_array({connection.ops.quote_name(name)}, ' ')" for name in columns]
    return f"array_to_tsvector({' || '.join(arrays)})"


def _index_name(table: TextTable) -> str:
    return f"{table.name}_words"
