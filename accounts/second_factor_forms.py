"""Forms for codes and passkeys, in this site's words and safe against made-up credentials."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import PlainFields
from .passkeys import CredentialField, believed

MOST_IN_NAME = 60
CODE = _("Code from your app, or a recovery code")


class CodeForm(PlainFields, AuthenticateForm):
    labels = {"code": CODE}
    attrs = {"code": {"inputmode": "numeric"}}


class CodeAgainForm(PlainFields, ReauthenticateForm):
    labels = {"code": CODE}
    attrs = {"code": {"inputmode": "numeric"}}


class ActivateAppForm(PlainFields, ActivateTOTPForm):
    labels = {"code": _("Code that the app shows")}
    attrs = {"code": {"inputmode": "numeric"}}


class AddPasskeyForm(PlainFields, AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=MOST_IN_NAME,
        required=False,
        help_text=_("So that you can tell it from others, such as “My phone”."),
    )
    credential = CredentialField()
    labels = {"passwordless": _("Let me sign in with it alone, without my password")}
    help_texts = {
        "passwordless": _(
            "Works with phones, computers and newer security keys. Leave it off for a simple key"
            " without a PIN: that one is asked for after your password."
        )
    }

    def clean(self) -> dict[str, Any]:
        with believed():
            return super().clean() or {}


class RenamePasskeyForm(PlainFields, EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=MOST_IN_NAME)


class CheckedCredential(forms.Form):
    """Goes before a form of the package whose `clean_credential` trusts the browser."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with believed():
            return super().clean_credential()  # type: ignore[misc]


class UsePasskeyForm(CheckedCredential, AuthenticateWebAuthnForm):
    pass


class UsePasskeyAgainForm(CheckedCredential, ReauthenticateWebAuthnForm):
    pass


class SignInWithPasskeyForm(CheckedCredential, LoginWebAuthnForm):
    pass
