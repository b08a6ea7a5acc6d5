"""The mails about a conversation that goes on, with made-up values."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from directory.models import Therapist
from sciatica_site.hooks import MailSample


def previews() -> dict[str, Callable[[], MailSample]]:
    return {"inquiry-link": _link, "inquiry-follow-up": _follow_up}


def _link() -> MailSample:
    path = reverse("inquiries:thread", args=["example-of-a-link"])
    return MailSample("inquiries/emails/link", {"thread_url": settings.SITE_URL + path})


def _follow_up() -> MailSample:
    page = reverse("inquiries:conversation", args=["example-of-a-number"])
    context = {
        "therapist": Therapist(name="Ana <b>Reyes</b>"),
        "conversation_url": settings.SITE_URL + page,
        "inbox_url": settings.SITE_URL + reverse("inquiries:inbox"),
    }
    return MailSample("inquiries/emails/follow_up", context)
