"""The address of a profile whose therapist took it away: 410, and not a word about anybody."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory import tombstones
from directory.actions import listing
from directory.models import Therapist
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

ADDRESS = "/therapists/ana-ruiz/"


def listed(**values: Any) -> Therapist:
    therapist: Therapist = TherapistFactory(
        name="Ana Ruiz", slug="ana-ruiz", published=True, **values
    )
    return therapist


@pytest.mark.parametrize("step", ["unlist", "erase"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_an_address_that_was_left_says_so(client: Client, step: str, method: str) -> None:
    therapist = listed()
    getattr(listing, step)(therapist, by=therapist.owner)

    response = getattr(client, method)(ADDRESS)

    assert response.status_code == 410
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_the_page_names_nobody_and_leads_to_the_search(client: Client) -> None:
    therapist = listed(phone="+13035550142")
    listing.erase(therapist, by=therapist.owner)

    text = client.get(ADDRESS).text

    assert "no longer listed" in text
    assert "noindex" in text
    assert 'action="/therapists/"' in text
    for word in ("Ana", "Ruiz", "ruiz", "Denver", "303"):
        assert word not in text


def test_an_address_that_nobody_had_is_not_found(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404


def test_a_profile_that_is_hidden_only_for_a_while_is_not_found(client: Client) -> None:
    listed(confirmed_days_ago=181)

    assert client.get(ADDRESS).status_code == 404


def test_whoever_comes_back_is_at_the_same_address(client: Client) -> None:
    therapist = listed()
    listing.unlist(therapist, by=therapist.owner)

    listing.relist(therapist, by=therapist.owner, agrees=True)

    assert client.get(ADDRESS).status_code == 200


def test_a_profile_at_an_address_counts_more_than_a_trace_of_one(client: Client) -> None:
    listed()
    tombstones.leave("ana-ruiz")

    assert client.get(ADDRESS).status_code == 200


def test_gone_and_not_found_cost_the_same(client: Client) -> None:
    """Two queries, so that the time tells nobody more than the answer does."""
    therapist = listed()
    listing.unlist(therapist, by=therapist.owner)
    client.get(ADDRESS)

    for path in (ADDRESS, "/therapists/nobody/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) == 2


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_can_only_be_read(client: Client, method: str) -> None:
    tombstones.leave("ana-ruiz")

    assert getattr(client, method)(ADDRESS).status_code == 405
