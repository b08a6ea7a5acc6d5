"""Nobody learns from an answer whether an address has an account."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

MADE_AT_RANDOM = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|[\w.-]+@example\.com|__Host-\w+=\w+'
)
ADDRESSES = ["known@example.com", "never@example.com", "inactive@example.com"]


@pytest.fixture(autouse=True)
def _people() -> None:
    UserFactory(email="known@example.com")
    UserFactory(email="inactive@example.com", is_active=False)
    UserFactory(email="unconfirmed@example.com", verified=False)


def answer(path: str, data: dict[str, str]) -> tuple[object, ...]:
    """All that the one who asks can see: the status, headers, cookies' names, and the pages."""
    client = Client()
    response: HttpResponse = client.post(path, data)
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers["Content-Security-Policy"] = ""  # its parts come in any order
    headers["Expires"] = ""  # the second at which it was asked
    pages = [response.text]
    if response.status_code == 302:
        pages.append(client.get(response["Location"]).text)
    cookies = {name: dict(cookie) | {"expires": ""} for name, cookie in client.cookies.items()}
    return response.status_code, headers, cookies, [MADE_AT_RANDOM.sub("", page) for page in pages]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/login/", {"login": "{}", "password": "a wrong password"}),
        ("/accounts/password/reset/", {"email": "{}"}),
        ("/accounts/signup/", {"email": "{}", "password1": "seven quiet lamps"}),
    ],
    ids=["signing in", "a new password", "signing up"],
)
def test_every_address_gets_the_same_answer(path: str, data: dict[str, str]) -> None:
    known, never, inactive = (
        answer(path, {name: value.format(address) for name, value in data.items()})
        for address in ADDRESSES
    )

    assert known == never
    assert known == inactive


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/password/reset/", {"email": "{}"}),
        ("/accounts/signup/", {"email": "{}", "password1": "seven quiet lamps"}),
    ],
)
def test_every_address_gets_one_mail(path: str, data: dict[str, str]) -> None:
    for address in ADDRESSES:
        Client().post(path, {name: value.format(address) for name, value in data.items()})

    assert [message.to for message in mail.outbox] == [[address] for address in ADDRESSES]


def test_signing_up_again_before_confirming_looks_the_same() -> None:
    data = {"password1": "seven quiet lamps"}

    again = answer("/accounts/signup/", data | {"email": "unconfirmed@example.com"})
    new = answer("/accounts/signup/", data | {"email": "other@example.com"})

    assert again == new


def test_only_the_right_password_tells_that_an_account_is_switched_off(client: Client) -> None:
    answers = {"login": "inactive@example.com", "password": PASSWORD}

    assert client.post("/accounts/login/", answers)["Location"] == "/accounts/inactive/"


def test_only_the_right_password_sends_the_confirmation_again(client: Client) -> None:
    wrong = {"login": "unconfirmed@example.com", "password": "a wrong password"}
    assert client.post("/accounts/login/", wrong).status_code == 200
    assert mail.outbox == []

    client.post("/accounts/login/", wrong | {"password": PASSWORD})
    assert [message.to for message in mail.outbox] == [["unconfirmed@example.com"]]


def test_an_address_of_somebody_else_is_no_secret_told_when_changing_ones_own() -> None:
    """The answer is that of a free address; its owner alone gets mail."""
    answers = []
    for address in ("known@example.com", "free@example.com"):
        person = UserFactory()
        client = Client()
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        response = client.post(
            "/accounts/email/", {"email": address, "action_add": ""}, follow=True
        )
        answers.append((response.status_code, MADE_AT_RANDOM.sub("", response.text)))

    assert answers[0] == answers[1]
