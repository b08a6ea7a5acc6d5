"""Says moments in words, by the clock of the place where a therapist works."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def moment(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """ "March 3, 3:15 PM"; with its year when that is over."""
    local = at.astimezone(zone)
    is_this_year = local.year == now.astimezone(zone).year
    return date_format(local, "F j, g:i A" if is_this_year else "F j, Y, g:i A")


def weekday(at: datetime, zone: ZoneInfo) -> str:
    """ "Thursday, March 5": for what is due soon. Midnight ends a day for most people."""
    local = at.astimezone(zone)
    if (local.hour, local.minute) == (0, 0):
        local -= timedelta(minutes=1)
    return date_format(local, "l, F j")


def message_of(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """What a message is called whose sender is not shown."""
    return _("Message of %(moment)s") % {"moment": moment(at, zone, now)}


def how_long(since: datetime, now: datetime) -> str:
    """ "2 days"; an hour at the least is said, since minutes are over when somebody reads."""
    hours = (now - since).total_seconds() / 3600
    return timesince(since, now, depth=1) if hours >= 1 else _("less than an hour")


def since(at: datetime, ended_at: datetime | None, now: datetime) -> str:
    """For lists of moderators: the day of the end, or that of the beginning and how long ago."""
    if ended_at is not None:
        return date_format(localtime(ended_at), "F j, Y")
    return f"{date_format(localtime(at), 'F j, Y')} ({how_long(at, now)})"
