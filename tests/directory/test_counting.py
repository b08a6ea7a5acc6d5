"""Counting: what counts, that it costs a request nothing, and that the numbers come out right."""

import logging
import os
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from directory import counting
from directory.choices import Counted
from directory.models import DailyCount, Therapist
from tests.directory.listing import add
from tests.factories.directory import TherapistFactory
from tests.factories.places import load_real_places
from tests.factories.profiles import DailyCountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "real_places")]

TODAY = date(2026, 11, 22)


@pytest.fixture
def real_places(db: None) -> None:
    load_real_places()


@pytest.fixture(autouse=True)
def own_counts(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Counting is on, nothing is counted yet, and no thread writes behind the test's back."""
    settings.COUNT_VIEWS = True
    monkeypatch.setattr(counting, "_tally", counting.Tally())
    monkeypatch.setattr(counting, "_writer", SimpleNamespace(start=lambda: None))


def counts(therapist: Therapist) -> dict[str, int]:
    return dict(therapist.counts.order_by("kind").values_list("kind", "count"))


# What counts ------------------------------------------------------------------------------------


def test_opening_a_profile_and_standing_in_a_list_count(client: Client) -> None:
    ana, ben = add("Ana"), add("Ben", miles=90)
    client.get(ana.get_absolute_url())
    client.get(ana.get_absolute_url())
    client.get("/therapists/?near=80202&miles=25")
    counting.flush()

    assert counts(ana) == {Counted.VIEW: 2, Counted.LISTED: 1}
    assert counts(ben) == {}


def test_only_those_on_the_page_that_is_shown_are_listed(client: Client) -> None:
    people = [add(f"Therapist {number:02}", miles=number / 10) for number in range(1, 23)]
    client.get("/therapists/?near=80202&page=2")
    counting.flush()

    assert [bool(counts(one)) for one in people] == [False] * 20 + [True] * 2


@pytest.mark.parametrize(
    "path",
    [
        "/therapists/nobody/",
        "/therapists/?near=nowhere-at-all",
        "/therapists/shortlist/?t=ana",
        "/therapists/compare/?t=ana&t=ben",
        "/therapists/order.json",
        "/search/?q=ana",
        "/sitemap.xml",
    ],
)
def test_other_pages_do_not_count(client: Client, path: str) -> None:
    add("Ana")
    client.get(path)

    assert len(counting._tally) == 0


def test_asking_for_the_headers_alone_does_not_count(client: Client) -> None:
    ana = add("Ana")
    client.head(ana.get_absolute_url())
    client.head("/therapists/")

    assert len(counting._tally) == 0


def test_a_copy_that_still_holds_does_not_count(client: Client) -> None:
    ana = add("Ana")
    etag = client.get(ana.get_absolute_url()).headers["ETag"]
    counting._tally.take()

    again = client.get(ana.get_absolute_url(), headers={"If-None-Match": etag})

    assert again.status_code == 304
    assert len(counting._tally) == 0


def test_a_profile_that_is_not_public_does_not_count(client: Client) -> None:
    draft = TherapistFactory()
    client.get(draft.get_absolute_url())

    assert len(counting._tally) == 0


def test_nothing_counts_where_counting_is_off(client: Client, settings: Settings) -> None:
    settings.COUNT_VIEWS = False
    client.get(add("Ana").get_absolute_url())

    assert len(counting._tally) == 0


@pytest.mark.parametrize("path", ["/therapists/?near=80202", "/therapists/ana/"])
def test_counting_costs_a_request_no_query(
    client: Client, settings: Settings, path: str, django_assert_num_queries: Any
) -> None:
    add("Ana", slug="ana")
    settings.COUNT_VIEWS = False
    client.get(path)
    with CaptureQueriesContext(connection) as plain:
        client.get(path)
    settings.COUNT_VIEWS = True

    with django_assert_num_queries(len(plain)):
        client.get(path)
    assert len(counting._tally) == 1


def test_what_is_counted_has_no_room_for_a_visitor() -> None:
    names = {field.name for field in DailyCount._meta.get_fields()}

    assert names == {"id", "therapist", "day", "kind", "count"}
    counting.seen(7)
    ((key, number),) = counting._tally.take().items()
    assert (key, number) == ((7, timezone.localdate(), "view"), 1)


# Writing ----------------------------------------------------------------------------------------


def test_counts_are_added_to_those_of_other_processes() -> None:
    ana = TherapistFactory()
    DailyCountFactory(therapist=ana, day=TODAY, kind=Counted.VIEW, count=40)

    counting.write({(ana.pk, TODAY, "view"): 2, (ana.pk, TODAY, "listed"): 3})
    counting.write({(ana.pk, TODAY, "view"): 1, (ana.pk, TODAY - timedelta(days=1), "view"): 5})

    assert list(ana.counts.order_by("day", "kind").values_list("day", "kind", "count")) == [
        (TODAY - timedelta(days=1), "view", 5),
        (TODAY, "listed", 3),
        (TODAY, "view", 43),
    ]


def test_a_profile_that_is_gone_is_left_out() -> None:
    ana, ben = TherapistFactory(), TherapistFactory()
    counting.seen(ana.pk)
    counting.seen(ben.pk)
    ben.delete()

    counting.flush()

    assert counts(ana) == {Counted.VIEW: 1}
    assert len(counting._tally) == 0


def test_many_counts_are_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "BATCH", 2)
    people = [TherapistFactory() for _ in range(5)]
    counting.listed([one.pk for one in people])

    counting.flush()

    assert [counts(one) for one in people] == [{Counted.LISTED: 1}] * 5


