"""Closes a therapist's messages for now at their wish, and opens them again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from directory.models import Therapist
from inquiries import moments, zones
from inquiries.choices import PauseReason
from inquiries.models import Conversation, InquiryBox
from inquiries.refusals import Refused

#: So many are named when they stand in the way; the inbox shows all of them on top.
MOST_NAMED = 3


@transaction.atomic
def close(therapist: Therapist, *, by: User) -> bool:
    """Nobody new can write. A reason of ours stays if it was closed before."""
    _own(therapist, by)
    InquiryBox.objects.get_or_create(therapist=therapist)
    rows = InquiryBox.objects.filter(therapist=therapist, paused_at__isnull=True)
    return bool(rows.update(paused_at=timezone.now(), pause_reason=PauseReason.OWN_WISH))


@transaction.atomic
def open_again(therapist: Therapist, *, by: User) -> bool:
    """Not while somebody waits: a new patient must not wait behind them."""
    _own(therapist, by)
    rows = InquiryBox.objects.filter(therapist=therapist, paused_at__isnull=False)
    if not rows.exists():
        return False
    if waiting := list(Conversation.objects.addressed_to(by).waiting().order_by("sent_at", "pk")):
        raise Refused(_who_waits(therapist, waiting))
    values = {"paused_at": None, "pause_reason": "", "opened_at": timezone.now()}
    return bool(rows.update(**values))


def _who_waits(therapist: Therapist, waiting: list[Conversation]) -> str:
    zone, now = zones.zone_of(therapist), timezone.now()
    named = [
        moments.message_of(one.sent_at, zone, now) for one in waiting[:MOST_NAMED] if one.sent_at
    ]
    more = len(waiting) - len(named)
    if more:
        named.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
    return _("Answer, decline or close what waits first: %(which)s.") % {"which": "; ".join(named)}


def _own(therapist: Therapist, by: User) -> None:
    if therapist.owner_id != by.pk or not by.is_active:
        raise PermissionDenied
