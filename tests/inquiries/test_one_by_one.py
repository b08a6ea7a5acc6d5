"""Rows are dealt with one by one: what fails fails alone, what is done stays done."""

from __future__ import annotations

import pytest

from directory.models import Place
from inquiries.one_by_one import SomeFailed, for_each
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def make(number: int) -> bool:
    PlaceFactory(name=f"Town {number}", key=f"town{number}")
    if number == 2:
        raise ValueError("canary")
    return number != 3


def test_row_that_fails_is_undone_and_named_and_does_not_stop_the_others() -> None:
    with pytest.raises(SomeFailed, match=r"2 done, 1 failed: \[2\]") as caught:
        for_each([1, 2, 3, 4], make, what="test")

    assert "canary" not in str(caught.value)
    assert set(Place.objects.values_list("key", flat=True)) == {"town1", "town3", "town4"}


def test_only_what_was_done_is_counted() -> None:
    assert for_each([1, 3, 4], make, what="test") == 2


def test_who_is_killed_keeps_what_is_done() -> None:
    def act(number: int) -> bool:
        if number == 2:
            raise KeyboardInterrupt
        return make(number)

    with pytest.raises(KeyboardInterrupt):
        for_each([1, 2, 3], act, what="test")

    assert [place.key for place in Place.objects.all()] == ["town1"]
