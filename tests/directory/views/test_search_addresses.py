"""Search as a visitor has it: whatever the address says, there is a page that explains it."""

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from directory.filters import TherapistFilter
from directory.models import Therapist
from directory.search.query import PAGE_SIZE
from tests.directory.listing import add
from tests.directory.pages import follow, search
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]


@pytest.mark.parametrize(
    "near", ["80202", "80202-1234", "denver, co", "Denver", " DENVER ,CO ", "８０２０２"]
)
def test_a_place_is_understood_as_people_write_it(client: Client, near: str) -> None:
    add("Ana", 1)

    page = search(client, {"near": near})

    assert page.slugs == ["ana"]
    assert page.typed("near") == near.strip()


def test_a_name_of_several_places_is_asked_back(client: Client) -> None:
    springfield = 39.8000, -89.6495
    TherapistFactory(published=True, near=springfield, techniques=["swedish"])

    page = search(client, "near=Springfield&miles=10&technique=swedish")

    assert page.heading == "Which place do you mean?"
    assert page.typed("near") == "Springfield"
    choices = page.links("//*[@data-total]")
    assert {"Springfield, IL", "Springfield, MO", "Springfield, MA"} <= set(choices)
    found = {name: follow(client, href) for name, href in choices.items()}
    assert {name: one.total for name, one in found.items() if one.total} == {"Springfield, IL": 1}
    assert all(one.chosen("miles") == "10" for one in found.values())
    assert all(("technique", "swedish") in one.checked for one in found.values())


@pytest.mark.parametrize(
    ("near", "message"),
    [
        ("00000", "We do not know the ZIP code 00000"),
        ("٧٨٧٠١", "five digits from 0 to 9"),
        ("8020", "five digits"),
        ("Nowhereville", "We could not find “Nowhereville”"),
        ("Colorado", "Which place in Colorado do you mean?"),
        ("9" * 23, "five digits"),
        ("<script>alert(1)</script>", "We could not find"),
        ("🙂", "We could not find"),
        ("'; DROP TABLE directory_place; --", "We could not find"),
        ("x" * 5000, "too long for a place"),
    ],
)
def test_a_place_that_is_not_known_is_said_and_nothing_typed_is_lost(
    client: Client, near: str, message: str
) -> None:
    add("Ana", techniques=["swedish"])

    page = search(
        client,
        {
            "near": near, "miles": "50", "technique": "swedish", "max_rate": "abc",
            "min_years": "5", "sort": "rate",
        },
    )  # fmt: skip

    assert message in page.one("//*[@id='near-error']").text_content()
    assert "type a five-digit ZIP code, or a city with its state" in page.text
    assert page.typed("near") == near[:100]
    assert page.chosen("miles") == "50"
    assert page.checked == {("technique", "swedish")}
    assert (page.typed("max_rate"), page.typed("min_years")) == ("abc", "5")
    assert page.chosen("sort") == "rate"
    assert page.total == 0


def test_a_null_character_is_no_place_and_no_error(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, "near=%00&technique=swedish")

    assert page.one("//*[@id='near-error']").text_content().strip()
    assert "type a five-digit ZIP code, or a city with its state" in page.text
    assert page.checked == {("technique", "swedish")}


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("miles=-5", "miles", "Choose 5, 10, 25, 50 or 100 miles"),
        ("miles=" + "9" * 23, "miles", "Choose 5, 10, 25, 50 or 100 miles"),
        ("max_rate=abc", "max_rate", "Enter a price in whole dollars"),
        ("max_rate=0", "max_rate", "at least 1 dollar"),
        ("max_rate=" + "9" * 23, "max_rate", "at most 1000 dollars"),
        ("min_years=abc", "min_years", "Enter a number of years"),
        ("min_years=-1", "min_years", "0 years or more"),
        ("min_years=" + "9" * 23, "min_years", "at most 60 years"),
    ],
)
def test_a_number_that_makes_no_sense_is_said_beside_its_field(
    client: Client, query: str, field: str, message: str
) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, f"near=80202&technique=swedish&{query}")

    described = page.one(f"//*[@name='{field}']")
    assert described.get("aria-invalid") == "true"
    assert message in page.one(f"//*[@id='{described.get('aria-describedby')}']").text_content()
    assert page.slugs == ["ana"]
    assert page.checked == {("technique", "swedish")}
    if field != "miles":
        assert page.typed(field) == query.partition("=")[2]


def test_a_word_that_is_not_known_is_said_in_its_group(client: Client) -> None:
    add("Ana", techniques=["swedish"])

    page = search(client, "technique=nope&technique=swedish")

    group = page.one("//details[@class='facet'][.//input[@name='technique']]")
    assert "We do not know “nope”, so we left it out." in group.text_content()
    assert "open" in group.attrib
    assert page.slugs == ["ana"]


@pytest.mark.parametrize(
    "page_number", ["9999", "0", "-1", "abc", "%00", "9" * 23, "9" * 5000, "1.5"]
)
def test_a_page_that_is_not_there_is_the_first_or_the_last(
    client: Client, page_number: str
) -> None:
    for number in range(PAGE_SIZE + 1):
        add(f"Person {number}")

    page = search(client, f"near=80202&page={page_number}")

    assert len(page.slugs) in (1, PAGE_SIZE)
    assert page.total == PAGE_SIZE + 1


ALL_PARAMETERS = [*TherapistFilter.base_filters, "page"]


@pytest.mark.parametrize("name", ALL_PARAMETERS)
@pytest.mark.parametrize("value", ["x" * 5000, "9" * 5000, "%00", "%F0%9F%99%82", "%ED%A0%80", ""])
def test_no_value_of_any_parameter_breaks_the_page(client: Client, name: str, value: str) -> None:
    assert search(client, f"{name}={value}").heading


@pytest.mark.parametrize("name", ALL_PARAMETERS)
def test_a_parameter_may_be_repeated_ever_so_often(client: Client, name: str) -> None:
    add("Ana", techniques=["swedish"])

    many = "&".join(f"{name}={number}" for number in range(200))

    assert search(client, f"technique=swedish&{many}").heading


odd_texts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "80202",
            "Springfield",
            "swedish",
            "60",
            "90",
            "1",
            "-1",
            "1e9",
            "٣",
            "\x00",
            "%",
            "&",
            "=",
            ";",
        ]
    ),
    st.integers(-(10**25), 10**25).map(str),
)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.one_of(st.sampled_from(ALL_PARAMETERS), st.text(max_size=5)), odd_texts),
        max_size=8,
    ).map(lambda fields: urlencode(fields, errors="replace"))
    | st.binary(max_size=40).map(quote)
    | st.text(alphabet="nearmilspgtchqu=&;%+0123456789", max_size=40)
)
@example("near=%ff%fe&technique=%80")
@example("&&&===;;;")
def test_no_address_whatever_breaks_the_search(query: str) -> None:
    if not Therapist.objects.exists():
        add("Ana", techniques=["swedish"], rates={60: 9000})

    assert search(Client(), query).heading
