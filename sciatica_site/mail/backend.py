"""Django's way into the mail queue: each message becomes a row, word for word."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from post_office.mail import create
from post_office.models import Email

#: Where a message that was queued keeps its row, for whom has to follow its way.
QUEUED_AS = "queued_as"


class QueueBackend(BaseEmailBackend):
    """The package's own backend takes finished texts for templates and renders them once more.

    A name such as “{% include … %}” in a mail would then be run as a program, or stop the page
    that sends it. Here the texts are put into the row after the package has made it.
    """

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        rows = [(message, _queue(message)) for message in email_messages]
        for message, row in rows:
            setattr(message, QUEUED_AS, row)
        return len(rows)


def _queue(message: EmailMessage) -> Email:
    if message.attachments:
        raise ValueError("The mail queue carries no attachments.")
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers.setdefault("Reply-To", ", ".join(str(one) for one in message.reply_to))
    row = create(
        sender=message.from_email,
        recipients=message.to,
        cc=message.cc,
        bcc=message.bcc,
        headers=headers,
        commit=False,
    )
    row.subject, row.message, row.html_message = str(message.subject), message.body, _html(message)
    row.save()
    return row


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(text) for text, kind in message.alternatives if kind == "text/html"), "")
