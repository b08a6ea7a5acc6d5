"""The mails about an account: every one in this site's words, as text and as HTML."""

from __future__ import annotations

import html
import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import PASSWORD

FOLDER = Path(allauth.__file__).parent / "templates"
PREFIXES = sorted(
    file.relative_to(FOLDER).as_posix().removesuffix("_subject.txt")
    for app in ("account", "mfa")
    for file in (FOLDER / app / "email").glob("*_subject.txt")
    if "_code" not in file.name.replace("recovery_codes", "")  # no codes are sent here
)
VALUES = {
    "activate_url": "https://evil.example/accounts/confirm/",
    "password_reset_url": "https://evil.example/accounts/reset/",
    "signup_url": "https://evil.example/accounts/signup/",
    "from_email": "old@example.com",
    "to_email": "new@example.com",
    "deleted_email": "old@example.com",
    "ip": "192.0.2.1",
    "user_agent": "CANARY <b>visit www.evil.example</b>",
    "timestamp": timezone.now(),
}
NEW = "seven quiet lamps outside"


def sent(prefix: str) -> EmailMultiAlternatives:
    with context.request_context(RequestFactory().get("/")):
        get_adapter().send_mail(prefix, "ana@example.com", dict(VALUES))
    message = mail.outbox[-1]
    assert isinstance(message, EmailMultiAlternatives)
    return message


def words(text: str) -> str:
    """What is read, without marks and spaces."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_mail_of_the_package_is_in_our_words_in_text_and_html(prefix: str) -> None:
    message = sent(prefix)
    ((page, kind),) = [tuple(one) for one in message.alternatives]

    assert kind == "text/html"
    assert message.subject
    assert message.subject.strip() == message.subject
    assert "not you" in str(message.body)
    assert "not you" in words(page)
    assert "<h1>" in page
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    for text in (str(message.body), page):
        assert "Hello from" not in text
        assert "CANARY" not in text
        assert "evil.example" not in text
        assert re.findall(r"https?://[\w.:]+", text)


@pytest.mark.django_db
def test_no_mail_says_why_patients_come_here() -> None:
    for prefix in PREFIXES:
        message = sent(prefix)
        text = str(message.body).replace("Sciatica & Massage Guide", "")
        assert not re.search("sciatica|pain|massage|health", text + message.subject, re.I)


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


@pytest.mark.django_db
def test_a_changed_password_is_told(signed_in: Client) -> None:
    signed_in.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert subjects() == ["Your password was changed"]
    assert "From the internet address: 127.0.0.1" in str(mail.outbox[0].body)


@pytest.mark.django_db
def test_an_app_that_is_added_and_removed_is_told(
    user: User,
    trusted: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    monkeypatch.setattr("allauth.mfa.totp.forms.auth.validate_totp_code", lambda *_: True)
    trusted.get("/accounts/2fa/totp/activate/")
    with django_capture_on_commit_callbacks(execute=True):
        trusted.post("/accounts/2fa/totp/activate/", {"code": "123456"})
    assert Authenticator.objects.filter(user=user, type="totp").exists()

    trusted.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=user).exists()

    assert subjects() == ["An authenticator app was added", "The authenticator app was removed"]


@pytest.mark.django_db
def test_new_recovery_codes_and_removed_passkeys_are_told(
    user: User, trusted: Client, django_capture_on_commit_callbacks: object
) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    passkey = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key"})

    with django_capture_on_commit_callbacks(execute=True):
        trusted.post("/accounts/2fa/recovery-codes/generate/")
    trusted.post(f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/")

    assert subjects() == ["You have new recovery codes", "A passkey was removed"]
