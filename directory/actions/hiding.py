"""Takes profiles from the public in two steps, lets them go again, and hears their therapists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from directory import hidings, profile_marks
from directory.choices import AppealState, EventKind, ProfileStatus, RevisionStatus
from directory.models import Appeal, Hiding, ProfileRevision, Therapist
from directory.permissions import can_hide
from sciatica_site.models import ErasureMark

from . import events, publishing
from .guarding import in_turn, own
from .hiding_mails import ask_for_second_look, hiding_url, tell_therapist
from .refusals import Changed, Refused
from .words import needed, refuse_what_gives_away

LONGEST_WHY = 2_000
LONGEST_REPLY = 4_000


@transaction.atomic
def hide(therapist_id: int, *, by: User, why: str, is_urgent: bool = False) -> Hiding:
    """Step one: the profile is gone from the public with this transaction. `why` is for its
    therapist to read. `is_urgent`, for serious conduct, asks the other moderators by mail.

    Where the settings say that no second person is needed, the hiding counts as confirmed, by
    nobody: the record never claims a second look that nobody took.
    """
    message = _("Write for the therapist why the profile is hidden.")
    why = needed(why, longest=LONGEST_WHY, message=message)
    therapist = held(therapist_id, by)
    if therapist.status == ProfileStatus.REMOVED:
        raise Refused(_("It was removed already."))
    refuse_what_gives_away(therapist.pk, why)
    hiding = _begin(therapist, by, why, is_urgent)
    _take_down(therapist, by)
    tell_therapist(therapist, "hidden", url=hiding_url(hiding), is_urgent=is_urgent)
    if is_urgent and hiding.confirmed_at is None:
        ask_for_second_look(hiding)
    return hiding


@transaction.atomic
def hide_again(therapist: Therapist) -> None:
    """After a restore: by nobody, and the second look is taken by whoever comes first. What was
    written to the therapist then is lost with the reasons."""
    in_turn(therapist.pk)
    why = _(
        "We had hidden this profile. Then our data was lost, and with it the reasons. It stays"
        " hidden until one of us has looked at it again."
    )
    Hiding.objects.create(therapist=therapist, why=why)
    _take_down(therapist, None)


def _take_down(therapist: Therapist, by: User | None) -> None:
    before = therapist.status
    publishing.withdraw(therapist, to=ProfileStatus.SUSPENDED)
    profile_marks.leave(ErasureMark.Kind.HIDDEN, therapist)
    _record(therapist, EventKind.SUSPENDED, by, before)


def _begin(therapist: Therapist, by: User, why: str, is_urgent: bool) -> Hiding:
    now = timezone.now()
    try:
        with transaction.atomic():
            return Hiding.objects.create(
                therapist=therapist,
                hidden_at=now,
                hidden_by=by,
                why=why,
                is_urgent=is_urgent,
                confirmed_at=None if settings.HIDING_NEEDS_SECOND_PERSON else now,
            )
    except IntegrityError:
        raise Changed(_("It is hidden already.")) from None


@transaction.atomic
def confirm(hiding_id: int, *, by: User) -> Hiding:
    """Step two: somebody else has looked, and the profile stays hidden."""
    hiding = _looked_at(hiding_id, by)
    rows = Hiding.objects.filter(pk=hiding.pk, ended_at=None, confirmed_at=None)
    if rows.update(confirmed_at=timezone.now(), confirmed_by=by) != 1:
        raise _overtaken(hiding_id)
    events.record(hiding.therapist_id, EventKind.HIDING_CONFIRMED, by=by)
    hiding.refresh_from_db()
    return hiding


@transaction.atomic
def end(hiding_id: int, *, by: User) -> Hiding:
    """Step two, the other way, or later: public again if approved and consented, else a draft."""
    hiding = _looked_at(hiding_id, by)
    if not let_go(hiding, by=by):
        raise _overtaken(hiding_id)
    therapist = hiding.therapist
    is_public = therapist.is_public(timezone.localdate())
    tell_therapist(therapist, "shown_again", url=hiding_url(hiding), is_public=is_public)
    return hiding


@transaction.atomic
def publish(therapist_id: int, *, by: User) -> Therapist:
    """Bring back a profile that was approved, or publish one that staff have entered. An open
    hiding is ended; profiles that were suspended without one come back as well."""
    therapist = held(therapist_id, by)
    if hiding := hidings.open_ones().filter(therapist=therapist).first():
        return end(hiding.pk, by=by).therapist
    if therapist.status not in (ProfileStatus.DRAFT, ProfileStatus.SUSPENDED):
        raise Refused(_("Its state does not allow that: decide about what waits instead."))
    if therapist.consented_at is None:
        raise Refused(_("Its therapist has not agreed to be listed."))
    if not _is_approved(therapist):
        raise Refused(_("Nothing of it was approved: decide about what its therapist sends."))
    before = therapist.status
    publishing.publish(therapist)
    profile_marks.leave(ErasureMark.Kind.SHOWN, therapist)
    _record(therapist, EventKind.PUBLISHED, by, before)
    return therapist


def let_go(hiding: Hiding, *, by: User) -> bool:
    """End the hiding, without a mail; False when somebody was quicker. Call it with the profile
    held. An open appeal about it has nothing left to ask for."""
    now = timezone.now()
    if not _end_row(hiding, by, now):
        return False
    Appeal.objects.filter(hiding=hiding, state=AppealState.OPEN).update(
        state=AppealState.WITHDRAWN, decided_at=now
    )
    therapist, before = hiding.therapist, hiding.therapist.status
    if therapist.consented_at is not None and _is_approved(therapist):
        publishing.publish(therapist)
    else:
        publishing.withdraw(therapist, to=_state_without(therapist))
    profile_marks.leave(ErasureMark.Kind.SHOWN, therapist)
    _record(therapist, EventKind.SHOWN, by, before)
    return True


def _record(therapist: Therapist, kind: EventKind, by: User | None, before: str) -> None:
    events.record(therapist.pk, kind, by=by, before=before, after=therapist.status)


def _end_row(hiding: Hiding, by: User, now: datetime) -> bool:
    rows = Hiding.objects.filter(pk=hiding.pk, ended_at=None)
    if rows.update(ended_at=now, ended_by=by) != 1:
        return False
    hiding.refresh_from_db(fields=["ended_at", "ended_by"])
    return True


def _is_approved(therapist: Therapist) -> bool:
    """What staff have entered has no revisions, and needs none."""
    revisions = ProfileRevision.objects.filter(therapist=therapist)
    was_approved = revisions.filter(status=RevisionStatus.APPROVED).exists()
    return was_approved or therapist.published_at is not None or not revisions.exists()


def _state_without(therapist: Therapist) -> ProfileStatus:
    """Of a profile that is not hidden any more and cannot be public: does its text wait?"""
    waits = ProfileRevision.objects.filter(therapist=therapist, status=RevisionStatus.SUBMITTED)
    is_waiting = therapist.consented_at is not None and waits.exists()
    return ProfileStatus.PENDING if is_waiting else ProfileStatus.DRAFT


@transaction.atomic
def reply(hiding_id: int, text: str, *, by: User) -> Hiding:
    """What its therapist says to it: once, until the second look."""
    message = _("Write what you want to say.")
    text = needed(text, longest=LONGEST_REPLY, message=message)
    number = Hiding.objects.filter(pk=hiding_id).values_list("therapist", flat=True).first()
    therapist = own(number or 0, by)
    rows = hidings.answerable().filter(pk=hiding_id)
    if rows.update(reply=text, replied_at=timezone.now()) != 1:
        raise Changed(_too_late(Hiding.objects.get(pk=hiding_id)))
    events.record(therapist.pk, EventKind.REPLIED, by=by)
    return Hiding.objects.get(pk=hiding_id)


def _too_late(hiding: Hiding) -> str:
    if hiding.ended_at:
        return _("Your profile is not hidden any more. There is nothing left to answer.")
    if hiding.replied_at:
        return _("You have answered already. We keep that answer.")
    return _("A second moderator has looked already. You can ask for one more look instead.")


def held(therapist_id: int, by: User, *, may: Callable[[User], bool] = can_hide) -> Therapist:
    """The profile as it is now, held until the end, for somebody who may decide about it."""
    if not may(by):
        raise PermissionDenied
    in_turn(therapist_id)
    therapist = Therapist.objects.filter(pk=therapist_id).first()
    if therapist is None:
        raise Refused(_("This profile is gone: it was erased."))
    if therapist.owner_id == by.pk:
        raise Refused(_("This is your own profile: somebody else has to decide about it."))
    return therapist


def _looked_at(hiding_id: int, by: User) -> Hiding:
    """The hiding with its profile held, for somebody who may take the second step."""
    number = Hiding.objects.filter(pk=hiding_id).values_list("therapist", flat=True).first()
    therapist = held(number or 0, by)
    if therapist.status == ProfileStatus.REMOVED:
        raise Refused(_("It was removed already."))
    hiding = Hiding.objects.get(pk=hiding_id)
    if hiding.hidden_by_id == by.pk and settings.HIDING_NEEDS_SECOND_PERSON:
        raise Refused(_("You hid this profile yourself: a second person has to look now."))
    hiding.therapist = therapist
    return hiding


def _overtaken(hiding_id: int) -> Changed:
    hiding = Hiding.objects.filter(pk=hiding_id).first()
    if hiding is None or hiding.ended_at:
        return Changed(_("This was ended already: the profile is not hidden any more."))
    return Changed(_("Somebody has confirmed this already."))
