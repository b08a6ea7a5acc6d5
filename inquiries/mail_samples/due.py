"""The mails that the calendar sends, with made-up links."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.urls import reverse

from sciatica_site.hooks import MailSample

TO_THERAPISTS = ("nudge", "box_closed")
TO_PATIENTS = ("no_answer", "undelivered", "therapist_left", "accuracy")
NUMBER = "Zm9yLXNob3ctb25seQ"


def previews() -> dict[str, Callable[[], MailSample]]:
    return {
        **{_name(event): partial(_to_therapist, event) for event in TO_THERAPISTS},
        **{_name(event): partial(_to_patient, event) for event in TO_PATIENTS},
    }


def _name(event: str) -> str:
    return f"messages-{event.replace('_', '-')}"


def _to_therapist(event: str) -> MailSample:
    return _sample(
        event,
        conversation_url=_url("conversation", NUMBER),
        inbox_url=_url("inbox"),
    )


def _to_patient(event: str) -> MailSample:
    token = f"{NUMBER}:1abcDE:sample"
    return _sample(
        event,
        thread_url=_url("thread", token),
        accuracy_url=_url("thread-accuracy", token),
    )


def _sample(event: str, **context: str) -> MailSample:
    return MailSample(template=f"inquiries/emails/{event}", context=dict(context))


def _url(name: str, *args: str) -> str:
    return f"{settings.SITE_URL}{reverse(f'inquiries:{name}', args=args)}"
