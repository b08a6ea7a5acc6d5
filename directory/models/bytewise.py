"""Compares text byte by byte: the same order on every database and in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Func, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThan

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler, _AsSqlType

LAST_CHARACTER = chr(0x10FFFF)


class Bytewise(Func):
    """A text for comparing and sorting.

    In the collation of a language "z" may come before "t", or "ch" after "h", so that a range
    of texts does not hold all that begin alike.
    """

    template = "%(expressions)s COLLATE %(collation)s"
    arity = 1

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> _AsSqlType:
        return self.as_sql(compiler, connection, collation="BINARY", **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> _AsSqlType:
        return self.as_sql(compiler, connection, collation='"C"', **context)


def begins_with(column: str, text: str) -> Q:
    """A range, so that an index on `Bytewise(column)` serves it; LIKE finds none on SQLite."""
    value = Bytewise(column)
    return Q(GreaterThanOrEqual(value, text)) & Q(LessThan(value, text + LAST_CHARACTER))
