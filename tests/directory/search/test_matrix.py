"""Every pair of the matrix is the total of the search for that pair."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.choices import FacetGroup
from directory.models import Place
from directory.search import SearchQuery, load_catalogue, search
from directory.search.matrix import Pair, pair_totals
from tests.directory.population import populate
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.spots import load_spots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

PAIR = ("swedish", "disc-herniation")
CHECKED = SearchQuery(chosen={FacetGroup.VERIFIED: ("1",)})


@pytest.fixture(autouse=True)
def places() -> None:
    load_spots()


def denver(miles: int, **chosen: tuple[str, ...]) -> SearchQuery:
    return SearchQuery(place=Place.objects.get(key="80202"), miles=miles, chosen=chosen)


def total_of(query: SearchQuery, pair: Pair) -> int:
    technique, condition = pair
    chosen = {**query.chosen, "technique": (technique,), "condition": (condition,)}
    asked = SearchQuery(place=query.place, miles=query.miles, chosen=chosen)
    return search(asked).total


@pytest.mark.parametrize("miles", [None, 5, 25, 100])
def test_random_pairs_equal_their_searches(miles: int | None) -> None:
    populate(60)
    query = CHECKED if miles is None else denver(miles, verified=("1",))

    totals = pair_totals(query)

    assert any(totals.values())
    for pair in Random(miles).sample(sorted(totals), 25):
        assert totals[pair] == total_of(query, pair), pair


def test_other_filters_hold_and_the_chosen_pair_does_not() -> None:
    populate(40)
    query = denver(100, setting=("studio", "clinic"), technique=("sports",), condition=("x",))

    totals = pair_totals(query)

    assert any(totals.values())
    for pair in Random(1).sample(sorted(totals), 20):
        assert totals[pair] == total_of(query, pair), pair


def test_every_pair_of_the_catalogue_is_there_even_with_nobody() -> None:
    catalogue = load_catalogue()
    totals = pair_totals(SearchQuery())

    assert set(totals.values()) == {0}
    assert len(totals) == len(catalogue.groups["technique"]) * len(catalogue.groups["condition"])


def test_a_therapist_with_several_places_counts_once() -> None:
    TherapistFactory(
        published=True,
        places=["Denver", "Boulder", "Aurora"],
        techniques=["swedish"],
        conditions=["disc-herniation"],
    )

    assert pair_totals(SearchQuery())[PAIR] == 1
    assert pair_totals(denver(100))[PAIR] == 1


def test_a_pair_needs_both() -> None:
    TherapistFactory(published=True, techniques=["swedish"])
    TherapistFactory(published=True, conditions=["disc-herniation"])
    TherapistFactory(techniques=["swedish"], conditions=["disc-herniation"])

    assert pair_totals(SearchQuery())[PAIR] == 0


def test_a_credential_that_expires_drops_out_on_the_next_day() -> None:
    today = timezone.localdate()
    therapist = TherapistFactory(
        published=True, techniques=["swedish"], conditions=["disc-herniation"]
    )
    CredentialFactory(
        therapist=therapist, checked=True, issued_on=today, expires_on=today + timedelta(days=5)
    )
    noon = timezone.now().replace(hour=12)

    with time_machine.travel(noon + timedelta(days=5)):
        assert pair_totals(CHECKED)[PAIR] == 1
    with time_machine.travel(noon + timedelta(days=6)):
        assert pair_totals(CHECKED)[PAIR] == 0
        assert pair_totals(SearchQuery())[PAIR] == 1


@pytest.mark.parametrize("count", [1, 30])
def test_it_takes_one_query_beyond_the_catalogue(count: int) -> None:
    populate(count)
    catalogue, query = load_catalogue(), denver(25)

    with CaptureQueriesContext(connection) as queries:
        pair_totals(query, catalogue)

    assert len(queries) == 1
