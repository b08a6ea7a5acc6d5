"""What both databases have to offer for full text, and which of them is in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model


@dataclass(frozen=True)
class TextTable:
    """The table of a text model: its key and its columns of words, strongest first."""

    name: str
    key: str
    columns: tuple[str, ...]

    @classmethod
    def of(cls, model: type[Model], fields: Sequence[str]) -> "TextTable":
        options = model._meta
        columns = {field.name: str(field.column) for field in options.concrete_fields}
        return cls(
            options.db_table, str(options.pk.column), tuple(columns[name] for name in fields)
        )

    def prefixes(self) -> list[tuple[int, tuple[str, ...]]]:
        """(relevance, columns): the first column alone counts most, all together count 1."""
        count = len(self.columns)
        return [(count - at, self.columns[: at + 1]) for at in range(count)]


class Engine(Protocol):
    def create(self, editor: BaseDatabaseSchemaEditor, table: TextTable) -> None:
        """Build the index over the rows that there are; an index that is there is replaced."""

    def drop(self, editor: BaseDatabaseSchemaEditor, table: TextTable) -> None: ...

    def problem(self, connection: BaseDatabaseWrapper, table: TextTable) -> str:
        """Why searches would not be right; an empty text when all is well."""

    def statement(
        self, connection: BaseDatabaseWrapper, table: TextTable, terms: Sequence[str]
    ) -> tuple[str, list[Any]]:
        """SQL for (key, relevance) of the rows that hold all the terms."""

    def purge(self, connection: BaseDatabaseWrapper, table: TextTable) -> None:
        """Take the words of removed rows out of the index, where removing leaves them there."""


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    from . import postgresql, sqlite

    engines: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgresql}
    if connection.vendor not in engines:
        raise NotSupportedError(
            f"Full text search works on SQLite and PostgreSQL, not on {connection.display_name}."
        )
    return engines[connection.vendor]
