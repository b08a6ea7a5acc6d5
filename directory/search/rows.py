"""Reads the search rows of a circle (or of the whole country) with one query."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from directory.freshness import CONFIRMED_FOR
from directory.models import SearchDoc
from directory.models.facet import BITS_PER_COLUMN

from .catalogue import LOW_MASK
from .circle import Circle
from .timeline import bits_now

#: Plain SQL, the same for both databases: building it from expressions costs more than running it.
#: A row past its `lapses_at` brings its timeline along, by a look-up of its own, so that for all
#: others the index has everything and the table is not read.
_SELECT = """
    SELECT therapist_id, location_id, places, bits, bits2, since, {dot}, confirmed_on >= %s,
        CASE WHEN lapses_at <= %s THEN (
            SELECT CAST(whole.timeline AS text) FROM {table} whole
            WHERE whole.location_id = {table}.location_id
        ) END, {specialties}{rates}
    FROM {table}
"""
_IS_SPECIALTY = "CASE WHEN {column} & %s <> 0 THEN 1 ELSE 0 END"
#: Where it stands in a line of the answer.
_LAPSED = 8
_DOT = "x * %s + y * %s + z * %s"


class Row(NamedTuple):
    """One therapist at one place. `dot` is 0 where no place was asked for; `rates` are whole
    dollars in the order of the lengths that were asked for.

    `specialties` says how many of the values that were asked for are specialties; `relevance`
    where the words of a search were found, see `texts`.
    """

    therapist: int
    location: int
    places: int
    bits: int
    dot: float
    since: int | None
    rates: tuple[int | None, ...]
    is_confirmed: bool = False
    specialties: int = 0
    relevance: int = 0


def fetch(circle: Circle | None, lengths: tuple[int, ...], asked: Sequence[int] = ()) -> list[Row]:
    """The rows that are public now, with what holds now, in no particular order.

    `asked` are the masks of the values whose specialists are to be counted.
    """
    now = timezone.now()
    sql, parameters = _statement(circle, lengths, asked, now)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        columns = cursor.fetchall()
    rows = _rows(columns, has_rates=bool(lengths))
    if len(rows) < len(columns):
        rows += _lapsed(columns, timezone.localdate(now))
    return rows


def _rows(columns: list[tuple[Any, ...]], *, has_rates: bool) -> list[Row]:
    """Those that hold as written. The usual case is written out, and rows are made directly:
    calling their class takes three times as long, for every row of a circle."""
    if has_rates:
        return [_row(line, _bits(line)) for line in columns if line[_LAPSED] is None]
    make = tuple.__new__
    return [
        make(
            Row,
            (therapist, location, places, low | high << BITS_PER_COLUMN, dot, since, (),
             confirmed, special, 0),
        )
        for (
            therapist, location, places, low, high, since, dot, confirmed, lapsed, special
        ) in columns
        if lapsed is None
    ]  # fmt: skip


def _bits(line: tuple[Any, ...]) -> int:
    low, high = line[3:5]
    return int(low | high << BITS_PER_COLUMN)


def _row(line: tuple[Any, ...], bits: int) -> Row:
    therapist, location, places, _low, _high, since, dot, confirmed, _lapsed, special, *rates = line
    return Row(therapist, location, places, bits, dot, since, tuple(rates), confirmed, special)


def _statement(
    circle: Circle | None, lengths: tuple[int, ...], asked: Sequence[int], now: datetime
) -> tuple[str, list[Any]]:
    """Every value is a parameter; only our own column names are put into the text."""
    specialties, masks = _specialties(asked)
    parts = {
        "rates": "".join(f", rate_{int(minutes)}" for minutes in lengths),
        "specialties": specialties,
        "table": connection.ops.quote_name(SearchDoc._meta.db_table),
    }
    moments = [
        connection.ops.adapt_datefield_value(timezone.localdate(now) - CONFIRMED_FOR),
        connection.ops.adapt_datetimefield_value(now),
        *masks,
    ]
    if circle is None:
        return _SELECT.format(dot="0", **parts), moments
    cells, center = circle.cells(), circle.center
    places = ", ".join(["%s"] * len(cells))
    where = f" WHERE cell IN ({places}) AND {_DOT} >= %s"
    sql = _SELECT.format(dot=_DOT, **parts) + where
    return sql, [*center, *moments, *cells, *center, circle.least_dot]


def _specialties(asked: Sequence[int]) -> tuple[str, list[int]]:
    """Counted by the database, so that a row has one number and not two columns of bits."""
    columns = ["specialty_bits" if mask <= LOW_MASK else "specialty_bits2" for mask in asked]
    masks = [mask if mask <= LOW_MASK else mask >> BITS_PER_COLUMN for mask in asked]
    return " + ".join(_IS_SPECIALTY.format(column=one) for one in columns) or "0", masks


def _lapsed(columns: list[tuple[Any, ...]], today: date) -> Iterator[Row]:
    """The rows past their first lapse that are still public, with the bits of today."""
    for line in columns:
        lapsed = line[_LAPSED]
        bits = None if lapsed is None else bits_now(json.loads(lapsed), today)
        if bits is not None:
            yield _row(line, bits)
