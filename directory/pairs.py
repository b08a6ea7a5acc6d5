"""Finds profiles that may be of one person, two and two; a job keeps the list of them true."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import combinations, pairwise

from django.db import transaction

from .choices import ProfileStatus
from .duplicates import plain_number
from .models import Credential, PossiblePair, Therapist

#: Where more profiles than these share one thing, each is compared with the next one alone: a
#: number that everybody has would make more pairs than anybody looks at.
MOST_OF_ONE = 12

Key = tuple[int, int]


@transaction.atomic
def look(now: datetime) -> str:
    """What is found no more goes; what has another reason now waits again, settled or not."""
    found = {key: _digest(things) for key, things in _shared().items()}
    known = {(one.first_id, one.second_id): one for one in PossiblePair.objects.all()}
    gone = [pair.pk for key, pair in known.items() if key not in found]
    PossiblePair.objects.filter(pk__in=gone).delete()
    for key, shared in found.items():
        if key in known and known[key].shared != shared:
            PossiblePair.objects.filter(pk=known[key].pk).update(
                shared=shared, found_at=now, settled_at=None, settled_by=None
            )
    new = {key: shared for key, shared in found.items() if key not in known}
    _add(new, now)
    return f"{len(found)} possible pairs of profiles, {len(new)} of them new"


def _shared() -> dict[Key, set[str]]:
    """Only what is surely the same: a practice has one phone for several people.

    What is merely alike is shown to whoever reviews a text (duplicates.py).
    """
    shared: dict[Key, set[str]] = defaultdict(set)
    for thing, people in _holders().items():
        for key in _two_and_two(people):
            shared[key].add(thing)
    return shared


def _holders() -> dict[str, set[int]]:
    """Who has which number of one state, or of one kind that knows no state; and who has which
    phone and name."""
    holders: dict[str, set[int]] = defaultdict(set)
    numbers = Credential.objects.exclude(number="").exclude(therapist__status=ProfileStatus.REMOVED)
    rows = numbers.order_by().values_list("therapist_id", "number", "kind_id", "region")
    for person, number, kind, region in rows.iterator():
        if plain := plain_number(number):
            # Each state counts its own licenses from one.
            where = f"in {region.casefold()}" if region else f"of kind {kind}"
            holders[f"number {plain} {where}"].add(person)
    phones = Therapist.objects.exclude(phone="").exclude(status=ProfileStatus.REMOVED)
    for person, phone, name in phones.order_by().values_list("pk", "phone", "name").iterator():
        holders[f"phone {phone} of {name.casefold()}"].add(person)
    return holders


def _two_and_two(people: set[int]) -> Iterator[Key]:
    row = sorted(people)
    return combinations(row, 2) if len(row) <= MOST_OF_ONE else pairwise(row)


def _digest(things: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(things)).encode()).hexdigest()[:16]


def _add(new: dict[Key, str], now: datetime) -> None:
    """Profiles that were erased meanwhile are left out, the others held until it is written."""
    people = {person for key in new for person in key}
    rows = Therapist.objects.select_for_update().filter(pk__in=people)
    alive = set(rows.order_by("pk").values_list("pk", flat=True))
    PossiblePair.objects.bulk_create(
        [
            PossiblePair(first_id=first, second_id=second, shared=shared, found_at=now)
            for (first, second), shared in sorted(new.items())
            if {first, second} <= alive
        ],
        ignore_conflicts=True,
    )
