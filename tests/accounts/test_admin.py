"""Accounts in the moderation area."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User


@pytest.fixture
def admin_client(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


@pytest.mark.django_db
def test_an_account_is_found_by_its_address(admin_client: Client) -> None:
    User.objects.create_user("ana@example.com", name="Ana Ruiz")

    text = admin_client.get("/admin/accounts/user/", {"q": "ana@"}).text

    assert "Ana Ruiz" in text
    assert "1 user" in text


@pytest.mark.django_db
def test_an_account_is_opened_without_a_username(admin_client: Client) -> None:
    answers = {
        "email": "ben@example.com",
        "name": "Ben",
        "usable_password": "true",
        "password1": "seven quiet lamps",
        "password2": "seven quiet lamps",
    }

    response = admin_client.post("/admin/accounts/user/add/", answers)

    assert response.status_code == 302
    assert User.objects.get(email="ben@example.com").check_password("seven quiet lamps")


@pytest.mark.django_db
def test_an_account_is_changed(admin_client: Client) -> None:
    user = User.objects.create_user("ana@example.com")

    answers = {"email": "ana@example.com", "name": "Ana Ruiz", "is_active": "on"}
    response = admin_client.post(f"/admin/accounts/user/{user.pk}/change/", answers)

    assert response.status_code == 302
    assert User.objects.get(pk=user.pk).name == "Ana Ruiz"
