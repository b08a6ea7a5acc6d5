"""Counts how often profiles are seen: in memory, and from there into the database once a minute.

A count says which profile, which day and how often; nothing is ever known of who looked. No
request writes or waits: one thread per process does. A process that is killed loses its last
minute.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from .choices import Counted
from .models import DailyCount, Therapist

logger = logging.getLogger(__name__)

#: Seconds between two writings.
EVERY = 60.0
#: Entries that are kept while the database cannot be reached; what is new beyond them is lost.
MOST_ENTRIES = 50_000
#: Entries that are written at once.
BATCH = 500
KEPT_FOR = timedelta(days=400)

Key = tuple[int, date, str]
K = TypeVar("K", bound=Hashable)

#: Adds to what other processes have counted; both databases read it alike.
_ADD = """
    INSERT INTO directory_dailycount (therapist_id, day, kind, count) VALUES (%s, %s, %s, %s)
    ON CONFLICT (therapist_id, day, kind)
    DO UPDATE SET count = directory_dailycount.count + excluded.count
"""


class Tally(Generic[K]):
    """Counts of a process that are not written yet."""

    def __init__(self) -> None:
        self._counts: dict[K, int] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, counts: Mapping[K, int]) -> None:
        with self._lock:
            for key, number in counts.items():
                if key in self._counts or len(self._counts) < MOST_ENTRIES:
                    self._counts[key] = self._counts.get(key, 0) + number

    def take(self) -> dict[K, int]:
        """All of them; whoever cannot write them adds them again."""
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken


class Writer:
    """The one thread of a process that writes, begun with the first count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    def start(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._stopped.clear()
                self._thread = threading.Thread(target=self._run, name="counting", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stopped.wait(EVERY):
            flush()
            for write_others in _others:
                write_others()
            # The connection is this thread's own: kept open, it would outlive the database's.
            connection.close()


_tally: Tally[Key] = Tally()
_writer = Writer()
#: What else the thread writes, once a minute.
_others: list[Callable[[], None]] = []


def write_too(flush_others: Callable[[], None]) -> None:
    """Let the thread write another tally as well; call it once, when a module is loaded."""
    _others.append(flush_others)


def start() -> None:
    """Something has been counted: see to it that the thread runs."""
    _writer.start()


def seen(therapist_id: int) -> None:
    """Somebody has opened this profile."""
    _count([therapist_id], Counted.VIEW)


def listed(therapist_ids: Iterable[int]) -> None:
    """These stood on a page of results."""
    _count(therapist_ids, Counted.LISTED)


def _count(therapist_ids: Iterable[int], kind: Counted) -> None:
    if not settings.COUNT_VIEWS:
        return
    today = timezone.localdate()
    _tally.add({(number, today, str(kind)): 1 for number in therapist_ids})
    start()


def flush() -> None:
    """Write what was counted. What cannot be written now is kept for the next time."""
    counts = sorted(_tally.take().items())
    for start in range(0, len(counts), BATCH):
        try:
            write(dict(counts[start : start + BATCH]))
        except Exception as error:  # else the thread would end, and all counting with it
            # By class alone: what databases write into their errors quotes values.
            logger.error("Counts could not be written: %s", type(error).__name__)
            _tally.add(dict(counts[start:]))
            return


@transaction.atomic
def write(counts: Mapping[Key, int]) -> None:
    """Add to the counts of the day; profiles that were removed meanwhile are left out.

    Every process keeps to the same order, so that none waits for another in a circle.
    """
    numbers = {number for number, _, _ in counts}
    there = set(Therapist.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    rows = [
        (number, connection.ops.adapt_datefield_value(day), kind, count)
        for (number, day, kind), count in sorted(counts.items())
        if number in there
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)


def forget_old_counts(now: datetime) -> str:
    """Remove what is older than any page shows."""
    day = timezone.localdate(now) - KEPT_FOR
    removed, _ = DailyCount.objects.filter(day__lt=day).delete()
    return f"{removed} old counts removed"


def _begin_anew() -> None:
    """In a forked process: the counts are those of its parent, and threads do not come along."""
    global _tally, _writer
    _tally, _writer = Tally(), Writer()


os.register_at_fork(after_in_child=_begin_anew)
atexit.register(flush)
