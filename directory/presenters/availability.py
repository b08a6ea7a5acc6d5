"""Says in words whether a therapist takes new clients, and how fresh that word is."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import formatting
from directory.choices import Accepting
from directory.models import Therapist


@dataclass(frozen=True)
class Availability:
    """`tone` is good, quiet or caution; `detail` says when the therapist confirmed it."""

    tone: str
    text: str
    detail: str


def availability(therapist: Therapist, today: date) -> Availability:
    """Never softer or firmer than what was confirmed: an old "yes" is no longer shown as yes."""
    confirmed = _confirmed(therapist, today)
    if therapist.paused_until and therapist.is_paused(today):
        text = _("Away until %(day)s") % {"day": formatting.day(therapist.paused_until)}
        return Availability("quiet", text, confirmed)
    if therapist.accepting and not therapist.is_confirmed(today):
        return Availability("caution", _("New clients: ask, not confirmed lately"), confirmed)
    if therapist.accepting == Accepting.YES:
        return Availability("good", _("Accepting new clients"), confirmed)
    if therapist.accepting == Accepting.WAITING_LIST:
        return Availability("quiet", _waiting(therapist.waiting_weeks), confirmed)
    if therapist.accepting == Accepting.NO:
        return Availability("quiet", _("Not accepting new clients"), confirmed)
    return Availability("quiet", _("New clients: not stated"), confirmed)


def _confirmed(therapist: Therapist, today: date) -> str:
    if therapist.confirmed_on is None:
        return ""
    return _("confirmed %(when)s") % {"when": formatting.days_ago(therapist.confirmed_on, today)}


def _waiting(weeks: int | None) -> str:
    if weeks is None:
        return _("Waiting list")
    return ngettext(
        "Waiting list, about %(weeks)d week", "Waiting list, about %(weeks)d weeks", weeks
    ) % {"weeks": weeks}
