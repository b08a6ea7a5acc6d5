"""Tells the public page of a profile how its therapist answers messages."""

from __future__ import annotations

from django.utils import timezone

from . import reply_facts


def profile_facts(therapist_id: int) -> list[str]:
    """For `hooks.profile_facts`: sentences for everybody."""
    return reply_facts.sentences(reply_facts.of(therapist_id, timezone.now()))
