"""What result cards read: everything they show, in one query, for the places asked for."""

from typing import Any

import pytest
from django.utils import timezone

from directory.search.cards import fetch
from tests.directory.search.reading import only_doc
from tests.factories.directory import CredentialFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_a_card_reads_what_the_tables_say() -> None:
    today = timezone.localdate()
    therapist = TherapistFactory(
        published=True,
        accepting="waiting-list",
        waiting_weeks=3,
        paused_until=today,
        practicing_since=2011,
        rates={60: 9550, 120: 18000},
        techniques=["swedish"],
        specialties=["swedish"],
    )
    credential = CredentialFactory(
        therapist=therapist, title="LMT", checked=True, issued_on=today, expires_on=today
    )
    location = therapist.locations.get()
    row = only_doc(therapist)

    facts = fetch([location.pk])[location.pk]

    assert (facts.location, facts.slug, facts.name) == (location.pk, therapist.slug, therapist.name)
    assert (facts.accepting, facts.waiting_weeks) == ("waiting-list", 3)
    assert (facts.paused_until, facts.confirmed_on) == (today, therapist.confirmed_on)
    assert facts.practicing_since == 2011
    assert (facts.city, facts.state, facts.neighborhood) == ("Denver", "CO", "")
    assert facts.rates == {30: None, 45: None, 60: 96, 75: None, 90: None, 120: 180}
    assert facts.specialty_bits == row.specialty_bits | row.specialty_bits2 << 62
    named = facts.credential
    assert named is not None
    assert (named.title, named.kind_name) == ("LMT", credential.kind.name)
    assert (named.issued_on, named.expires_on, named.checked_on) == (
        today,
        today,
        credential.checked_on,
    )
    assert named.is_checked_and_in_date(today)


def test_a_therapist_without_credentials_has_none_named() -> None:
    therapist = TherapistFactory(published=True)

    (facts,) = fetch([therapist.locations.get().pk]).values()

    assert facts.credential is None


def test_only_places_with_a_search_row_are_found() -> None:
    shown, draft = TherapistFactory(published=True), TherapistFactory(place="Boulder")
    asked = [shown.locations.get().pk, draft.locations.get().pk, 999_999]

    assert set(fetch(asked)) == {shown.locations.get().pk}


def test_many_cards_take_one_query(django_assert_num_queries: Any) -> None:
    ids = [
        TherapistFactory(published=True, credentials=["diploma"]).locations.get().pk
        for _ in range(20)
    ]

    with django_assert_num_queries(1):
        assert len(fetch(ids)) == 20
