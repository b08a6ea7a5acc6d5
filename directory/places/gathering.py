"""Works out the rows of the place table from postal records, without touching a database."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import fmean
from typing import Any

from directory.models import Place
from directory.search.circle import miles_between, unit_vector

from . import keys
from .time_zones import zone

SCOTTISH = re.compile(r"\bMc ?([A-Za-z])(?!h\b)")  # but not MCBH, a base
SMALL_WORDS = re.compile(r"(?<= )(?:And|At|By|Du|In|Of|On|Or|The)(?= )")
#: Post offices of the armed forces abroad are listed as if in three states of their own.
ABROAD = ("AA", "AE", "AP")
#: Places of one name in one state that lie farther apart than this are not one place.
FAR_APART_MILES = 40
#: A far part that has fewer than this share of the ZIP codes is a mistake of the records.
LEAST_SHARE = 0.25
#: A post office box has no place of its own; farther from its city than this, it is misplaced.
MISPLACED_MILES = 60


# The same few names come again with every ZIP code of a city.
key_of = lru_cache(maxsize=4096)(keys.key_of)


@dataclass(frozen=True)
class PostalRecord:
    """A ZIP code as the post office lists it."""

    zip_code: str
    city: str
    state: str
    county: str
    other_cities: tuple[str, ...]
    is_standard: bool
    point: tuple[float, float] | None
    time_zone: str

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "PostalRecord":
        """From the `zipcodes` package, where a missing coordinate is an empty text or a zero."""
        point = float(raw["lat"] or 0), float(raw["long"] or 0)
        return cls(
            zip_code=raw["zip_code"],
            city=tidy(raw["city"]),
            state=raw["state"],
            county=raw["county"],
            other_cities=tuple(tidy(name) for name in raw["acceptable_cities"]),
            is_standard=raw["zip_code_type"] == "STANDARD",
            point=point if all(point) else None,
            # One of the names is that of a town.
            time_zone=zone(raw["timezone"], raw["state"]).key,
        )


@dataclass(frozen=True)
class City:
    """A place by one of its names, with the ZIP codes that are listed under that name."""

    key: str
    name: str
    state: str
    county: str
    records: tuple[PostalRecord, ...]

    @cached_property
    def standard(self) -> tuple[PostalRecord, ...]:
        return tuple(record for record in self.records if record.is_standard)

    @cached_property
    def point(self) -> tuple[float, float]:
        # Post boxes lie in a few buildings; where people live is where letters are carried to.
        return mean_point(self.standard or self.records)

    @cached_property
    def zip_codes(self) -> frozenset[str]:
        return frozenset(record.zip_code for record in self.records)

    @property
    def is_usual_name(self) -> bool:
        return any(key_of(record.city) == self.key for record in self.records)


def tidy(name: str) -> str:
    """A name as people write it: "Mc Lean" is McLean, "Truth Or Consequences" has a small or."""
    name = SCOTTISH.sub(lambda match: f"Mc{match[1].upper()}", name)
    return SMALL_WORDS.sub(lambda match: match[0].lower(), name)


def mean_point(records: Iterable[PostalRecord]) -> tuple[float, float]:
    points = [record.point for record in records if record.point]
    return round(fmean(lat for lat, _ in points), 5), round(fmean(lng for _, lng in points), 5)


def miles_apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    a, b = unit_vector(*one), unit_vector(*other)
    return miles_between(sum(x * y for x, y in zip(a, b, strict=True)))


def read_records(raw_records: Iterable[Mapping[str, Any]]) -> list[PostalRecord]:
    return [PostalRecord.read(raw) for raw in raw_records if _is_of_use(raw)]


def _is_of_use(raw: Mapping[str, Any]) -> bool:
    return bool(raw["active"]) and raw["state"] not in ABROAD


def gather(active: Iterable[PostalRecord]) -> list[Place]:
    """ZIP codes, cities and other spellings of cities, not yet saved."""
    active = list(active)
    located = [record for record in active if record.point]
    cities = list(_cities(located))
    main_points = {(city.key, city.state): city.point for city in reversed(cities)}
    zips = [row for record in active if (row := _zip_row(record, main_points))]
    return [*zips, *_city_rows(cities)]


def _zip_row(
    record: PostalRecord, main_points: Mapping[tuple[str, str], tuple[float, float]]
) -> Place | None:
    """A ZIP code at its own point, or at its city's if it has none that can be believed."""
    city_point = main_points.get((key_of(record.city), record.state))
    point = record.point or city_point
    if point is None:
        return None
    if city_point and not record.is_standard and miles_apart(point, city_point) > MISPLACED_MILES:
        point = city_point
    return Place(
        kind=Place.Kind.ZIP,
        key=record.zip_code,
        postal_code=record.zip_code,
        name=record.city,
        state=record.state,
        latitude=point[0],
        longitude=point[1],
        time_zone=record.time_zone,
        weight=int(record.is_standard),
    )


