"""Search as a visitor has it: where nobody is found, every way out gives what it says."""

import pytest
from django.test import Client

from tests.directory.listing import add
from tests.directory.pages import SEARCH, follow, search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]


def test_each_way_out_of_nothing_gives_what_it_says(client: Client) -> None:
    add("Ana", 40, techniques=["swedish"], rates={60: 6000})
    add("Ben", 3, techniques=["sports"], rates={60: 15000}, practicing_since=2024)
    add("Cem", 3, techniques=["prenatal"], rates={60: 5000}, practicing_since=1999)

    for query in (
        "near=80202&miles=10&technique=sports&max_rate=90",
        "near=80202&miles=5&technique=swedish",
        "near=80202&miles=25&technique=prenatal&max_rate=40&min_years=5",
        "near=80202&miles=5&technique=swedish&min_years=30&language=ko",
        "technique=swedish&min_years=10",
    ):
        page = search(client, query)
        ways = page.links("//*[@data-total]")
        assert page.total == 0
        assert "Nobody matches all of this" in page.text
        assert ways, query
        for text, href in ways.items():
            promised = int(text.rpartition(": ")[2].split()[0])
            assert follow(client, href).total == promised, (query, text)


def test_the_filter_to_drop_is_named(client: Client) -> None:
    add("Ana", techniques=["swedish"], rates={60: 15000})

    page = search(client, "near=80202&technique=swedish&max_rate=90")

    assert "Leave out “price limit”: 1 therapist" in page.links("//*[@data-total]")


def test_where_there_is_nobody_at_all_the_way_leads_back(client: Client) -> None:
    page = search(client, "near=80202&technique=swedish")

    assert page.links("//*[@data-total]") == {"See all therapists": SEARCH}
