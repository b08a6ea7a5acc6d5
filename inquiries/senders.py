"""Tells senders apart without keeping their addresses readable."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def digest(email: str) -> str:
    """The same for one mailbox however its capitals are written; nobody can turn it back."""
    return salted_hmac("inquiries.sender", email.strip().casefold(), algorithm="sha256").hexdigest()
