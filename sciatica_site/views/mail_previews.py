"""Every mail of the site to look at, with made-up values, while developing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sciatica_site import hooks, mail

# What allauth sends here, by the prefixes of its templates. A mail that is only text has no HTML.
ACCOUNT_MAILS = (
    "account/email/email_confirmation_signup",
    "account/email/email_confirmation",
    "account/email/account_already_exists",
    "account/email/unknown_account",
    "account/email/password_reset_key",
    "account/email/password_changed",
    "account/email/password_reset",
    "account/email/password_set",
    "account/email/email_change_asked",
    "account/email/email_change_asked",
    "account/email/email_changed",
    "account/email/email_confirm",
    "account/email/email_deleted",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/recovery_codes_generated",
    "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed",
)


@login_not_required
@require_safe
def mail_previews(request: HttpRequest) -> HttpResponse:
    return render(request, "dev/mails.html", {"names": list(_writers(request))})


@login_not_required
@require_safe
def mail_preview(request: HttpRequest, name: str) -> HttpResponse:
    context = {"name": name, "written": _written(request, name)}
    return render(request, "dev/mail.html", context)


@login_not_required
@require_safe
def mail_preview_html(request: HttpRequest, name: str) -> HttpResponse:
    """A page of its own: the site's policy allows no frames."""
    html = _written(request, name).html
    if not html:
        raise Http404("This mail is only text.")
    response = HttpResponse(html)
    response["X-Robots-Tag"] = "noindex"
    return response


def _written(request: HttpRequest, name: str) -> mail.Written:
    writer = _writers(request).get(name)
    if writer is None:
        raise Http404("No such mail.")
    return writer()


def _writers(request: HttpRequest) -> dict[str, Callable[[], mail.Written]]:
    own = {name: _own(entry) for name, entry in hooks.mail_previews}
    of_accounts = {
        prefix.replace("/email/", "-").replace("_", "-"): _of_account(prefix, request)
        for prefix in ACCOUNT_MAILS
    }
    return own | of_accounts


def _own(entry: Callable[[], hooks.MailSample]) -> Callable[[], mail.Written]:
    def writer() -> mail.Written:
        template, context = entry()
        return mail.write(template, context)

    return writer


def _of_account(prefix: str, request: HttpRequest) -> Callable[[], mail.Written]:
    def writer() -> mail.Written:
        values = _account_values() | {"request": request}
        message = get_adapter(request).render_mail(prefix, values["email"], values)
        html = ""
        if isinstance(message, EmailMultiAlternatives):
            html = next((str(text) for text, kind in message.alternatives if kind), "")
        return mail.Written(str(message.subject), str(message.body), html)

    return writer


def _account_values() -> dict[str, Any]:
    link = f"{settings.SITE_URL}/accounts/example-of-a-link/"
    return {
        "email": "ana@example.com",
        "from_email": "ana@example.com",
        "to_email": "ana.reyes@example.com",
        "deleted_email": "old@example.com",
        "user": SimpleNamespace(name="Ana Reyes", email="ana@example.com"),
        "current_site": SimpleNamespace(
            name=settings.SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc
        ),
        "activate_url": link,
        "key": "example",
        "password_reset_url": link,
        "signup_url": link,
        "uid": "1",
        "authenticator": SimpleNamespace(wrap=lambda: SimpleNamespace(name="Phone")),
        "ip": "203.0.113.7",
        "user_agent": "Mozilla/5.0 <b>(made up)</b>",
        "timestamp": timezone.now(),
    }
