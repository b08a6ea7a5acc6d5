"""Who may edit and who may decide."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from directory.choices import ProfileStatus
from directory.permissions import can_edit, can_moderate
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ProfileStatus)
def test_therapists_edit_their_own_profile_until_it_is_removed(status: ProfileStatus) -> None:
    therapist = TherapistFactory(published=True, status=status)

    assert can_edit(therapist.owner, therapist) == (status != ProfileStatus.REMOVED)


def test_nobody_else_edits_it() -> None:
    therapist = TherapistFactory()

    for somebody in (
        UserFactory(),
        ModeratorFactory(),
        UserFactory(is_superuser=True, is_staff=True),
        TherapistFactory().owner,
        AnonymousUser(),
    ):
        assert not can_edit(somebody, therapist)


def test_a_closed_account_edits_nothing() -> None:
    therapist = TherapistFactory(owner=UserFactory(is_active=False))

    assert not can_edit(therapist.owner, therapist)


def test_moderators_decide() -> None:
    assert can_moderate(ModeratorFactory())
    for somebody in (
        UserFactory(),
        UserFactory(is_staff=True),
        ModeratorFactory(is_active=False),
        ModeratorFactory(is_staff=False),
        AnonymousUser(),
    ):
        assert not can_moderate(somebody)
