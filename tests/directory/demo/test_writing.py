from __future__ import annotations

from unittest.mock import patch

import pytest
from django.utils import timezone

from directory.demo.profile import Slugs, build_profile, places_of
from directory.demo.world import World
from directory.demo.writing import write
from directory.models import SearchDoc, Therapist
from directory.vetting import answered
from tests.factories.accounts import ModeratorFactory
from tests.factories.demo import demo_geography, demo_profile, demo_therapist


@pytest.fixture
def writable(vocabulary: None) -> World:
    return World.from_database(today=timezone.localdate(), checker=ModeratorFactory())


def test_two_hundred_profiles_keep_every_rule_of_the_database(writable: World) -> None:
    geography, slugs = demo_geography(), Slugs(set())
    profiles = [
        build_profile(writable, geography, slugs, seed=9, number=number, spot=spot, turn=turn)
        for number, spot, turn in places_of(geography, 9, start=1, stop=201)
    ]

    write(profiles, writable)

    assert Therapist.objects.count() == 200


def test_everything_of_a_profile_is_written(vocabulary: None) -> None:
    demo_therapist(1)

    therapist = Therapist.objects.with_answers().get()
    assert len(answered(therapist)) == 6
    assert therapist.languages.all()
    assert therapist.assessment_items.all()
    assert therapist.payment_kinds.all()
    assert therapist.locations.get().access_facts.all()
    assert therapist.session_plan.phases.all()


def test_every_row_of_a_written_profile_passes_its_own_checks(vocabulary: None) -> None:
    therapist = Therapist.objects.with_answers().get(pk=demo_therapist(1).pk)

    therapist.full_clean()
    for relation in (
        "credentials", "locations", "offered_techniques", "condition_approaches", "rates",
        "policies", "opening_hours", "comfort_facts",
    ):  # fmt: skip
        for row in getattr(therapist, relation).all():
            row.full_clean()


def test_only_public_profiles_can_be_found(writable: World) -> None:
    profiles = [demo_profile(writable, number) for number in range(1, 4)]
    for profile, status in zip(profiles, ("published", "draft", "suspended"), strict=True):
        profile.therapist.status = status
        profile.therapist.slug = f"number-{status}"

    write(profiles, writable)

    found = SearchDoc.objects.values_list("therapist__slug", flat=True)
    assert set(found) == {"number-published"}


def test_a_batch_that_fails_leaves_nothing_behind(writable: World) -> None:
    with (
        patch("directory.demo.writing.doc.refresh_all", side_effect=OSError("disk full")),
        pytest.raises(OSError, match="disk full"),
    ):
        write([demo_profile(writable, 1)], writable)

    assert not Therapist.objects.exists()
