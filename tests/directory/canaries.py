"""Plants a word in every text that a profile has, and looks for it in the whole database."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import connection, models
from django.db.models import Model

from directory import leftovers
from directory.models import Therapist

WORD = "zyxwvut"

#: Made by deleting and indexing, or by the framework: no rows that hang on a therapist.
TEXT = (models.CharField, models.TextField, models.JSONField)


def plant(therapist: Therapist) -> set[str]:
    """Write the word into every text column of every row; gives the columns that have it now."""
    planted: set[str] = set()
    for model, numbers in leftovers.rows_of(therapist).items():
        for row in model._default_manager.filter(pk__in=numbers):
            values = {field.name: _text(field, row) for field in _columns(model)}
            if values:
                model._default_manager.filter(pk=row.pk).update(**values)
                planted |= {f"{model.__name__}.{name}" for name in values}
    return planted


def _columns(model: type[Model]) -> list[Any]:
    """Texts that are free: no choices, no file names, and room for the word."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT)
        and not isinstance(field, models.FileField)
        and not field.choices
        and not field.primary_key
        and (field.max_length or 1000) >= len(WORD) + 6
    ]


def _text(field: Any, row: Model) -> Any:
    if isinstance(field, models.JSONField):
        return {WORD: f"{WORD}{row.pk}"}
    return f"{WORD}{row.pk}"


def tables_with_it() -> set[str]:
    """The tables, of those there are, in which some row has the word in some column."""
    found = set()
    with connection.cursor() as cursor:
        for name in _tables(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 (its own name)
            if any(WORD in _readable(value) for row in cursor.fetchall() for value in row):
                found.add(name)
    return found


def _tables(cursor: Any) -> list[str]:
    """All of them, also those that Django does not know of."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in cursor.fetchall()]
    return list(connection.introspection.table_names(cursor))


def _readable(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace").casefold()
    return str(value).casefold()


def files_with_it(storage: Storage = default_storage, folder: str = "") -> list[str]:
    """Files whose name or content has the word."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return []
    found = []
    for name in names:
        path = f"{folder}/{name}" if folder else name
        with storage.open(path) as file:
            if WORD in path or WORD.encode() in file.read():
                found.append(path)
    for one in folders:
        found += files_with_it(storage, f"{folder}/{one}" if folder else one)
    return found


def file(extension: str) -> ContentFile:
    return ContentFile(f"not really, but {WORD}".encode(), f"{WORD}.{extension}")
