"""A form goes to the therapist of its address and to at most two more; who is left out is said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from directory.choices import Accepting
from inquiries import recipients
from inquiries.recipients import Recipients
from tests.factories.directory import TherapistFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _therapists() -> None:
    for name in ("Ana", "Ben", "Cleo", "Dee"):
        TherapistFactory(published=True, name=name, slug=name.lower())
    TherapistFactory(published=True, name="Zoe", slug="zoe", accepting=Accepting.NO)
    TherapistFactory(name="Hidden", slug="hidden")


def found(*also: str, slug: str = "ana") -> Recipients:
    one = recipients.find(slug, also, timezone.localdate())
    assert one
    return one


def names(therapists: Sequence[object]) -> list[str]:
    return [str(getattr(one, "name", one)) for one in therapists]


def test_others_keep_the_order_of_the_address(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        to = found("cleo", "ben", "cleo", "ana")

    assert names([to.first, *to.others]) == ["Ana", "Cleo", "Ben"]
    assert list(to.notes) == []
    assert to.closed == ""


def test_a_third_other_is_left_out_and_said() -> None:
    to = found("ben", "cleo", "dee")

    assert names(to.others) == ["Ben", "Cleo"]
    assert list(to.notes) == ["One message goes to three therapists at most. Left out: Dee."]


def test_closed_and_unknown_ones_are_left_out_and_said() -> None:
    to = found("zoe", "hidden", "nobody", "not a slug", "\x00", "ben")

    assert names(to.others) == ["Ben"]
    assert list(to.notes) == [
        "Zoe takes no new clients at the moment.",
        "4 therapists of this address are not listed, so we left them out.",
    ]


@pytest.mark.parametrize("slug", ["hidden", "nobody"])
def test_without_a_public_first_there_is_no_form(slug: str) -> None:
    assert recipients.find(slug, ["ben"], timezone.localdate()) is None


def test_a_closed_first_says_why() -> None:
    assert found(slug="zoe").closed == "Zoe takes no new clients at the moment."


def test_only_those_who_were_chosen_are_written_to() -> None:
    to = found("ben", "cleo")

    assert names(to.chosen([])) == ["Ana"]
    assert names(to.chosen(["cleo", "dee"])) == ["Ana", "Cleo"]


def test_a_crowded_address_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        to = found(*(f"name-{number}" for number in range(500)), "ben")

    assert names(to.others) == []
