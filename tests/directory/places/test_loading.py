"""The place table is brought in line, touching only what differs."""

import pytest

from directory.models import Place
from directory.places import loading
from directory.places.loading import Loaded, synchronize
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def test_empty_table_is_filled() -> None:
    loaded = synchronize([PlaceFactory.build(), PlaceFactory.build(postal_code="80202")])

    assert loaded == Loaded(total=2, added=2, updated=0, removed=0)
    assert Place.objects.count() == 2


def test_second_run_changes_nothing() -> None:
    synchronize([PlaceFactory.build()])

    loaded = synchronize([PlaceFactory.build()])

    assert loaded == Loaded(total=1, added=0, updated=0, removed=0)
    assert loaded.unchanged == 1


def test_changed_place_keeps_its_row() -> None:
    before = PlaceFactory()

    loaded = synchronize([PlaceFactory.build(latitude=40.0)])

    assert loaded.updated == 1
    after = Place.objects.get()
    assert (after.pk, after.latitude) == (before.pk, 40.0)


def test_time_zone_is_added_to_a_place_of_an_earlier_version() -> None:
    PlaceFactory(postal_code="80202")

    loaded = synchronize([PlaceFactory.build(postal_code="80202", time_zone="America/Denver")])

    assert loaded.updated == 1
    assert Place.objects.get().time_zone == "America/Denver"


def test_place_that_is_gone_is_removed() -> None:
    PlaceFactory(name="Ghost Town")

    loaded = synchronize([PlaceFactory.build()])

    assert (loaded.added, loaded.removed) == (1, 1)
    assert [place.name for place in Place.objects.all()] == ["Denver"]


def test_progress_counts_every_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)
    PlaceFactory()
    towns = [PlaceFactory.build(name=f"Town {number}") for number in range(5)]
    counts: list[int] = []

    synchronize([PlaceFactory.build(), *towns], progress=counts.append)

    assert counts == [1, 2, 2, 1]


def test_first_load_that_breaks_off_leaves_the_table_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "BATCH", 1)

    with pytest.raises(KeyboardInterrupt):
        synchronize(
            [PlaceFactory.build(name="One"), PlaceFactory.build(name="Two")], progress=break_off
        )

    assert not Place.objects.exists()


def test_later_load_that_breaks_off_keeps_what_it_has_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "BATCH", 1)
    PlaceFactory(name="Old")
    rows = [PlaceFactory.build(name="One"), PlaceFactory.build(name="Two")]

    with pytest.raises(KeyboardInterrupt):
        synchronize(rows, progress=break_off)

    assert {place.name for place in Place.objects.all()} == {"Old", "One"}
    assert synchronize(rows) == Loaded(total=2, added=1, updated=0, removed=1)


def break_off(count: int) -> None:
    if count:
        raise KeyboardInterrupt
