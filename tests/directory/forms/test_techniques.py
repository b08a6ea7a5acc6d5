"""Types of massage: every rule is told beside its field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.directory.forms.browser import judged, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def rows(*wanted: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {"techniques__techniques__TOTAL_FORMS": str(len(wanted))}
    for number, row in enumerate(wanted):
        for name, value in {"note": "", **row}.items():
            fields[f"techniques__techniques__{number}__{name}"] = value
    return fields


def test_specialties_come_first_then_the_order_of_the_site() -> None:
    forms = judged(
        "techniques",
        TherapistFactory(),
        **rows(
            {"technique": "sports"},
            {"technique": "swedish"},
            {"technique": "prenatal", "is_specialty": "on", "since": "2016"},
        ),
    )

    assert forms.is_valid()
    found = forms.sections()["techniques"]["techniques"]
    assert [row["technique"] for row in found] == ["prenatal", "swedish", "sports"]
    assert found[0] == {
        "technique": "prenatal",
        "is_specialty": True,
        "since": 2016,
        "training_hours": None,
        "note": "",
    }


def test_a_type_stands_once() -> None:
    forms = judged(
        "techniques", TherapistFactory(), **rows({"technique": "sports"}, {"technique": "sports"})
    )

    assert says(forms, "techniques-techniques-1-technique", "listed this type of massage above")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("since", "1900", "a year from 1940"),
        ("training_hours", "0", "from 1 to 20000"),
        ("note", "a" * 401, "at most 400 characters"),
        ("technique", "self-massage", "Choose from the answers"),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field(name: str, value: str, words: str) -> None:
    forms = judged(
        "techniques", TherapistFactory(), **rows({"technique": "sports"} | {name: value})
    )

    assert says(forms, f"techniques-techniques-0-{name}", words)


def pressure(lightest: str, firmest: str):
    return judged(
        "techniques",
        TherapistFactory(),
        techniques__pressure_lightest=lightest,
        techniques__pressure_firmest=firmest,
    )


@pytest.mark.parametrize(
    ("lightest", "firmest", "kept"),
    [("", "", (None, None)), ("1", "3", (1, 3)), ("2", "2", (2, 2))],
)
def test_pressure_is_a_range_or_not_stated(
    lightest: str, firmest: str, kept: tuple[int | None, int | None]
) -> None:
    forms = pressure(lightest, firmest)

    assert forms.is_valid()
    section = forms.sections()["techniques"]
    assert (section["pressure_lightest"], section["pressure_firmest"]) == kept


def test_half_a_range_is_asked_for_the_other_half() -> None:
    assert says(pressure("", "2"), "techniques-pressure_lightest", "or neither")
    assert says(pressure("2", ""), "techniques-pressure_firmest", "or neither")


def test_the_firmest_is_not_lighter_than_the_lightest() -> None:
    assert says(pressure("3", "1"), "techniques-pressure_firmest", "or firmer")


@pytest.mark.parametrize("value", ["0", "4", "firm", "-1", "9" * 5000])
def test_pressure_is_one_of_three(value: str) -> None:
    assert says(pressure("1", value), "techniques-pressure_firmest", "Choose from the answers")
