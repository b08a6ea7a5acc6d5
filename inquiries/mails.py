"""Tells both sides by mail that something happened; no mail holds a word of what was written."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.urls import reverse
from post_office.models import Email

from sciatica_site import mail

from . import links
from .models import Conversation, Inquiry

logger = logging.getLogger(__name__)


def tell_patient(inquiry: Inquiry, event: str, **context: Any) -> Email | None:
    """Queue the mail of this event, with a fresh link, in the caller's transaction."""
    values = {"thread_url": links.url(inquiry), **context}
    return _queue(event, inquiry.read().email, values, inquiry.number)


def tell_therapist(conversation: Conversation, event: str, **context: Any) -> Email | None:
    """The same to the account of the therapist; the link asks to sign in."""
    if conversation.therapist is None:
        return None
    path = reverse("inquiries:conversation", args=[conversation.number])
    values = {
        "therapist": conversation.therapist,
        "conversation_url": f"{settings.SITE_URL}{path}",
        "inbox_url": f"{settings.SITE_URL}{reverse('inquiries:inbox')}",
        **context,
    }
    return _queue(event, conversation.therapist.owner.email, values, conversation.number)


def _queue(event: str, to: str, context: dict[str, Any], number: str) -> Email | None:
    """An address that no mail can go to must not stop the step itself."""
    try:
        return mail.queue(f"inquiries/emails/{event}", to=to, context=context)
    except mail.UnusableAddress:
        logger.warning("No mail about %s: its address is no email address", number)
        return None
