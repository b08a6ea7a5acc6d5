"""Puts found rows in order, settling ties only among the rows that a page needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import overload

from directory.choices import FacetGroup

from .catalogue import Catalogue
from .circle import tenths_of_a_mile
from .order import Standing, key, primary
from .query import SearchQuery, Sort
from .rows import Row

#: The groups in which a therapist can have specialties.
SPECIAL_GROUPS = (FacetGroup.TECHNIQUE, FacetGroup.CONDITION)


@dataclass(frozen=True)
class Standings:
    """What the order may know about a row, for one search.

    `asked` are the masks of the techniques and conditions that were asked for, as `rows.fetch`
    takes them; the price is read from `Row.rates` at `rate_at`.
    """

    has_place: bool
    asked: tuple[int, ...]
    rate_at: int | None

    @classmethod
    def of(cls, query: SearchQuery, catalogue: Catalogue, lengths: Sequence[int]) -> "Standings":
        """`lengths` says which price stands where in `Row.rates`."""
        asked = tuple(
            value.mask
            for group in SPECIAL_GROUPS
            for slug in query.chosen.get(group, ())
            if (value := catalogue.find(group, slug))
        )
        rate_at = lengths.index(query.shown_length) if query.order is Sort.RATE else None
        return cls(query.place is not None, asked, rate_at)

    def __call__(self, row: Row) -> Standing:
        return Standing(
            row.therapist,
            tenths_of_a_mile(row.dot) if self.has_place else 0,
            None if self.rate_at is None else row.rates[self.rate_at],
            row.since,
            row.relevance,
            row.specialties,
            bool(row.is_confirmed),
        )


class Arranged(Sequence[Row]):
    """The rows in the order of `order.key`.

    Only what the sort compares first is compared for all of them; a tie is settled when a page
    touches it. The result is the same as if everything had been sorted, and much cheaper.
    """

    def __init__(self, rows: Sequence[Row], standing_of: Standings, sort: Sort, day: date) -> None:
        self._standing_of, self._sort, self._day = standing_of, sort, day
        if sort is Sort.DISTANCE:  # the larger the dot product, the nearer
            self._rows = sorted(rows, key=attrgetter("dot"), reverse=True)
        else:
            self._rows = sorted(rows, key=self._primary)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, int):
            return self[index : index + 1 or None][0]
        start, stop, step = index.indices(len(self))
        if start >= stop:
            return []
        first, last = self._whole_ties(start, stop)
        block = sorted(
            self._rows[first:last],
            key=lambda row: key(self._standing_of(row), self._sort, self._day),
        )
        return block[start - first : stop - first : step]

    def _primary(self, row: Row) -> float:
        return primary(self._standing_of(row), self._sort)

    def _whole_ties(self, start: int, stop: int) -> tuple[int, int]:
        """The range widened to every row that ties with its first or its last."""
        rows = self._rows
        least, most = self._primary(rows[start]), self._primary(rows[stop - 1])
        while start > 0 and self._primary(rows[start - 1]) == least:
            start -= 1
        while stop < len(rows) and self._primary(rows[stop]) == most:
            stop += 1
        return start, stop
