"""Registries through which apps offer something to the site."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sciatica_site.hooks import Registry


def first() -> str:
    return "first"


def second() -> str:
    return "second"


def test_entries_come_in_the_order_of_registration() -> None:
    registry: Registry[Callable[[], str]] = Registry()
    registry.register("b", second)
    registry.register("a", first)

    assert [name for name, _ in registry] == ["b", "a"]
    assert "a" in registry


def test_registering_the_same_function_twice_changes_nothing() -> None:
    registry: Registry[Callable[[], str]] = Registry()
    registry.register("a", first)
    registry.register("a", first)

    assert list(registry) == [("a", first)]


def test_a_name_cannot_be_taken_over() -> None:
    registry: Registry[Callable[[], str]] = Registry()
    registry.register("a", first)

    with pytest.raises(ValueError, match="registered already"):
        registry.register("a", second)


def test_an_entry_can_be_taken_off_again() -> None:
    registry: Registry[Callable[[], str]] = Registry()
    registry.register("a", first)
    registry.unregister("a")

    assert list(registry) == []
