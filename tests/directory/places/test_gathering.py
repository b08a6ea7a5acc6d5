"""Postal records become ZIP codes, cities and other spellings."""

from typing import Any

import pytest

from directory.models import Place
from directory.places.gathering import gather, miles_apart, read_records, tidy


def record(zip_code: str, city: str, **changes: Any) -> dict[str, Any]:
    return {
        "zip_code": zip_code,
        "zip_code_type": "STANDARD",
        "active": True,
        "city": city,
        "acceptable_cities": [],
        "state": "CO",
        "county": "Denver County",
        "lat": "39.75",
        "long": "-105.0",
        "timezone": "America/Denver",
    } | changes


def places(*records: dict[str, Any]) -> dict[str, Place]:
    """The gathered rows by ZIP code or by name (and county where there is one)."""
    rows = gather(read_records(records))
    return {
        row.postal_code or (f"{row.name} ({row.county})" if row.county else row.name): row
        for row in rows
    }


def test_zip_code_and_its_city_are_gathered() -> None:
    found = places(record("80202", "Denver"))

    assert found["80202"].label == "80202 (Denver, CO)"
    assert found["Denver"].label == "Denver, CO"
    assert found["Denver"].key == "denver"


def test_only_a_zip_code_has_a_time_zone() -> None:
    found = places(record("80202", "Denver"))

    assert found["80202"].time_zone == "America/Denver"
    assert found["Denver"].time_zone == ""


@pytest.mark.parametrize("name", ["Napakiak", "", "../etc/passwd", "\0"])
def test_where_the_records_name_no_zone_that_exists_the_state_s_is_taken(name: str) -> None:
    found = places(record("99634", "Napakiak", state="AK", timezone=name))

    assert found["99634"].time_zone == "America/Anchorage"


def test_city_lies_in_the_middle_of_its_zip_codes_with_street_delivery() -> None:
    city = places(
        record("80201", "Denver", lat="39.0"),
        record("80202", "Denver", lat="40.0"),
        record("80203", "Denver", lat="39.1", zip_code_type="PO BOX"),
    )["Denver"]

    assert city.point == (39.5, -105.0)
    assert city.weight == 2


@pytest.mark.parametrize("changes", [{"active": False}, {"state": "AP"}, {"lat": "", "long": "0"}])
def test_zip_code_that_leads_nowhere_is_left_out(changes: dict[str, Any]) -> None:
    assert places(record("96201", "Elsewhere", **changes)) == {}


def test_zip_code_without_a_point_takes_its_city_s() -> None:
    found = places(record("77351", "Livingston"), record("77352", "Livingston", lat="0", long="0"))

    assert found["77352"].point == found["77351"].point


def test_misplaced_post_box_takes_the_point_of_its_city() -> None:
    found = places(
        record("99501", "Anchorage", lat="61.2", long="-149.9"),
        record("99519", "Anchorage", lat="53.0", long="-168.0", zip_code_type="PO BOX"),
    )

    assert found["99519"].point == (61.2, -149.9)


def test_name_that_occurs_far_apart_in_a_state_is_two_places() -> None:
    found = places(
        record("45419", "Oakwood", county="Montgomery County", lat="39.7", long="-84.2"),
        record("45873", "Oakwood", county="Paulding County", lat="41.1", long="-84.4"),
    )

    assert found["Oakwood (Montgomery County)"].point == (39.7, -84.2)
    assert found["Oakwood (Paulding County)"].point == (41.1, -84.4)


def test_city_over_two_counties_stays_one_place() -> None:
    found = places(
        record("80202", "Denver"), record("80246", "Denver", county="Arapahoe County", lat="39.7")
    )

    assert found["Denver"].county == ""
    assert found["Denver"].weight == 2


def test_stray_zip_code_does_not_split_a_large_city() -> None:
    found = places(
        *(record(f"4540{n}", "Dayton", county="Montgomery County") for n in range(5)),
        record("45390", "Dayton", county="Darke County", lat="41.0"),
    )

    assert found["Dayton"].county == ""
    assert found["Dayton"].point == (39.75, -105.0)


def test_further_name_of_a_zip_code_is_a_place_of_its_own() -> None:
    found = places(
        record("90001", "Los Angeles", lat="33.9"),
        record("90028", "Los Angeles", lat="34.1", acceptable_cities=["Hollywood"]),
    )

    assert found["Hollywood"].label == "Hollywood, CO"
    assert found["Hollywood"].point == (34.1, -105.0)


def test_abbreviation_stands_for_the_full_name() -> None:
    found = places(
        record("80901", "Colorado Springs", lat="38.0"),
        record("80902", "Colorado Springs", lat="39.0", acceptable_cities=["Colo Spgs"]),
    )

    assert found["Colo Spgs"].label == "Colorado Springs, CO"
    assert found["Colo Spgs"].is_alias
    assert found["Colo Spgs"].point == (38.5, -105.0)


def test_abbreviation_of_an_abbreviation_stands_for_the_full_name() -> None:
    spellings = ["Brownstn", "Brownstwn Plc"]
    found = places(record("48183", "Brownstown Place", acceptable_cities=spellings))

    assert {place.label for place in found.values() if place.kind == "city"} == {
        "Brownstown Place, CO"
    }


@pytest.mark.parametrize(
    ("listed", "tidied"),
    [
        ("Mc Lean", "McLean"),
        ("Mcallen", "McAllen"),
        ("Truth Or Consequences", "Truth or Consequences"),
        ("The Woodlands", "The Woodlands"),
        ("Denver", "Denver"),
    ],
)
def test_names_are_written_as_people_write_them(listed: str, tidied: str) -> None:
    assert tidy(listed) == tidied


def test_miles_apart_is_the_way_over_the_globe() -> None:
    denver, boulder = (39.7392, -104.9903), (40.0150, -105.2705)

    assert miles_apart(denver, boulder) == pytest.approx(24.2, abs=0.2)
    assert miles_apart(denver, denver) == 0
