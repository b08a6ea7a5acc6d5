"""Name, places and contact: every rule is told beside its field."""

from __future__ import annotations

import pytest

from directory.choices import LiveFact
from directory.models import Place, Therapist
from tests.directory.forms.browser import judged, messages, opened, posted, says
from tests.factories.directory import TherapistFactory
from tests.factories.places import PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

ROW = "place__locations__0__"


@pytest.fixture
def therapist() -> Therapist:
    PlaceFactory(postal_code="80202")
    return TherapistFactory(name="Ana Rivera")


def with_place(**changes: str) -> dict[str, str]:
    row = {"setting": "studio", "city": "Denver", "state": "CO", "postal_code": "80202"} | changes
    return {f"{ROW}{name}": value for name, value in row.items()}


def locations(forms) -> list[dict[str, object]]:
    assert forms.is_valid(), forms.error_list
    found: list[dict[str, object]] = forms.sections()["place"]["locations"]
    return found


def test_a_profile_needs_a_name_and_nothing_else(therapist: Therapist) -> None:
    assert judged("place", therapist).is_valid()
    assert says(judged("place", therapist, about__name=" "), "about-name", "Please fill this in.")


@pytest.mark.parametrize(
    ("name", "longest"), [("name", 120), ("pronouns", 30), ("intro", 600), ("website", 200)]
)
def test_a_text_that_is_too_long_is_refused(therapist: Therapist, name: str, longest: int) -> None:
    text = "https://example.com/".ljust(longest + 1, "a")

    forms = judged("place", therapist, **{f"about__{name}": text})

    assert says(forms, f"about-{name}", f"Use at most {longest} characters")


def test_a_gender_outside_the_list_is_refused(therapist: Therapist) -> None:
    assert says(judged("place", therapist, about__gender="x"), "about-gender", "Choose from")


def test_web_addresses_may_lack_their_beginning(therapist: Therapist) -> None:
    forms = judged("place", therapist, about__website="ana.example.com")

    assert forms.is_valid()
    assert forms.sections()["about"]["website"] == "https://ana.example.com"


def test_a_script_is_no_web_address(therapist: Therapist) -> None:
    forms = judged("place", therapist, about__booking_url="javascript:alert(1)")

    assert says(forms, "about-booking_url", "Enter the address of a page")


def test_a_phone_number_is_kept_in_international_form(therapist: Therapist) -> None:
    forms = judged("place", therapist, phone__phone="303.555.0142")

    assert forms.is_valid()
    assert forms.facts() == {LiveFact.PHONE: {"phone": "+13035550142"}}


def test_a_number_that_is_too_short_is_refused(therapist: Therapist) -> None:
    assert says(judged("place", therapist, phone__phone="555-0142"), "phone-phone", "ten digits")


def test_the_phone_says_that_it_becomes_public(therapist: Therapist) -> None:
    form = opened("place", therapist).parts[1].form

    assert form is not None
    assert "Shown publicly only if you fill it in" in form["phone"].help_text


def test_a_place_is_added_under_a_new_key(therapist: Therapist) -> None:
    (row,) = locations(judged("place", therapist, **with_place()))

    assert str(row["key"]).startswith("new-")
    assert row | {"key": ""} == {
        "key": "",
        "setting": "studio",
        "practice_name": "",
        "street": "",
        "neighborhood": "",
        "city": "Denver",
        "state": "CO",
        "postal_code": "80202",
        "directions": "",
        "travel_miles": None,
    }


@pytest.mark.parametrize("name", ["setting", "city", "state", "postal_code"])
def test_a_place_needs_its_kind_city_state_and_zip_code(therapist: Therapist, name: str) -> None:
    forms = judged("place", therapist, **with_place(**{name: ""}))

    assert says(forms, f"place-locations-0-{name}", "Please ")


@pytest.mark.parametrize("typed", ["80202", " 80202 ", "80202-1234", "802021234"])
def test_a_zip_code_may_have_its_four_more_digits(therapist: Therapist, typed: str) -> None:
    (row,) = locations(judged("place", therapist, **with_place(postal_code=typed)))

    assert row["postal_code"] == "80202"


@pytest.mark.parametrize("typed", ["8020", "802022", "Denver", "8020２", "-80202"])
def test_a_zip_code_has_five_digits(therapist: Therapist, typed: str) -> None:
    forms = judged("place", therapist, **with_place(postal_code=typed))

    assert says(forms, "place-locations-0-postal_code", "five digits of the ZIP code")


def test_an_unknown_zip_code_is_answered_with_what_to_do(therapist: Therapist) -> None:
    forms = judged("place", therapist, **with_place(postal_code="00001"))

    assert says(forms, "place-locations-0-postal_code", "no place with the ZIP code 00001")
    assert "nearest post office" in messages(forms)[0]


def test_a_place_in_the_tables_keeps_its_zip_code_even_if_that_is_gone() -> None:
    therapist = TherapistFactory(places=["Denver"])

    assert not Place.objects.exists()
    assert judged("place", therapist).is_valid()


def test_another_place_does_not_lend_its_zip_code(therapist: Therapist) -> None:
    Place.objects.all().delete()
    there = TherapistFactory(places=["Denver"])
    code = there.locations.get().postal_code
    data = posted(opened("place", there))
    for name in list(data):
        if name.startswith("place-locations-0-"):
            data[name.replace("-0-", "-1-")] = data[name]
    data["place-locations-TOTAL_FORMS"] = "2"

    forms = opened("place", there, data)

    assert says(forms, "place-locations-1-postal_code", f"no place with the ZIP code {code}")


@pytest.mark.parametrize("typed", ["0", "201", "-3", "1e9", "many", "1.5"])
def test_miles_lie_between_1_and_200(therapist: Therapist, typed: str) -> None:
    forms = judged("place", therapist, **with_place(setting="home-visits", travel_miles=typed))

    assert says(forms, "place-locations-0-travel_miles", "from 1 to 200")


def test_miles_are_for_home_visits_only(therapist: Therapist) -> None:
    visits = judged("place", therapist, **with_place(setting="home-visits", travel_miles="15"))
    studio = judged("place", therapist, **with_place(travel_miles="15"))

    assert locations(visits)[0]["travel_miles"] == 15
    assert says(studio, "place-locations-0-travel_miles", "choose “Comes to your home”")


def test_a_key_of_somebody_else_makes_a_new_place(therapist: Therapist) -> None:
    other = TherapistFactory(places=["Denver"]).locations.get()

    (row,) = locations(judged("place", therapist, **with_place(key=str(other.pk))))

    assert str(row["key"]).startswith("new-")


def test_a_key_counts_once() -> None:
    therapist = TherapistFactory(places=["Denver", "Boulder"])
    data = posted(opened("place", therapist))
    data["place-locations-1-key"] = data["place-locations-0-key"]
    PlaceFactory(postal_code=data["place-locations-1-postal_code"])

    first, second = locations(opened("place", therapist, data))

    assert first["key"] == data["place-locations-0-key"]
    assert str(second["key"]).startswith("new-")


def test_a_seventh_place_is_refused(therapist: Therapist) -> None:
    data = posted(opened("place", therapist))
    for number in range(7):
        for name, value in with_place().items():
            data[name.replace("__", "-").replace("-0-", f"-{number}-")] = value
    data["place-locations-TOTAL_FORMS"] = "7"

    assert says(opened("place", therapist, data), "place-locations", "room for 6 rows")
