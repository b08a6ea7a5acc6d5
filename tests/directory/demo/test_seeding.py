from __future__ import annotations

import pytest

from directory.demo import seeding
from directory.models import SearchDoc, Therapist
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import TherapistFactory
from tests.factories.spots import load_spots


@pytest.fixture(autouse=True)
def country(vocabulary: None) -> None:
    load_spots()


def names() -> list[tuple[str, str]]:
    people = Therapist.objects.order_by("owner__email")
    return list(people.values_list("owner__email", "slug"))


def test_seeding_adds_up_to_the_number_and_says_how_many() -> None:
    batches: list[int] = []

    added = seeding.seed(total=12, checker=ModeratorFactory(), written=batches.append)

    assert added == 12 == sum(batches)
    assert Therapist.objects.filter(is_demo=True).count() == 12
    assert seeding.last_number() == 12
    assert SearchDoc.objects.exists()


def test_seeding_again_adds_nobody() -> None:
    moderator = ModeratorFactory()
    seeding.seed(total=5, checker=moderator)

    assert seeding.seed(total=5, checker=moderator) == 0
    assert seeding.seed(total=3, checker=moderator) == 0
    assert Therapist.objects.count() == 5


def test_an_interrupted_run_goes_on_and_gives_the_same_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seeding, "BATCH", 4)
    moderator = ModeratorFactory()

    def stop(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seeding.seed(total=10, checker=moderator, written=stop)
    assert Therapist.objects.count() == 4
    assert seeding.seed(total=10, checker=moderator) == 6
    continued = names()

    Therapist.objects.all().delete()
    moderator.__class__.objects.exclude(pk=moderator.pk).delete()
    seeding.seed(total=10, checker=moderator)
    assert names() == continued


def test_real_therapists_are_not_counted_and_keep_their_slugs() -> None:
    TherapistFactory(slug="somebody-real")

    assert seeding.last_number() == 0
    seeding.seed(total=3, checker=ModeratorFactory())
    assert Therapist.objects.filter(slug="somebody-real", is_demo=False).count() == 1
    assert Therapist.objects.count() == 4
