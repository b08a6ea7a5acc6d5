"""Removes once more what a restored backup has brought back: erased profiles, invitations."""

from __future__ import annotations

from collections.abc import Callable

from sciatica_site import erasure_marks
from sciatica_site.backup import erasing_again
from sciatica_site.hooks import ErasedAgain
from sciatica_site.models import ErasureMark

from .actions import inviting, listing
from .models import Invitation, Therapist


def erase_again(was_erased: Callable[[str, str], bool]) -> ErasedAgain:
    """Each in a transaction of its own, as its therapist did it."""
    born = Therapist.objects.order_by("pk").values_list("pk", "created_at")
    found = [
        number
        for number, created_at in born.iterator()
        if was_erased(ErasureMark.Kind.PROFILE, erasure_marks.identity(number, created_at))
    ]
    rows = Therapist.objects.filter(pk__in=found).select_related("owner").order_by("pk")
    return erasing_again.each("profile", rows, lambda row: listing.erase(row, by=row.owner))


def decline_again(was_erased: Callable[[str, str], bool]) -> ErasedAgain:
    """As the person did who had got the mail."""
    found = [
        one
        for one in Invitation.objects.filter(accepted_at__isnull=True).order_by("pk")
        if was_erased(ErasureMark.Kind.INVITATION, erasure_marks.identity(one.pk, one.invited_at))
    ]
    return erasing_again.each("invitation", found, inviting.decline)
