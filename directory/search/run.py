"""Answers a search: total, exact counts for every filter, one page of results in order."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.utils import timezone

from directory.choices import SessionLength

from . import cards, facets
from .cards import CardFacts
from .catalogue import Catalogue, load_catalogue
from .circle import Circle, miles_between
from .matching import Criteria, match
from .query import PAGE_SIZE, RADII_MILES, SearchQuery, Sort
from .rows import Row, fetch

ALL_LENGTHS = tuple(SessionLength.values)


@dataclass(frozen=True)
class Hit:
    """One therapist on a result page, at the place that is shown; miles from the asked place."""

    facts: CardFacts
    bits: int
    miles: float | None


@dataclass(frozen=True)
class Escape:
    """A way out of an empty result: leave out a filter, or widen the circle to `miles`.

    Without a `name` it does both: no filter at all within `miles`.
    """

    name: str
    total: int
    miles: int | None = None


@dataclass(frozen=True)
class SearchResult:
    query: SearchQuery
    catalogue: Catalogue
    total: int
    counts: dict[tuple[str, str], int]
    page: "Page[Row]"
    hits: list[Hit]
    escapes: list[Escape]


def search(query: SearchQuery, catalogue: Catalogue | None = None) -> SearchResult:
    """Two queries (rows, cards) beyond the place and the catalogue; one more circle when empty."""
    catalogue = catalogue or load_catalogue()
    lengths = lengths_to_read(query)
    year = timezone.localdate().year
    rows = fetch(_circle(query, query.miles), lengths)
    matches = match(rows, Criteria.of(query, catalogue, lengths, year))
    ordered = order(matches.found, query, lengths)
    page = Paginator(ordered, PAGE_SIZE).get_page(query.page)
    return SearchResult(
        query=query,
        catalogue=catalogue,
        total=matches.total,
        counts=facets.count(matches.tally, catalogue),
        page=page,
        hits=_hits(list(page.object_list), has_place=query.place is not None),
        escapes=[] if matches.total else _escapes(query, catalogue, rows, lengths, year),
    )


def facet_totals() -> dict[tuple[str, str], int]:
    """(group, value) → number of public therapists in the whole country."""
    catalogue = load_catalogue()
    matches = match(fetch(None, ()), Criteria({}))
    return facets.count(matches.tally, catalogue)


def lengths_to_read(query: SearchQuery) -> tuple[int, ...]:
    """Prices are read for the lengths that matter: all of them under a price limit, since then
    each length's count depends on its price."""
    if query.max_rate is not None:
        return ALL_LENGTHS
    return (query.shown_length,) if query.order is Sort.RATE else ()


def order(rows: Sequence[Row], query: SearchQuery, lengths: tuple[int, ...]) -> list[Row]:
    """Nearest first, or cheapest, or longest in practice; equal ones by distance, then id.

    What is not stated comes last.
    """
    match query.order:
        case Sort.DISTANCE:
            return sorted(rows, key=lambda row: (-row.dot, row.therapist))
        case Sort.RATE:
            at = lengths.index(query.shown_length)
            return sorted(rows, key=lambda row: (_or_last(row.rates[at]), -row.dot, row.therapist))
        case Sort.EXPERIENCE:
            return sorted(rows, key=lambda row: (_or_last(row.since), -row.dot, row.therapist))


def _or_last(value: int | None) -> float:
    return math.inf if value is None else value


def _circle(query: SearchQuery, miles: int) -> Circle | None:
    if query.place is None:
        return None
    return Circle(query.place.latitude, query.place.longitude, miles)


def _hits(rows: Sequence[Row], *, has_place: bool) -> list[Hit]:
    facts = cards.fetch([row.location for row in rows]) if rows else {}
    return [
        Hit(facts[row.location], row.bits, miles_between(row.dot) if has_place else None)
        for row in rows
        if row.location in facts  # removed between the two queries
    ]


def _escapes(
    query: SearchQuery,
    catalogue: Catalogue,
    rows: list[Row],
    lengths: tuple[int, ...],
    year: int,
) -> list[Escape]:
    """What each single change would give, or else all together; only what finds somebody."""

    def total(asked: SearchQuery, among: list[Row]) -> int:
        return match(among, Criteria.of(asked, catalogue, lengths, year)).total

    escapes = [Escape(name, total(query.without(name), rows)) for name in query.filters]
    wider = [miles for miles in RADII_MILES if miles > query.miles]
    if query.place is not None and wider:
        largest = fetch(_circle(query, wider[-1]), lengths)
        for miles in wider:
            circle = Circle(query.place.latitude, query.place.longitude, miles)
            inside = [row for row in largest if row.dot >= circle.least_dot]
            escapes.append(Escape("miles", total(query, inside), miles))
        if not any(escape.total for escape in escapes):
            bare = replace(query, chosen={}, max_rate=None, min_years=None)
            escapes.append(Escape("", total(bare, largest), wider[-1]))
    return [escape for escape in escapes if escape.total]
