"""Writes made-up rows by the thousand, past the models: COPY on PostgreSQL, else executemany."""

import io
from collections.abc import Iterable
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

Row = list[Any]


class Table:
    """Rows of one model as plain lists, with the model's defaults where nothing is given."""

    def __init__(self, model: type[models.Model]) -> None:
        blank = model()
        fields = model._meta.concrete_fields
        self.model = model
        self.name = connection.ops.quote_name(model._meta.db_table)
        self.columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
        self._at = {field.attname: index for index, field in enumerate(fields)}
        self._defaults = [
            field.get_db_prep_save(getattr(blank, field.attname), connection) for field in fields
        ]

    def row(self, **values: Any) -> Row:
        """Values by attribute (`therapist_id`), as the database takes them."""
        row = self._defaults.copy()
        for name, value in values.items():
            row[self._at[name]] = value
        return row

    def write(self, rows: Iterable[Row]) -> None:
        if connection.vendor == "postgresql":
            self._copy(rows)
            return
        places = ", ".join(["%s"] * len(self._defaults))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {self.name} ({self.columns}) VALUES ({places})",  # noqa: S608 (own names)
                list(rows),
            )

    def _copy(self, rows: Iterable[Row]) -> None:
        lines = io.StringIO("".join("\t".join(map(_text, row)) + "\n" for row in rows))
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {self.name} ({self.columns}) FROM STDIN", lines)


def _text(value: Any) -> str:
    """One value for COPY, which has signs of its own for nothing, tabs and line ends."""
    if value is None:
        return r"\N"
    text = str(value).replace("\\", r"\\")
    return text.replace("\t", r"\t").replace("\n", r"\n").replace("\r", r"\r")


def after_filling(tables: Iterable[Table]) -> None:
    """Let new ids start after those given by hand, and the planner know what is there.

    A PostgreSQL server at work tidies up by itself within minutes; here nobody waits for it.
    """
    used = [table.model for table in tables]
    can_vacuum = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), used):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if can_vacuum else "ANALYZE")
