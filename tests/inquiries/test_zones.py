"""A therapist's time zone is that of the first place where they work."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from directory.models import Therapist
from inquiries import zones
from tests.factories.directory import TherapistFactory
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def test_zone_is_that_of_the_zip_code_of_the_first_place() -> None:
    PlaceFactory(postal_code="80202", time_zone="America/Phoenix")
    therapist = TherapistFactory(published=True, places=["Denver", "New York"])

    assert zones.zone_of(therapist).key == "America/Phoenix"


@pytest.mark.parametrize("name", ["", "Napakiak", "../../etc/passwd"])
def test_zip_code_without_a_good_zone_takes_that_of_its_state(name: str) -> None:
    PlaceFactory(postal_code="80202", time_zone=name)

    assert zones.zone_of(TherapistFactory(published=True)).key == "America/Denver"


def test_unknown_zip_code_takes_the_zone_of_its_state() -> None:
    assert zones.zone_of(TherapistFactory(place="Burlington")).key == "America/New_York"


def test_without_a_place_it_is_the_middle_of_the_country() -> None:
    assert zones.zone_of(TherapistFactory()).key == "America/Chicago"


def test_many_are_found_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = [TherapistFactory(published=True, place=name) for name in ("Denver", "Chicago")]
    made.append(TherapistFactory())

    with django_assert_num_queries(1):
        found = zones.zones_of(therapist.pk for therapist in made)

    assert [found[therapist.pk].key for therapist in made] == [
        "America/Denver",
        "America/Chicago",
        "America/Chicago",
    ]


def test_rows_carry_the_zone_of_their_therapist() -> None:
    PlaceFactory(postal_code="80202", time_zone="America/Boise")
    TherapistFactory(published=True, places=["Denver", "New York"])
    TherapistFactory()

    rows = Therapist.objects.order_by("pk").annotate(
        zone_name=zones.name_of("pk"), zone_state=zones.state_of("pk")
    )

    found = [zones.read(*row).key for row in rows.values_list("zone_name", "zone_state")]
    assert found == ["America/Boise", "America/Chicago"]
