"""Holds all mail after a restore, until somebody has decided what becomes of the old queue."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from post_office.models import STATUS, Email

from sciatica_site.models import MailHold

RESTORED = "a backup was restored"


def current() -> MailHold | None:
    return MailHold.objects.first()


def statement() -> tuple[str, list[Any]]:
    """What holds mail in a database that is still being restored, beside the models."""
    fields = {
        "id": 1,
        "since": connection.ops.adapt_datetimefield_value(timezone.now()),
        "why": RESTORED,
    }
    columns = ", ".join(f'"{name}"' for name in fields)
    table = connection.ops.quote_name(MailHold._meta.db_table)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(fields.values())  # noqa: S608 (our own names)


def begin_anew() -> None:
    """What was queued until now counts as old."""
    MailHold.objects.update_or_create(pk=1, defaults={"since": timezone.now(), "why": RESTORED})


@transaction.atomic
def release(*, drop_waiting: bool) -> int:
    """Let mail go again; gives how many old mails were dropped.

    A dropped mail counts as sent, which most of them were before the restore. Deleted, or failed,
    it would be noticed, and written again.
    """
    hold = MailHold.objects.select_for_update().first()
    if hold is None:
        return 0
    dropped = 0
    if drop_waiting:
        dropped = _old(hold).update(
            status=STATUS.sent, message="", html_message="", context=None, scheduled_time=None
        )
    hold.delete()
    return int(dropped)


def waiting() -> int:
    """Mails that wait since before the hold."""
    hold = current()
    return 0 if hold is None else int(_old(hold).count())


def _old(hold: MailHold) -> Any:
    """One without a status is not sent either, until the calendar wakes it up."""
    return Email.objects.filter(created__lte=hold.since).exclude(
        status__in=(STATUS.sent, STATUS.failed)
    ) | Email.objects.filter(created__lte=hold.since, status__isnull=True)
