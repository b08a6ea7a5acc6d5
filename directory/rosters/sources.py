"""Saves how the list of a register is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO

from django.utils.translation import gettext as _

from directory.models import Register, RosterSource
from sciatica_site import csv_reading
from sciatica_site.csv_reading import DELIMITERS, WrongFile

from .mapping import COLUMNS, lacking

MOST_COLUMNS = 100
LONGEST_COLUMN = 80


class WrongSource(Exception):
    """What is wrong with how a list is to be read; `where` says it by the part it is about."""

    def __init__(self, text: str = "", where: Mapping[str, str] | None = None) -> None:
        self.where = dict(where or {})
        super().__init__(text or " ".join(self.where.values()))


def told(slug: str, options: Mapping[str, str | None]) -> RosterSource:
    """The list of a register as it was saved, with what is stated anew. Raises `WrongSource`."""
    register = Register.objects.filter(slug=slug).first()
    if register is None:
        raise WrongSource(_("There is no register “%(slug)s”.") % {"slug": slug})
    source = RosterSource.objects.filter(register=register).first()
    source = source or RosterSource(register=register)
    if options.get("columns"):
        source.columns = columns_of(str(options["columns"]))
    if options.get("active"):
        source.active_words = words_of(str(options["active"]))
    if options.get("encoding"):
        source.encoding = str(options["encoding"])
    if options.get("delimiter"):
        source.delimiter = _delimiter(str(options["delimiter"]))
    if options.get("dates"):
        source.date_format = str(options["dates"])[:20]
    check(source)
    source.save()
    return source


def check(source: RosterSource) -> None:
    where = lacking(source.columns)
    if source.columns.get("status") and not source.active_words:
        where["words"] = _("Say which words of the list mean that a license is active.")
    if where:
        raise WrongSource(where=where)


def columns_of(text: str) -> dict[str, str]:
    """`number=License,name=Name`"""
    columns = {}
    for part in text.split(","):
        key, sign, name = (piece.strip() for piece in part.partition("="))
        if not sign or not name or key not in COLUMNS:
            raise WrongSource(
                _("“%(part)s” is no column. Write number=License, with one of: %(keys)s.")
                % {"part": part, "keys": ", ".join(COLUMNS)}
            )
        columns[key] = name
    return columns


def words_of(text: str) -> list[str]:
    """One on each line, or with commas between them."""
    words = (" ".join(word.split()) for line in text.splitlines() for word in line.split(","))
    return list(dict.fromkeys(word for word in words if word))


def sample(source: RosterSource, file: BinaryIO) -> None:
    """Saves what the columns of a file are called, to choose from. Raises `WrongFile`.

    A first line with a date or a bare number is no such line: it is somebody's license, which is
    not kept, and with it the first license of the list would not be read.
    """
    delimiter = csv_reading.guessed_delimiter(file, source.encoding)
    rows = csv_reading.rows(file, encoding=source.encoding, delimiter=delimiter)
    header = next(rows, None)
    if header is None or header.problem:
        raise WrongFile(_("The first line cannot be read. It has to name the columns."))
    names = [" ".join(cell.split())[:LONGEST_COLUMN] for cell in header.cells[:MOST_COLUMNS]]
    if any(not name.isprintable() or csv_reading.NO_LETTER in name for name in names):
        raise WrongFile(_("The first line cannot be read. It has to name the columns."))
    if any(name and not any(map(str.isalpha, name)) and re.search(r"\d", name) for name in names):
        raise WrongFile(
            _("The first line has to name the columns. It seems to be a license already.")
        )
    source.header, source.delimiter = [name for name in names if name], delimiter
    source.save(update_fields=["header", "delimiter"])


def _delimiter(text: str) -> str:
    found = "\t" if text.lower() in {"tab", "\\t"} else text
    if len(found) != 1 or found not in DELIMITERS:
        raise WrongSource(_("Between columns stands one of: , ; | tab."))
    return found
