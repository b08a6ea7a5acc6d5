"""What the place box is told while somebody types, or shares where they are."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.directory.pages import search
from tests.factories.places import load_real_places

pytestmark = pytest.mark.django_db

SUGGEST = "/places/suggest/"
NEAREST = "/places/nearest/"


@pytest.fixture(autouse=True)
def places() -> None:
    load_real_places()


def test_addresses_have_names() -> None:
    assert reverse("directory:place-suggestions") == SUGGEST
    assert reverse("directory:place-nearest") == NEAREST


# Suggestions ------------------------------------------------------------------------------------


def test_what_is_typed_is_answered_with_places(client: Client) -> None:
    response = client.get(SUGGEST, {"q": "springfield, m"})

    assert response.json() == {
        "places": [{"label": "Springfield, MA"}, {"label": "Springfield, MO"}]
    }


def test_suggestions_may_be_kept_by_any_cache_and_know_no_visitor(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = client.get(SUGGEST, {"q": "denv"})

    assert response["Cache-Control"] == "public, max-age=86400"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=a&q=zzzz", "Q=denver", "q[]=x", "q=%FF"])
def test_every_address_of_suggestions_has_an_answer(client: Client, query: str) -> None:
    response = client.get(f"{SUGGEST}?{query}")

    assert response.status_code == 200
    assert response.json() == {"places": []}


@pytest.mark.parametrize("path", [SUGGEST, NEAREST])
def test_only_reading_is_allowed(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
    assert client.head(path, {"lat": "39.74", "lng": "-104.99"}).status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("\x00").via("what databases refuse")
@example("\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
@example("9" * 5000)
@given(st.text())
def test_any_text_is_answered(client: Client, text: str) -> None:
    response = client.get(SUGGEST, {"q": text})

    assert response.status_code == 200
    assert set(response.json()) == {"places"}


# The nearest ZIP code ---------------------------------------------------------------------------


def nearest(client: Client, **data: Any) -> tuple[int, Any]:
    response = client.get(NEAREST, data)
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    return response.status_code, response.json()


def test_a_position_is_answered_with_the_nearest_zip_code(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        status, content = nearest(client, lat="39.74", lng="-104.99")

    assert status == 200
    assert content == {"place": {"label": "80202 (Denver, CO)"}}


def test_more_than_two_decimals_are_not_used(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[float, float]] = []
    monkeypatch.setattr(
        "directory.views.places.nearest_zip_code", lambda *point: seen.append(point)
    )

    nearest(client, lat="39.739236", lng="-104.990251")

    assert seen == [(39.74, -104.99)]


def test_outside_the_united_states_it_is_said_in_words(client: Client) -> None:
    status, content = nearest(client, lat="51.5", lng="-0.12")

    assert status == 200
    assert content["place"] is None
    assert "outside the United States" in content["message"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"lat": "39.74"},
        {"lng": "-104.99"},
        {"lat": "", "lng": ""},
        {"lat": "north", "lng": "west"},
        {"lat": "nan", "lng": "0"},
        {"lat": "0", "lng": "NaN"},
        {"lat": "inf", "lng": "0"},
        {"lat": "0", "lng": "-Infinity"},
        {"lat": "1e999", "lng": "0"},
        {"lat": "90.01", "lng": "0"},
        {"lat": "0", "lng": "-180.01"},
        {"lat": "39\x00", "lng": "0"},
        {"lat": "9" * 5000, "lng": "0"},
        {"lat": "0x10", "lng": "0"},
        {"lat": "39,74", "lng": "-104,99"},
    ],
)
def test_what_is_no_position_is_refused_in_words(
    client: Client, data: dict[str, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        status, content = nearest(client, **data)

    assert status == 400
    assert content["place"] is None
    assert "ZIP code" in content["message"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.floats().map(str), st.text() | st.floats(-180, 180).map(str))
def test_any_two_texts_are_answered(client: Client, lat: str, lng: str) -> None:
    assert nearest(client, lat=lat, lng=lng)[0] in (200, 400)


# The place box ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("vocabulary")
def test_the_place_box_says_which_place_was_understood(client: Client) -> None:
    box = search(client, "near=nyc").one("//input[@name='near']")

    assert box.get("data-understood-place") == "New York, NY"
    assert box.get("data-place") == SUGGEST
    assert box.get("value") == "nyc"


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize("query", ["near=springfield", "near=00000", "near=", ""])
def test_no_place_is_understood_where_there_is_none(client: Client, query: str) -> None:
    box = search(client, query).one("//input[@name='near']")

    assert box.get("data-understood-place") is None


@pytest.mark.usefixtures("vocabulary")
def test_a_remembered_place_is_offered_only_before_anything_is_chosen(client: Client) -> None:
    """Who left the place out on purpose does not get it back with the next filter."""
    path = "//input[@name='near'][@data-place-offer]"

    assert len(search(client).all(path)) == 1
    assert search(client, "technique=deep-tissue").all(path) == []
    assert search(client, "near=").all(path) == []


def test_the_home_page_offers_it(client: Client) -> None:
    assert 'data-place-offer="yes"' in client.get("/").content.decode()


@pytest.mark.usefixtures("vocabulary")
def test_a_choice_of_places_keeps_everything_else(client: Client) -> None:
    page = search(client, "near=springfield&miles=50&technique=deep-tissue&max_rate=90")

    links = page.links("//ul[@class='place-choices']")

    assert list(links) == [
        "Springfield, MA",
        "Springfield, IL",
        "Springfield, MO",
        "Springfield, OR",
    ]
    for href in links.values():
        assert "miles=50" in href
        assert "technique=deep-tissue" in href
        assert "max_rate=90" in href
    assert "The filters that you chose stay as they are." in page.text


@pytest.mark.usefixtures("vocabulary")
def test_other_places_of_the_name_are_one_click_away(client: Client) -> None:
    page = search(client, "near=denver&miles=50")

    assert "Showing Denver, CO. Did you mean Denver, NC?" in page.text
    (href,) = page.links("//p[@class='other-places']").values()
    assert "near=Denver%2C+NC" in href
    assert "miles=50" in href


@pytest.mark.usefixtures("vocabulary")
def test_a_place_with_its_state_has_no_others(client: Client) -> None:
    assert search(client, "near=Denver, CO").all("//p[@class='other-places']") == []
