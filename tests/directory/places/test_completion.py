"""A text that is only begun leads to the places it may become."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from directory.models import Place
from directory.places.completion import complete
from directory.places.resolve import resolve
from tests.factories.places import PlaceFactory, load_real_places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_places() -> None:
    load_real_places()


def labels(text: str) -> list[str]:
    return [place.label for place in complete(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("denv", ["Denver, CO", "Denver, NC"]),
        ("DENVER", ["Denver, CO", "Denver, NC"]),
        ("denver c", ["Denver, CO"]),
        ("denver n", ["Denver, NC"]),
        ("denver colo", ["Denver, CO"]),
        ("Denver, CO", ["Denver, CO"]),
        ("Denver,", ["Denver, CO", "Denver, NC"]),
        ("Denver, ", ["Denver, CO", "Denver, NC"]),
        ("Denver, C", ["Denver, CO"]),
        ("Denver, North C", ["Denver, NC"]),
        ("Denver, CO, USA", ["Denver, CO"]),
        ("16 Main Street, Denver, c", ["Denver, CO"]),
        ("den, co", ["Denver, CO"]),
        ("Denver (", ["Denver, CO", "Denver, NC"]),
        ("Denver, Bavaria", []),
        ("springfield, m", ["Springfield, MA", "Springfield, MO"]),
        ("springfield, mass", ["Springfield, MA"]),
        ("new york n", ["New York, NY"]),
        ("new york, new", ["New York, NY"]),
        ("st l", ["St. Louis, MO"]),
        ("saint lou", ["St. Louis, MO"]),
        ("s", ["St. Louis, MO", "Springfield, MA", "Springfield, IL", "Springfield, MO"]),
        ("coeur d’a", ["Coeur d'Alene, ID"]),
        ("o fal", ["O'Fallon, MO"]),
        ("nyc", ["New York, NY"]),
        ("la", ["Los Angeles, CA"]),
        ("washington d", ["Washington, DC"]),
        ("8", ["80202 (Denver, CO)", "83814 (Coeur d'Alene, ID)"]),
        ("802", ["80202 (Denver, CO)"]),
        ("80202", ["80202 (Denver, CO)"]),
        ("80202-12", ["80202 (Denver, CO)"]),
        ("80202 (Denver, CO)", ["80202 (Denver, CO)"]),
        ("04", ["04101 (Portland, ME)"]),
        ("99", []),
        ("xyz", []),
        ("%", []),
        ("_enver", []),
        ("٨٠٢", []),
        ("", []),
        (" ", []),
        ("\x00", []),
        ("a" * 2000, []),
    ],
)
def test_a_text_leads_to_the_places_that_begin_like_it(text: str, expected: list[str]) -> None:
    assert labels(text)[:4] == expected


def test_one_query_finds_them(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for text in ("s", "denver c", "Springfield, M", "802"):
        with django_assert_num_queries(1):
            complete(text)


@pytest.mark.parametrize("text", ["", "\x00", "%%", "é" * 2000])
def test_what_cannot_begin_a_place_costs_no_query(
    text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert complete(text) == []


def test_the_largest_come_first_and_equals_in_the_order_of_the_alphabet() -> None:
    for name, state, weight in (
        ("Zebra", "WY", 1),
        ("Zurich", "KS", 3),
        ("Zebra", "AZ", 1),
        ("Zaza", "TX", 1),
    ):
        PlaceFactory(name=name, state=state, weight=weight)

    assert labels("z") == ["Zurich, KS", "Zaza, TX", "Zebra, AZ", "Zebra, WY"]


def test_no_more_than_asked_for_are_listed() -> None:
    for state in ("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA"):
        PlaceFactory(name="Union", state=state)

    assert len(complete("union")) == 8
    assert [place.state for place in complete("union", limit=3)] == ["AK", "AL", "AR"]


def test_a_place_is_listed_once_however_many_of_its_spellings_begin_so() -> None:
    PlaceFactory(name="Boulder", weight=5)
    for name in ("Boulder Town", "Boulder Township", "Boulder Village"):
        PlaceFactory(name=name, canonical_name="Boulder", weight=5)
    for state in ("MT", "WY"):
        PlaceFactory(name="Boulder", state=state)

    assert labels("bould") == ["Boulder, CO", "Boulder, MT", "Boulder, WY"]


def test_another_name_counts_only_when_it_is_nearly_typed() -> None:
    PlaceFactory(name="DTLA", canonical_name="Los Angeles", state="CA", weight=63)
    PlaceFactory(name="SF", canonical_name="San Francisco", state="CA", weight=30)

    assert "Los Angeles, CA" not in labels("d")
    assert "Los Angeles, CA" not in labels("dt")
    assert labels("dtl") == ["Los Angeles, CA"]
    assert labels("sf") == ["San Francisco, CA"]


def test_places_of_one_name_in_one_state_are_told_apart_by_county() -> None:
    PlaceFactory(name="Greenville", state="PA", county="Mercer County")
    PlaceFactory(name="Greenville", state="PA", county="York County")

    assert labels("greenv") == ["Greenville, PA (Mercer County)", "Greenville, PA (York County)"]
    assert labels("Greenville, PA (yor") == ["Greenville, PA (York County)"]


@pytest.mark.parametrize("name", ["Zion", "Aachen", "Chula", "Llano", "Yuma", "99"])
def test_no_alphabet_of_a_language_hides_a_place(name: str) -> None:
    """In some, "ch" comes after "cz", "aa" after "z", or "y" with "i"."""
    place = PlaceFactory(name=name, state="UT")

    for length in range(1, len(name) + 1):
        assert place in complete(name[:length], limit=50)


def test_every_place_offered_is_understood_when_sent() -> None:
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        for place in complete(letter, limit=100):
            found = resolve(place.label).place
            assert found is not None
            assert found.label == place.label


@pytest.mark.parametrize("text", ["denv", "s", "denver c", "802", "Denver, C"])
def test_an_index_is_read_and_not_the_whole_table(text: str) -> None:
    many = [PlaceFactory.build(name=f"Town {number}", state="CO") for number in range(500)]
    Place.objects.bulk_create(many)
    with CaptureQueriesContext(connection) as queries:
        complete(text)
    sql = queries[0]["sql"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE directory_place")  # else it guesses, and may take any index
            cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read at once
            cursor.execute(f"EXPLAIN {sql}".replace("%", "%%"), [])
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())

    assert "Seq Scan" not in plan
    assert "SCAN directory_place" not in plan
    if connection.vendor == "postgresql":
        assert "place_by_beginning_of_key" in plan


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.from_regex(r"[a-z]{0,8}[ ,]{0,2}[A-Z]{0,2}", fullmatch=True))
def test_any_text_has_an_answer(text: str) -> None:
    places = complete(text)

    assert len(places) <= 8
    assert len({place.label for place in places}) == len(places)
