"""Counts searches that found nobody, by place and need: where therapists or articles are missing.

As with views, nothing is known of who searched, and a process that is killed loses its last
minute. What somebody typed is never kept: a place is one of our list, a need one of our filters.
"""

from __future__ import annotations

import atexit
import logging
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from . import counting
from .counting import Tally
from .models import Place, SearchMiss
from .search.query import SearchQuery

logger = logging.getLogger(__name__)

#: Fewer searches say more about chance than about a need. Nothing is known of who searched, so
#: these may be the searches of one person.
LEAST_TOLD = 5
#: Rows of one month; whoever asks for everything, as robots do, must not fill the table.
MOST_ROWS = 20_000
KEPT_FOR = timedelta(days=400)

#: The first day of a month, a place ("Denver, CO", empty for anywhere), and a need
#: ("technique:swedish", empty for none).
Key = tuple[date, str, str]

#: Adds to what other processes have counted; both databases read it alike.
_ADD = """
    INSERT INTO directory_searchmiss (month, place, need, count) VALUES {rows}
    ON CONFLICT (month, place, need)
    DO UPDATE SET count = directory_searchmiss.count + excluded.count
"""
#: Rows of one statement: databases take only so many values in one.
MOST_AT_A_TIME = 200


@dataclass(frozen=True)
class Miss:
    """What was looked for and not found, in how many searches."""

    place: str
    need: str
    count: int


_tally: Tally[Key] = Tally()


def missed(query: SearchQuery) -> None:
    """A search that could be run found nobody."""
    if not settings.COUNT_VIEWS:
        return
    month = timezone.localdate().replace(day=1)
    place = _city(query.place) if query.place else ""
    needs = [f"{group}:{value}" for group, values in query.chosen.items() for value in values]
    _tally.add({(month, place, need): 1 for need in needs or [""]})
    counting.start()


def _city(place: Place) -> str:
    """Not the ZIP code: in a small one, few people live."""
    return f"{place.canonical_name or place.name}, {place.state}"


def flush() -> None:
    """Write what was counted. What cannot be written now is kept for the next time."""
    counts = _tally.take()
    if not counts:
        return
    try:
        write(counts)
    except Exception as error:  # else the thread would end, and all counting with it
        # By class alone: what databases write into their errors quotes values.
        logger.error("Searches without result could not be written: %s", type(error).__name__)
        _tally.add(counts)


@transaction.atomic
def write(counts: Mapping[Key, int]) -> None:
    """Add to the counts of the month, in one order, so that no process waits in a circle.

    Where the month is full, only what was missed before is counted on.
    """
    keys = _within_room(sorted(counts))
    for start in range(0, len(keys), MOST_AT_A_TIME):
        _add([(*key, counts[key]) for key in keys[start : start + MOST_AT_A_TIME]])


def _add(rows: Sequence[tuple[date, str, str, int]]) -> None:
    values = [
        value
        for month, place, need, count in rows
        for value in (connection.ops.adapt_datefield_value(month), place, need, count)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(rows=", ".join(["(%s, %s, %s, %s)"] * len(rows))), values)


def _within_room(keys: Sequence[Key]) -> list[Key]:
    """What may be written: near enough, since other processes write meanwhile."""
    months = {month for month, _place, _need in keys}
    rows = SearchMiss.objects.filter(month__in=months).order_by()
    used = dict(rows.values_list("month").annotate(number=Count("pk")))
    room = Counter({month: MOST_ROWS - used.get(month, 0) for month in months})
    wanted = Counter(month for month, _place, _need in keys)
    full = [month for month in months if wanted[month] > room[month]]
    known = set(rows.filter(month__in=full).values_list("month", "place", "need")) if full else ()
    found = []
    for key in keys:
        if key not in known:
            if room[key[0]] < 1:
                continue
            room[key[0]] -= 1
        found.append(key)
    return found


def since(day: date, most: int = 50) -> list[Miss]:
    """What was missed most often from the month of this day on, where it was often enough."""
    rows = SearchMiss.objects.filter(month__gte=day.replace(day=1)).order_by()
    found = rows.values_list("place", "need").annotate(total=Sum("count"))
    told = found.filter(total__gte=LEAST_TOLD).order_by("-total", "place", "need")[:most]
    return [Miss(place, need, total) for place, need, total in told]


def forget_old(now: datetime) -> str:
    """Remove what is older than any page shows."""
    day = timezone.localdate(now) - KEPT_FOR
    removed, _ = SearchMiss.objects.filter(month__lt=day).delete()
    return f"{removed} old counts of searches removed"


def _begin_anew() -> None:
    """In a forked process the counts are those of its parent."""
    global _tally
    _tally = Tally()


os.register_at_fork(after_in_child=_begin_anew)
counting.write_too(flush)
atexit.register(flush)
