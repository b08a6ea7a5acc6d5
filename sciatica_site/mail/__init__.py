"""Writes the site's mails from templates and puts them into the queue; nothing is sent here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template import Context, Engine
from post_office.models import Email

from .backend import QUEUED_AS

# Away-messages do not answer to it (RFC 3834), and filters know it for what it is.
HEADERS = {"Auto-Submitted": "auto-generated"}


class UnusableAddress(ValueError):
    """No mail can go there. The address is not named: logs hold no personal data."""


BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it will be read, as text and as HTML."""

    subject: str
    text: str
    html: str


def queue(template: str, *, to: str, context: dict[str, Any]) -> Email | None:
    """Queue one mail to one person, in the transaction of the caller.

    `template` is the path without its ending, such as "directory/emails/approved": it needs
    `_subject.txt`, `.txt` and `.html`. Write links as f"{settings.SITE_URL}{reverse(...)}".
    Returns its row; None where settings name another way to send.
    """
    address = usable_address(to)
    written = write(template, context)
    message = EmailMultiAlternatives(
        written.subject, written.text, settings.DEFAULT_FROM_EMAIL, [address], headers={**HEADERS}
    )
    message.attach_alternative(written.html, "text/html")
    message.send()
    return getattr(message, QUEUED_AS, None)


def write(template: str, context: dict[str, Any]) -> Written:
    """Text is not escaped, whatever its template says; HTML always is."""
    values = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    subject = _render(f"{template}_subject.txt", values, is_html=False)
    text = _render(f"{template}.txt", values, is_html=False)
    html = _render(f"{template}.html", values | {"subject": one_line(subject)}, is_html=True)
    return Written(one_line(subject), paragraphs(text), html.strip() + "\n")


def one_line(text: str) -> str:
    """A line break in a subject would begin another header."""
    words = "".join(c if c.isprintable() else " " for c in text).split()
    return " ".join(words)


def paragraphs(text: str) -> str:
    """Branches of a template leave blank lines behind: one between two paragraphs is enough."""
    return BLANK_LINES.sub("\n\n", text.strip()) + "\n"


def usable_address(address: str) -> str:
    """The queue keeps addresses with commas between them, so none may have one in itself: a
    quoted name such as "x,somebody@example.com,y"@example.com would become three recipients."""
    try:
        validate_email(address)
    except ValidationError:
        raise UnusableAddress("This is not an email address.") from None
    if "," in address or '"' in address:
        raise UnusableAddress("Addresses with commas or quotation marks are not taken.")
    return address


def _render(name: str, values: dict[str, Any], *, is_html: bool) -> str:
    context = Context(values, autoescape=is_html)
    return str(Engine.get_default().get_template(name).render(context))
