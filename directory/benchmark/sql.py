"""Hand-written SQL that the site is compared with: the least of a page, and all counts at once."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from directory.models.facet import BITS_PER_COLUMN
from directory.search.catalogue import LOW_MASK, Catalogue, Value
from directory.search.circle import Circle
from directory.search.facets import bit_counts

_INSIDE = "cell IN ({cells}) AND x * %s + y * %s + z * %s >= %s"
_BITS = f"SELECT bits, bits2 FROM directory_searchdoc WHERE {_INSIDE}"  # noqa: S608 (own text)
_BITS_NOW = f"{_BITS} AND lapses_at > %s"
_PAGE = f"""
    SELECT therapist_id, x * %s + y * %s + z * %s AS dot FROM directory_searchdoc
    WHERE {_INSIDE} ORDER BY dot DESC, therapist_id LIMIT 20
"""  # noqa: S608 (own text)
_COUNTS = f"""
    SELECT {{counts}} FROM directory_searchdoc WHERE {_INSIDE} AND lapses_at > %s
"""  # noqa: S608 (own text)


def floor(circle: Circle) -> None:
    """The least that page and facets cost: two statements by hand and the counting of bits."""
    center, rim = circle.center, circle.least_dot
    with connection.cursor() as cursor:
        cursor.execute(_BITS.format(cells=_cells(circle)), [*center, rim])
        values = [low | high << BITS_PER_COLUMN for low, high in cursor.fetchall()]
        bit_counts(values, range(2 * BITS_PER_COLUMN))
        cursor.execute(_PAGE.format(cells=_cells(circle)), [*center, *center, rim])
        cursor.fetchall()


def bits(circle: Circle) -> list[int]:
    """The values of all rows that hold now, and nothing else of them."""
    statement = _BITS_NOW.format(cells=_cells(circle))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*circle.center, circle.least_dot, _now()])
        return [low | high << BITS_PER_COLUMN for low, high in cursor.fetchall()]


class Counts:
    """The number beside every filter value, by one COUNT with a FILTER for each of them.

    `masks` are the chosen values by group. It counts rows, so it is right only where everybody
    works in one place, as the benchmark's people do.
    """

    def __init__(self, circle: Circle, catalogue: Catalogue, masks: Mapping[str, int]) -> None:
        columns = ", ".join(
            f"COUNT(*) FILTER (WHERE {_condition(value, masks)})"
            for value in catalogue.by_key.values()
        )
        self._keys = list(catalogue.by_key)
        self._statement = _COUNTS.format(counts=columns, cells=_cells(circle))
        self._parameters = [*circle.center, circle.least_dot]

    def __call__(self) -> dict[tuple[str, str], int]:
        with connection.cursor() as cursor:
            cursor.execute(self._statement, [*self._parameters, _now()])
            return dict(zip(self._keys, cursor.fetchone() or (), strict=True))


def _now() -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now())


def _cells(circle: Circle) -> str:
    return ",".join(str(cell) for cell in circle.cells())


def _condition(value: Value, masks: Mapping[str, int]) -> str:
    """A row has the value and passes all groups but the value's own."""
    others = [mask for group, mask in masks.items() if group != value.group]
    return " AND ".join(_has_one(mask) for mask in [value.mask, *others])


def _has_one(mask: int) -> str:
    low, high = mask & LOW_MASK, mask >> BITS_PER_COLUMN
    tests = [f"(bits & {low}) <> 0"] * bool(low) + [f"(bits2 & {high}) <> 0"] * bool(high)
    return f"({' OR '.join(tests)})"
