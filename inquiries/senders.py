"""Tells senders apart without keeping their addresses readable."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def digest(email: str) -> str:
    """The same for one mailbox however it is written; nobody can turn it back.

    What stands after a plus sign reaches the same mailbox: pat+more@ is pat@.
    """
    mailbox = _without_tag(email.strip().casefold())
    return salted_hmac("inquiries.sender", mailbox, algorithm="sha256").hexdigest()


def _without_tag(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"
