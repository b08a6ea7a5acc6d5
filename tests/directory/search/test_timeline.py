"""What a row becomes from which day on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from directory.search.timeline import (
    FAR_FUTURE,
    Step,
    bits_now,
    days_of_change,
    first_lapse,
    steps,
    to_json,
)
from tests.factories.directory import CredentialFactory, TherapistFactory

TODAY = date(2026, 6, 15)
CONFIRMED = date(2026, 6, 1)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_the_days_of_change_are_those_on_which_a_date_has_passed() -> None:
    therapist = TherapistFactory(confirmed_on=CONFIRMED, paused_until=day(10))
    CredentialFactory(therapist=therapist, checked=True, checked_on=day(-100), expires_on=day(20))
    CredentialFactory(therapist=therapist, expires_on=day(30))

    assert days_of_change(therapist, TODAY) == [
        day(10),  # the pause ends
        day(21),  # the checked credential has expired
        day(31),  # and so has the other
        CONFIRMED + timedelta(days=91),
        CONFIRMED + timedelta(days=181),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_check_holds_for_a_year_if_the_credential_does() -> None:
    therapist = TherapistFactory()
    CredentialFactory(therapist=therapist, checked=True, checked_on=day(-100))

    assert days_of_change(therapist, TODAY) == [day(-100 + 366)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [{}, {"confirmed_on": day(-200)}, {"paused_until": TODAY}, {"paused_until": day(-1)}],
)
def test_what_has_passed_changes_nothing_any_more(values: dict[str, Any]) -> None:
    assert days_of_change(TherapistFactory(**values), TODAY) == []


@pytest.mark.django_db
def test_only_days_that_make_a_difference_are_steps() -> None:
    therapist = TherapistFactory(published=True, confirmed_on=TODAY, paused_until=day(5))

    found = steps(therapist, TODAY, lambda on: 1 if on < day(91) else 0)

    assert found == [Step(day(91), 0, True), Step(day(181), 0, False)]


def test_the_first_lapse_is_midnight_at_the_start_of_its_day() -> None:
    assert first_lapse([Step(day(3), 0, True), Step(day(9), 0, False)]) == datetime(
        2026, 6, 18, tzinfo=UTC
    )


def test_what_never_lapses_has_a_date_that_an_index_can_compare() -> None:
    assert first_lapse([]).date() == FAR_FUTURE


@pytest.mark.parametrize(
    ("today", "bits"),
    [(day(-1), None), (day(3), 2**100), (day(8), 2**100), (day(9), 1), (day(11), None)],
)
def test_the_bits_are_those_of_the_last_step_that_was_reached(
    today: date, bits: int | None
) -> None:
    timeline = to_json([Step(day(3), 2**100, True), Step(day(9), 1, True), Step(day(10), 1, False)])

    assert bits_now(timeline, today) == bits
