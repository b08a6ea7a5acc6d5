"""What a search row says from which day on: trust that lapses by the calendar, not by a job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from directory.freshness import CONFIRMED_FOR, HIDDEN_AFTER
from directory.models import Therapist

#: Stands for "never" in a column that an index can compare.
FAR_FUTURE = date(9999, 1, 1)


@dataclass(frozen=True)
class Step:
    """From `day` on the row has these bits; it is left out when it is not `public`."""

    day: date
    bits: int
    public: bool


def days_of_change(therapist: Therapist, today: date) -> list[date]:
    """The days after today on which a date makes something about the profile different."""
    days = {credential.lapses_on for credential in therapist.credentials.all()}
    days |= {
        credential.expires_on + timedelta(days=1)
        for credential in therapist.credentials.all()
        if credential.expires_on
    }
    days.add(therapist.paused_until)
    if therapist.confirmed_on:
        days.add(therapist.confirmed_on + CONFIRMED_FOR + timedelta(days=1))
        days.add(therapist.confirmed_on + HIDDEN_AFTER + timedelta(days=1))
    return sorted(day for day in days if day is not None and day > today)


def steps(therapist: Therapist, today: date, bits_on: Callable[[date], int]) -> list[Step]:
    """The states that differ from the one before, after today."""
    result: list[Step] = []
    before = Step(today, bits_on(today), therapist.is_public(today))
    for day in days_of_change(therapist, today):
        step = Step(day, bits_on(day), therapist.is_public(day))
        if (step.bits, step.public) != (before.bits, before.public):
            result.append(step)
            before = step
    return result


def to_json(timeline: Sequence[Step]) -> list[list[object]]:
    return [[step.day.isoformat(), step.bits, step.public] for step in timeline]


def first_lapse(timeline: Sequence[Step]) -> datetime:
    """The instant of the first change: midnight at its start, in the site's time zone."""
    day = timeline[0].day if timeline else FAR_FUTURE
    return timezone.make_aware(datetime.combine(day, time.min))


def bits_now(timeline: Sequence[Sequence[object]], today: date) -> int | None:
    """The bits that hold today for a row past its first lapse; `None` when it is not public."""
    now = today.isoformat()
    current: Sequence[object] | None = None
    for step in timeline:
        if str(step[0]) > now:
            break
        current = step
    if current is None or not current[2]:
        return None
    return int(str(current[1]))
