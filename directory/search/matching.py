"""Which rows a search finds, and which miss it by one filter group: pure Python over rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from directory.choices import FacetGroup

from .catalogue import Catalogue
from .facets import Tally
from .query import SearchQuery
from .rows import Row


@dataclass(frozen=True)
class Criteria:
    """A query as bit masks. A price limit counts as part of the length group: a length whose
    price is above it is not on offer, and without a chosen length 60 minutes are meant."""

    masks: Mapping[str, int]
    latest_start: int | None = None
    dear: tuple[tuple[int, int], ...] = ()
    max_rate: int | None = None

    @classmethod
    def of(
        cls, query: SearchQuery, catalogue: Catalogue, lengths: tuple[int, ...], year: int
    ) -> "Criteria":
        """`lengths` says which price stands where in `Row.rates`."""
        masks = {
            group: catalogue.mask_of(group, slugs) for group, slugs in query.chosen.items() if slugs
        }
        dear: tuple[tuple[int, int], ...] = ()
        if query.max_rate is not None:
            masks[FacetGroup.LENGTH] = catalogue.mask_of(
                FacetGroup.LENGTH, [str(minutes) for minutes in query.lengths]
            )
            dear = tuple(
                (index, catalogue.mask_of(FacetGroup.LENGTH, [str(minutes)]))
                for index, minutes in enumerate(lengths)
            )
        latest = None if query.min_years is None else year - query.min_years
        return cls(masks, latest, dear, query.max_rate)

    def affordable(self, row: Row) -> int:
        """The row's bits without the lengths that cost more than the limit."""
        bits = row.bits
        for index, mask in self.dear:
            rate = row.rates[index]
            if rate is not None and self.max_rate is not None and rate > self.max_rate:
                bits &= ~mask
        return bits


@dataclass
class Matches:
    """What the rows come to: `found` are the rows that pass every filter."""

    found: list[Row] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    @property
    def total(self) -> int:
        """Therapists, not places."""
        return len(self.tally.passing)


def with_words(rows: Iterable[Row], heard: Mapping[int, int]) -> list[Row]:
    """The rows of therapists whose profile has the words; `heard` gives their relevance."""
    return [row._replace(relevance=heard[row.therapist]) for row in rows if row.therapist in heard]


def match(rows: Iterable[Row], criteria: Criteria) -> Matches:
    """Sort the rows into those that pass, those that fail one group, and the rest."""
    matches = Matches()
    found, passing, failing_one = matches.found, matches.tally.passing, matches.tally.failing_one
    several: dict[int, list[tuple[Row, str | None]]] = {}
    masks = list(criteria.masks.items())
    latest = criteria.latest_start
    for row in rows:
        if latest is not None and (row.since is None or row.since > latest):
            continue
        if criteria.dear:
            row = row._replace(bits=criteria.affordable(row))
        failed: str | None = None
        for group, mask in masks:
            if not row.bits & mask:
                if failed is not None:
                    break
                failed = group
        else:
            if row.places > 1:
                several.setdefault(row.therapist, []).append((row, failed))
            elif failed is None:
                found.append(row)
                passing.append(row.bits)
            else:
                failing_one.setdefault(failed, []).append(row.bits)
    for places in several.values():
        _join(places, matches)
    return matches


def _join(places: list[tuple[Row, str | None]], matches: Matches) -> None:
    """Count a therapist with several places once, at the nearest place that passes."""
    passing: int | None = None
    nearest: Row | None = None
    failing: dict[str, int] = {}
    for row, failed in places:
        if failed is None:
            passing = row.bits | (passing or 0)
            if nearest is None or row.dot > nearest.dot:
                nearest = row
        else:
            failing[failed] = failing.get(failed, 0) | row.bits
    if nearest is not None:
        matches.found.append(nearest)
    matches.tally.add(passing, failing)
