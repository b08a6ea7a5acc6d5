"""Puts therapists at a known distance on the map, and reads their profiles, for tests."""

from __future__ import annotations

from typing import Any

from django.test import Client

from directory.models import Therapist
from tests.directory.pages import Page, get
from tests.factories.directory import DENVER, TherapistFactory

MILES_PER_DEGREE = 69.09


def add(name: str, miles: float = 1.0, **values: Any) -> Therapist:
    """A public therapist so many miles north of the middle of 80202."""
    near = (DENVER[0] + miles / MILES_PER_DEGREE, DENVER[1])
    therapist: Therapist = TherapistFactory(name=name, published=True, near=near, **values)
    return therapist


def profile(client: Client, therapist: Therapist) -> Page:
    return get(client, therapist.get_absolute_url())
