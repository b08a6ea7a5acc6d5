"""The way into the moderation area."""

from __future__ import annotations

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.factories.accounts import PASSWORD, ModeratorFactory

SECRET = "JBSWY3DPEHPK3PXP"
AGAIN = "/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"
#: As a browser sends it, up to the signature, which these tests take as checked.
SIGNED = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {
        "clientDataJSON": "e30",
        "authenticatorData": "AAAA",
        "signature": "AAAA",
        "userHandle": "AAAA",
    },
    "clientExtensionResults": {},
}


@pytest.fixture
def staff_client(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("mod@example.com"))
    return client


def add_second_factor(client: Client) -> None:
    """And show it, as everybody has to."""
    user = get_user_model().objects.get(email="mod@example.com")
    TOTP.activate(user, SECRET)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_of_now()})


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
    add_second_factor(staff_client)

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
    add_second_factor(staff_client)

    assert staff_client.get(path).status_code == 200


def code_of_now(later: int = 0) -> str:
    """What an authenticator app would show."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + later))


def signed_in(person: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.django_db
def test_a_moderator_signs_in_with_password_and_code() -> None:
    moderator = ModeratorFactory()
    TOTP.activate(moderator, SECRET)
    client = signed_in(moderator)
    assert client.get("/admin/").status_code == 302

    response = client.post("/accounts/2fa/authenticate/", {"code": code_of_now()})

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_a_code_that_was_seen_is_no_code_for_somebody_else() -> None:
    moderator = ModeratorFactory()
    TOTP.activate(moderator, SECRET)
    code = code_of_now()
    first, second = signed_in(moderator), signed_in(moderator)

    first.post("/accounts/2fa/authenticate/", {"code": code})
    response = second.post("/accounts/2fa/authenticate/", {"code": code})

    assert response.status_code == 200
    assert "was used before" in response.text
    assert "_auth_user_id" not in second.session


@pytest.mark.django_db
def test_a_factor_that_was_removed_is_missed_at_the_next_request() -> None:
    moderator = ModeratorFactory()
    TOTP.activate(moderator, SECRET)
    client = signed_in(moderator)
    client.post("/accounts/2fa/authenticate/", {"code": code_of_now()})
    assert client.get("/admin/").status_code == 200

    Authenticator.objects.filter(user=moderator).delete()

    response = client.get("/admin/directory/therapist/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/2fa/"


@pytest.mark.django_db
def test_a_stolen_session_from_before_the_factor_stays_outside() -> None:
    """Both signed in with the password; then the moderator sets up a factor in one of them."""
    moderator = ModeratorFactory()
    own, stolen = signed_in(moderator), signed_in(moderator)
    TOTP.activate(moderator, SECRET)

    assert stolen.get("/admin/", follow=True).redirect_chain[-1][0] == (
        "/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"
    )
    assert stolen.get("/admin/directory/therapist/").status_code == 302

    own.post("/accounts/2fa/reauthenticate/", {"code": code_of_now(), "next": "/admin/"})
    assert own.get("/admin/").status_code == 200
    assert stolen.get("/admin/").status_code == 302


@pytest.mark.django_db
def test_a_moderator_with_a_passkey_alone_is_asked_for_that() -> None:
    moderator = ModeratorFactory()
    client = signed_in(moderator)
    Authenticator.objects.create(user=moderator, type="webauthn", data={"name": "Key"})

    response = client.get("/admin/", follow=False)
    response = client.get(response["Location"])

    assert response["Location"] == "/accounts/2fa/webauthn/reauthenticate/?next=%2Fadmin%2F"


@pytest.mark.django_db
def test_the_password_alone_is_not_enough(client: Client) -> None:
    moderator = ModeratorFactory()
    client = signed_in(moderator)
    TOTP.activate(moderator, SECRET)

    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == AGAIN


@pytest.mark.django_db
def test_a_passkey_is_a_password_and_a_second_factor_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moderator, client = ModeratorFactory(), Client()
    key = Authenticator.objects.create(user=moderator, type="webauthn", data={"name": "Key"})
    monkeypatch.setattr(webauthn, "parse_authentication_response", lambda response: None)
    monkeypatch.setattr(webauthn, "extract_user_from_response", lambda response: moderator)
    monkeypatch.setattr(webauthn, "complete_authentication", lambda user, response: key)

    client.post("/accounts/2fa/webauthn/login/", {"credential": json.dumps(SIGNED)})

    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_a_session_that_does_not_say_how_it_began_is_asked_for_the_factor() -> None:
    moderator, client = ModeratorFactory(), Client()
    TOTP.activate(moderator, SECRET)
    client.force_login(moderator)

    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == AGAIN
    assert client.get("/admin/directory/therapist/").status_code == 302

    client.post("/accounts/2fa/reauthenticate/", {"code": code_of_now(), "next": "/admin/"})
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_what_is_recorded_of_somebody_else_counts_for_nothing() -> None:
    """Both have used this browser, and the session names the first one's factor."""
    first, second, client = ModeratorFactory(), ModeratorFactory(), Client()
    TOTP.activate(second, SECRET)
    client.force_login(second)

    for person, status in ((first, 302), (second, 200)):
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()

        assert client.get("/admin/").status_code == status


@pytest.mark.django_db
def test_the_admin_shows_no_secret_of_a_factor(staff_client: Client) -> None:
    add_second_factor(staff_client)
    factor = Authenticator.objects.get(user__email="mod@example.com")

    listed = staff_client.get("/admin/mfa/authenticator/").text
    shown = staff_client.get(f"/admin/mfa/authenticator/{factor.pk}/change/").text

    assert "Authenticator" in shown
    assert SECRET not in listed + shown
    assert staff_client.get("/admin/mfa/authenticator/add/").status_code == 403
    assert staff_client.get("/admin/usersessions/usersession/").status_code == 404
