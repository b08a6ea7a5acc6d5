"""Passkeys without a browser: what the server offers, and what it does not believe."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest
from allauth.mfa.models import Authenticator
from django import forms
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import User
from accounts.passkeys import CredentialField, tidy
from tests.factories.accounts import PASSWORD

GOOD = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {"clientDataJSON": "e30", "attestationObject": "oA", "transports": ["usb"]},
    "clientExtensionResults": {"credProps": {"rk": True}},
}
TEXTS = st.text(max_size=30) | st.sampled_from(["AAAA", "e30", "oA", "\0", "\ud800"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*GOOD, "response", "rk", "userHandle"]), inner, max_size=6
        )
    ),
    max_leaves=12,
)


def url64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def client_data(kind: str = "webauthn.create", origin: str = "http://localhost") -> str:
    text = json.dumps({"type": kind, "challenge": "AAAA", "origin": origin})
    return url64(text.encode())


MADE_UP = [
    "",
    "x",
    "null",
    "[]",
    "5",
    "9" * 6000,
    "[" * 90_000,
    '{"id": "A"}',
    '{"a":' * 20_000,
    json.dumps(GOOD),
    json.dumps(GOOD | {"response": {}}),
    json.dumps(GOOD | {"response": []}),
    json.dumps(GOOD | {"id": "\0", "rawId": "\0"}),
    json.dumps(GOOD | {"id": "\ud800"}),
    json.dumps(GOOD | {"clientExtensionResults": 5}),
    json.dumps(GOOD | {"response": {"clientDataJSON": client_data(), "attestationObject": "oA"}}),
    json.dumps(
        GOOD
        | {
            "response": {
                "clientDataJSON": client_data(),
                "attestationObject": url64(b"\xa3cfmtdnonegattStmt\xa0hauthDataX\x25" + b"\0" * 37),
            }
        }
    ),
    json.dumps(
        GOOD
        | {
            "response": {
                "clientDataJSON": client_data("webauthn.get"),
                "authenticatorData": url64(b"\0" * 37),
                "signature": "AAAA",
                "userHandle": url64(b"zzzzzzzzzzzzz"),
            }
        }
    ),
    json.dumps(GOOD | {"response": {"clientDataJSON": url64(b"[]"), "userHandle": url64(b"\xff")}}),
]


@pytest.mark.django_db
@pytest.mark.parametrize("credential", MADE_UP, ids=lambda text: text[:24])
def test_a_made_up_credential_adds_nothing_and_breaks_nothing(
    trusted: Client, credential: str
) -> None:
    trusted.get("/accounts/2fa/webauthn/add/")

    answers = {"credential": credential, "name": "My key", "passwordless": "on"}
    response = trusted.post("/accounts/2fa/webauthn/add/", answers)

    assert response.status_code == 200
    assert "My key" in response.text
    assert not Authenticator.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("credential", MADE_UP, ids=lambda text: text[:24])
def test_a_made_up_credential_signs_nobody_in(client: Client, user: User, credential: str) -> None:
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})

    response = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.parametrize("credential", MADE_UP, ids=lambda text: text[:24])
def test_a_made_up_credential_is_no_second_factor(
    client: Client, user: User, credential: str
) -> None:
    Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.get("/accounts/2fa/authenticate/")

    response = client.post("/accounts/2fa/authenticate/", {"credential": credential})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


@given(JSON)
def test_whatever_comes_is_refused_or_made_tidy(value: object) -> None:
    field = CredentialField()
    try:
        cleaned = field.clean(json.dumps(value))
    except forms.ValidationError:
        return
    assert tidy(cleaned) == cleaned
    assert json.dumps(cleaned).isascii()
    assert "\\u0000" not in json.dumps(cleaned)


def test_only_what_is_known_is_kept() -> None:
    more = GOOD | {"evil": "\0", "authenticatorAttachment": "platform"}
    more["response"] = GOOD["response"] | {"publicKey": "AAAA", "transports": ["usb", "\0", 5]}

    assert tidy(more) == GOOD


@pytest.mark.django_db
def test_passkeys_belong_to_the_host_in_the_settings(trusted: Client, settings: Settings) -> None:
    settings.PASSKEY_HOST = "www.example.com"
    settings.ALLOWED_HOSTS = ["*"]

    text = trusted.get("/accounts/2fa/webauthn/add/", headers={"host": "evil.example"})
    signing_in = Client().get(
        "/accounts/2fa/webauthn/login/",
        headers={"accept": "application/json", "host": "evil.example"},
    )

    if text.status_code == 200:
        assert "evil.example" not in text.text
    assert signing_in.json()["request_options"]["publicKey"]["rpId"] == "www.example.com"


@pytest.mark.django_db
def test_a_forged_host_gets_no_answer_at_all(client: Client) -> None:
    response = client.get(
        "/accounts/2fa/webauthn/login/",
        headers={"accept": "application/json", "host": "evil.example"},
    )

    assert response.status_code == 400


@pytest.mark.django_db
def test_signing_in_asks_the_device_to_check_who_holds_it(client: Client) -> None:
    answer = client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    options = answer.json()["request_options"]["publicKey"]

    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")  # names no account


@pytest.mark.django_db
def test_the_pages_say_what_is_missing_without_javascript(trusted: Client) -> None:
    for text in (
        Client().get("/accounts/login/").text,
        trusted.get("/accounts/2fa/webauthn/add/").text,
    ):
        assert "Passkeys need JavaScript, which is off in this browser.</p>" in text
        assert "data-passkey-way hidden" in text


@pytest.mark.django_db
def test_a_name_that_is_too_long_is_explained(trusted: Client, user: User) -> None:
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key"})

    response = trusted.post(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", {"name": "K" * 61})

    assert "at most 60 characters" in response.text
    trusted.post(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Büro 🗝"})
    key.refresh_from_db()
    assert key.data["name"] == "Büro 🗝"
