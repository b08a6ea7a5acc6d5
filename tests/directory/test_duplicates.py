"""One person, one profile: what makes another profile look like the same person."""

from __future__ import annotations

from typing import Any

import pytest

from directory import duplicates
from directory.choices import RevisionStatus
from directory.duplicates import is_near_same_name, plain_number, suspects
from directory.models import Therapist
from tests.directory.population import populate
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.places import load_real_places
from tests.factories.profiles import RevisionFactory, changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def _places(db: None) -> None:
    load_real_places()


def look(therapist: Therapist, **changes: dict[str, Any]) -> dict[str, list[str]]:
    found = suspects(therapist, changed(therapist, changes))
    return {suspect.therapist.name: suspect.reasons for suspect in found}


@pytest.mark.parametrize(
    "name",
    [
        "Ana Ruiz", "ana ruiz", "Ruiz Ana", "Ruiz, Ana", "Ána Ruíz", "Anna Ruiz", "Ana Ruis",
        "Ana Riuz", "An Ruiz", "Ana M. Ruiz", "Ana Ruiz, LMT", "Dr. Ana Ruiz", "AnaRuiz",
        "Ana-Ruiz",
    ],
)  # fmt: skip
def test_nearly_the_same_names(name: str) -> None:
    assert is_near_same_name("Ana Ruiz", name)
    assert is_near_same_name(name, "Ana Ruiz")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Ruiz", "Eva Ruiz"),
        ("Ana Ruiz", "Anna Ruis"),
        ("Ana Ruiz", "Ana"),
        ("Ana Ruiz", "Ana Ruiz Lopez"),
        ("A. Ruiz", "Berta Ruiz"),
        ("", "Ana"),
        ("...", "..."),
    ],
)
def test_different_names(one: str, other: str) -> None:
    assert not is_near_same_name(one, other)
    assert not is_near_same_name(other, one)


def test_names_of_other_scripts_are_compared_too() -> None:
    assert is_near_same_name("王 小明", "小明 王")
    assert not is_near_same_name("王 小明", "李 大华")


def test_numbers_are_compared_without_what_is_put_between() -> None:
    assert plain_number(" mt.12-34 / 5") == plain_number("MT12345") == "MT12345"


def test_nobody_is_suspect_of_being_themselves() -> None:
    therapist = TherapistFactory(name="Ana Ruiz", place="Denver", phone="+13035550142")
    CredentialFactory(therapist=therapist, number="MT1")

    assert look(therapist) == {}


@pytest.mark.parametrize("number", ["MT 12-34", "mt1234", "MT.1234"])
def test_the_same_license_number_in_the_same_state(number: str) -> None:
    other = TherapistFactory(name="Berta Lang")
    CredentialFactory(therapist=other, number=number, region="CO", kind="diploma")
    therapist = TherapistFactory()
    CredentialFactory(therapist=therapist, number="MT-1234", region="co", kind="state-license")

    assert look(therapist) == {"Berta Lang": ["The same license number: MT1234."]}


def test_the_same_number_of_the_same_kind_where_one_names_no_state() -> None:
    CredentialFactory(therapist=TherapistFactory(name="Berta Lang"), number="1234", region="WY")
    therapist = TherapistFactory()
    CredentialFactory(therapist=therapist, number="1234", region="")

    assert list(look(therapist)) == ["Berta Lang"]


@pytest.mark.parametrize("kind", ["diploma", "state-license"])
def test_the_same_number_in_another_state_is_chance(kind: str) -> None:
    """Each state counts its own licenses from one."""
    CredentialFactory(therapist=TherapistFactory(), number="1234", region="WY", kind=kind)
    CredentialFactory(therapist=TherapistFactory(), number="", region="CO")
    therapist = TherapistFactory()
    CredentialFactory(therapist=therapist, number="1234", region="CO", kind="state-license")
    CredentialFactory(therapist=therapist, number="", region="CO")

    assert look(therapist) == {}


def test_the_number_of_the_document_counts_and_not_that_of_the_tables() -> None:
    CredentialFactory(therapist=TherapistFactory(name="Berta Lang"), number="MT7")
    therapist = TherapistFactory()
    CredentialFactory(therapist=therapist, number="MT1")
    (row,) = changed(therapist, {})["credentials"]["credentials"]

    assert look(therapist) == {}
    assert list(look(therapist, credentials={"credentials": [row | {"number": "MT7"}]}))


