"""Says in words whether a therapist takes new clients, and how fresh that word is."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import formatting
from directory.choices import Accepting


class AvailabilityFacts(Protocol):
    """A therapist, or the light row of a result card."""

    accepting: str
    waiting_weeks: int | None
    paused_until: date | None
    confirmed_on: date | None

    def is_paused(self, today: date) -> bool: ...

    def is_confirmed(self, today: date) -> bool: ...


@dataclass(frozen=True)
class Availability:
    """`tone` is good, quiet or caution; `detail` says when the therapist confirmed it."""

    tone: str
    text: str
    detail: str


def availability(facts: AvailabilityFacts, today: date) -> Availability:
    """Never softer or firmer than what was confirmed: an old "yes" is no longer shown as yes."""
    confirmed = _confirmed(facts.confirmed_on, today)
    if facts.paused_until and facts.is_paused(today):
        text = _("Away until %(day)s") % {"day": formatting.day(facts.paused_until)}
        return Availability("quiet", text, confirmed)
    if facts.accepting and not facts.is_confirmed(today):
        return Availability("caution", _("New clients: ask, not confirmed lately"), confirmed)
    if facts.accepting == Accepting.YES:
        return Availability("good", _("Accepting new clients"), confirmed)
    if facts.accepting == Accepting.WAITING_LIST:
        return Availability("quiet", _waiting(facts.waiting_weeks), confirmed)
    if facts.accepting == Accepting.NO:
        return Availability("quiet", _("Not accepting new clients"), confirmed)
    return Availability("quiet", _("New clients: not stated"), confirmed)


def _confirmed(confirmed_on: date | None, today: date) -> str:
    if confirmed_on is None:
        return ""
    return _("confirmed %(when)s") % {"when": formatting.days_ago(confirmed_on, today)}


def _waiting(weeks: int | None) -> str:
    if weeks is None:
        return _("Waiting list")
    return ngettext(
        "Waiting list, about %(weeks)d week", "Waiting list, about %(weeks)d weeks", weeks
    ) % {"weeks": weeks}
