"""Finds full text indexes that are not in the database, before a visitor does."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections, router

from .engine import TextTable, engine_of
from .models import TextModel

HINT = "Repeat CreateTextIndex in a migration after the change that removed it."


@register(Tags.database)
def check_text_indexes(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A warning, not an error: `migrate` has to run to put it right."""
    return [
        Warning(f"{model._meta.label}: {problem}", hint=HINT, obj=model, id="sciatica_site.W004")
        for alias in databases or ()
        for model, problem in problems(alias)
    ]


def missing_indexes() -> str:
    """For the readiness page; an empty text when all are there."""
    found = [
        f"{model._meta.label}: {problem}"
        for alias in connections
        for model, problem in problems(alias)
    ]
    return "; ".join(found)


def problems(alias: str) -> Iterator[tuple[type[TextModel], str]]:
    """Of the text models whose tables exist: before the first `migrate` there is none."""
    connection = connections[alias]
    tables = set(connection.introspection.table_names())
    for model in apps.get_models():
        if not issubclass(model, TextModel) or not router.allow_migrate_model(alias, model):
            continue
        if model._meta.db_table in tables:
            table = TextTable.of(model, model.text_columns)
            problem = engine_of(connection).problem(connection, table)
            if problem:
                yield model, problem
