"""A small population of varied profiles, as the demo data make them, for tests of whole pages."""

from __future__ import annotations

from random import Random

from django.utils import timezone

from directory.demo.profile import DEFAULT_SEED, Slugs, build_profile
from directory.demo.world import World
from directory.demo.writing import write
from directory.models import Therapist
from directory.search import doc
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory, demo_geography

TOWNS = ("Denver", "Boulder", "Aurora", "Colorado Springs")


def populate(count: int) -> None:
    """So many made-up people round Denver, some unpublished, and a few who work in two places."""
    world = World.from_database(today=timezone.localdate(), checker=ModeratorFactory())
    geography = demo_geography(*TOWNS)
    slugs = Slugs(set(Therapist.objects.values_list("slug", flat=True)))
    profiles = []
    for number in range(1, count + 1):
        spot = geography.draw(Random(number))
        profiles.append(
            build_profile(
                world, geography, slugs, seed=DEFAULT_SEED, number=number, spot=spot, turn=number
            )
        )
    write(profiles, world)
    for number in range(4):
        therapist = TherapistFactory(
            published=True,
            name=f"Two Places {number}",
            places=["Denver", "Boulder"],
            techniques=["swedish", "deep-tissue"][: number % 2 + 1],
            rates={60: 7000 + 2000 * number, 90: 12000},
            practicing_since=2000 + 6 * number,
            accepting="yes",
        )
        therapist.locations.filter(city="Boulder").update(setting="hospital")
        doc.refresh(therapist)
