"""The named sets: who is public, what is checked, whole profiles in few queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from directory.choices import ProfileStatus, Verification
from directory.models import Credential, Therapist
from tests.factories.accounts import UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory, demo_therapist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.mark.parametrize("status", ProfileStatus)
def test_only_published_profiles_are_public(status: ProfileStatus) -> None:
    therapist = TherapistFactory(published=True, status=status)

    expected = [therapist] if status == ProfileStatus.PUBLISHED else []
    assert list(Therapist.objects.public()) == expected
    assert therapist.is_public(timezone.localdate()) is bool(expected)


@pytest.mark.parametrize(
    ("days", "is_public"), [(0, True), (180, True), (181, False), (999, False)]
)
def test_a_profile_is_public_until_180_days_after_its_confirmation(
    days: int, is_public: bool
) -> None:
    therapist = TherapistFactory(published=True, confirmed_days_ago=days)

    assert Therapist.objects.public().exists() is is_public
    assert therapist.is_public(timezone.localdate()) is is_public


def test_public_can_be_asked_for_another_day() -> None:
    TherapistFactory(published=True, confirmed_days_ago=100)
    today = timezone.localdate()

    assert Therapist.objects.public(today + timedelta(days=80)).exists()
    assert not Therapist.objects.public(today + timedelta(days=81)).exists()


def test_a_person_finds_their_own_profile_and_no_other() -> None:
    mine = TherapistFactory()
    TherapistFactory()

    assert list(Therapist.objects.owned_by(mine.owner)) == [mine]
    assert not Therapist.objects.owned_by(UserFactory()).exists()


def test_profiles_that_wait_for_a_moderator_are_listed() -> None:
    waiting = TherapistFactory(status=ProfileStatus.PENDING)
    TherapistFactory()
    TherapistFactory(published=True)

    assert list(Therapist.objects.awaiting_review()) == [waiting]


def test_the_set_of_checked_credentials_agrees_with_the_rule_for_one() -> None:
    today = timezone.localdate()
    therapist = TherapistFactory()
    number = 0
    for verification in Verification:
        for checked in (None, 0, 364, 365, 366, 800):
            for expires in (None, -1, 0, 1, 400):
                if checked is None and verification != Verification.SELF_DECLARED:
                    continue
                for good in (None, -1, 0):
                    number += 1
                    CredentialFactory(
                        therapist=therapist,
                        number=str(number),
                        checked=checked is not None,
                        checked_days_ago=checked or 0,
                        verification=verification,
                        expires_on=None if expires is None else today + timedelta(days=expires),
                        good_until=None if good is None else today + timedelta(days=good),
                    )

    good = {one for one in Credential.objects.all() if one.is_checked_and_in_date(today)}

    assert set(Credential.objects.checked_and_in_date(today)) == good
    lapsed = {one for one in Credential.objects.all() if one.has_lapsed(today)}
    assert set(Credential.objects.lapsed(today)) == lapsed
    assert number == 315
    assert len(good) == 2 * 3 * 4 * 2  # two levels, checked lately enough, neither has ended


def test_what_was_never_checked_is_listed_while_it_is_on_a_profile_and_in_date() -> None:
    today = timezone.localdate()
    listed = CredentialFactory(therapist=TherapistFactory(published=True))
    CredentialFactory(therapist=listed.therapist, expired=True)
    CredentialFactory(therapist=listed.therapist, checked=True)
    CredentialFactory()

    assert list(Credential.objects.never_checked(today)) == [listed]


@pytest.mark.parametrize("people", [1, 5])
def test_whole_profiles_take_a_fixed_number_of_queries(
    people: int, django_assert_num_queries: Any
) -> None:
    for number in range(1, people + 1):
        demo_therapist(number)
    TherapistFactory(published=True)

    with django_assert_num_queries(17):
        list(Therapist.objects.with_answers())
