"""Search as a visitor has it: the numbers beside the filters, and what they cost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.search import load_catalogue
from tests.directory.listing import add
from tests.directory.pages import choosing, pairs, search
from tests.directory.population import populate
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]


FILTERED = [
    "",
    "near=80202&miles=25",
    "near=80202&miles=50&technique=deep-tissue",
    "near=80202&miles=100&technique=swedish&technique=sports&setting=studio&setting=clinic",
    "near=80202&miles=50&max_rate=95",
    "near=80202&miles=100&length=60&length=90&max_rate=130&min_years=5&accepting=1",
]


@pytest.mark.parametrize("query", FILTERED)
def test_the_number_beside_each_filter_is_what_choosing_it_gives(
    client: Client, query: str
) -> None:
    populate(40)
    page = search(client, query)
    assert page.total > 0

    wrong = {
        key: (page.counts.get(key, 0), total)
        for key, total in every_choice(client, query)
        if page.counts.get(key, 0) != total
    }

    assert wrong == {}


def every_choice(client: Client, query: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Each value of the catalogue with the total of the page that choosing it gives."""
    for group, slug in load_catalogue().by_key:
        yield (group, slug), search(client, choosing(pairs("?" + query), group, slug)).total


def test_a_number_counts_people_and_not_places(client: Client) -> None:
    TherapistFactory(published=True, places=["Denver", "Boulder"], techniques=["swedish"])

    page = search(client, "near=80202&miles=50")

    assert (page.total, page.counts["technique", "swedish"], len(page.slugs)) == (1, 1, 1)


def test_numbers_for_machines_are_plain_and_those_for_readers_are_not(client: Client) -> None:
    add("Ana", rates={60: 100_000})

    assert "$1,000" in search(client).text


@pytest.mark.parametrize(
    "query",
    [
        "", "near=80202", "near=denver, co&miles=100&technique=swedish&max_rate=200", "page=2",
        "near=80202&miles=5&technique=prenatal&min_years=60", "near=Springfield", "near=00000",
        "near=Denvr&technique=swedish", "near=Colorado", "sort=rate&length=60&length=90",
    ],
)  # fmt: skip
def test_a_search_takes_at_most_four_queries(
    client: Client, query: str, django_assert_max_num_queries: Any
) -> None:
    populate(30)

    with django_assert_max_num_queries(4):
        search(client, query)


@pytest.mark.parametrize("query", ["near=80202", "near=80202&technique=swedish&max_rate=300"])
def test_many_results_take_no_more_queries_than_one(client: Client, query: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert search(client, query).total > 0
        return len(captured)

    add("Only One", techniques=["swedish"], rates={60: 9000})
    with_one = queries()
    for number in range(39):
        add(f"Person {number}", techniques=["swedish"], rates={60: 9000})

    assert queries() == with_one == 4
