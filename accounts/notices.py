"""Short mails that say what was just changed about an account, and what to do if it was not you."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEMPLATE = "accounts/emails/notice"


class Notice(NamedTuple):
    title: str | Promise
    text: str | Promise


#: By the last part of the name under which allauth asks for the mail.
WORDS: dict[str, Notice] = {
    "email_change_asked": Notice(
        _("A new email address was asked for"),
        _(
            "Somebody who was signed in to your account wants to change its address to"
            " %(to_email)s. Nothing changes until the link in a mail to that address is followed."
        ),
    ),
    "email_changed": Notice(
        _("Your email address was changed"),
        _("You now sign in with %(to_email)s and no longer with %(from_email)s."),
    ),
    "email_confirm": Notice(
        _("Your email address is confirmed"), _("You confirmed your email address.")
    ),
    "email_deleted": Notice(
        _("An email address was removed"),
        _("The address %(deleted_email)s no longer belongs to your account."),
    ),
    "password_changed": Notice(
        _("Your password was changed"),
        _("Your account has a new password. All other devices were signed out."),
    ),
    "password_reset": Notice(
        _("Your password was changed"),
        _("Your account has a new password. All devices were signed out."),
    ),
    "password_set": Notice(
        _("Your account has a password now"), _("A password was set for your account.")
    ),
    "recovery_codes_generated": Notice(
        _("You have new recovery codes"),
        _("New recovery codes were made for your account. The old ones no longer work."),
    ),
    "totp_activated": Notice(
        _("An authenticator app was added"),
        _("From now on signing in needs a code from your authenticator app."),
    ),
    "totp_deactivated": Notice(
        _("The authenticator app was removed"),
        _("Signing in no longer needs a code from your authenticator app."),
    ),
    "webauthn_added": Notice(
        _("A passkey was added"), _("A passkey or security key was added to your account.")
    ),
    "webauthn_removed": Notice(
        _("A passkey was removed"), _("A passkey or security key was removed from your account.")
    ),
}


def write(name: str, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The template and its values."""
    notice = WORDS[name]
    return TEMPLATE, {
        "title": str(notice.title),
        "text": str(notice.text) % context,
        # The address of the computer, but not the name of its program: that is free text of
        # whoever made the change.
        "ip": context.get("ip", ""),
        "timestamp": context.get("timestamp"),
        # The old address no longer leads to the account, so a link for a new password would fail.
        "is_cut_off": name == "email_changed",
        "contact_email": settings.CONTACT_EMAIL,
        "new_address": context.get("to_email", ""),
        "password_change_url": f"{settings.SITE_URL}{reverse('account_change_password')}",
        "password_reset_url": f"{settings.SITE_URL}{reverse('account_reset_password')}",
        "account_url": f"{settings.SITE_URL}{reverse('accounts:account')}",
    }
