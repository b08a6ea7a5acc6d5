"""What needs attention: the piles of work that apps have registered, as the admin shows them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from . import day_counts
from .hooks import QueueCount, Viewer, admin_queues


@dataclass(frozen=True)
class Pile:
    """`age` says in words how old the oldest is, if anybody knows."""

    queue: QueueCount
    age: str


@dataclass(frozen=True)
class Attention:
    """The piles with work in them, most urgent first, and those without."""

    waiting: list[Pile]
    empty: list[QueueCount]


def attention(user: Viewer) -> Attention:
    """Only what this person may work on: for others even a number says something."""
    now = timezone.now()
    found = [count(user) for _name, count in admin_queues]
    mine = [queue for queue in found if _may(user, queue.permission)]
    mine.sort(key=lambda queue: (queue.rank, queue.oldest or now, str(queue.label)))
    return Attention(
        [Pile(queue, _age(queue.oldest, now)) for queue in mine if queue.count],
        [queue for queue in mine if not queue.count],
    )


def counted(rows: QuerySet[Any], since: str) -> dict[str, Any]:
    """How many rows, and the earliest value of a field, in one query; for a `QueueCount`."""
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min(since))
    if found["oldest"] is not None and not isinstance(found["oldest"], datetime.datetime):
        found["oldest"] = _start_of(found["oldest"])
    return found


def _start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _age(oldest: datetime.datetime | None, now: datetime.datetime) -> str:
    """In days of the calendar: what came yesterday evening is a day old."""
    if oldest is None:
        return ""
    days = (timezone.localdate(now) - timezone.localdate(oldest)).days
    if days < 1:
        return _("today")
    return day_counts.in_words(days)


def _may(user: Viewer, permission: str) -> bool:
    return bool(getattr(user, "has_perm", lambda _name: False)(permission))
