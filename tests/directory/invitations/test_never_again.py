"""An address that had its one mail is recognized by a digest that tells nothing of it."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from directory.invitations import never_again
from sciatica_site.models import ErasureMark

pytestmark = pytest.mark.django_db


def test_an_address_is_recognized_however_it_is_written() -> None:
    never_again.leave("Ana@Example.com ")

    assert never_again.is_covered("ana@example.com")
    assert not never_again.is_covered("ben@example.com")


def test_what_is_kept_names_nobody() -> None:
    never_again.leave("ana@example.com")

    assert "ana" not in ErasureMark.objects.get().digest


def test_twice_is_once() -> None:
    never_again.leave("ana@example.com")
    never_again.leave("ana@example.com")

    assert ErasureMark.objects.count() == 1


def test_a_changed_key_forgets_nobody_while_the_old_one_is_listed(settings: Settings) -> None:
    never_again.leave("ana@example.com")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert never_again.is_covered("ana@example.com")

    settings.SECRET_KEY_FALLBACKS = []
    assert not never_again.is_covered("ana@example.com")
