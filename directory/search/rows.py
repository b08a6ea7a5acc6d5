"""Reads the search rows of a circle (or of the whole country) with one query."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from directory.models import SearchDoc
from directory.models.facet import BITS_PER_COLUMN

from .circle import Circle
from .timeline import bits_now

#: Plain SQL, the same for both databases: building it from expressions costs more than running it.
#: A row past its `lapses_at` brings its timeline along; the others carry nothing extra.
_SELECT = """
    SELECT therapist_id, location_id, places, bits, bits2, since, {dot},
        CASE WHEN lapses_at <= %s THEN CAST(timeline AS text) END{rates}
    FROM {table}
"""
_DOT = "x * %s + y * %s + z * %s"


class Row(NamedTuple):
    """One therapist at one place. `dot` is 0 where no place was asked for; `rates` are whole
    dollars in the order of the lengths that were asked for."""

    therapist: int
    location: int
    places: int
    bits: int
    dot: float
    since: int | None
    rates: tuple[int | None, ...]


def fetch(circle: Circle | None, lengths: tuple[int, ...]) -> list[Row]:
    """The rows that are public now, with what holds now, in no particular order."""
    now = timezone.now()
    sql, parameters = _statement(circle, lengths, now)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        columns = cursor.fetchall()
    rows = [
        Row(therapist, location, places, low | high << BITS_PER_COLUMN, dot, since, tuple(rates))
        for therapist, location, places, low, high, since, dot, lapsed, *rates in columns
        if lapsed is None
    ]
    if len(rows) < len(columns):
        rows += _lapsed(columns, timezone.localdate(now))
    return rows


def _statement(
    circle: Circle | None, lengths: tuple[int, ...], now: datetime
) -> tuple[str, list[Any]]:
    """Every value is a parameter; only our own column names are put into the text."""
    rates = "".join(f", rate_{int(minutes)}" for minutes in lengths)
    table = connection.ops.quote_name(SearchDoc._meta.db_table)
    moment = connection.ops.adapt_datetimefield_value(now)
    if circle is None:
        return _SELECT.format(dot="0", rates=rates, table=table), [moment]
    cells, center = circle.cells(), circle.center
    places = ", ".join(["%s"] * len(cells))
    where = f" WHERE cell IN ({places}) AND {_DOT} >= %s"
    sql = _SELECT.format(dot=_DOT, rates=rates, table=table) + where
    return sql, [*center, moment, *cells, *center, circle.least_dot]


def _lapsed(columns: list[tuple[Any, ...]], today: date) -> Iterator[Row]:
    """The rows past their first lapse that are still public, with the bits of today."""
    for therapist, location, places, _low, _high, since, dot, lapsed, *rates in columns:
        bits = None if lapsed is None else bits_now(json.loads(lapsed), today)
        if bits is not None:
            yield Row(therapist, location, places, bits, dot, since, tuple(rates))
