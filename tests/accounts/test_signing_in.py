"""Signing in, in the site's own layout and with its limits."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User

PASSWORD = "seven quiet lamps outside"


@pytest.fixture
def user() -> User:
    user = User.objects.create_user("ana@example.com", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["ana@example.com", "ANA@example.com"])
def test_a_person_signs_in_with_the_address(client: Client, user: User, login: str) -> None:
    response = client.post("/accounts/login/", {"login": login, "password": PASSWORD})

    assert response["Location"] == "/dashboard/"
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https:evil.example",
        "https:///evil.example",
        "http://testserver@evil.example/",
        "\t//evil.example",
        "%09//evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\r\nSet-Cookie: a=b",
        "/\0",
        "ftp://testserver/",
        "/" * 3000,
    ],
)
def test_nobody_is_led_to_another_site_after_signing_in(
    client: Client, user: User, elsewhere: str
) -> None:
    answers = {"login": user.email, "password": PASSWORD, "next": elsewhere}

    response = client.post("/accounts/login/", answers)

    assert response.status_code == 302
    target = urlsplit(urljoin("http://testserver/accounts/login/", response["Location"]))
    assert (target.scheme, target.netloc) == ("http", "testserver")
    assert not set("\r\n\0") & set(response["Location"])


@pytest.mark.django_db
def test_after_five_wrong_passwords_the_account_is_closed_for_a_while(
    client: Client, user: User
) -> None:
    for _ in range(5):
        client.post("/accounts/login/", {"login": user.email, "password": "wrong"})

    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Too many failed login attempts" in response.text
    assert user.email in response.text  # what was typed is still there
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_too_many_tries_from_one_place_say_when_to_come_back(client: Client) -> None:
    responses = [
        client.post("/accounts/login/", {"login": f"a{i}@example.com", "password": "x"})
        for i in range(31)
    ]

    assert responses[-1].status_code == 429
    assert int(responses[-1]["Retry-After"]) > 0


@pytest.mark.django_db
def test_asking_for_a_new_password_answers_the_same_for_every_address(
    client: Client, user: User
) -> None:
    known = client.post("/accounts/password/reset/", {"email": user.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.com"})

    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert [message.to for message in mail.outbox] == [[user.email], ["nobody@example.com"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"],
)
def test_pages_for_visitors_wear_the_sites_layout(client: Client, path: str) -> None:
    text = client.get(path).text

    assert 'lang="en' in text
    assert text.count("<h1") == 1
    assert "data-warning-signs" in text or "/warning-signs/" in text
    assert 'class="button' in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/accounts/2fa/",
        "/accounts/sessions/",
    ],
)
def test_pages_of_an_account_wear_the_sites_layout_and_no_inline_code(
    client: Client, user: User, path: str
) -> None:
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    text = client.get(path).text

    assert text.count("<h1") == 1
    assert 'class="button' in text or 'class="card' in text
    assert " style=" not in text
    assert "<script>" not in text


@pytest.mark.django_db
def test_account_pages_are_closed_to_visitors(client: Client) -> None:
    response = client.get("/accounts/email/")

    assert response["Location"].startswith("/accounts/login/")
