"""The signed links by which a patient, who has no account, comes back to a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Inquiry

#: A mailbox that somebody else opens next month must not open the conversation.
LASTS = timedelta(days=7)
SALT = "inquiries.thread"
LONGEST_TOKEN = 120


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link names. An expired one opens nothing, but a new one can be sent to its sender."""

    inquiry: Inquiry
    is_expired: bool


def token(inquiry: Inquiry) -> str:
    return signing.TimestampSigner(salt=SALT).sign(inquiry.number)


def url(inquiry: Inquiry, name: str = "inquiries:thread") -> str:
    """Whole, for mails."""
    return f"{settings.SITE_URL}{reverse(name, args=[token(inquiry)])}"


def find(token: str) -> Opened | None:
    """None for what we never signed, and for an inquiry whose text is gone."""
    if len(token) > LONGEST_TOKEN:
        return None
    signer = signing.TimestampSigner(salt=SALT)
    is_expired = False
    try:
        number = signer.unsign(token, max_age=LASTS)
    except signing.SignatureExpired:
        number, is_expired = signer.unsign(token), True
    except signing.BadSignature:
        return None
    inquiry = Inquiry.objects.readable_by_sender().filter(number=number).first()
    return Opened(inquiry, is_expired) if inquiry else None