def test_the_same_phone_number() -> None:
    TherapistFactory(name="Berta Lang", phone="+13035550142", status="suspended")
    therapist = TherapistFactory(phone="+13035550142")
    TherapistFactory(phone="")

    assert look(therapist) == {"Berta Lang": ["The same phone number: (303) 555-0142."]}
    assert look(TherapistFactory(phone="")) == {}


def test_nearly_the_same_name_in_the_same_city() -> None:
    TherapistFactory(name="Anna Ruíz", slug="another", place="Denver")
    therapist = TherapistFactory(name="Ana Ruiz", place="Denver")

    assert look(therapist) == {"Anna Ruíz": ["Nearly the same name in the same city: Anna Ruíz."]}


def test_nearly_the_same_name_within_25_miles() -> None:
    TherapistFactory(name="Anna Ruiz", place="Boulder")
    TherapistFactory(name="Ana Ruiz", slug="far", place="Colorado Springs")
    therapist = TherapistFactory(name="Ana Ruiz", place="Denver")

    (reasons,) = look(therapist).values()

    assert reasons[0].startswith("Nearly the same name 2")
    assert reasons[0].endswith("miles away: Anna Ruiz.")


def test_a_text_without_a_place_has_no_neighbors() -> None:
    TherapistFactory(name="Ana Ruiz", place="Denver")

    assert look(TherapistFactory(name="Ana Ruiz", slug="other")) == {}


def test_a_place_with_an_unknown_zip_code_is_compared_by_its_city() -> None:
    TherapistFactory(name="Ana Ruiz", place="Denver")
    therapist = TherapistFactory(name="Ana Ruiz", slug="other", place="Denver")
    therapist.locations.update(postal_code="00000")

    assert list(look(therapist)) == ["Ana Ruiz"]


def test_a_text_that_waits_is_looked_at_as_well() -> None:
    waiting = TherapistFactory(name="Somebody", place="Denver", status="pending")
    CredentialFactory(therapist=waiting, number="")
    row = changed(waiting, {})["credentials"]["credentials"][0] | {"number": "mt-1"}
    RevisionFactory(
        therapist=waiting,
        status=RevisionStatus.SUBMITTED,
        changes={"credentials": {"credentials": [row]}, "about": {"name": "Ana Ruiz"}},
    )
    therapist = TherapistFactory(name="Ana Ruiz", place="Denver")
    CredentialFactory(therapist=therapist, number="MT1")

    (reasons,) = look(therapist).values()

    assert reasons[0] == "The same license number: MT1."
    assert reasons[1] == "Nearly the same name in the same city: Ana Ruiz."


@pytest.mark.parametrize("status", [RevisionStatus.DRAFT, RevisionStatus.WITHDRAWN])
def test_what_somebody_else_has_not_submitted_is_not_looked_at(status: str) -> None:
    other = TherapistFactory(name="Somebody", place="Denver")
    RevisionFactory(therapist=other, status=status, changes={"about": {"name": "Ana Ruiz"}})

    assert look(TherapistFactory(name="Ana Ruiz", place="Denver")) == {}


def test_several_reasons_stand_together_and_each_once() -> None:
    other = TherapistFactory(name="Ana Ruiz", places=["Denver", "Denver"], phone="+13035550142")
    CredentialFactory(therapist=other, number="MT1")
    RevisionFactory(therapist=other, status=RevisionStatus.SUBMITTED)
    therapist = TherapistFactory(
        name="Ana Ruiz", slug="other", place="Denver", phone="+13035550142"
    )
    CredentialFactory(therapist=therapist, number="MT1")

    (reasons,) = look(therapist).values()

    assert len(reasons) == 3


@pytest.mark.parametrize("people", [2, 16])
def test_the_number_of_queries_does_not_depend_on_the_number_of_people(
    people: int, django_assert_num_queries: Any
) -> None:
    populate(people)
    for one in Therapist.objects.exclude(locations=None)[:people]:
        RevisionFactory(therapist=one, status=RevisionStatus.SUBMITTED)
    TherapistFactory(name="Ana Ruiz", place="Denver")
    therapist = TherapistFactory(
        name="Ana Ruiz", slug="other", place="Denver", phone="+13035550142"
    )
    CredentialFactory(therapist=therapist, number="MT1")
    content = changed(therapist, {})

    with django_assert_num_queries(6):
        assert suspects(therapist, content)


def test_an_older_document_breaks_nothing() -> None:
    assert suspects(TherapistFactory(), {}) == []


def test_the_limit_of_waiting_texts_is_plenty() -> None:
    assert duplicates.MOST_WAITING >= 100
