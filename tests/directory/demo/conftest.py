"""What tests of the builders share: the words of the site, and two hundred people to look at."""

from __future__ import annotations

import datetime
from functools import lru_cache

import pytest

from accounts.models import User
from directory.demo.profile import Profile, Slugs, build_profile, places_of
from directory.demo.world import World
from tests.factories.demo import demo_geography

TODAY = datetime.date(2026, 3, 2)
MANY = 200


@pytest.fixture
def world(vocabulary: None) -> World:
    return World.from_database(today=TODAY, checker=User(pk=1, email="checker@example.com"))


@lru_cache(maxsize=1)
def _build_many(today: datetime.date) -> list[Profile]:
    world = World.from_database(today=today, checker=User(pk=1, email="checker@example.com"))
    geography, slugs = demo_geography(), Slugs(set())
    return [
        build_profile(world, geography, slugs, seed=7, number=number, spot=spot, turn=turn)
        for number, spot, turn in places_of(geography, 7, start=1, stop=MANY + 1)
    ]


@pytest.fixture
def profiles(vocabulary: None) -> list[Profile]:
    """Built once for all tests: only to be looked at, never to be written."""
    return _build_many(TODAY)
