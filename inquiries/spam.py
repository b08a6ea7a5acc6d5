"""Judges by a few plain signs whether a message should wait for a moderator; pure functions."""

from __future__ import annotations

import re
from datetime import timedelta

from django.core import signing

from .choices import Suspicion

#: Nobody reads the page and types a message in less.
LEAST_TIME = timedelta(seconds=3)
MOST_LINKS = 2
#: Messages to one therapist in a day.
MOST_A_DAY = 30
SALT = "inquiries.form"
LINK = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)


def stamp() -> str:
    """When a form was shown, signed."""
    return signing.TimestampSigner(salt=SALT).sign("shown")


def of_form(*, trap: str, stamp: str, text: str) -> Suspicion:
    """What the form itself tells. An old stamp says only that somebody took their time."""
    if trap:
        return Suspicion.TRAP
    if is_too_fast(stamp):
        return Suspicion.TOO_FAST
    if count_links(text) > MOST_LINKS:
        return Suspicion.LINKS
    return Suspicion.NONE


def of_records(*, is_blocked: bool, most_today: int = 0) -> Suspicion:
    """What is known about the sender, and about the therapist who has had most messages today."""
    if is_blocked:
        return Suspicion.BLOCKED
    if most_today >= MOST_A_DAY:
        return Suspicion.FLOOD
    return Suspicion.NONE


def is_too_fast(stamp: str) -> bool:
    """Also for a stamp that is missing or that we never signed."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=LEAST_TIME)
    except signing.SignatureExpired:
        return False
    except (signing.BadSignature, ValueError):
        pass
    return True


def count_links(text: str) -> int:
    return len(LINK.findall(text))
