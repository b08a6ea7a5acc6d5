"""Deliver queued mail one message at a time, and forget what was delivered."""

from __future__ import annotations

import datetime
import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from post_office.lockfile import FileLock, FileLocked, default_lockfile
from post_office.mail import send_queued
from post_office.models import STATUS, Email, RecipientDeliveryStatus

from . import holding

KEEP_RECORD = datetime.timedelta(days=30)

#: A mail that failed is tried again after 1, 2, 4, 8 … minutes, and then every four hours. With
#: MAX_RETRIES that lasts two days, so that a mail server may be away for a weekend's night.
FIRST_PAUSE = datetime.timedelta(minutes=1)
LONGEST_PAUSE = datetime.timedelta(hours=4)

WAITING = (STATUS.queued, STATUS.requeued)


class SenderRunsAlready(Exception):
    """Only one process may send: two could deliver the same message."""


class MailIsHeld(Exception):
    """A backup was restored at this moment, and nobody has released the mail since."""

    def __init__(self, since: datetime.datetime) -> None:
        super().__init__(since)
        self.since = since


@contextmanager
def only_sender() -> Iterator[None]:
    """Hold the sender's lock. The kernel releases it even when the process is killed."""
    path = Path(tempfile.gettempdir()) / f"{settings.POST_OFFICE['LOCK_FILE_NAME']}.sender"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SenderRunsAlready from None
        forget_lock_of_killed_sender()
        yield


def forget_lock_of_killed_sender() -> None:
    """The package's lock is a file with the number of a process. One that was killed leaves it
    behind, and nobody would send any more once another process has that number; in a container
    the next sender itself has it. Call it while nobody else can be sending."""
    lock = Path(f"{default_lockfile}.lock")
    with suppress(OSError):
        lock.readlink().unlink(missing_ok=True)
    lock.unlink(missing_ok=True)


def send_next() -> bool:
    """Send the next message; False when none was waiting or another program is sending."""
    began = timezone.now()
    if hold := holding.current():
        raise MailIsHeld(hold.since)
    try:
        with FileLock(default_lockfile):
            sent, failed, requeued = send_queued(processes=1)
            if requeued:
                back_off(since=began)
    except FileLocked:
        return False
    forget_sent_texts()
    return bool(sent + failed + requeued)


def back_off(*, since: datetime.datetime) -> None:
    """Put off what has just failed. The package knows one pause for all tries; if we are killed
    before this, that one holds."""
    failed = Email.objects.filter(status=STATUS.requeued, last_updated__gte=since)
    for number, at, tries in failed.values_list("pk", "last_updated", "number_of_retries"):
        # Not by save(), which checks the addresses: of a broken mail they may be what is wrong.
        Email.objects.filter(pk=number).update(scheduled_time=at + pause_after(tries or 1))


def pause_after(tries: int) -> datetime.timedelta:
    """How long to wait after so many tries that failed."""
    doublings = min(tries - 1, 16)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def state(now: datetime.datetime) -> dict[str, int]:
    """How the queue is, in numbers that hold nothing personal."""
    waiting = Email.objects.filter(status__in=WAITING).aggregate(
        number=Count("pk"), oldest=Min("created")
    )
    age = now - waiting["oldest"] if waiting["oldest"] else datetime.timedelta()
    return {
        "waiting": waiting["number"],
        "oldest_seconds": max(0, int(age.total_seconds())),
        "failed": Email.objects.filter(status=STATUS.failed).count(),
    }


def mark_bounced(mails: QuerySet[Email]) -> int:
    """Somebody has heard from a provider that these came back. Only what was sent can have."""
    sent = mails.filter(status=STATUS.sent).exclude(
        recipient_delivery_status=RecipientDeliveryStatus.HARD_BOUNCED
    )
    return int(sent.update(recipient_delivery_status=RecipientDeliveryStatus.HARD_BOUNCED))


def forget_sent_texts() -> int:
    """Sent mail holds sign-in links: the record stays for a while, its text does not."""
    sent = Email.objects.filter(status=STATUS.sent).exclude(message="", html_message="")
    return int(sent.update(message="", html_message="", context=None))


def remove_old_records(now: datetime.datetime) -> str:
    old = Email.objects.filter(
        last_updated__lt=now - KEEP_RECORD, status__in=(STATUS.sent, STATUS.failed)
    )
    removed = old.delete()[1].get("post_office.Email", 0)
    return f"{removed} old mail records removed"
