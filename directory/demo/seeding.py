"""Fills the directory with made-up therapists up to a number, batch by batch."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from django.utils import timezone

from accounts.models import User
from directory.models import Therapist

from .geography import Geography
from .profile import (
    DEFAULT_SEED,
    SHOWCASE_NUMBER,
    THERAPIST_EMAIL,
    Profile,
    Slugs,
    build_profile,
    places_of,
)
from .world import World
from .writing import write

BATCH = 500
EMAIL = re.compile(r"\Ademo-therapist-([0-9]+)@example\.com\Z")


def last_number() -> int:
    """The highest number among the demo therapists that exist; 0 if there is none."""
    demo = Therapist.objects.filter(is_demo=True)
    emails = demo.filter(owner__email__startswith="demo-therapist-")
    found = (EMAIL.match(email) for email in emails.values_list("owner__email", flat=True))
    numbers = [int(match[1]) for match in found if match]
    if demo.filter(owner__email=THERAPIST_EMAIL).exists():
        numbers.append(SHOWCASE_NUMBER)
    return max(numbers, default=0)


def seed(
    *,
    total: int,
    checker: User,
    seed: int = DEFAULT_SEED,
    written: Callable[[int], None] = lambda count: None,
) -> int:
    """Add the numbers that are missing up to `total`; returns how many were added.

    Each batch is a transaction of its own: after an interruption, the next run continues.
    `written` is called with the size of each batch.
    """
    start = last_number() + 1
    if start > total:
        return 0
    world = World.from_database(today=timezone.localdate(), checker=checker)
    profiles = _profiles(world, seed, start=start, stop=total + 1)
    while batch := list(islice(profiles, BATCH)):
        write(batch, world)
        written(len(batch))
    return total - start + 1


def _profiles(world: World, seed: int, *, start: int, stop: int) -> Iterator[Profile]:
    geography = Geography.from_database()
    slugs = Slugs(set(Therapist.objects.values_list("slug", flat=True)))
    for number, spot, turn in places_of(geography, seed, start=start, stop=stop):
        yield build_profile(world, geography, slugs, seed=seed, number=number, spot=spot, turn=turn)
