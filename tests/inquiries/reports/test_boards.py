"""Who reports serious conduct is shown the office that can act against a license."""

from typing import Any

import pytest

from directory.models import PracticeLocation, Register
from inquiries.reports.boards import boards_of
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_the_office_of_the_state_is_found_in_one_query(django_assert_num_queries: Any) -> None:
    therapist = TherapistFactory(published=True, place="Denver")

    with django_assert_num_queries(1):
        boards = boards_of(therapist)

    assert [one.state for one in boards] == ["CO"]


def test_a_state_without_an_office_has_none() -> None:
    therapist = TherapistFactory(published=True, place="Denver")
    PracticeLocation.objects.update(state="KS")
    assert boards_of(therapist) == []

    PracticeLocation.objects.update(state="CO")
    Register.objects.update(lookup_url="")
    assert boards_of(therapist) == []
