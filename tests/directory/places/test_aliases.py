"""Our own data file adds names, and only such that fit the records."""

from typing import Any

import pytest

from directory.places.aliases import BadAlias, read_aliases, with_aliases
from directory.places.gathering import PostalRecord
from directory.places.keys import key_of
from tests.factories.places import PlaceFactory

NOTHING: dict[str, list[Any]] = {"places": [], "aliases": [], "spellings": []}
BOROUGH = PostalRecord(
    zip_code="10001",
    city="New York",
    state="NY",
    county="New York County",
    other_cities=(),
    is_standard=True,
    time_zone="America/New_York",
    point=(40.7, -74.0),
)


def test_place_is_made_from_the_zip_codes_of_a_county() -> None:
    entries = {
        **NOTHING,
        "places": [{"name": "Manhattan", "state": "NY", "county": "New York County"}],
    }

    (place,) = with_aliases([], [BOROUGH], entries)

    assert place.label == "Manhattan, NY"
    assert place.point == (40.7, -74.0)


def test_place_is_made_from_given_zip_codes_and_wins_over_a_row_of_its_name() -> None:
    entries = {
        **NOTHING,
        "places": [{"name": "Chelsea", "state": "NY", "zip_codes": ["10001", "10099"]}],
    }
    row = PlaceFactory.build(name="Chelsea", state="NY")

    (place,) = with_aliases([row], [BOROUGH], entries)

    assert place.point == (40.7, -74.0)


def test_alias_repeats_the_point_and_size_of_its_place() -> None:
    denver = PlaceFactory.build(weight=36)
    entries = {**NOTHING, "aliases": [{"place": "Denver, CO", "names": ["Mile High City"]}]}

    _, alias = with_aliases([denver], [], entries)

    assert alias.key == "milehighcity"
    assert alias.label == "Denver, CO"
    assert (alias.point, alias.weight) == (denver.point, 36)


def test_spelling_only_changes_how_the_name_is_written() -> None:
    row = PlaceFactory.build(name="O Fallon", state="MO")

    (place,) = with_aliases([row], [], {**NOTHING, "spellings": ["O'Fallon, MO"]})

    assert place.label == "O'Fallon, MO"
    assert place.key == "ofallon"


@pytest.mark.parametrize(
    "entries",
    [
        {"places": [{"name": "Atlantis", "state": "NY", "county": "Deep County"}]},
        {"places": [{"name": "Atlantis", "state": "NY", "zip_codes": ["00000"]}]},
        {"aliases": [{"place": "Atlantis, NY", "names": ["The Deep"]}]},
        {"spellings": ["Atlantis, NY"]},
    ],
)
def test_entry_that_fits_nothing_is_refused(entries: dict[str, list[Any]]) -> None:
    with pytest.raises(BadAlias, match="Atlantis"):
        with_aliases([], [BOROUGH], NOTHING | entries)


def test_names_in_the_data_file_are_listed_once() -> None:
    entries = read_aliases()
    names = [name for entry in entries["aliases"] for name in entry["names"]]

    assert len({key_of(name) for name in names}) == len(names)
