"""A moderator at work; the second factor is tested where it belongs and stands in nobody's way."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.factories.accounts import ModeratorFactory


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def moderator(client: Client) -> User:
    user: User = ModeratorFactory(name="Mia Moderator")
    client.force_login(user)
    return user
