"""Limits on guessing: who is stopped, for how long, and what does not lift them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

LOGIN = "/accounts/login/"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


WRONG = "wrong"


def guess(client: Client, email: str, password: str = WRONG, **extra: object) -> int:
    response = client.post(LOGIN, {"login": email, "password": password}, **extra)
    assert response.status_code != 429 or int(response["Retry-After"]) > 0
    return response.status_code


@pytest.mark.django_db
def test_the_sixth_wrong_password_for_an_account_is_not_even_tried(
    client: Client, user: User
) -> None:
    assert [guess(client, user.email) for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.django_db
def test_an_account_opens_again_after_five_minutes(client: Client, user: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            guess(client, user.email)
        clock.move_to(NOON + timedelta(seconds=299))
        assert guess(client, user.email, PASSWORD) == 429
        clock.move_to(NOON + timedelta(seconds=301))
        assert guess(client, user.email, PASSWORD) == 302


@pytest.mark.django_db
def test_a_limit_is_looked_at_before_a_password_is(client: Client, user: User) -> None:
    for _ in range(5):
        guess(client, user.email)

    with (
        patch("django.contrib.auth.base_user.check_password") as check,
        patch("django.contrib.auth.base_user.make_password") as make,
    ):
        assert guess(client, user.email, PASSWORD) == 429

    assert not check.called
    assert not make.called


@pytest.mark.django_db
def test_ten_wrong_passwords_from_one_computer_in_a_minute_are_enough(client: Client) -> None:
    codes = [guess(client, f"a{number}@example.com") for number in range(12)]

    assert codes == [200] * 10 + [429] * 2


@pytest.mark.django_db
def test_a_good_login_between_does_not_give_the_guesses_back(client: Client, user: User) -> None:
    for number in range(9):
        guess(client, f"a{number}@example.com")
    assert guess(client, user.email, PASSWORD) == 302
    client.post("/accounts/logout/")

    assert guess(client, "b@example.com") == 200
    assert guess(client, "c@example.com") == 429


@pytest.mark.django_db
def test_a_made_up_forwarding_header_is_no_other_computer(client: Client) -> None:
    codes = [
        guess(client, f"a{number}@example.com", headers={"x-forwarded-for": f"192.0.2.{number}"})
        for number in range(11)
    ]

    assert codes[-1] == 429


@pytest.mark.django_db
def test_somebody_elsewhere_is_not_stopped(client: Client, user: User) -> None:
    for number in range(11):
        guess(client, f"a{number}@example.com")

    assert guess(client, user.email, PASSWORD) == 429
    assert guess(Client(REMOTE_ADDR="192.0.2.77"), user.email, PASSWORD) == 302


@pytest.mark.django_db
def test_codes_cannot_be_guessed_either(client: Client, user: User) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    guess(client, user.email, PASSWORD)

    codes = [
        client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code for _ in range(6)
    ]

    assert codes == [200] * 5 + [429]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "data", "most"),
    [
        ("/accounts/password/reset/", {"email": "a{}@example.com"}, 20),
        ("/accounts/signup/", {"email": "a{}@example.com", "password1": "short"}, 20),
    ],
)
def test_pages_that_send_mail_take_twenty_tries_a_minute_from_one_computer(
    client: Client, path: str, data: dict[str, str], most: int
) -> None:
    answers = [
        client.post(path, {name: text.format(number) for name, text in data.items()})
        for number in range(most + 1)
    ]

    assert all(answer.status_code in {200, 302} for answer in answers[:-1])
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.django_db
def test_nobodys_mailbox_is_filled_by_asking_for_new_passwords() -> None:
    """From as many computers as one likes, over an hour."""
    with time_machine.travel(NOON, tick=False) as clock:
        for minute in range(0, 60, 2):
            clock.move_to(NOON + timedelta(minutes=minute))
            for number in range(5):
                Client(REMOTE_ADDR=f"192.0.2.{number}").post(
                    "/accounts/password/reset/", {"email": "victim@example.com"}
                )

    assert len(mail.outbox) == 10


@pytest.mark.django_db
def test_nobodys_mailbox_is_filled_by_signing_up_with_its_address() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for minute in range(0, 120, 5):
            clock.move_to(NOON + timedelta(minutes=minute))
            Client().post(
                "/accounts/signup/",
                {"email": "victim@example.com", "password1": "seven quiet lamps"},
            )

    assert len(mail.outbox) == 6


@pytest.mark.django_db
def test_asking_for_the_password_once_more_is_limited_too(signed_in: Client) -> None:
    codes = [
        signed_in.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code
        for _ in range(6)
    ]

    assert codes == [200] * 5 + [429]


COUNT = """
import django
django.setup()
from allauth.core import ratelimit
from django.test import RequestFactory
request = RequestFactory().post("/")
print(sum(bool(ratelimit.consume(request, action="login_failed", key="one")) for _ in range(4)))
"""


def test_all_processes_count_together(tmp_path: Path) -> None:
    """Three of them try four times each at once; the limit of the account is five."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sciatica_site.settings.local",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'cache.sqlite3'}",
        "CACHE_URL": "",
    }
    run = {"cwd": settings.BASE_DIR, "env": environment, "text": True}
    # The one migration that makes the cache's table.
    migrate = [sys.executable, "manage.py", "migrate", "sciatica_site", "0001", "--verbosity=0"]
    subprocess.run(migrate, check=True, capture_output=True, **run)  # noqa: S603 # our own

    processes = [
        subprocess.Popen([sys.executable, "-c", COUNT], stdout=subprocess.PIPE, **run)  # noqa: S603
        for _ in range(3)
    ]
    allowed = [int(process.communicate(timeout=60)[0]) for process in processes]

    assert sum(allowed) == 5


@pytest.mark.django_db
def test_a_burst_in_one_browser_is_stopped_as_well() -> None:
    person = UserFactory()
    codes = [guess(Client(REMOTE_ADDR=f"192.0.2.{n}"), person.email) for n in range(8)]

    assert codes == [200] * 5 + [429] * 3
