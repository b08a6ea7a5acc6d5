"""Finds the offices that can take a therapist's license away: we can only take a profile down."""

from __future__ import annotations

from directory.choices import RegisterKind
from directory.models import Register, Therapist

OFFICES = (RegisterKind.LICENSE, RegisterKind.REGISTRATION, RegisterKind.CERTIFICATION)


def boards_of(therapist: Therapist) -> list[Register]:
    """Of the states where they work, in one query; some states have none."""
    states = therapist.locations.values("state")
    rows = Register.objects.filter(kind__in=OFFICES, state__in=states).exclude(lookup_url="")
    return list(rows.order_by("state", "name"))
