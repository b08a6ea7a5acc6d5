"""The way into the moderation area."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings


@pytest.fixture
def staff_client(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("mod@example.com"))
    return client


def add_second_factor() -> None:
    user = get_user_model().objects.get(email="mod@example.com")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


@pytest.mark.django_db
def test_a_visitor_is_sent_to_the_sites_own_sign_in(client: Client) -> None:
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/")
    assert "%2Fadmin%2F" in response.redirect_chain[-1][0]


@pytest.mark.django_db
def test_staff_without_a_second_factor_are_asked_to_set_one_up(staff_client: Client) -> None:
    response = staff_client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/2fa/"
    assert "second factor" in response.text


@pytest.mark.django_db
def test_staff_with_a_second_factor_come_in(staff_client: Client) -> None:
    add_second_factor()

    response = staff_client.get("/admin/")

    assert response.status_code == 200
    assert "Moderation" in response.text


@pytest.mark.django_db
def test_a_developers_machine_asks_for_no_second_factor(
    staff_client: Client, settings: Settings
) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False

    assert staff_client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_a_person_who_is_not_staff_is_refused(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("ana@example.com"))

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/accounts/user/", "/admin/accounts/user/add/"])
def test_admin_pages_work_with_the_sites_form_renderer(staff_client: Client, path: str) -> None:
    add_second_factor()

    assert staff_client.get(path).status_code == 200
