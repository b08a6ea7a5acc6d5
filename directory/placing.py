"""Explains to a therapist where their profile stands in a search, or what keeps it out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .choices import FacetGroup
from .models import Therapist
from .search import Catalogue, SearchQuery, SearchResult, Sort, texts
from .search.arranging import SPECIAL_GROUPS
from .search.circle import Circle, tenths_of_a_mile, unit_vector
from .search.matching import Criteria, match
from .search.order import Key, Standing, key
from .search.query import PAGE_SIZE, RADII_MILES
from .search.rows import Row, fetch
from .search.run import ALL_LENGTHS

#: Which step of the order each value of `order.key` belongs to, behind what the sort puts first.
DISTANCE, SPECIALTIES, CONFIRMED, TURN = "distance", "specialties", "confirmed", "turn"
_THEN = (DISTANCE, SPECIALTIES, CONFIRMED, TURN, TURN)

#: As far around a place of work as its own search row is looked for, in miles.
_AT_HOME = 1


@dataclass(frozen=True)
class Step:
    """One step of the order, and how many it puts before and behind the profile."""

    name: str
    before: int
    behind: int


@dataclass(frozen=True)
class Place:
    """Where the profile stands: `position` counts from 1, `page` is that of the list."""

    position: int
    total: int
    page: int
    standing: Standing
    steps: tuple[Step, ...]


class Why(StrEnum):
    NOT_PUBLIC = "not-public"
    NO_PLACE = "no-place"
    TOO_FAR = "too-far"
    WORDS = "q"
    FILTER = "filter"
    PRICE = "max_rate"
    YEARS = "min_years"
    NOT_AT_ONE_PLACE = "not-at-one-place"


@dataclass(frozen=True)
class Reason:
    """`group` is that of a filter; `tenths` of a mile to the nearest place of work, and `reach`
    the smallest radius that holds it, if one does."""

    why: Why
    group: str = ""
    tenths: int = 0
    reach: int | None = None


@dataclass(frozen=True)
class NotThere:
    reasons: tuple[Reason, ...]


def placed(therapist: Therapist, result: SearchResult) -> Place | NotThere:
    """From the very rows that a patient's search has found."""
    rows = result.rows[:]
    at = next((at for at, row in enumerate(rows) if row.therapist == therapist.pk), None)
    if at is None:
        return NotThere(tuple(_reasons(therapist, result)))
    return Place(
        position=at + 1,
        total=result.total,
        page=at // PAGE_SIZE + 1,
        standing=result.standing_of(rows[at]),
        steps=tuple(_steps(result, rows, at)),
    )


def _steps(result: SearchResult, rows: Iterable[Row], at: int) -> Iterator[Step]:
    """Each step of the order of this search, with those whom it was the first to tell apart."""
    query = result.query
    keys = [key(result.standing_of(row), query.order, result.day) for row in rows]
    names = (query.order, *_THEN)
    before = [names[_first_difference(one, keys[at])] for one in keys[:at]]
    behind = [names[_first_difference(one, keys[at])] for one in keys[at + 1 :]]
    for name in steps_of(query):
        yield Step(name, before.count(name), behind.count(name))


def steps_of(query: SearchQuery) -> list[str]:
    """The steps that can tell anybody apart in this search, as they follow each other."""
    asks_for_skill = any(query.chosen.get(group) for group in SPECIAL_GROUPS)
    steps = [str(query.order)]
    if query.place is not None and query.order is not Sort.DISTANCE:
        steps.append(DISTANCE)
    if asks_for_skill:
        steps.append(SPECIALTIES)
    return [*steps, CONFIRMED, TURN]


def _first_difference(one: Key, other: Key) -> int:
    return next(at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)


def _reasons(therapist: Therapist, result: SearchResult) -> Iterator[Reason]:
    if not therapist.is_public(result.day):
        yield Reason(Why.NOT_PUBLIC)
        return
    rows = list(_rows_of(therapist, result.query))
    if not rows:
        yield Reason(Why.NO_PLACE)
        return
    inside = _inside(rows, result.query)
    if not inside:
        yield _too_far(rows)
    refusals = list(_refusals(therapist, inside or rows, result))
    yield from refusals
    if inside and not refusals:
        yield Reason(Why.NOT_AT_ONE_PLACE)


def _rows_of(therapist: Therapist, query: SearchQuery) -> Iterator[Row]:
    """The search rows of one therapist as they hold today, read as every search reads them."""
    center = _center(query)
    for location in therapist.locations.all():
        here = (location.latitude, location.longitude)
        for row in fetch(Circle(*here, _AT_HOME), ALL_LENGTHS):
            if row.location == location.pk:
                dot = sum(a * b for a, b in zip(unit_vector(*here), center, strict=True))
                yield row._replace(dot=dot)


def _center(query: SearchQuery) -> tuple[float, float, float]:
    if query.place is None:
        return 0.0, 0.0, 0.0
    return unit_vector(query.place.latitude, query.place.longitude)


def _inside(rows: list[Row], query: SearchQuery) -> list[Row]:
    if query.place is None:
        return rows
    circle = Circle(query.place.latitude, query.place.longitude, query.miles)
    return [row for row in rows if row.dot >= circle.least_dot]


def _too_far(rows: list[Row]) -> Reason:
    tenths = min(tenths_of_a_mile(row.dot) for row in rows)
    reach = next((miles for miles in RADII_MILES if tenths <= 10 * miles), None)
    return Reason(Why.TOO_FAR, tenths=tenths, reach=reach)


def _refusals(therapist: Therapist, rows: list[Row], result: SearchResult) -> Iterator[Reason]:
    """Each filter that the profile would not pass even if it were the only one."""
    query = result.query
    for name in query.filters:
        if name == Why.WORDS:
            if therapist.pk not in texts.find(query.text):
                yield Reason(Why.WORDS)
        elif not _passes(rows, _alone(query, name), result.catalogue, result.day.year):
            yield _reason_of(name)


def _alone(query: SearchQuery, name: str) -> SearchQuery:
    """The search with this filter only; a price belongs to the chosen lengths."""
    bare = query.bare()
    if name == Why.YEARS:
        return replace(bare, min_years=query.min_years)
    if name == Why.PRICE:
        lengths = query.chosen.get(FacetGroup.LENGTH, ())
        return replace(bare, max_rate=query.max_rate, chosen={FacetGroup.LENGTH: lengths})
    return replace(bare, chosen={name: query.chosen[name]})


def _passes(rows: list[Row], query: SearchQuery, catalogue: Catalogue, year: int) -> bool:
    return match(rows, Criteria.of(query, catalogue, ALL_LENGTHS, year)).total > 0


def _reason_of(name: str) -> Reason:
    if name in (Why.PRICE, Why.YEARS):
        return Reason(Why(name))
    return Reason(Why.FILTER, group=name)
