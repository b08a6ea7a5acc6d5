"""A moderator at work, and a therapist whose profile is public."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from directory.models import Therapist
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import CredentialFactory, TherapistFactory


@pytest.fixture
def moderator(client: Client) -> User:
    found: User = ModeratorFactory(name="Mod One")
    client.force_login(found)
    return found


@pytest.fixture
def therapist() -> Therapist:
    found: Therapist = TherapistFactory(
        name="Ana Ruiz",
        published=True,
        intro="I listen.",
        phone="+13035550142",
        approach_text="I ask first.",
        rates={60: 9500},
        techniques=["swedish"],
    )
    CredentialFactory(therapist=found, number="MT1")
    return found
