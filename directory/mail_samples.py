"""The mails to therapists with made-up values, so that people can look at them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from sciatica_site.hooks import MailSample

from . import reminders
from .choices import Accepting
from .models import Credential, CredentialKind, Therapist
from .presenters.availability import availability

EVENTS = ("submitted", "approved", "changes_asked", "rejected")


def previews() -> dict[str, Callable[[], MailSample]]:
    """By name; those about decisions for a profile that is public, and for one that is not."""
    decisions = {
        f"profile-{event.replace('_', '-')}{ending}": partial(_sample, event, is_public=is_public)
        for event in EVENTS
        for ending, is_public in (("", True), ("-not-public", False))
    }
    return decisions | {
        "confirm": _confirm,
        "confirm-late": _confirm_late,
        "expiry": _expiry,
        "resumed": _resumed_today,
        "resumed-hidden": _resumed_hidden,
    }


def _sample(event: str, *, is_public: bool) -> MailSample:
    page = reverse("directory:therapist-detail", args=["ana-reyes"])
    return MailSample(
        template=f"directory/emails/{event}",
        context={
            "is_public": is_public,
            "profile_url": settings.SITE_URL + page,
            "dashboard_url": settings.SITE_URL + reverse("directory:dashboard"),
        },
    )


def _confirm() -> MailSample:
    return _question(76)


def _confirm_late() -> MailSample:
    return _question(95)


def _resumed_today() -> MailSample:
    return _resumed(60)


def _resumed_hidden() -> MailSample:
    return _resumed(190)


def _expiry() -> MailSample:
    today = timezone.localdate()
    credential = Credential(
        kind=CredentialKind(name="State license"), expires_on=today + timedelta(days=30)
    )
    return MailSample("directory/emails/expiry", reminders.expiry(_ana(0), credential, today))


def _question(days_ago: int) -> MailSample:
    today = timezone.localdate()
    context = reminders.question(_ana(days_ago), "example-of-a-link", today)
    return MailSample("directory/emails/confirm", context)


def _resumed(days_ago: int) -> MailSample:
    today, ana = timezone.localdate(), _ana(days_ago)
    context = reminders.question(ana, "example-of-a-link", today)
    says = {"says": availability(ana, today).text}
    return MailSample("directory/emails/resumed", context | says)


def _ana(confirmed_days_ago: int) -> Therapist:
    """Saved nowhere. Her name shows whether a mail escapes what people type."""
    confirmed_on = timezone.localdate() - timedelta(days=confirmed_days_ago)
    return Therapist(name="Ana <b>Reyes</b>", accepting=Accepting.YES, confirmed_on=confirmed_on)
