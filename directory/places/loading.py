"""Brings the place table in line with a list of rows, touching only what differs."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from directory.models import Place

BATCH = 2000

UNIQUE = ("key", "kind", "state", "county")
VALUES = (
    "name",
    "canonical_name",
    "postal_code",
    "latitude",
    "longitude",
    "time_zone",
    "weight",
)

#: Told after each batch how many rows are dealt with.
Progress = Callable[[int], object]
Item = TypeVar("Item")
Identity = tuple[str, ...]
Values = tuple[str | float, ...]


@dataclass(frozen=True)
class Loaded:
    total: int
    added: int
    updated: int
    removed: int

    @property
    def unchanged(self) -> int:
        return self.total - self.added - self.updated


def synchronize(rows: Iterable[Place], progress: Progress = lambda count: None) -> Loaded:
    """Add, change and remove places until the table holds exactly `rows`.

    Places that stay keep their row and its number. A run that was broken off can be repeated.
    """
    wanted = {_identity(row): row for row in rows}
    existing = _existing()
    new = [row for key, row in wanted.items() if key not in existing]
    changed = [
        row for key, row in wanted.items() if key in existing and _values(row) != existing[key][1]
    ]
    gone = [pk for key, (pk, _) in existing.items() if key not in wanted]
    # A first load is all or nothing, so that a table with rows in it is a whole one. Later loads
    # go batch by batch: a live site keeps its old rows meanwhile, and nobody waits for a lock.
    with transaction.atomic() if not existing else nullcontext():
        progress(len(wanted) - len(new) - len(changed))
        for batch in _batches([*new, *changed]):
            _save(batch)
            progress(len(batch))
        for numbers in _batches(gone):
            Place.objects.filter(pk__in=numbers).delete()
    return Loaded(len(wanted), len(new), len(changed), len(gone))


def _save(batch: list[Place]) -> None:
    Place.objects.bulk_create(
        batch, update_conflicts=True, unique_fields=UNIQUE, update_fields=VALUES
    )


def _existing() -> dict[Identity, tuple[int, Values]]:
    rows = Place.objects.values_list("pk", *UNIQUE, *VALUES).iterator(chunk_size=BATCH)
    end = 1 + len(UNIQUE)
    return {row[1:end]: (row[0], row[end:]) for row in rows}


def _identity(place: Place) -> Identity:
    return tuple(str(getattr(place, name)) for name in UNIQUE)


def _values(place: Place) -> Values:
    return tuple(getattr(place, name) for name in VALUES)


def _batches(items: list[Item]) -> Iterable[list[Item]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
