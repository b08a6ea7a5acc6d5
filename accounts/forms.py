"""The forms of an account: the package's own, with this site's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as stock
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from .models import User

Words = Mapping[str, Any]  # texts, also ones that are translated when they are shown
NEW_PASSWORD = _("At least 12 characters. A few unrelated words are easy to remember.")
AGAIN = _("The same password once more")


class PlainFields(forms.Form):
    """Labels say what a field is; gray words inside it would be gone as soon as one types."""

    labels: Words = {}
    help_texts: Words = {}
    attrs: Mapping[str, Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs |= self.attrs.get(name, {})
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, field.help_text)


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name",)
        labels = {"name": _("Your name")}
        help_texts = {"name": _("For us and in mails. Patients see the name on your profile.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class SignupForm(PlainFields, stock.SignupForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=User._meta.get_field("name").max_length,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("You can leave this empty."),
    )
    field_order = ("name", "email", "password1")
    labels = {"email": _("Email address")}
    help_texts = {
        "email": _("We send a link to this address to confirm it."),
        "password1": NEW_PASSWORD,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trap = self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD]
        # Hidden by its surroundings in the template; the stock inline style would be blocked.
        trap.label = _("Leave this empty")
        trap.widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
        trap.is_trap = True  # type: ignore[attr-defined] # read by the template

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name, password = cleaned.get("name"), cleaned.get("password1")
        # The package compares the password with the address, but knows of no name.
        if name and password and "password1" not in self.errors:
            try:
                get_adapter().clean_password(password, user=User(name=name))
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """An address that has an account takes as long as one that has none."""
        if self.account_already_exists:
            open_and_forget(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved


def open_and_forget(password: str) -> None:
    """The work of opening an account, of which nothing stays."""
    with transaction.atomic():
        nobody = User(email=f"{get_random_string(30)}@example.invalid")
        nobody.set_password(password)
        nobody.save()
        EmailAddress.objects.create(user=nobody, email=nobody.email, primary=True)
        transaction.set_rollback(True)


class LoginForm(PlainFields, stock.LoginForm):
    labels = {
        "login": _("Email address"),
        "remember": _("Stay signed in on this device for two weeks"),
    }
    # The way to a new password stands below the form, where it is a link among others.
    help_texts = {"password": ""}
    attrs = {"login": {"autocomplete": "username"}}


class ReauthenticateForm(PlainFields, stock.ReauthenticateForm):
    help_texts = {"password": ""}


class AddEmailForm(PlainFields, stock.AddEmailForm):
    labels = {"email": _("New email address")}
    help_texts = {
        "email": _("We send a link there. Until you follow it, the old address stays in use.")
    }

    def save(self, request: HttpRequest) -> Any:
        """The old address hears of it now, while there is time to stop it."""
        added = super().save(request)
        get_adapter().send_notification_mail(
            "account/email/email_change_asked", self.user, {"to_email": added.email}
        )
        return added


class ChangePasswordForm(PlainFields, stock.ChangePasswordForm):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": AGAIN,
    }
    help_texts = {"oldpassword": "", "password1": NEW_PASSWORD}


class SetPasswordForm(PlainFields, stock.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": AGAIN}
    help_texts = {"password1": NEW_PASSWORD}


class ResetPasswordForm(PlainFields, stock.ResetPasswordForm):
    labels = {"email": _("Email address")}


class ResetPasswordKeyForm(PlainFields, stock.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": AGAIN}
    help_texts = {"password1": NEW_PASSWORD}
