"""Whole made-up profiles, as the seeder builds them, for tests."""

from __future__ import annotations

from django.utils import timezone

from directory.demo.chance import seeded
from directory.demo.geography import Geography, ZipCode
from directory.demo.profile import DEFAULT_SEED, Profile, Slugs, build_profile
from directory.demo.world import World
from directory.demo.writing import write
from directory.models import Therapist

from .accounts import ModeratorFactory
from .spots import SPOTS


def demo_geography(*names: str) -> Geography:
    """The places of tests as a country of its own; all of them if none is named."""
    spots = [SPOTS[name] for name in names or SPOTS]
    return Geography(
        [ZipCode(s.postal_code, s.city, s.state, s.latitude, s.longitude) for s in spots], {}
    )


def demo_profile(
    world: World, number: int = 1, *, place: str = "Denver", seed: int = DEFAULT_SEED
) -> Profile:
    """One profile as `seed_demo` makes it, unsaved."""
    geography = demo_geography()
    spot = geography.at_code(seeded(number), SPOTS[place].postal_code)
    slugs = Slugs(set(Therapist.objects.values_list("slug", flat=True)))
    return build_profile(world, geography, slugs, seed=seed, number=number, spot=spot, turn=number)


def demo_therapist(number: int = 1, *, place: str = "Denver") -> Therapist:
    """A whole profile in the database; number 1 is published and answers everything."""
    world = World.from_database(today=timezone.localdate(), checker=ModeratorFactory())
    profile = demo_profile(world, number, place=place)
    write([profile], world)
    return profile.therapist
