"""Adds and takes away rows of what was typed, for browsers without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import QueryDict

from .rows import CEILING, sent

if TYPE_CHECKING:
    from .pages import EditorPage, Table

BUTTON = "rows"
_VALUES = (
    re.compile(r"(?P<button>add):(?P<table>[a-z_]{1,40})"),
    re.compile(r"(?P<button>remove):(?P<table>[a-z_]{1,40}):(?P<row>[0-9]{1,4})"),
)
#: One row: its fields by their names within the row.
Row = dict[str, list[str]]


def press_row_button(page: EditorPage, data: QueryDict) -> QueryDict | None:
    """The data with a row more or less and nothing else lost; `None` if no such button was pressed.

    A value that no button has changes nothing: it must not count as "save" either.
    """
    if BUTTON not in data:
        return None
    changed = data.copy()
    del changed[BUTTON]
    value = str(data.get(BUTTON) or "")
    for pressed in filter(None, (pattern.fullmatch(value) for pattern in _VALUES)):
        for prefix, table in page.tables():
            if table.name == pressed["table"]:
                _press(changed, prefix, table, pressed)
    return changed


def _press(data: QueryDict, prefix: str, table: Table, pressed: re.Match[str]) -> None:
    rows = _take_rows(data, prefix)
    if pressed["button"] == "remove":
        number = int(pressed["row"])
        del rows[number : number + 1]
    elif len(rows) < table.most:
        rows.append({})
    for number, row in enumerate(rows):
        # A row counts only where it has a field: see `rows.sent`.
        for name, values in (row or {next(iter(table.form.base_fields)): [""]}).items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(rows))


def _take_rows(data: QueryDict, prefix: str) -> list[Row]:
    """The rows that were sent, out of the data; the first of an empty table counts as shown."""
    rows: list[Row] = [{} for _number in range(max(1, sent(data, prefix)))]
    pattern = re.compile(rf"{re.escape(prefix)}-(0|[1-9][0-9]{{0,3}})-(.+)", re.ASCII | re.DOTALL)
    for key in list(data):
        match = pattern.fullmatch(key)
        if match and int(match[1]) < max(len(rows), CEILING):
            values = data.getlist(key)
            del data[key]
            if int(match[1]) < len(rows):
                rows[int(match[1])][match[2]] = values
    return rows
