"""People who sign in the way people do, so that their sessions say how."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

SignIn = Callable[..., Client]


@pytest.fixture
def user() -> User:
    made: User = UserFactory(email="ana@example.com", name="Ana Ruiz")
    return made


@pytest.fixture
def sign_in() -> SignIn:
    """A browser of its own in which this person has just signed in with the password."""

    def opened(user: User, password: str = PASSWORD) -> Client:
        client = Client()
        client.post("/accounts/login/", {"login": user.email, "password": password})
        return client

    return opened


@pytest.fixture
def signed_in(user: User, sign_in: SignIn) -> Client:
    return sign_in(user)


@pytest.fixture
def trusted(signed_in: Client) -> Client:
    """Signed in, and asked for the password once more a moment ago."""
    signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return signed_in
