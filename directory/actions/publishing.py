"""Puts a profile before the public and takes it away, with its search rows in one transaction."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from directory import tombstones
from directory.choices import ProfileStatus
from directory.models import Therapist
from directory.search import doc


@transaction.atomic
def publish(therapist: Therapist, *, today: date | None = None) -> None:
    """Make the profile public. Its therapist must have agreed to be listed (`consented_at`).

    An address that had answered "gone" leads to the profile again.
    """
    now = timezone.now()
    therapist.status = ProfileStatus.PUBLISHED
    therapist.published_at = therapist.published_at or now
    therapist.confirmed_on = therapist.confirmed_on or today or timezone.localdate(now)
    therapist.save(update_fields=["status", "published_at", "confirmed_on", "updated_at"])
    tombstones.lift(therapist.slug)
    doc.refresh(therapist)


@transaction.atomic
def withdraw(therapist: Therapist, *, to: ProfileStatus) -> None:
    """Take the profile from the public, to draft, pending, suspended or removed."""
    therapist.status = to
    therapist.save(update_fields=["status", "updated_at"])
    doc.refresh(therapist)
