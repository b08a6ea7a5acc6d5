"""A text model of the tests' own, with a table that is there for one module of tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from django.test.utils import isolate_apps

from sciatica_site.fulltext import TextModel, TextQuery, stored
from sciatica_site.fulltext.engine import TextTable, engine_of

COLUMNS = ("title", "summary", "body")

with isolate_apps("sciatica_site"):

    class Page(TextModel):
        text_columns = COLUMNS

        number = models.PositiveIntegerField(primary_key=True)
        title = models.TextField()
        summary = models.TextField()
        body = models.TextField()

        class Meta:
            app_label = "sciatica_site"
            db_table = "test_page"

        def __str__(self) -> str:
            return str(self.number)


TABLE = TextTable.of(Page, COLUMNS)


def make_page_table() -> None:
    """Outside of transactions, which SQLite needs for this."""
    with connection.schema_editor() as editor:
        editor.create_model(Page)
        engine_of(connection).create(editor, TABLE)


def drop_page_table() -> None:
    with connection.schema_editor() as editor:
        engine_of(connection).drop(editor, TABLE)
        editor.delete_model(Page)


def problem() -> str:
    return engine_of(connection).problem(connection, TABLE)


def write(number: int, title: str = "", summary: str = "", body: str = "") -> Page:
    texts = {"title": title, "summary": summary, "body": body}
    return Page.objects.create(
        number=number, **{name: stored([text]) for name, text in texts.items()}
    )


def reference(pages: Mapping[Any, tuple[str, ...]], query: TextQuery) -> dict[Any, int]:
    """The rule in plain Python: all words within the first column, the first two, all three."""
    found = {}
    for number, texts in pages.items():
        columns = [set(stored([text]).split()) for text in texts]
        for relevance in (1, 2, 3):
            if query and set().union(*columns[: 4 - relevance]).issuperset(query.terms):
                found[number] = relevance
    return found
