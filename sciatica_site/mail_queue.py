"""Deliver queued mail one message at a time, and forget what was delivered."""

from __future__ import annotations

import datetime
import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from post_office.lockfile import FileLock, FileLocked, default_lockfile
from post_office.mail import send_queued
from post_office.models import STATUS, Email

KEEP_RECORD = datetime.timedelta(days=30)


class SenderRunsAlready(Exception):
    """Only one process may send: two could deliver the same message."""


@contextmanager
def only_sender() -> Iterator[None]:
    """Hold the sender's lock. The kernel releases it even when the process is killed."""
    path = Path(tempfile.gettempdir()) / f"{settings.POST_OFFICE['LOCK_FILE_NAME']}.sender"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SenderRunsAlready from None
        yield


def send_next() -> bool:
    """Send the next message; False when none was waiting or another program is sending."""
    try:
        with FileLock(default_lockfile):
            sent, failed, requeued = send_queued(processes=1)
    except FileLocked:
        return False
    forget_sent_texts()
    return bool(sent + failed + requeued)


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
