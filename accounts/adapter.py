"""How allauth behaves here: where people go, what mails say, and when links and limits end."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sciatica_site import mail, staff_sessions

from . import earlier_address, notices
from .middleware import MARK
from .models import User
from .permissions import is_moderator

LIMITS = frozenset({"too_many_login_attempts", "rate_limited"})
LONGEST_ADDRESS = 254
#: Under which name a notice holds the address that the account no longer has.
ADDRESS_GONE = ("from_email", "deleted_email")
#: The sign-up sends the same words as any other confirmation.
SAME_MAIL = {"email_confirmation_signup": "email_confirmation"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This email address and this password do not belong together. Check both."
        ),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _(
            "Too many failed login attempts. Wait five minutes, then try again."
        ),
        "rate_limited": _("Too many tries in a short time. Wait five minutes, then try again."),
        "duplicate_email": _("This is your address already."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A forged Host header must not end up in a link that someone clicks."""
        addressed = {
            key: on_this_site(value) if key.endswith("_url") else value
            for key, value in context.items()
        }
        self.render_mail(template_prefix, email, addressed).send()

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """The notice that an address has gone is the moment at which its mails are forgotten."""
        for gone in ADDRESS_GONE:
            if address := (context or {}).get(gone):
                earlier_address.forget(address)
        super().send_notification_mail(template_prefix, user, context, email)

    def render_mail(
        self,
        template_prefix: str,
        email: str,
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """In the words of this site, by the name at the end of the prefix; text and HTML."""
        name = template_prefix.rpartition("/")[2]
        if name in notices.WORDS:
            template, values = notices.write(name, context)
        else:
            template, values = f"accounts/emails/{SAME_MAIL.get(name, name)}", context
        written = mail.write(template, values)
        message = EmailMultiAlternatives(
            written.subject,
            written.text,
            settings.DEFAULT_FROM_EMAIL,
            [mail.usable_address(email)],
            headers={**mail.HEADERS, **(headers or {})},
        )
        message.attach_alternative(written.html, "text/html")
        return message

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        if user.is_staff:
            staff_sessions.begin(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        # Not by the model: what is above this app is not imported here.
        has_profile = getattr(user, "therapist", None) is not None
        if is_moderator(user) and not has_profile:
            return reverse("admin:index")
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")

    def set_password(self, user: User, password: str) -> None:
        """Who changes the password because of a stranger also stops the stranger's new address."""
        super().set_password(user, password)
        addresses = EmailAddress.objects.filter(user=user)
        if addresses.filter(verified=True).exists():
            addresses.filter(verified=False).delete()

    def clean_email(self, email: str) -> str:
        """The form's own limit is higher than what the database can hold."""
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("This address is too long."), code="max_length")
        return email

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in LIMITS and self.request is not None:
            setattr(self.request, MARK, True)
        error: ValidationError = super().validation_error(code, *args)
        return error


def on_this_site(url: str) -> str:
    parts = urlsplit(url)
    path = urlunsplit(("", "", parts.path, parts.query, parts.fragment))
    return f"{settings.SITE_URL}{path}"
