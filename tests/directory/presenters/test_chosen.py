"""Who of an address is shown, and what is said about the others."""

import pytest
from django.http import QueryDict

from directory.choices import ProfileStatus
from directory.models import Therapist
from directory.presenters.chosen import Chosen, choose
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def chosen(query: str, most: int = 6) -> Chosen:
    return choose(Therapist.objects.public(), QueryDict(query), most)


def add(*names: str) -> None:
    for name in names:
        TherapistFactory(name=name, published=True)


def test_people_come_in_the_order_of_the_address() -> None:
    add("Ana", "Ben", "Cleo")

    assert [one.name for one in chosen("t=cleo&t=ana").therapists] == ["Cleo", "Ana"]
    assert chosen("t=cleo&t=ana").notes == []


@pytest.mark.parametrize(
    "values",
    [
        {"status": ProfileStatus.SUSPENDED},
        {"status": ProfileStatus.DRAFT},
        {"confirmed_days_ago": 181},
    ],
)
def test_whoever_is_not_public_is_no_longer_listed_and_not_named(values: dict[str, object]) -> None:
    add("Ana")
    TherapistFactory(name="Ben", published=True, **values)

    found = chosen("t=ben&t=ana")

    assert found.slugs == ("ana",)
    assert found.notes == ["One saved therapist is no longer listed."]


def test_several_who_are_gone_are_counted() -> None:
    assert chosen("t=x&t=y").notes == ["2 saved therapists are no longer listed."]


def test_words_that_are_no_slugs_are_said_to_be_so() -> None:
    add("Ana")

    assert chosen("t=a+b&t=ana").notes == [
        "One entry of this address is not the name of a profile, so we left it out."
    ]
    assert chosen("t=a+b&t=c+d&t=ana").notes == [
        "2 entries of this address are not names of profiles, so we left them out."
    ]


def test_who_has_no_room_on_the_page_is_named() -> None:
    add(*"ABCDEF")

    found = chosen("&".join(f"t={name}" for name in "fedcba"), most=4)

    assert [one.name for one in found.therapists] == list("FEDC")
    assert found.slugs == tuple("fedcba")
    assert found.notes == ["This page has room for 4. Left out: B, A."]


def test_more_than_a_list_holds_is_said() -> None:
    add(*"ABCDEFG")

    assert chosen("&".join(f"t={name}" for name in "abcdefg")).notes == [
        "A list holds 6 therapists. We left out one more."
    ]
