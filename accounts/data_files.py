"""A person's data as files: JSON, and a ZIP file of tables that no spreadsheet will run."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

Row = dict[str, str]
#: Spreadsheets take a cell for a formula that begins so, also in its wide form.
FORMULA = re.compile("[\\s\0]*[-=+@\uff0d\uff1d\uff0b\uff20]|[\t\r\n]")
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"


def as_zip(data: dict[str, Any]) -> bytes:
    """One table for each kind of thing: “account.csv”, “account-addresses.csv”."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables(json.loads(as_json(data))):
            archive.writestr(_unused(f"{name}.csv", archive), as_csv(rows))
    return file.getvalue()


def as_csv(rows: list[Row]) -> bytes:
    """RFC 4180, in UTF-8 with the mark by which spreadsheets recognize it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(
        text, fieldnames=list(dict.fromkeys(key for row in rows for key in row)), restval=""
    )
    writer.writerow({name: inert(name) for name in writer.fieldnames})
    for row in rows:
        writer.writerow({name: inert(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig", errors="replace")


def inert(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def tables(data: dict[str, Any]) -> Iterator[tuple[str, list[Row]]]:
    for part, content in data.items():
        name = _name(part)
        yield from _tables_in(name, content if isinstance(content, dict) else {part: content})


def _tables_in(name: str, content: dict[str, Any]) -> Iterator[tuple[str, list[Row]]]:
    lists = {key: value for key, value in content.items() if _is_table(value)}
    single = _flat({key: value for key, value in content.items() if key not in lists})
    if single:
        yield name, [{"what": what, "value": value} for what, value in single.items()]
    for key, rows in lists.items():
        yield f"{name}-{_name(key)}", [_flat(row) for row in rows]


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _flat(values: dict[str, Any], before: str = "") -> Row:
    """One level: what lies deeper is named by its way, and lists are written into one cell."""
    row: Row = {}
    for key, value in values.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            row |= _flat(value, f"{name}.")
        else:
            row[name] = _cell(value)
    return row


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if any(isinstance(one, dict | list) for one in value):
            return json.dumps(value, ensure_ascii=False)
        return "; ".join(_cell(one) for one in value)
    return str(value)


def _unused(name: str, archive: zipfile.ZipFile) -> str:
    taken = set(archive.namelist())
    numbered = (f"{number}-{name}" for number in itertools.count(2))
    return next(one for one in itertools.chain([name], numbered) if one not in taken)


def _name(key: str) -> str:
    return NOT_IN_NAMES.sub("-", key.casefold()).strip("-") or "data"