def test_what_cannot_be_written_is_kept_and_its_words_are_not_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ana = TherapistFactory()
    counting.seen(ana.pk)
    write = counting.write

    def fail(*args: Any) -> None:
        raise DatabaseError("Key (therapist_id)=(17) and more that nobody needs to read")

    monkeypatch.setattr(counting, "write", fail)
    with caplog.at_level(logging.ERROR):
        counting.flush()
    counting.seen(ana.pk)
    monkeypatch.setattr(counting, "write", write)
    counting.flush()

    assert [record.message for record in caplog.records] == [
        "Counts could not be written: DatabaseError"
    ]
    assert not caplog.records[0].exc_info
    assert counts(ana) == {Counted.VIEW: 2}


def test_while_the_database_is_away_memory_does_not_grow_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST_ENTRIES", 3)

    counting.listed(range(1, 10))
    counting.listed([1])

    taken = counting._tally.take()
    assert len(taken) == 3
    assert taken[1, timezone.localdate(), "listed"] == 2


def test_counts_of_many_threads_all_arrive() -> None:
    def count() -> None:
        for _ in range(500):
            counting.seen(1)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counting._tally.take().values()) == 4000


# The thread -------------------------------------------------------------------------------------


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch) -> Iterator[counting.Writer]:
    monkeypatch.setattr(counting, "EVERY", 0.01)
    made = counting.Writer()
    yield made
    made.stop()


def test_one_thread_writes_again_and_again(
    writer: counting.Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    twice = threading.Event()

    def flush() -> None:
        names.append(threading.current_thread().name)
        if len(names) > 1:
            twice.set()

    monkeypatch.setattr(counting, "flush", flush)
    writer.start()
    writer.start()

    assert twice.wait(10)
    assert set(names) == {"counting"}
    assert [one.name for one in threading.enumerate()].count("counting") == 1
    assert all(one.daemon for one in threading.enumerate() if one.name == "counting")


def test_the_thread_begins_with_the_first_count(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    monkeypatch.setattr(counting, "_writer", SimpleNamespace(start=lambda: started.append(True)))
    assert not started

    counting.seen(1)

    assert started


def test_a_forked_process_begins_with_nothing() -> None:
    counting.seen(1)
    pipe_out, pipe_in = os.pipe()
    if not (child := os.fork()):
        os.write(pipe_in, str(len(counting._tally)).encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(pipe_out, 10) == b"0"
    assert len(counting._tally) == 1
    os.close(pipe_in)
    os.close(pipe_out)


# What is forgotten ------------------------------------------------------------------------------


def test_counts_are_kept_for_400_days() -> None:
    ana = TherapistFactory()
    now = timezone.now()
    today = timezone.localdate(now)
    for days in (0, 400, 401, 900):
        DailyCountFactory(therapist=ana, day=today - timedelta(days=days))

    assert counting.forget_old_counts(now) == "2 old counts removed"
    assert counting.forget_old_counts(now) == "0 old counts removed"

    left = set(ana.counts.values_list("day", flat=True))
    assert left == {today, today - timedelta(days=400)}
