"""Links in mails: they work once, for a short time, and end when something else protects."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "seven quiet lamps outside"
START = datetime(2026, 3, 8, 1, 30, tzinfo=UTC)  # clocks in the US go forward on this day


def last_link() -> str:
    """The path of the first link in the mail that was sent last."""
    return str(mail.outbox[-1].body).split("http://testserver")[1].split()[0]


def reset_link(email: str) -> str:
    Client().post("/accounts/password/reset/", {"email": email})
    return last_link()


def confirm_link(email: str) -> str:
    Client().post("/accounts/signup/", {"email": email, "password1": PASSWORD})
    return last_link()


def opens(link: str) -> bool:
    """Whether the link leads to its form."""
    return "no longer works" not in Client().get(link, follow=True).text


def use(link: str, password: str = NEW) -> None:
    client = Client()
    page = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(page, {"password1": password, "password2": password})


@pytest.mark.parametrize(("seconds", "works"), [(3599, True), (3600, True), (3601, False)])
def test_a_link_for_a_new_password_works_for_an_hour(user: User, seconds: int, works: bool) -> None:
    with time_machine.travel(START, tick=False) as clock:
        link = reset_link(user.email)
        clock.move_to(START + timedelta(seconds=seconds))

        assert opens(link) is works


def test_a_link_for_a_new_password_works_once(user: User) -> None:
    link = reset_link(user.email)
    use(link)

    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert not opens(link)


def test_a_link_that_was_opened_but_not_used_still_works(user: User) -> None:
    """Programs that check mails for danger open every link."""
    link = reset_link(user.email)

    assert opens(link)
    assert opens(link)


def test_a_link_ends_with_another_password(user: User, signed_in: Client) -> None:
    link = reset_link(user.email)
    signed_in.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert not opens(link)


def test_a_link_ends_with_another_address(user: User) -> None:
    link = reset_link(user.email)
    EmailAddress.objects.filter(user=user).update(email="new@example.com")
    User.objects.filter(pk=user.pk).update(email="new@example.com")

    assert not opens(link)


def test_a_link_ends_when_somebody_signs_in_after_it_was_sent(user: User) -> None:
    link = reset_link(user.email)
    Client().post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert not opens(link)


def test_a_link_of_one_account_is_none_of_another(user: User) -> None:
    other = User.objects.create_user("ben@example.com", PASSWORD)
    link = reset_link(user.email)
    own, key = link.rstrip("/").rsplit("/", 1)[1].split("-", 1)
    assert own != str(other.pk)

    assert not opens(f"/accounts/password/reset/key/{other.pk}-{key}/")


def test_the_secret_of_a_link_is_gone_from_the_address_before_the_page_is_shown(
    user: User, caplog: pytest.LogCaptureFixture
) -> None:
    link = reset_link(user.email)
    secret = link.rstrip("/").split("-", 1)[1]

    with caplog.at_level(logging.DEBUG, logger="django.request"):
        response = Client().get(link, follow=True)

    assert secret not in response.redirect_chain[-1][0]
    assert secret not in response.text
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert secret not in caplog.text


@pytest.mark.parametrize(("seconds", "works"), [(86399, True), (86400, True), (86401, False)])
def test_a_link_that_confirms_an_address_works_for_a_day(seconds: int, works: bool) -> None:
    with time_machine.travel(START, tick=False) as clock:
        link = confirm_link("new@example.com")
        clock.move_to(START + timedelta(seconds=seconds))

        assert opens(link) is works


def test_a_link_that_confirms_an_address_works_once() -> None:
    link = confirm_link("new@example.com")
    Client().post(link)

    assert EmailAddress.objects.get(email="new@example.com").verified
    assert not opens(link)
    assert Client().post(link).status_code == 404


def test_a_new_address_that_waits_ends_with_another_password(user: User, trusted: Client) -> None:
    """Who changes the password because of a stranger also stops the stranger's address."""
    trusted.post("/accounts/email/", {"email": "stranger@example.com", "action_add": ""})
    link = next(
        str(message.body).split("http://testserver")[1].split()[0]
        for message in mail.outbox
        if message.to == ["stranger@example.com"]
    )
    assert opens(link)

    trusted.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert not opens(link)
    assert Client().post(link).status_code == 404
    assert User.objects.get(pk=user.pk).email == "ana@example.com"


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/password/reset/key/{}-abc/",
        "/accounts/password/reset/key/1-{}/",
        "/accounts/confirm-email/{}/",
    ],
)
@pytest.mark.parametrize(
    "part", ["0", "zzzzzzzzzzzz", "9" * 300, "é", "%00", "-1", "a:b:c", "set-password"]
)
def test_made_up_links_are_an_answer_and_no_fault(client: Client, path: str, part: str) -> None:
    assert client.get(path.format(part)).status_code in {200, 302, 404}
    assert client.post(path.format(part)).status_code in {200, 302, 404}
