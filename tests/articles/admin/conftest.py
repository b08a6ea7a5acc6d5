"""An editor at work; the second factor is tested where it belongs and stands in nobody's way."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.articles import desk


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def user() -> User:
    return desk.editor()


@pytest.fixture
def editor(client: Client, user: User) -> Client:
    client.force_login(user)
    return client
