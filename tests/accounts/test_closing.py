"""Closing an account: asked twice, done at once, and nothing personal stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from post_office.models import Email

from accounts import actions
from accounts.models import User
from sciatica_site import hooks
from tests.accounts.conftest import SignIn
from tests.accounts.test_pages import faults
from tests.factories.accounts import PASSWORD, ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory

pytestmark = pytest.mark.django_db
PAGE = "/dashboard/account/close/"


@pytest.fixture
def erased() -> Iterator[list[AbstractBaseUser]]:
    """Who the erasers of other apps were asked about."""
    asked: list[AbstractBaseUser] = []
    # One function for both: the registry refuses another under the same name.
    add = asked.append
    hooks.erasers.register("test", add)
    yield asked
    hooks.erasers.unregister("test")


def test_the_password_is_asked_for_before_the_question(signed_in: Client) -> None:
    assert signed_in.get(PAGE)["Location"].startswith("/accounts/reauthenticate/?next=")
    assert signed_in.post(PAGE)["Location"].startswith("/accounts/reauthenticate/?next=")
    assert User.objects.exists()


def test_the_page_says_what_goes_and_changes_nothing(trusted: Client) -> None:
    text = trusted.get(PAGE).text

    assert faults(text) == []
    assert "your photo and your documents" in text
    assert User.objects.exists()


def test_the_account_is_closed_and_the_browser_signed_out(
    trusted: Client, erased: list[AbstractBaseUser], user: User
) -> None:
    response = trusted.post(PAGE, follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/closed/"
    assert faults(response.text) == []
    assert [one.email for one in erased] == [user.email]
    assert not User.objects.exists()
    assert trusted.get(PAGE)["Location"].startswith("/accounts/login/")


def test_nothing_personal_is_left_in_any_table(
    trusted: Client, user: User, sign_in: SignIn, tmp_path: object
) -> None:
    user.name = "Canary Person"
    user.save()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    sign_in(user)  # stops before the code: a session with an address and no user
    Client().post("/accounts/password/reset/", {"email": user.email})
    for to in (user.email, "diana@example.com"):
        Email.objects.create(from_email="a@example.com", to=to, subject="Waits")
    LogEntry.objects.create(
        user=UserFactory(email="root@example.com"),
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr="Canary Person",
        action_flag=CHANGE,
        change_message="Changed ana@example.com",
    )
    EmailAddress.objects.create(user=user, email="canary-new@example.com", verified=False)

    trusted.post(PAGE)

    file = tmp_path / "all.json"
    call_command("dumpdata", "--all", output=str(file), verbosity=0)
    left = file.read_text().casefold()
    assert "canary" not in left
    assert '"ana@example.com"' not in left
    assert all("ana@example.com" not in str(one.get_decoded()) for one in Session.objects.all())
    assert Email.objects.get().to == ["diana@example.com"]
    assert LogEntry.objects.get().object_repr == ""
    assert not UserSession.objects.filter(user_id=user.pk).exists()


def test_others_stay_signed_in(trusted: Client, sign_in: SignIn) -> None:
    other = sign_in(UserFactory(email="ben@example.com"))

    trusted.post(PAGE)

    assert other.get("/accounts/email/").status_code == 200


@pytest.mark.usefixtures("vocabulary")
def test_an_account_with_decisions_is_refused_and_nothing_is_changed(
    sign_in: SignIn, erased: list[AbstractBaseUser]
) -> None:
    moderator = ModeratorFactory()
    CredentialFactory(therapist=TherapistFactory(), checked=True, checked_by=moderator)
    client = sign_in(moderator)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    response = client.post(PAGE)

    assert response.status_code == 409
    assert "can’t be closed" in response.text
    assert faults(response.text) == []
    assert User.objects.filter(pk=moderator.pk).exists()
    assert client.get("/accounts/email/").status_code == 200


def test_a_part_that_cannot_be_removed_keeps_everything(user: User) -> None:
    def fail(person: AbstractBaseUser) -> None:
        raise RuntimeError

    hooks.erasers.register("fails", fail)
    try:
        with pytest.raises(RuntimeError):
            actions.close_account(user)
    finally:
        hooks.erasers.unregister("fails")

    assert User.objects.filter(email="ana@example.com").exists()
    assert EmailAddress.objects.filter(email="ana@example.com").exists()
