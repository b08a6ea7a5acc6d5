"""Another address: asked for with the password, told to the old one, true once confirmed."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.accounts.conftest import SignIn
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/accounts/email/"
CHANGE = {"email": "new@example.com", "action_add": ""}


def mails_to(address: str) -> list[str]:
    return [str(message.body) for message in mail.outbox if message.to == [address]]


def follow_link(client: Client) -> None:
    (body,) = mails_to("new@example.com")
    client.post(body.split("http://testserver")[1].split()[0])


def test_the_password_is_asked_for_first_and_then_the_change_goes_on(
    user: User, signed_in: Client
) -> None:
    asked = signed_in.post(PAGE, CHANGE)
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert mail.outbox == []

    signed_in.post(asked["Location"], {"password": PASSWORD, "next": PAGE})

    assert len(mails_to("new@example.com")) == 1


def test_the_wrong_password_changes_nothing(signed_in: Client) -> None:
    asked = signed_in.post(PAGE, CHANGE)

    signed_in.post(asked["Location"], {"password": "wrong", "next": PAGE})

    assert mail.outbox == []


def test_the_old_address_works_until_the_new_one_is_confirmed(
    user: User, trusted: Client, sign_in: SignIn
) -> None:
    trusted.post(PAGE, CHANGE)
    user.refresh_from_db()
    assert user.email == "ana@example.com"
    assert sign_in(user).get(PAGE).status_code == 200

    follow_link(trusted)
    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert sign_in(user).get(PAGE).status_code == 200
    old = Client().post("/accounts/login/", {"login": "ana@example.com", "password": PASSWORD})
    assert old.status_code == 200


def test_the_old_address_hears_of_the_wish_and_of_the_change(trusted: Client) -> None:
    trusted.post(PAGE, CHANGE)
    (asked,) = mails_to("ana@example.com")
    assert "wants to change its address to new@example.com" in asked
    assert "If it was not you" in asked

    follow_link(trusted)
    changed = mails_to("ana@example.com")[-1]
    assert "You now sign in with new@example.com and no longer with ana@example.com." in changed


def test_the_link_works_in_a_browser_that_is_not_signed_in(user: User, trusted: Client) -> None:
    trusted.post(PAGE, CHANGE)

    follow_link(Client())

    user.refresh_from_db()
    assert user.email == "new@example.com"


def test_the_change_can_be_stopped_while_it_waits(user: User, trusted: Client) -> None:
    trusted.post(PAGE, CHANGE)
    assert "You want to change to" in trusted.get(PAGE).text

    trusted.post(PAGE, {"email": "new@example.com", "action_remove": "1"})
    follow_link(trusted)

    user.refresh_from_db()
    assert user.email == "ana@example.com"
    assert "You want to change to" not in trusted.get(PAGE).text


def test_an_address_that_somebody_else_took_meanwhile_stays_theirs(
    user: User, trusted: Client
) -> None:
    trusted.post(PAGE, CHANGE)
    UserFactory(email="new@example.com")

    follow_link(trusted)

    user.refresh_from_db()
    assert user.email == "ana@example.com"


def test_a_second_factor_does_not_forbid_another_address(user: User, trusted: Client) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    trusted.post(PAGE, CHANGE)

    assert len(mails_to("new@example.com")) == 1


@pytest.mark.parametrize("contact", ["hello@example.com", ""])
def test_the_old_address_is_told_only_what_can_still_be_done(
    trusted: Client, settings: Settings, contact: str
) -> None:
    settings.CONTACT_EMAIL = contact
    trusted.post(PAGE, CHANGE)
    follow_link(trusted)
    message = mail.outbox[-1]
    assert isinstance(message, EmailMultiAlternatives)
    assert message.to == ["ana@example.com"]
    ((page, _kind),) = [tuple(one) for one in message.alternatives]

    for text in (str(message.body), str(page)):
        assert "If it was not you" in text
        assert "this address no longer belongs to the account" in text
        # It would answer that there is no account with this address.
        assert "/accounts/password/reset/" not in text
        assert ("hello@example.com" in text) is bool(contact)
        assert ("As long as your password still works, sign in with new@" in text) is (not contact)
        assert ("/accounts/password/change/" in text) is (not contact)
    assert ('href="mailto:hello@example.com"' in str(page)) is bool(contact)


def test_a_new_password_is_offered_while_the_address_still_belongs_to_the_account(
    trusted: Client, settings: Settings
) -> None:
    settings.CONTACT_EMAIL = "hello@example.com"
    trusted.post(PAGE, CHANGE)

    (asked,) = mails_to("ana@example.com")

    assert "http://testserver/accounts/password/reset/" in asked
    assert "hello@example.com" not in asked


def test_without_an_address_to_write_to_the_advice_of_the_mail_works(trusted: Client) -> None:
    trusted.post(PAGE, CHANGE)
    follow_link(trusted)

    owner = Client()
    owner.post("/accounts/login/", {"login": "new@example.com", "password": PASSWORD})
    new = "seven quiet lamps outside"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert owner.post("/accounts/password/change/", sent).status_code == 302

    assert trusted.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ana@example.com",
        "ANA@example.com",
        "no address",
        "a" * 300 + "@example.com",
        "a\0b@example.com",
    ],
)
def test_what_is_no_new_address_is_explained_beside_the_field(trusted: Client, email: str) -> None:
    response = trusted.post(PAGE, {"email": email, "action_add": ""})

    assert response.status_code == 200
    assert 'id="id_email_error"' in response.text
    assert mail.outbox == []
