"""A therapist with a public profile, and the browser in which they are signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from directory.models import Therapist
from tests.directory.views.dashboard.reading import signed_in
from tests.factories.directory import TherapistFactory


@pytest.fixture
def therapist() -> Therapist:
    return TherapistFactory(
        published=True,
        place="Denver",
        credentials=["diploma"],
        rates={60: 9500},
        phone="+13035550142",
    )


@pytest.fixture
def client(therapist: Therapist) -> Client:
    return signed_in(therapist)
