"""How long a word holds, to the day."""

from datetime import date, timedelta

import pytest

from directory.freshness import is_confirmed, is_hidden_by_age

CONFIRMED = date(2026, 3, 1)


@pytest.mark.parametrize(("days", "holds"), [(-1, True), (0, True), (90, True), (91, False)])
def test_a_confirmation_holds_for_90_days(days: int, holds: bool) -> None:
    assert is_confirmed(CONFIRMED, CONFIRMED + timedelta(days=days)) is holds


@pytest.mark.parametrize(("days", "hidden"), [(0, False), (180, False), (181, True), (9999, True)])
def test_a_profile_is_hidden_after_180_days(days: int, hidden: bool) -> None:
    assert is_hidden_by_age(CONFIRMED, CONFIRMED + timedelta(days=days)) is hidden


def test_what_was_never_confirmed_does_not_hold_and_is_hidden() -> None:
    assert not is_confirmed(None, CONFIRMED)
    assert is_hidden_by_age(None, CONFIRMED)
