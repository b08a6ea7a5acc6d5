"""Full text search that finds the same on SQLite and PostgreSQL.

A text model is a normal model whose text columns hold what `stored()` made of the readable text;
it names them in `text_columns`, strongest first, and `CreateTextIndex` in a migration indexes
them::

    class SearchText(TextModel):
        text_columns = ("name", "vocabulary", "answers")
"""

from typing import Any

from django.db import connections, router

from .engine import TextTable, engine_of
from .excerpt import excerpt, matches
from .models import TextModel
from .query import TextQuery, parse
from .words import Word, fold, stored, terms, words

__all__ = [
    "TextModel",
    "TextQuery",
    "Word",
    "excerpt",
    "fold",
    "matches",
    "parse",
    "purge",
    "search",
    "stored",
    "terms",
    "words",
]


def search(model: type[TextModel], query: TextQuery) -> dict[Any, int]:
    """Key → relevance of the rows that hold all the words, in one statement.

    Relevance goes by place only, never by how often or in how long a text: with three columns
    3 is "all words in the first", 2 "in the first two", 1 "in all three together".
    """
    if not query:
        return {}
    connection = connections[router.db_for_read(model)]
    table = TextTable.of(model, model.text_columns)
    sql, parameters = engine_of(connection).statement(connection, table, query.terms)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return dict(cursor.fetchall())


def purge(model: type[TextModel]) -> None:
    """Leave nothing of removed rows in the index. It reads the index anew: not for every change."""
    connection = connections[router.db_for_write(model)]
    engine_of(connection).purge(connection, TextTable.of(model, model.text_columns))
