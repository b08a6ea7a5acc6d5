"""Reminds moderators of hidden profiles that nobody has looked at a second time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from . import hidings
from .actions.hiding_mails import remind_of_second_looks
from .choices import ReminderKind
from .models import Hiding, Reminder
from .queues.hidings import waiting_url

#: So many are named in the record of a reminder; the mail leads to the list of all.
MOST = 200


@transaction.atomic
def remind(now: datetime) -> str:
    """At most one mail a week to each moderator. Nothing is shown again by this, or by any day."""
    late = _late(now)
    told = 0
    if late and _is_first_of_week(timezone.localdate(now)):
        told = remind_of_second_looks(late, waiting_url())
    return f"{len(late)} hidden profiles wait for a second look, {told} moderators reminded"


def _late(now: datetime) -> list[Hiding]:
    rows = hidings.waiting().filter(hidden_at__lte=now - hidings.REMIND_AFTER)
    return list(rows.select_related("therapist").order_by("hidden_at", "pk")[:MOST])


def _is_first_of_week(today: date) -> bool:
    """The constraint answers even two jobs."""
    monday = today - timedelta(days=today.weekday())
    _row, is_new = Reminder.objects.get_or_create(
        therapist=None, kind=ReminderKind.SECOND_LOOK, due_on=monday
    )
    return is_new
