"""Asks the database of a chaos run what it holds, however often it is away."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
TRIES = 40
#: The mails of a run: to the sender, to the therapist, to the sender again.
PURPOSES = ("confirm", "new", "copy")


def waiting_mails() -> int:
    from post_office.models import STATUS, Email

    waiting = Email.objects.filter(status__in=(STATUS.queued, STATUS.requeued))
    return _ask(lambda: int(waiting.count()))


def failed_mails() -> int:
    from post_office.models import STATUS, Email

    return _ask(lambda: int(Email.objects.filter(status=STATUS.failed).count()))


def rows_by_key() -> dict[str, str]:
    """The state of each inquiry, by the key of its form."""
    from inquiries.models import Inquiry

    return _ask(
        lambda: {str(key): state for key, state in Inquiry.objects.values_list("key", "state")}
    )


def rows_by_sender() -> Counter[str]:
    """How many inquiries the database holds of each sender."""
    from inquiries.models import Inquiry

    return _ask(lambda: Counter(Inquiry.objects.values_list("sender_digest", flat=True)))


def conversations_by_key() -> dict[str, list[tuple[str, str]]]:
    """Number and therapist's address of each conversation, by the key of its form."""
    from inquiries.models import Conversation

    columns = ("inquiry__key", "number", "therapist__owner__email")
    rows = _ask(lambda: list(Conversation.objects.values_list(*columns)))
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, number, email in rows:
        found[str(key)].append((number, email))
    return dict(found)


def purposes() -> dict[str, str]:
    """What a mail is about, by its subject."""
    from django.conf import settings
    from django.template import Context, Engine

    from sciatica_site import mail

    found = {}
    for event in PURPOSES:
        template = Engine.get_default().get_template(f"inquiries/emails/{event}_subject.txt")
        text = template.render(Context({"site_name": settings.SITE_NAME}, autoescape=False))
        found[mail.one_line(text)] = event
    return found


def _ask(question: Callable[[], T]) -> T:
    from django.db import Error, connection

    for _number in range(TRIES):
        try:
            return question()
        except Error:
            connection.close()
            time.sleep(0.5)
    return question()
