"""What a person types becomes one place, a choice or a helpful answer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from directory.models import Place
from directory.places import PlaceAnswer, resolve
from tests.factories.places import PlaceFactory, load_real_places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_places() -> None:
    load_real_places()


def labels(places: tuple[Place, ...]) -> list[str]:
    return [place.label for place in places]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("80202", "80202 (Denver, CO)"),
        ("80202-1234", "80202 (Denver, CO)"),
        ("80202 (Denver, CO)", "80202 (Denver, CO)"),
        ("04101", "04101 (Portland, ME)"),
        ("denver, co", "Denver, CO"),
        ("Denver CO", "Denver, CO"),
        ("Denver, Colorado", "Denver, CO"),
        ("denver colorado usa", "Denver, CO"),
        ("Valentine", "Valentine, NE"),
        ("Springfield, IL", "Springfield, IL"),
        ("Portland, Maine", "Portland, ME"),
        ("st louis", "St. Louis, MO"),
        ("Saint Louis, MO", "St. Louis, MO"),
        ("coeur d’alene idaho", "Coeur d'Alene, ID"),
        ("O Fallon, MO", "O'Fallon, MO"),
        ("NYC", "New York, NY"),
        ("New York", "New York, NY"),
        ("new york ny", "New York, NY"),
        ("la", "Los Angeles, CA"),
        ("L.A.", "Los Angeles, CA"),
        ("Washington, D.C.", "Washington, DC"),
        ("Denver, CO (no such county)", "Denver, CO"),
    ],
)
def test_place_is_found_in_one_query(
    text: str, label: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        answer = resolve(text)

    assert answer.place is not None
    assert answer.place.label == label
    assert (answer.choices, answer.suggestions, answer.problem) == ((), (), "")


def test_every_label_leads_back_to_its_place() -> None:
    for place in Place.objects.canonical():
        assert resolve(place.label).place == place


def test_name_of_several_places_offers_them_largest_first(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        answer = resolve("Springfield")

    assert answer.place is None
    assert labels(answer.choices) == [
        "Springfield, MA",
        "Springfield, IL",
        "Springfield, MO",
        "Springfield, OR",
    ]
    assert "Springfield" in answer.problem


def test_name_of_one_much_larger_place_means_it_and_keeps_the_others() -> None:
    answer = resolve("denver")

    assert answer.place is not None
    assert answer.place.label == "Denver, CO"
    assert labels(answer.others) == ["Denver, NC"]


def test_choices_are_limited() -> None:
    for number in range(40):
        PlaceFactory(name="Franklin", state="OH", county=f"County {number}")

    assert len(resolve("Franklin").choices) == 30


def test_county_tells_places_of_one_state_apart() -> None:
    PlaceFactory(name="Oakwood", state="OH", county="Montgomery County", weight=2)
    small = PlaceFactory(name="Oakwood", state="OH", county="Paulding County")

    assert len(resolve("Oakwood, OH").choices) == 2
    assert resolve(small.label).place == small


def test_whole_state_offers_its_cities() -> None:
    answer = resolve("Missouri")

    assert answer.place is None
    assert labels(answer.suggestions) == ["St. Louis, MO", "Springfield, MO", "O'Fallon, MO"]
    assert "Missouri" in answer.problem


def test_city_called_like_another_state_is_only_a_choice() -> None:
    PlaceFactory(name="Oregon", state="IL")

    answer = resolve("Oregon")

    assert answer.place is None
    assert labels(answer.choices) == ["Portland, OR", "Springfield, OR", "Oregon, IL"]


def test_unknown_zip_code_offers_its_neighbors() -> None:
    answer = resolve("80299")

    assert answer.place is None
    assert labels(answer.suggestions) == ["80202 (Denver, CO)"]
    assert "80299" in answer.problem


@pytest.mark.parametrize("text", ["00000", "٧٨٧٠١", "7", "Atlantis", "Paris, France", "😀", "!!"])
def test_unknown_place_gets_a_message(text: str) -> None:
    answer = resolve(text)

    assert answer.place is None
    assert answer.problem


def test_wrong_spelling_offers_close_names() -> None:
    assert labels(resolve("Springfeild, MO").suggestions)[0] == "Springfield, MO"


def test_city_in_the_wrong_state_offers_the_right_ones() -> None:
    assert labels(resolve("Valentine, TX").suggestions) == ["Valentine, NE"]


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\t\n"])
def test_nothing_typed_is_no_problem_and_no_query(
    text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert resolve(text) == PlaceAnswer()


def test_very_long_text_is_refused_without_a_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        answer = resolve("Denver " * 2000)

    assert answer.place is None
    assert answer.problem


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE directory_place;--", "%", "_", "\\", "Denver\x00, CO", "\ud800", "(((", ", ,"],
)
def test_strange_text_is_harmless(text: str) -> None:
    resolve(text).problem.encode()

    assert Place.objects.exists()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=120))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = resolve(text)

    assert not (answer.place and answer.problem)
    answer.problem.encode()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.from_regex(r"\A[\d\s()., -]{1,12}\Z"))
def test_any_digits_get_an_answer(text: str) -> None:
    answer = resolve(text)

    assert not (answer.place and answer.problem)
