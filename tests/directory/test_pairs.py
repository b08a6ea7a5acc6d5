"""Profiles that share what two people do not share are found two and two, and found again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory import pairs
from directory.choices import ProfileStatus
from directory.models import Credential, PossiblePair, Therapist
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import CredentialFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def found() -> set[tuple[str, str]]:
    pairs.look(timezone.now())
    return set(PossiblePair.objects.values_list("first__slug", "second__slug"))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"number": "mt-12 34"}, {"number": "MT1234"}, True),
        ({"number": "MT1234"}, {"number": "MT1235"}, False),
        ({"number": "1"}, {"number": "1", "kind": "diploma", "region": "CO"}, True),
        ({"number": "1"}, {"number": "1", "kind": "diploma", "region": "UT"}, False),
        ({"number": "1"}, {"number": "1", "region": "UT"}, False),
        ({"number": "1", "region": ""}, {"number": "1", "region": ""}, True),
        ({"number": ""}, {"number": ""}, False),
        ({"number": " - "}, {"number": "."}, False),
        ({"number": "1", "region": ""}, {"number": "1", "region": "", "kind": "diploma"}, False),
    ],
)
def test_one_license_number_is_one_person(
    one: dict[str, str], other: dict[str, str], is_same: bool
) -> None:
    """As the page of a text says it (duplicates.py)."""
    CredentialFactory(therapist__slug="ana", **one)
    CredentialFactory(therapist__slug="ben", **other)

    assert found() == ({("ana", "ben")} if is_same else set())


def test_one_number_twice_in_one_profile_is_no_double() -> None:
    therapist = TherapistFactory()
    CredentialFactory(therapist=therapist, number="1", region="CO")
    CredentialFactory(therapist=therapist, number="1", region="UT")

    assert found() == set()


def test_a_practice_may_have_one_phone_but_not_for_one_name() -> None:
    phone = "+13035550142"
    TherapistFactory(slug="ana", name="Ana Ruiz", phone=phone)
    TherapistFactory(slug="ana-2", name="ANA RUIZ", phone=phone)
    TherapistFactory(slug="ben", name="Ben Ota", phone=phone)
    TherapistFactory(slug="ana-3", name="Ana Ruiz")
    TherapistFactory(slug="ana-4", name="Ana Ruiz")

    assert found() == {("ana", "ana-2")}


def test_a_removed_profile_is_nobodys_double() -> None:
    CredentialFactory(therapist__status=ProfileStatus.REMOVED, number="1")
    CredentialFactory(number="1")

    assert found() == set()


def test_a_number_that_everybody_has_makes_few_pairs() -> None:
    for _number in range(pairs.MOST_OF_ONE + 2):
        CredentialFactory(number="1")

    assert len(found()) == pairs.MOST_OF_ONE + 1


def test_what_was_settled_comes_back_when_they_share_something_else() -> None:
    now = timezone.now()
    one, other = CredentialFactory(number="1"), CredentialFactory(number="1")
    pairs.look(now)
    PossiblePair.objects.update(settled_at=now, settled_by=ModeratorFactory())

    pairs.look(now + timedelta(days=1))
    assert PossiblePair.objects.get().settled_at

    Therapist.objects.update(intro="We talk first.")
    Credential.objects.update(number="2")
    pairs.look(now + timedelta(days=2))
    pair = PossiblePair.objects.get()
    assert (pair.first_id, pair.second_id) == (one.therapist_id, other.therapist_id)
    assert (pair.settled_at, pair.settled_by) == (None, None)
    assert pair.found_at == now + timedelta(days=2)

    Credential.objects.filter(pk=one.pk).update(number="3")
    pairs.look(now + timedelta(days=3))
    assert not PossiblePair.objects.exists()


def test_looking_takes_as_many_queries_for_many_profiles_as_for_few() -> None:
    def queries() -> int:
        CredentialFactory(number="1")
        with CaptureQueriesContext(connection) as captured:
            pairs.look(timezone.now())
        return len(captured)

    CredentialFactory(number="1")
    few = queries()

    assert [queries() for _round in range(3)] == [few] * 3
