"""The mails about a message that was just written, with made-up values."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from directory.models import Therapist
from sciatica_site.hooks import MailSample


def previews() -> dict[str, Callable[[], MailSample]]:
    return {
        "inquiry-confirm": _confirm,
        "inquiry-copy": _copy,
        "inquiry-copy-partly": _copy_partly,
        "inquiry-to-nobody": _to_nobody,
        "inquiry-held-back": _held_back,
        "inquiry-new": _new,
    }


def _confirm() -> MailSample:
    return MailSample("inquiries/emails/confirm", {"thread_url": _thread_url()})


def _copy() -> MailSample:
    names = ["Ana <b>Reyes</b>", "Cedar Street Massage"]
    return MailSample("inquiries/emails/copy", {"thread_url": _thread_url(), "names": names})


def _copy_partly() -> MailSample:
    names, missed = ["Ana <b>Reyes</b>"], ["Cedar Street Massage"]
    context = {"thread_url": _thread_url(), "names": names, "missed": missed}
    return MailSample("inquiries/emails/copy", context)


def _to_nobody() -> MailSample:
    context = {"thread_url": _thread_url(), "was_not_sent": True}
    return MailSample("inquiries/emails/undelivered", context)


def _held_back() -> MailSample:
    search = settings.SITE_URL + reverse("directory:therapist-list")
    context = {"thread_url": "", "search_url": search, "was_not_sent": True}
    return MailSample("inquiries/emails/undelivered", context)


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
