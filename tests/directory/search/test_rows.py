"""Rows past their date are read as what they have become, though no job has run."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from directory.models import SearchDoc, Therapist
from directory.search import SearchQuery, doc, facet_totals, search
from directory.search.circle import Circle
from directory.search.rows import fetch
from tests.factories.directory import DENVER, CredentialFactory, TherapistFactory
from tests.factories.spots import SPOTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

START = datetime(2026, 6, 15, 10, 0, tzinfo=timezone.get_default_timezone())
Travel = Callable[[datetime], None]


@pytest.fixture
def travel() -> Any:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller.move_to


def last_second(days: int) -> datetime:
    """The last second of the day that is so many days after the start."""
    day = START.date() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def after(days: int) -> datetime:
    """The first second of the day after it."""
    return last_second(days) + timedelta(seconds=1)


def totals(*keys: tuple[str, str]) -> list[int]:
    counts = facet_totals()
    return [counts[key] for key in keys]


def test_a_row_that_has_not_lapsed_is_read_as_it_is(travel: Travel) -> None:
    therapist = TherapistFactory(published=True, rates={60: 9550, 90: 13000}, practicing_since=2010)

    (row,) = fetch(None, (60, 120))

    assert (row.therapist, row.places, row.since, row.dot) == (therapist.pk, 1, 2010, 0.0)
    assert list(row.rates) == [96, None]


def test_a_circle_reads_only_what_lies_in_it() -> None:
    near = TherapistFactory(published=True, place="Denver")
    TherapistFactory(published=True, place="Boulder")
    TherapistFactory(published=True, place="Chicago")

    assert [row.therapist for row in fetch(Circle(*DENVER, 5), ())] == [near.pk]
    assert len(fetch(Circle(*DENVER, 25), ())) == 2
    assert fetch(Circle(*SPOTS["Honolulu"].point, 100), ()) == []


def test_reading_takes_one_query(django_assert_num_queries: Any) -> None:
    TherapistFactory(published=True)

    with django_assert_num_queries(1):
        fetch(Circle(*DENVER, 25), (60,))


def test_a_checked_credential_stops_counting_the_second_its_last_day_ends(travel: Travel) -> None:
    therapist = TherapistFactory(published=True, confirmed_on=START.date())
    CredentialFactory(
        therapist=therapist,
        kind="state-license",
        checked=True,
        expires_on=START.date() + timedelta(days=20),
    )
    keys = ("verified", "1"), ("credential", "state-license")

    travel(last_second(20))
    assert totals(*keys) == [1, 1]

    travel(after(20))
    assert totals(*keys) == [0, 0]
    assert search(SearchQuery()).total == 1
    assert search(SearchQuery(chosen={"verified": ("1",)})).total == 0


def test_a_check_stops_counting_after_a_year(travel: Travel) -> None:
    therapist = TherapistFactory(published=True, confirmed_on=START.date())
    CredentialFactory(
        therapist=therapist, checked=True, checked_on=START.date() - timedelta(days=300)
    )

    travel(last_second(65))
    assert totals(("verified", "1")) == [1]

    travel(after(65))
    assert totals(("verified", "1"), ("credential", "state-license")) == [0, 1]


def test_accepting_stops_counting_after_90_days(travel: Travel) -> None:
    TherapistFactory(published=True, confirmed_on=START.date(), accepting="yes")

    travel(last_second(90))
    assert totals(("accepting", "1")) == [1]

    travel(after(90))
    assert totals(("accepting", "1")) == [0]
    assert search(SearchQuery()).total == 1


def test_accepting_counts_again_when_a_pause_ends(travel: Travel) -> None:
    until = START.date() + timedelta(days=10)
    TherapistFactory(published=True, confirmed_on=START.date(), accepting="yes", paused_until=until)

    travel(last_second(9))
    assert totals(("accepting", "1")) == [0]

    travel(after(9))
    assert totals(("accepting", "1")) == [1]
    assert search(SearchQuery(chosen={"accepting": ("1",)})).total == 1


def test_a_profile_leaves_search_totals_and_counts_after_180_days(travel: Travel) -> None:
    TherapistFactory(published=True, confirmed_on=START.date(), techniques=["swedish"])
    TherapistFactory(
        published=True, confirmed_on=START.date() + timedelta(days=1), techniques=["swedish"]
    )

    travel(last_second(180))
    assert search(SearchQuery()).total == 2
    assert totals(("technique", "swedish")) == [2]

    travel(after(180))
    assert search(SearchQuery()).total == 1
    assert totals(("technique", "swedish")) == [1]

    travel(after(181))
    assert search(SearchQuery()).total == 0
    assert totals(("technique", "swedish")) == [0]


def test_several_dates_pass_one_after_the_other(travel: Travel) -> None:
    therapist = TherapistFactory(
        published=True,
        confirmed_on=START.date(),
        accepting="yes",
        paused_until=START.date() + timedelta(days=5),
    )
    CredentialFactory(
        therapist=therapist, checked=True, expires_on=START.date() + timedelta(days=100)
    )
    keys = ("accepting", "1"), ("verified", "1")
    written = SearchDoc.objects.values().get()

    seen = []
    for days in (0, 4, 89, 90, 99, 100, 179):
        travel(after(days))
        seen.append(totals(*keys))
    travel(after(180))

    assert seen == [[0, 1], [1, 1], [1, 1], [0, 1], [0, 1], [0, 0], [0, 0]]
    assert fetch(None, ()) == []
    assert SearchDoc.objects.values().get() == written  # no job has touched it


def test_what_a_lapsed_row_says_is_what_a_fresh_one_would_say(travel: Travel) -> None:
    for number in range(6):
        therapist = TherapistFactory(
            published=True,
            confirmed_on=START.date() - timedelta(days=30 * number),
            accepting="yes",
            techniques=["swedish"],
            paused_until=START.date() + timedelta(days=20 * number),
        )
        CredentialFactory(
            therapist=therapist, checked=True, expires_on=START.date() + timedelta(days=15 * number)
        )
    everyone = list(Therapist.objects.values_list("pk", flat=True))

    for days in (1, 16, 31, 46, 61, 91, 121, 151, 181):
        travel(START + timedelta(days=days))
        lapsed = facet_totals(), search(SearchQuery()).total
        doc.refresh_all(everyone)
        assert (facet_totals(), search(SearchQuery()).total) == lapsed, days
        travel(START)
        doc.refresh_all(everyone)