def _cities(records: Iterable[PostalRecord]) -> Iterator[City]:
    """Every city by name and state, the largest part first where a name occurs far apart."""
    by_name: dict[tuple[str, str], list[tuple[str, PostalRecord]]] = defaultdict(list)
    for record in records:
        for name in dict.fromkeys((record.city, *record.other_cities)):
            if key := key_of(name):
                by_name[key, record.state].append((name, record))
    for (key, state), entries in sorted(by_name.items()):
        usual = [name for name, record in entries if name == record.city]
        # The longest of several spellings is the one that is spelled out.
        name = max(usual or [name for name, _ in entries], key=lambda name: (len(name), name))
        parts = _far_parts(tuple(dict.fromkeys(record for _, record in entries)))
        for part in parts:
            county = _main_county(part) if len(parts) > 1 else ""
            yield City(key, name, state, county, part)


def _main_county(records: tuple[PostalRecord, ...]) -> str:
    counties = [record.county for record in records if record.county]
    return max(sorted(set(counties)), key=counties.count, default="")


def _far_parts(records: tuple[PostalRecord, ...]) -> list[tuple[PostalRecord, ...]]:
    """The records county by county, with counties joined that lie close; the largest first."""
    if len({record.county for record in records}) == 1:
        return [records]  # nearly all of them
    by_county: dict[str, list[PostalRecord]] = defaultdict(list)
    for record in records:
        by_county[record.county].append(record)
    parts: list[list[PostalRecord]] = []
    for county in by_county.values():
        point = mean_point(county)
        near = [p for p in parts if miles_apart(mean_point(p), point) <= FAR_APART_MILES]
        parts = [part for part in parts if part not in near]
        parts.append([*county, *(record for part in near for record in part)])
    sizes = sorted(((_size(part), part) for part in parts), key=lambda pair: -pair[0])
    return [tuple(part) for size, part in sizes if size >= LEAST_SHARE * sizes[0][0]]


def _size(records: Iterable[PostalRecord]) -> float:
    # A box-only ZIP code counts just enough to rank places that have nothing else.
    return sum(1 if record.is_standard else 0.01 for record in records)


def _city_rows(cities: list[City]) -> Iterator[Place]:
    by_zip: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        for zip_code in city.zip_codes:
            by_zip[zip_code].append(city)
    for city in cities:
        full = _spelled_out(city, by_zip)
        yield city_row(full or city, name=city.name, key=city.key)


def city_row(city: City, *, name: str, key: str) -> Place:
    """The row of a city, or of another spelling of it if `name` is not its own."""
    latitude, longitude = city.point
    return Place(
        kind=Place.Kind.CITY,
        key=key,
        name=name,
        canonical_name=city.name if key != city.key else "",
        state=city.state,
        county=city.county,
        latitude=latitude,
        longitude=longitude,
        weight=len(city.standard),
    )


def _spelled_out(city: City, by_zip: Mapping[str, list[City]]) -> City | None:
    """The city that this one's name only abbreviates: "Colo Spgs", "Phila", "SLC"."""
    if city.is_usual_name:
        return None
    # Any of its ZIP codes will do: the full name has to be listed with all of them.
    neighbors = by_zip[next(iter(city.zip_codes))]
    full = [
        other
        for other in neighbors
        if city.zip_codes <= other.zip_codes and _abbreviates(city.key, other.key)
    ]
    longest = max(full, key=lambda other: (other.is_usual_name, len(other.key)), default=None)
    # "Brownstown" leads to "Brownstwn Twp", which leads to the name in full.
    return longest and (_spelled_out(longest, by_zip) or longest)


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` has the first letter and some of the others, in their order."""
    # "Phila" is short for Philadelphia, but Overland is not short for Overland Park.
    is_a_name_itself = full.startswith(short) and len(short) > 5
    if len(short) >= len(full) or short[0] != full[0] or is_a_name_itself:
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)
