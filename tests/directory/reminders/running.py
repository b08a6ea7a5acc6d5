"""Runs the job of a day, and says in words what it should answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone

from directory import reminders
from directory.models import Reminder, Therapist
from tests.factories.directory import TherapistFactory

NOTHING = "0 pauses ended, 0 asked to confirm, 0 told about dates"
ZONES = ("UTC", "America/New_York")
# An ordinary day, both changes of the clocks in New York, and February 29.
DAYS = (date(2026, 7, 1), date(2026, 3, 8), date(2026, 11, 1), date(2028, 2, 29))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def run(now: datetime) -> str:
    with time_machine.travel(now, tick=False):
        return reminders.send_due(now)


def around(day: date) -> list[str]:
    """What the job says a second before the day begins, as it begins, and a second after."""
    return [run(midnight(day) + timedelta(seconds=number)) for number in (-1, 0, 1)]


def kinds() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("kind", flat=True))


def asked(number: int) -> str:
    return f"0 pauses ended, {number} asked to confirm, 0 told about dates"


def told(number: int) -> str:
    return f"0 pauses ended, 0 asked to confirm, {number} told about dates"


def published(**values: Any) -> Therapist:
    values.setdefault("accepting", "yes")
    made: Therapist = TherapistFactory(published=True, **values)
    return made
