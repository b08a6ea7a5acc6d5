"""How allauth behaves here: addresses in mails come from SITE_URL, never from a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest

from .models import User


@dataclass(frozen=True, slots=True)
class MailSite:
    """What mail texts say about the site."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A forged Host header must not end up in a link that someone clicks."""
        addressed = {
            key: on_this_site(value) if key.endswith("_url") else value
            for key, value in context.items()
        }
        site = MailSite(name=settings.SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, addressed | {"current_site": site})

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        saved: User = super().save_user(request, user, form, commit)
        return saved


def on_this_site(url: str) -> str:
    parts = urlsplit(url)
    path = urlunsplit(("", "", parts.path, parts.query, parts.fragment))
    return f"{settings.SITE_URL}{path}"
