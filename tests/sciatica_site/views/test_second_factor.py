"""Setting up a second factor under a policy that allows no data: images."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

PASSWORD = "seven quiet lamps outside"


@pytest.fixture
def signed_in(client: Client) -> Client:
    user = get_user_model().objects.create_user("ana@example.com", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    # What guards an account asks for the password once more.
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.django_db
def test_the_page_shows_the_code_by_its_address(signed_in: Client) -> None:
    text = signed_in.get("/accounts/2fa/totp/activate/").text

    assert 'src="/accounts/2fa/totp/qr.svg"' in text
    assert "data:image" not in text


@pytest.mark.django_db
def test_the_code_is_a_picture_that_nobody_stores(signed_in: Client) -> None:
    signed_in.get("/accounts/2fa/totp/activate/")

    response = signed_in.get("/accounts/2fa/totp/qr.svg")

    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "no-store" in response["Cache-Control"]
    assert "<svg" in response.text
    assert 'fill="white"' in response.text  # cameras read it on a dark page as well
    assert "style=" not in response.text


@pytest.mark.django_db
def test_there_is_no_code_before_the_page_was_opened(signed_in: Client) -> None:
    assert signed_in.get("/accounts/2fa/totp/qr.svg").status_code == 404


@pytest.mark.django_db
def test_a_visitor_gets_no_code(client: Client) -> None:
    response = client.get("/accounts/2fa/totp/qr.svg")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
