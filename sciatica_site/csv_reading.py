"""Turns the bytes of a CSV file into rows, one after the other, however broken the file is."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

#: In characters; no row of a list of people is anywhere near it.
LONGEST_LINE = 64 * 1024
#: Over so many lines a cell in quotation marks may go on. A mark that nobody closed is one row's
#: fault and must not swallow the rows after it.
MOST_JOINED = 20
LOOKED_AT = 4096
CHUNK = 1024 * 1024
#: Stands where bytes are no letters of the encoding.
NO_LETTER = "\ufffd"
DELIMITERS = ",;\t|"
#: Excel files old and new, PDF, gzip.
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF_32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class WrongFile(Exception):
    """Nothing of this file can be read; the message says what to do."""


class _NotClosed(Exception):
    """The text ends inside quotation marks."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands from line `line` to line `end`, or why that cannot be read."""

    line: int
    end: int
    cells: list[str] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of a file before it is read."""

    digest: str
    lines: int


def measure(file: BinaryIO, how: str) -> Measure:
    """The digest covers how the columns are read, too: after that was mended, it is a new try."""
    digest, lines, last = hashlib.sha256(how.encode("utf-8", "backslashreplace")), 0, b""
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        lines += chunk.count(b"\n")
        last = chunk[-1:]
    file.seek(0)
    return Measure(digest.hexdigest(), lines + (last not in (b"", b"\n")))


def rows(file: BinaryIO, *, encoding: str, delimiter: str) -> Iterator[Row]:
    """The header first. Raises `WrongFile` when it is no list at all."""
    file.seek(0)
    text = _decoded(file, encoding)
    try:
        yield from _Rows(_Lines(text), delimiter)
    finally:
        text.detach()  # whoever opened the file closes it


def guessed_delimiter(file: BinaryIO, encoding: str) -> str:
    """What stands between the columns of the first line."""
    file.seek(0)
    text = _decoded(file, encoding)
    line = text.readline(LONGEST_LINE)
    text.detach()
    return max(DELIMITERS, key=line.count)


def _decoded(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Bytes that are none of this encoding become U+FFFD, and so one row's problem."""
    start = file.read(LOOKED_AT)
    file.seek(0)
    return io.TextIOWrapper(file, encoding=_encoding(start, encoding), errors="replace", newline="")


def _encoding(start: bytes, stated: str) -> str:
    if not start.strip(b" \t\r\n\0" + codecs.BOM_UTF8):
        raise WrongFile(_("The file is empty."))
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith(UTF_32_MARKS) or start.startswith(NO_TEXT):
        raise _no_csv()
    if start.startswith(UTF_16_MARKS):
        return "utf-16"
    if stated == "utf-16":
        raise WrongFile(
            _("The file does not begin with the mark of UTF-16. Save it as UTF-8, and say so.")
        )
    first_line = start.partition(b"\n")[0]
    if b"\0" in first_line or start.count(0) > max(16, len(start) // 20):
        raise _no_csv()
    if stated == "utf-8":
        _check_first_line(first_line, is_whole=len(first_line) < len(start))
    return stated


def _check_first_line(line: bytes, *, is_whole: bool) -> None:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line, final=is_whole)
    except UnicodeDecodeError as error:
        raise WrongFile(
            _("The first line is not UTF-8. Choose Windows-1252, or save the file as UTF-8.")
        ) from error


def _no_csv() -> WrongFile:
    return WrongFile(
        _("This is no text file. Open it in a spreadsheet and save it as CSV in UTF-8.")
    )


class _Lines:
    """Lines with their numbers, some of them ahead; one that is too long is `None`."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ahead: deque[str | None] = deque()
        self.number = 0
        self._is_over = False

    def peek(self, place: int) -> str | None:
        """An empty text at the end of the file."""
        while len(self._ahead) <= place and not self._is_over:
            line = self._read()
            if line == "":
                self._is_over = True
            else:
                self._ahead.append(line)
        return self._ahead[place] if place < len(self._ahead) else ""

    def drop(self, count: int) -> None:
        for _number in range(count):
            self._ahead.popleft()
        self.number += count

    def _read(self) -> str | None:
        line = self._text.readline(LONGEST_LINE)
        if not line or line.endswith(("\n", "\r")) or len(line) < LONGEST_LINE:
            return line
        while (rest := self._text.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass
        return None


class _Rows:
    def __init__(self, lines: _Lines, delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._width = 0

    def __iter__(self) -> Iterator[Row]:
        while (line := self._lines.peek(0)) != "":
            row = self._row(line)
            self._lines.drop(row.end - row.line + 1)
            if row.cells and not self._width:
                self._width = len(row.cells)
            if row.problem or any(cell.strip() for cell in row.cells):
                yield row

    def _row(self, line: str | None) -> Row:
        number = self._lines.number + 1
        if line is None:
            return Row(number, number, problem=_("The line is longer than any row can be."))
        try:
            return self._fitting(Row(number, number, self._cells(line)))
        except _NotClosed:
            problem = _("A quotation mark is not closed.")
            return self._joined(number, line) or Row(number, number, problem=problem)
        except csv.Error:
            return Row(number, number, problem=_("Something stands behind a quotation mark."))

    def _joined(self, number: int, text: str) -> Row | None:
        """A cell may hold line breaks, if what comes of it is a whole row."""
        for place in range(1, MOST_JOINED):
            following = self._lines.peek(place)
            if not following or len(text) + len(following) > LONGEST_LINE:
                return None
            text += following
            try:
                row = self._fitting(Row(number, number + place, self._cells(text)))
            except _NotClosed:
                continue
            except csv.Error:
                return None
            return None if row.problem else row
        return None

    def _cells(self, text: str) -> list[str]:
        try:
            found = csv.reader(
                [text], delimiter=self._delimiter, strict=True, skipinitialspace=True
            )
            return next(found, [])
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise _NotClosed from error
            raise

    def _fitting(self, row: Row) -> Row:
        """As wide as the header; empty cells behind it do no harm."""
        cells = row.cells
        while self._width and len(cells) > self._width and not cells[-1].strip():
            cells.pop()
        if self._width and cells and len(cells) != self._width:
            problem = _("The row has %(found)d columns, the header has %(wanted)d.")
            return Row(
                row.line, row.end, problem=problem % {"found": len(cells), "wanted": self._width}
            )
        return row
