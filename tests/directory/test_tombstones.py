"""What is kept of an address that a profile left, and how it answers."""

import pytest
from pytest_django import Settings

from directory import tombstones
from directory.models import Tombstone

pytestmark = pytest.mark.django_db


def test_an_address_is_covered_until_its_profile_is_back() -> None:
    assert not tombstones.is_covered("ana-ruiz")

    tombstones.leave("ana-ruiz")

    assert tombstones.is_covered("ana-ruiz")
    assert not tombstones.is_covered("ana-ruiz-2")

    tombstones.lift("ana-ruiz")

    assert not tombstones.is_covered("ana-ruiz")


def test_leaving_and_lifting_twice_is_harmless() -> None:
    tombstones.leave("ana-ruiz")
    tombstones.leave("ana-ruiz")

    assert Tombstone.objects.count() == 1

    tombstones.lift("ana-ruiz")
    tombstones.lift("ana-ruiz")

    assert not Tombstone.objects.exists()


def test_the_row_says_nothing_about_the_name() -> None:
    tombstones.leave("ana-ruiz")

    row = Tombstone.objects.get()
    assert len(row.digest) == 64
    assert "ana" not in row.digest
    assert {field.name for field in Tombstone._meta.get_fields()} == {"digest", "removed_on"}


def test_without_the_key_nobody_can_try_names(settings: Settings) -> None:
    mine = tombstones.digest("ana-ruiz")
    settings.SECRET_KEY = "that of another site"

    assert tombstones.digest("ana-ruiz") != mine


def test_a_new_key_still_knows_what_the_old_one_left(settings: Settings) -> None:
    old = settings.SECRET_KEY
    tombstones.leave("ana-ruiz")
    settings.SECRET_KEY = "the new one"

    assert not tombstones.is_covered("ana-ruiz")

    settings.SECRET_KEY_FALLBACKS = [old]

    assert tombstones.is_covered("ana-ruiz")
    tombstones.lift("ana-ruiz")
    assert not Tombstone.objects.exists()
