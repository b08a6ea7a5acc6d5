"""What a therapist decides about being listed: to leave the list, to come back, to be forgotten."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import leftovers, profile_marks, tombstones
from directory.choices import EventKind, ProfileStatus, RevisionStatus
from directory.models import ProfileRevision, Therapist
from directory.search import doc
from directory.terms import TERMS_VERSION
from directory.uploads.removal import remove_all_of
from sciatica_site import hooks
from sciatica_site.models import ErasureMark

from . import events, publishing
from .guarding import in_turn
from .refusals import Refused

#: What a therapist leaves by one step; from the others only a moderator lets a profile go.
OFFERED = (ProfileStatus.PUBLISHED, ProfileStatus.PENDING)
#: Decided by a moderator: withdrawing consent does not change it, nor does giving it.
HELD_BACK = (ProfileStatus.SUSPENDED, ProfileStatus.REMOVED)


@transaction.atomic
def unlist(therapist: Therapist, *, by: User) -> None:
    """Withdraw the consent: the profile is nowhere from this moment on, and a draft again."""
    profile = _locked(therapist, by)
    if profile is None:
        return
    was_waiting = _take_back(profile)
    if not (was_waiting or profile.consented_at or profile.status in OFFERED):
        return
    if profile.status in OFFERED:
        publishing.withdraw(profile, to=ProfileStatus.DRAFT)
    profile.consented_at, profile.consent_version = None, ""
    profile.save(update_fields=["consented_at", "consent_version", "updated_at"])
    if profile.published_at:
        tombstones.leave(profile.slug)
    profile_marks.leave(ErasureMark.Kind.UNLISTED, profile)
    events.record(profile.pk, EventKind.UNLISTED, by=by)


@transaction.atomic
def relist(therapist: Therapist, *, by: User, agrees: bool) -> None:
    """Put the profile back as it was approved last; it needs a new consent, which confirms it."""
    profile = _locked(therapist, by)
    if profile is None or profile.status == ProfileStatus.PUBLISHED:
        return
    if profile.status in HELD_BACK:
        raise Refused(_("We have taken this profile down, so it cannot be listed. Write to us."))
    if profile.published_at is None:
        raise Refused(
            _("This profile was never on the list. Check your answers and send them to us first.")
        )
    if not agrees:
        raise Refused(_("Tick the box to agree to be listed."))
    now = timezone.now()
    profile.consented_at, profile.consent_version = now, TERMS_VERSION
    profile.confirmed_on = timezone.localdate(now)
    profile.save(update_fields=["consented_at", "consent_version", "confirmed_on", "updated_at"])
    publishing.publish(profile)
    events.record(profile.pk, EventKind.CONSENTED, by=by)
    events.record(profile.pk, EventKind.CONFIRMED, by=by)


@transaction.atomic
def erase(therapist: Therapist, *, by: User) -> None:
    """Remove all that is personal: the profile with its rows, its files, mails about it.

    What stays is the record of events, which has numbers and names of fields, the mark that
    keeps backups from bringing it back, and for a profile that was public the digest of its
    address.
    """
    number = therapist.pk
    profile = _locked(therapist, by)
    if profile is None:
        return
    if profile.published_at:
        tombstones.leave(profile.slug)
    profile_marks.leave(ErasureMark.Kind.PROFILE, profile)
    for _name, forget in hooks.profile_erasers:
        forget(number)
    leftovers.forget_admin_log(profile)
    leftovers.forget_mails(profile.owner)
    leftovers.forget_parked_texts(profile)
    remove_all_of(profile)
    profile.delete()
    doc.refresh_all([number])
    leftovers.forget_words()
    events.record(number, EventKind.ERASED, by=by)


def _locked(therapist: Therapist, by: User) -> Therapist | None:
    """The row as it is now, held until the end; `None` when it is gone."""
    in_turn(therapist.pk)
    profile = Therapist.objects.filter(pk=therapist.pk).first()
    if profile is not None and profile.owner_id != by.pk:
        raise PermissionDenied
    return profile


def _take_back(profile: Therapist) -> bool:
    """What waits for a moderator is a draft again; its version grows as with every step."""
    waiting = ProfileRevision.objects.filter(therapist=profile, status=RevisionStatus.SUBMITTED)
    return bool(
        waiting.update(status=RevisionStatus.DRAFT, submitted_at=None, version=F("version") + 1)
    )
