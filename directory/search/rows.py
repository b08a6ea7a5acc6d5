"""Reads the search rows of a circle (or of the whole country) with one query."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, F, FloatField, Func, QuerySet, When
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from directory.models import SearchDoc
from directory.models.facet import BITS_PER_COLUMN

from .circle import Circle, Vector
from .timeline import bits_now


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


class Dot(Func):
    """The dot product of a row's unit vector with a fixed one: multiplications only, so that it
    is the same plain SQL on both databases."""

    output_field = FloatField()

    def __init__(self, center: Vector) -> None:
        super().__init__(F("x"), F("y"), F("z"))
        self.center = center

    def as_sql(  # type: ignore[override]  # the stubs allow no floats among the parameters
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, list[float]]:
        columns = [compiler.compile(source)[0] for source in self.get_source_expressions()]
        return "({} * %s + {} * %s + {} * %s)".format(*columns), list(self.center)


def fetch(circle: Circle | None, lengths: tuple[int, ...]) -> list[Row]:
    """The rows that are public now, with what holds now."""
    now = timezone.now()
    return list(_current(_values(circle, lengths, now), now))


def _values(
    circle: Circle | None, lengths: tuple[int, ...], now: datetime
) -> "QuerySet[SearchDoc, tuple[Any, ...]]":
    docs = SearchDoc.objects.all()
    names = ["therapist_id", "location_id", "places", "bits", "bits2", "since", "lapsed"]
    docs = docs.annotate(lapsed=Case(When(lapses_at__lte=now, then=F("timeline"))))
    if circle is not None:
        docs = docs.annotate(dot=Dot(circle.center)).filter(
            cell__in=circle.cells(), dot__gte=circle.least_dot
        )
        names.append("dot")
    return docs.values_list(*names, *(f"rate_{minutes}" for minutes in lengths))


def _current(values: "QuerySet[SearchDoc, tuple[Any, ...]]", now: datetime) -> Iterator[Row]:
    today = timezone.localdate(now)
    has_dot = "dot" in values.query.annotations
    first_rate = 8 if has_dot else 7
    for row in values.iterator(chunk_size=5000):
        therapist, location, places, low, high, since, lapsed = row[:7]
        bits = low | high << BITS_PER_COLUMN
        if lapsed is not None:
            still = bits_now(lapsed, today)
            if still is None:
                continue
            bits = still
        dot = row[7] if has_dot else 0.0
        yield Row(therapist, location, places, bits, dot, since, row[first_rate:])
