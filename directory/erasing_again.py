"""Does once more what a restored backup knows nothing of: erases profiles and invitations, unlists
and hides."""

from __future__ import annotations

from sciatica_site.backup import erasing_again
from sciatica_site.hooks import ErasedAgain, WhenMarked
from sciatica_site.models import ErasureMark

from . import hidings
from .actions import hiding, inviting, listing
from .choices import ProfileStatus
from .invitations import never_again
from .models import Invitation, Therapist
from .profile_marks import ProfileMarks


def erase_again(when_marked: WhenMarked) -> ErasedAgain:
    """Each in a transaction of its own, as its therapist did it."""
    marks = ProfileMarks(when_marked)
    born = Therapist.objects.order_by("pk").values_list("pk", "created_at")
    found = [row[0] for row in born.iterator() if marks.is_erased(*row)]
    rows = Therapist.objects.filter(pk__in=found).select_related("owner").order_by("pk")
    return erasing_again.each("profile", rows, lambda row: listing.erase(row, by=row.owner))


def decline_again(when_marked: WhenMarked) -> ErasedAgain:
    """Those of which something came after the backup: none of them is open any more."""
    found = [
        one
        for one in Invitation.objects.filter(accepted_at__isnull=True).order_by("pk")
        if (mark := when_marked(ErasureMark.Kind.ADDRESS, never_again.identity(one.email)))
        and mark > one.invited_at
    ]
    return erasing_again.each("invitation", found, inviting.decline)


def unlist_again(when_marked: WhenMarked) -> ErasedAgain:
    """Whoever has withdrawn the consent that the backup has; all the rest of it is as it was."""
    marks = ProfileMarks(when_marked)
    agreed = Therapist.objects.order_by("pk").values_list("pk", "created_at", "consented_at")
    found = [row[0] for row in agreed.iterator() if marks.is_unlisted(*row)]
    rows = Therapist.objects.filter(pk__in=found).select_related("owner").order_by("pk")
    return erasing_again.each(
        "listing of profile", rows, lambda row: listing.unlist(row, by=row.owner)
    )


def hide_again(when_marked: WhenMarked) -> ErasedAgain:
    """Whoever a moderator has hidden, unless it was ended. Why is lost, so somebody looks again."""
    marks = ProfileMarks(when_marked)
    not_hidden = Therapist.objects.exclude(pk__in=hidings.open_ones().values("therapist"))
    not_removed = not_hidden.exclude(status=ProfileStatus.REMOVED)
    born = not_removed.order_by("pk").values_list("pk", "created_at")
    found = [row[0] for row in born.iterator() if marks.is_hidden(*row)]
    rows = Therapist.objects.filter(pk__in=found).order_by("pk")
    return erasing_again.each("hiding of profile", rows, hiding.hide_again)
