"""The directory in the Django admin."""

from . import (
    appeal,
    credential,
    document,
    event,
    hiding,
    invitation,
    location,
    pair,
    plan,
    revision,
    roster,
    search,
    therapist,
    verification,
    vocabulary,
    wording,
)

__all__ = [
    "appeal",
    "credential",
    "document",
    "event",
    "hiding",
    "invitation",
    "location",
    "pair",
    "plan",
    "revision",
    "roster",
    "search",
    "therapist",
    "verification",
    "vocabulary",
    "wording",
]
