"""Writes rows as a CSV file that a spreadsheet shows as text and never runs."""

from __future__ import annotations

import csv
import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.utils import timezone

#: What begins a formula, also in the shapes that some programs read as the same character.
_STARTS = frozenset("=+-@\u2212")
#: These alone make some programs begin anew with what follows.
_BREAKS = frozenset("\t\r\n")
#: Some programs split at these instead of at commas: what follows begins a cell there.
_SEPARATORS = re.compile(r"([;|\t\r\n])")
_QUOTES = frozenset("\"'`\u00b4\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb")
_ROWS_AT_ONCE = 200
#: Tells Excel that the file is UTF-8.
_MARK = "\ufeff"


def inert(value: object) -> str:
    """What a cell may hold. Numbers stay numbers; a text that could be taken for a formula gets
    an apostrophe before it, which a reader of the file may take off again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _inert_text(str(value))


def rows_as_csv(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file piece by piece, so that its length costs no memory."""
    lines = _Lines()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.write(_MARK)
    writer.writerow([inert(value) for value in header])
    for number, row in enumerate(rows, start=1):
        writer.writerow([inert(value) for value in row])
        if number % _ROWS_AT_ONCE == 0:
            yield lines.take()
    yield lines.take()


def response(
    name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """A file to keep, named with its day; no cache may keep it."""
    answer = StreamingHttpResponse(
        rows_as_csv(header, rows), content_type="text/csv; charset=utf-8"
    )
    file_name = f"{name}-{timezone.localdate().isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


class _Lines:
    """A file for the writer of the standard library that gives away what was written."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        self._parts.append(text)
        return len(text)

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return text


def _inert_text(text: str) -> str:
    # What no encoding can write; and one kind of line break: programs differ about the others.
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = _SEPARATORS.split(text)
    for place in range(2, len(parts), 2):
        if _begins_a_formula(parts[place]):
            parts[place] = f"'{parts[place]}"
    return f"'{''.join(parts)}" if _begins_a_formula(text) else "".join(parts)


def _begins_a_formula(text: str) -> bool:
    for sign in text:
        if sign in _BREAKS:
            return True
        if not (sign.isspace() or sign in _QUOTES or unicodedata.category(sign) in ("Cc", "Cf")):
            return _is_start(sign)
    return False


def _is_start(sign: str) -> bool:
    return unicodedata.normalize("NFKC", sign)[0] in _STARTS
