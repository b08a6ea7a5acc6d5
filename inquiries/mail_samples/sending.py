"""The mails about a message that was just written, with made-up values."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from directory.models import Therapist
from sciatica_site.hooks import MailSample


def previews() -> dict[str, Callable[[], MailSample]]:
    return {"inquiry-confirm": _confirm, "inquiry-copy": _copy, "inquiry-new": _new}


def _confirm() -> MailSample:
    return MailSample("inquiries/emails/confirm", {"thread_url": _thread_url()})


def _copy() -> MailSample:
    names = ["Ana <b>Reyes</b>", "Cedar Street Massage"]
    return MailSample("inquiries/emails/copy", {"thread_url": _thread_url(), "names": names})


def _new() -> MailSample:
    page = reverse("inquiries:conversation", args=["example-of-a-number"])
    context = {
        "therapist": Therapist(name="Ana <b>Reyes</b>"),
        "conversation_url": settings.SITE_URL + page,
        "inbox_url": settings.SITE_URL + reverse("inquiries:inbox"),
    }
    return MailSample("inquiries/emails/new", context)


def _thread_url() -> str:
    return settings.SITE_URL + reverse("inquiries:thread", args=["example-of-a-link"])
