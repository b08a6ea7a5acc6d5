"""What one loaded therapist says about themselves."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from directory.choices import ProfileStatus
from directory.models import Therapist
from directory.models.therapist import phone_is_e164

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("since", "years"), [(None, None), (2026, 0), (2027, 0), (2025, 1), (1990, 36)]
)
def test_years_of_practice_are_whole_calendar_years(since: int | None, years: int | None) -> None:
    assert Therapist(practicing_since=since).years_of_practice(TODAY) == years


@pytest.mark.parametrize("status", ProfileStatus)
@pytest.mark.parametrize(("days", "is_recent"), [(0, True), (180, True), (181, False)])
def test_public_is_published_and_confirmed_within_180_days(
    status: ProfileStatus, days: int, is_recent: bool
) -> None:
    therapist = Therapist(status=status, confirmed_on=TODAY - timedelta(days=days))

    assert therapist.is_public(TODAY) is (status == ProfileStatus.PUBLISHED and is_recent)


def test_whoever_never_confirmed_is_not_public() -> None:
    assert not Therapist(status=ProfileStatus.PUBLISHED).is_public(TODAY)


def test_the_address_is_made_of_the_slug() -> None:
    assert Therapist(slug="ana-ruiz").get_absolute_url() == "/therapists/ana-ruiz/"
    assert str(Therapist(name="Ana Ruiz")) == "Ana Ruiz"


@pytest.mark.parametrize("number", ["+13035550142", "+442079460958"])
def test_a_phone_number_has_its_country_code(number: str) -> None:
    phone_is_e164(number)


@pytest.mark.parametrize(
    "number", ["3035550142", "+1 303 555 0142", "+0123456789", "+1303555014a", "+13035550142\n"]
)
def test_another_form_of_a_phone_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        phone_is_e164(number)
