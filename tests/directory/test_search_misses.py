"""Searches that found nobody are counted by place and need, and by nothing else."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from directory import counting, search_misses
from directory.models import SearchMiss
from directory.search_misses import Miss
from tests.directory.listing import add
from tests.factories.places import load_real_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]

MONTH = date(2026, 11, 1)


@pytest.fixture
def real_places(db: None) -> None:
    load_real_places()


@pytest.fixture(autouse=True)
def own_counts(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.COUNT_VIEWS = True
    monkeypatch.setattr(search_misses, "_tally", counting.Tally())
    monkeypatch.setattr(counting, "_tally", counting.Tally())
    monkeypatch.setattr(counting, "_writer", SimpleNamespace(start=lambda: None))


def kept() -> dict[tuple[str, str], int]:
    search_misses.flush()
    rows = SearchMiss.objects.values_list("place", "need", "count")
    return {(place, need): count for place, need, count in rows}


def test_a_search_that_found_nobody_counts_each_need_at_its_city(client: Client) -> None:
    client.get("/therapists/?near=80202&technique=swedish&language=es")
    client.get("/therapists/?near=80202&technique=swedish")

    assert kept() == {
        ("Denver, CO", "technique:swedish"): 2,
        ("Denver, CO", "language:es"): 1,
    }


def test_a_search_without_a_need_or_a_place_counts_as_such(client: Client) -> None:
    client.get("/therapists/?near=80202")
    client.get("/therapists/?technique=swedish")

    assert kept() == {("Denver, CO", ""): 1, ("", "technique:swedish"): 1}


def test_what_was_typed_is_never_kept(client: Client) -> None:
    client.get("/therapists/?near=80202&q=my+secret+pain")

    assert kept() == {("Denver, CO", ""): 1}


@pytest.mark.parametrize(
    "address",
    [
        "/therapists/?near=nowhere-at-all",
        "/therapists/?near=springfield",
        "/search/?q=nobody",
        "/therapists/order.json?near=80202",
    ],
)
def test_what_is_no_search_that_ran_counts_nothing(client: Client, address: str) -> None:
    client.get(address)

    assert kept() == {}


def test_a_search_that_finds_somebody_counts_nothing(client: Client) -> None:
    add("Ana")
    client.get("/therapists/?near=80202")

    assert kept() == {}


def test_filters_that_do_not_exist_count_nothing(client: Client) -> None:
    client.get("/therapists/?near=80202&technique=no-such-thing")

    assert kept() == {("Denver, CO", ""): 1}


def test_counting_costs_a_request_no_query(client: Client, settings: Settings) -> None:
    address = "/therapists/?near=80202&technique=swedish"
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        client.get(address)
    settings.COUNT_VIEWS = False
    with CaptureQueriesContext(connection) as uncounted:
        client.get(address)

    assert len(counted) == len(uncounted)


def test_counts_of_several_processes_are_added_up() -> None:
    for _ in range(2):
        search_misses.write({(MONTH, "Denver, CO", ""): 3})

    assert SearchMiss.objects.get().count == 6


def test_what_cannot_be_written_is_kept_for_the_next_time(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(counts: Any) -> None:
        raise DatabaseError("Denver")

    client.get("/therapists/?near=80202")
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(search_misses, "write", fail)
        search_misses.flush()

    assert "DatabaseError" in caplog.text
    assert "Denver" not in caplog.text
    assert kept() == {("Denver, CO", ""): 1}


def test_a_robot_that_asks_for_everything_cannot_fill_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_misses, "MOST_ROWS", 3)
    search_misses.write({(MONTH, f"City {number}, CO", ""): 1 for number in range(5)})
    search_misses.write({(MONTH, "City 9, CO", ""): 1})

    assert SearchMiss.objects.count() == 3


def test_all_that_was_counted_is_written_at_once() -> None:
    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            search_misses.write({(MONTH, f"City {one}, CO", ""): 1 for one in range(number)})
        return len(captured)

    assert queries(1) == queries(50)
    assert SearchMiss.objects.get(place="City 0, CO").count == 2


def test_what_was_missed_before_is_counted_on_when_the_month_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_misses, "MOST_ROWS", 1)
    search_misses.write({(MONTH, "Denver, CO", ""): 1})
    search_misses.write({(MONTH, "Denver, CO", ""): 4, (MONTH, "Reno, NV", ""): 1})

    assert SearchMiss.objects.get().count == 5


def test_only_what_was_missed_often_enough_is_told() -> None:
    search_misses.write({(MONTH, "Denver, CO", ""): 4, (MONTH, "Reno, NV", ""): 5})

    assert search_misses.since(MONTH) == [Miss("Reno, NV", "", 5)]


def test_months_count_together() -> None:
    search_misses.write({(MONTH, "Denver, CO", ""): 3, (date(2026, 10, 1), "Denver, CO", ""): 3})

    assert search_misses.since(date(2026, 10, 20)) == [Miss("Denver, CO", "", 6)]
    assert search_misses.since(MONTH) == []


def test_old_months_are_forgotten() -> None:
    old = timezone.localdate() - search_misses.KEPT_FOR - timedelta(days=1)
    search_misses.write({(old, "Denver, CO", ""): 9, (MONTH, "Denver, CO", ""): 9})

    assert search_misses.forget_old(timezone.now()) == "1 old counts of searches removed"
    assert SearchMiss.objects.get().month == MONTH
