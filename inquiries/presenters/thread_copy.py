"""Everything that both sides wrote, as plain text for the patient to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import formatting
from inquiries.models import Inquiry

from .thread import FirstMessage, conversations_of
from .thread_words import lines_of, name_of, status_of


def copy_of(inquiry: Inquiry, now: datetime) -> str:
    return "\n".join(_lines(inquiry, now)) + "\n"


def _lines(inquiry: Inquiry, now: datetime) -> Iterator[str]:
    conversations = conversations_of(inquiry)
    first = FirstMessage.of(inquiry, conversations)
    day = formatting.day(timezone.localdate(now))
    yield _("Your messages on %(site)s, copied on %(day)s") % {
        "site": settings.SITE_NAME,
        "day": day,
    }
    yield from ("", _("What you wrote on %(day)s") % {"day": first.day}, "")
    yield from _letter(first)
    for conversation in conversations:
        yield from ("", "=" * 40, name_of(conversation.therapist))
        yield " ".join(status_of(conversation, now))
        for line in lines_of(conversation):
            yield from ("", f"{line.writer}, {line.day}:", line.text)


def _letter(first: FirstMessage) -> Iterator[str]:
    letter = first.letter
    facts = [
        (_("To"), ", ".join(first.to)),
        (_("Your name"), letter.name),
        (_("Your email"), letter.email),
        (_("Your phone"), letter.phone),
        (_("Cause"), first.cause),
        (_("Times that suit you"), ", ".join(first.times)),
        *letter.tell,
    ]
    yield from (f"{label}: {text}" for label, text in facts if text)
    yield from ("", letter.message)
