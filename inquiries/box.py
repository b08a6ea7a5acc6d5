"""Whether a therapist takes messages at the moment, and why not in kind words."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from directory import formatting
from directory.choices import Accepting
from directory.models import Therapist

from .choices import PauseReason
from .models import InquiryBox


def is_open(therapist: Therapist, today: date) -> bool:
    return not closed_reason(therapist, today)


def closed_reason(therapist: Therapist, today: date) -> str:
    """Empty when the box is open. It never says more than the public page does."""
    name = {"name": therapist.name}
    if not therapist.is_public(today) or is_paused(therapist):
        return _("%(name)s takes no messages through this site at the moment.") % name
    if therapist.paused_until and therapist.is_paused(today):
        day = {"day": formatting.day(therapist.paused_until)}
        return _("%(name)s is away until %(day)s and takes no messages until then.") % (name | day)
    if therapist.accepting == Accepting.NO:
        return _("%(name)s takes no new clients at the moment.") % name
    return ""


def is_paused(therapist: Therapist) -> bool:
    """By us or by their own wish. Load therapists with `select_related("inquiry_box")`."""
    box = _of(therapist)
    return box is not None and box.paused_at is not None


def is_reachable(therapist: Therapist, today: date) -> bool:
    """Whether they still get what was written while their box was open.

    Not who is off the list, and not whose mails come back: nobody would read it.
    """
    box = _of(therapist)
    mails_arrive = box is None or box.pause_reason != PauseReason.UNDELIVERED
    return mails_arrive and therapist.is_public(today)


def _of(therapist: Therapist) -> InquiryBox | None:
    """There is none before the first pause."""
    return getattr(therapist, "inquiry_box", None)


def why_closed(therapist_id: int) -> str:
    """The same by the number of a profile, for `hooks.writing_stops`."""
    therapist = Therapist.objects.select_related("inquiry_box").filter(pk=therapist_id).first()
    return closed_reason(therapist, timezone.localdate()) if therapist else ""
