"""Adds the boroughs and well-known names that postal records lack, from our own data file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from directory.models import Place

from .gathering import City, PostalRecord, city_row
from .keys import key_of

DATA_FILE = Path(__file__).resolve().parent.parent / "data" / "place_aliases.yaml"


class BadAlias(ValueError):
    """An entry of the data file that fits nothing in the postal records."""


def read_aliases(path: Path = DATA_FILE) -> dict[str, list[Any]]:
    content: dict[str, list[Any]] = yaml.safe_load(path.read_text("utf-8"))
    return content


def with_aliases(
    rows: Iterable[Place],
    records: Iterable[PostalRecord],
    entries: Mapping[str, list[Any]],
) -> list[Place]:
    """All rows, with those of the data file put in; these win over a row of the same name."""
    by_name: dict[tuple[str, str, str], Place] = {}
    for place in [*_own_places(entries["places"], records), *rows]:
        by_name.setdefault(_identity(place), place)  # of equals the first is the largest
    for label in entries["spellings"]:
        place = _stands_for(label, by_name)
        place.name = label.rpartition(", ")[0]
    for entry in entries["aliases"]:
        for name in entry["names"]:
            alias = _alias(name, _stands_for(entry["place"], by_name))
            by_name[_identity(alias)] = alias
    return list(by_name.values())


def _identity(place: Place) -> tuple[str, str, str]:
    return place.key, place.state, place.county


def _own_places(
    entries: Iterable[Mapping[str, Any]], records: Iterable[PostalRecord]
) -> Iterable[Place]:
    """Places that the post office has under another name: by county or by ZIP codes."""
    by_zip = {record.zip_code: record for record in records if record.point}
    by_county: dict[tuple[str, str], list[PostalRecord]] = defaultdict(list)
    for record in by_zip.values():
        by_county[record.county, record.state].append(record)
    for entry in entries:
        name, state = entry["name"], entry["state"]
        if "county" in entry:
            found = by_county.get((entry["county"], state), [])
        else:
            found = [by_zip[code] for code in entry["zip_codes"] if code in by_zip]
        if not found:
            raise BadAlias(f"{name}, {state}: none of its ZIP codes is known.")
        key = key_of(name)
        yield city_row(City(key, name, state, "", tuple(found)), name=name, key=key)


def _stands_for(label: str, by_name: Mapping[tuple[str, str, str], Place]) -> Place:
    city, _, state = label.rpartition(", ")
    place = by_name.get((key_of(city), state, ""))
    if place is None or place.is_alias:
        raise BadAlias(f"{label}: no such place to stand for.")
    return place


def _alias(name: str, place: Place) -> Place:
    return Place(
        kind=Place.Kind.CITY,
        key=key_of(name),
        name=name,
        canonical_name=place.name,
        state=place.state,
        latitude=place.latitude,
        longitude=place.longitude,
        weight=place.weight,
    )
