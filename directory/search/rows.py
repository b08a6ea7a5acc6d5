"""Reads the search rows of a circle (or of the whole country) with one query."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from directory.freshness import CONFIRMED_FOR
from directory.models import SearchDoc
from directory.models.facet import BITS_PER_COLUMN

from .circle import Circle
from .timeline import bits_now

#: Plain SQL, the same for both databases: building it from expressions costs more than running it.
#: A row past its `lapses_at` brings its timeline along; the others carry nothing extra.
_SELECT = """
    SELECT therapist_id, location_id, places, bits, bits2, since, {dot}, confirmed_on >= %s,
        CASE WHEN lapses_at <= %s THEN CAST(timeline AS text) END, {specialties}{rates}
    FROM {table}
"""
_DOT = "x * %s + y * %s + z * %s"


class Row(NamedTuple):
    """One therapist at one place. `dot` is 0 where no place was asked for; `rates` are whole
    dollars in the order of the lengths that were asked for.

    `specialties` are bits, read only where they are asked for; `relevance` says where the words
    of a search were found, see `texts`.
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


def fetch(
    circle: Circle | None, lengths: tuple[int, ...], *, specialties: bool = False
) -> list[Row]:
    """The rows that are public now, with what holds now, in no particular order."""
    now = timezone.now()
    sql, parameters = _statement(circle, lengths, specialties, now)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        columns = cursor.fetchall()
    rows = [
        Row(
            therapist, location, places, low | high << BITS_PER_COLUMN, dot, since, tuple(rates),
            confirmed, special | special2 << BITS_PER_COLUMN,
        )
        for (
            therapist, location, places, low, high, since, dot, confirmed, lapsed, special,
            special2, *rates
        ) in columns
        if lapsed is None
    ]  # fmt: skip
    if len(rows) < len(columns):
        rows += _lapsed(columns, timezone.localdate(now))
    return rows


def _statement(
    circle: Circle | None, lengths: tuple[int, ...], specialties: bool, now: datetime
) -> tuple[str, list[Any]]:
    """Every value is a parameter; only our own column names are put into the text."""
    parts = {
        "rates": "".join(f", rate_{int(minutes)}" for minutes in lengths),
        "specialties": "specialty_bits, specialty_bits2" if specialties else "0, 0",
        "table": connection.ops.quote_name(SearchDoc._meta.db_table),
    }
    moments = [
        connection.ops.adapt_datefield_value(timezone.localdate(now) - CONFIRMED_FOR),
        connection.ops.adapt_datetimefield_value(now),
    ]
    if circle is None:
        return _SELECT.format(dot="0", **parts), moments
    cells, center = circle.cells(), circle.center
    places = ", ".join(["%s"] * len(cells))
    where = f" WHERE cell IN ({places}) AND {_DOT} >= %s"
    sql = _SELECT.format(dot=_DOT, **parts) + where
    return sql, [*center, *moments, *cells, *center, circle.least_dot]


def _lapsed(columns: list[tuple[Any, ...]], today: date) -> Iterator[Row]:
    """The rows past their first lapse that are still public, with the bits of today."""
    for (
        therapist, location, places, _low, _high, since, dot, confirmed, lapsed, special,
        special2, *rates
    ) in columns:  # fmt: skip
        bits = None if lapsed is None else bits_now(json.loads(lapsed), today)
        if bits is not None:
            yield Row(
                therapist, location, places, bits, dot, since, tuple(rates), confirmed,
                special | special2 << BITS_PER_COLUMN,
            )  # fmt: skip
