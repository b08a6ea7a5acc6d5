"""The mails about a therapist's answer, with made-up values."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.urls import reverse

from sciatica_site.hooks import MailSample


def previews() -> dict[str, Callable[[], MailSample]]:
    events = ("answered", "declined", "phoned")
    return {f"inquiry-{event}": partial(_sample, event) for event in events}


def _sample(event: str) -> MailSample:
    path = reverse("inquiries:thread", args=["example-of-a-link"])
    return MailSample(f"inquiries/emails/{event}", {"thread_url": settings.SITE_URL + path})
