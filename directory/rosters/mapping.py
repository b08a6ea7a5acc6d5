"""Which column of a list holds what, and what the cells of a row say."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.duplicates import plain_number
from directory.models import RosterSource
from sciatica_site.csv_reading import NO_LETTER, Row, WrongFile

NUMBER, NAME, FIRST, MIDDLE, LAST = "number", "name", "first", "middle", "last"
STATUS, EXPIRES = "status", "expires"
#: What can be told of a list, and what people call it.
COLUMNS = {
    NUMBER: gettext_lazy("License number"),
    NAME: gettext_lazy("Whole name"),
    FIRST: gettext_lazy("First name"),
    MIDDLE: gettext_lazy("Middle name"),
    LAST: gettext_lazy("Last name"),
    STATUS: gettext_lazy("State of the license"),
    EXPIRES: gettext_lazy("Valid through"),
}
DATE_FORMATS = {
    "%m/%d/%Y": gettext_lazy("12/31/2026"),
    "%Y-%m-%d": gettext_lazy("2026-12-31"),
    "%d-%b-%Y": gettext_lazy("31-Dec-2026"),
    "%b %d, %Y": gettext_lazy("Dec 31, 2026"),
    "%B %d, %Y": gettext_lazy("December 31, 2026"),
    "%m-%d-%Y": gettext_lazy("12-31-2026"),
    "%m/%d/%y": gettext_lazy("12/31/26"),
    "%Y%m%d": gettext_lazy("20261231"),
    "%m/%d/%Y %H:%M:%S": format_lazy("{} 00:00:00", gettext_lazy("12/31/2026")),
}
#: With one of these a spreadsheet begins to calculate; half and full width.
FORMULAS = tuple("=+-@\t\r＝＋－＠")  # noqa: RUF001 (they are meant)
LONGEST = {NUMBER: 40, NAME: 160, STATUS: 60}


CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class BadRow(Exception):
    """What is wrong with a row, without what it says; the number, where that can be read."""

    number = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A license as a list has it; the number in capitals and without separators."""

    number: str
    name: str
    status: str
    is_active: bool
    expires_on: date | None


@dataclass(frozen=True)
class Layout:
    """How the list of one register is read."""

    columns: Mapping[str, str]
    active_words: frozenset[str]
    delimiter: str
    encoding: str
    date_format: str

    @classmethod
    def of(cls, source: RosterSource) -> Layout:
        return cls(
            columns={key: str(name) for key in COLUMNS if (name := source.columns.get(key))},
            active_words=frozenset(_plain(str(word)) for word in source.active_words),
            delimiter=source.delimiter,
            encoding=source.encoding,
            date_format=source.date_format,
        )

    @property
    def digest(self) -> str:
        parts = [
            sorted(self.columns.items()), sorted(self.active_words), self.delimiter,
            self.encoding, self.date_format,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def lacking(columns: Mapping[str, str]) -> dict[str, str]:
    """What has to be told before a list can be read, by the column it is about."""
    lacks = {}
    if not columns.get(NUMBER):
        lacks[NUMBER] = _("Say which column holds the license number.")
    if not columns.get(NAME) and not (columns.get(FIRST) and columns.get(LAST)):
        lacks[NAME] = _("Say which column holds the whole name, or which hold first and last.")
    return lacks


def located(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Where the columns stand. Raises `WrongFile` and names what is missing."""
    if lacks := lacking(columns):
        raise WrongFile(" ".join(lacks.values()))
    names = [_plain(name) for name in header]
    missing = [name for name in columns.values() if name and _plain(name) not in names]
    if missing:
        # Never what stands there: without a header the first line is somebody's license.
        text = _("Missing columns: %(missing)s. The first line has other names, or is no header.")
        raise WrongFile(text % {"missing": _told(missing)})
    if any(CONTROLS.search(name) for name in header):
        raise WrongFile(
            _("There are control characters in the first line. Save the file as CSV in UTF-8.")
        )
    twice = [name for name in columns.values() if name and names.count(_plain(name)) > 1]
    if twice:
        text = _("These columns are there more than once: %(names)s.")
        raise WrongFile(text % {"names": _told(twice)})
    return {key: names.index(_plain(name)) for key, name in columns.items() if name}


def read(row: Row, places: Mapping[str, int], layout: Layout, today: date) -> Listed:
    """Raises `BadRow`."""
    if row.problem:
        raise BadRow(row.problem)
    cells = {key: _clean(row.cells[place]) for key, place in places.items()}
    number = plain_number(_checked(cells[NUMBER], NUMBER))
    if not number:
        raise BadRow(_("There is no license number."))
    try:
        return _listed(number, cells, layout, today)
    except BadRow as bad:
        bad.number = number
        raise


def _listed(number: str, cells: Mapping[str, str], layout: Layout, today: date) -> Listed:
    name = _checked(cells.get(NAME) or _joined(cells), NAME)
    if not name:
        raise BadRow(_("There is no name."))
    status = cells.get(STATUS, "")
    for key, text in ((NUMBER, number), (NAME, name), (STATUS, status)):
        if len(text) > LONGEST[key]:
            what = {"what": COLUMNS[key], "most": LONGEST[key]}
            raise BadRow(_("“%(what)s” is longer than %(most)d characters.") % what)
    expires_on = _day(cells.get(EXPIRES, ""), layout.date_format)
    says_so = STATUS not in cells or _plain(status) in layout.active_words
    is_active = says_so and (expires_on is None or expires_on >= today)
    return Listed(number, name, status, is_active, expires_on)


def _clean(cell: str) -> str:
    if NO_LETTER in cell:
        raise BadRow(_("Some letters are not in the encoding that was stated."))
    if CONTROLS.search(cell):
        raise BadRow(_("There are control characters in it."))
    return cell.strip(" \n\u00a0")


def _checked(text: str, key: str) -> str:
    """A formula is never calculated here; in a number or a name it is somebody's mistake."""
    if text.startswith(FORMULAS):
        raise BadRow(_("“%(what)s” begins like a formula.") % {"what": COLUMNS[key]})
    return " ".join(text.split())


def _joined(cells: Mapping[str, str]) -> str:
    parts = [_checked(cells.get(key, ""), NAME) for key in (FIRST, MIDDLE, LAST)]
    return " ".join(part for part in parts if part)


@lru_cache(maxsize=10_000)
def _day(text: str, date_format: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, date_format).date()
    except ValueError as error:
        example = DATE_FORMATS.get(date_format, date_format)
        raise BadRow(
            _("The date is not written like %(example)s.") % {"example": example}
        ) from error


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _told(names: Sequence[str]) -> str:
    return ", ".join(f"“{' '.join(name.split())}”" for name in names)
