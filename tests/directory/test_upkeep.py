"""One click in a mail says that all is right, or that somebody is away: once, and by day."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from directory import upkeep
from directory.choices import EventKind, LiveFact, ProfileStatus
from directory.models import LiveChange, ProfileEvent, SearchDoc, Therapist, UpkeepLink
from directory.search import rebuild
from tests.directory.at_once import at_once, shared_database
from tests.factories.directory import TherapistFactory

NOW = datetime(2026, 6, 15, 10, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def therapist(vocabulary: None) -> Therapist:
    with time_machine.travel(NOW - timedelta(hours=1), tick=False):
        made: Therapist = TherapistFactory(published=True, accepting="yes", confirmed_days_ago=80)
    return made


def link_to(therapist: Therapist, now: datetime = NOW) -> UpkeepLink:
    link = upkeep.find(upkeep.make_link(therapist, now), now)
    assert link
    return link


def kinds(therapist: Therapist) -> list[str]:
    events = ProfileEvent.objects.filter(therapist_number=therapist.pk)
    return list(events.order_by("pk").values_list("kind", flat=True))


@pytest.mark.django_db
def test_only_a_digest_of_a_token_is_kept(therapist: Therapist) -> None:
    token = upkeep.make_link(therapist, NOW)

    row = UpkeepLink.objects.get()
    assert len(token) == 43
    assert row.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(UpkeepLink.objects.values())
    assert upkeep.make_link(therapist, NOW) != token


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False), (1, False)])
def test_a_link_lasts_thirty_days_to_the_second(
    therapist: Therapist, seconds: int, is_open: bool
) -> None:
    token = upkeep.make_link(therapist, NOW)
    later = NOW + timedelta(days=30, seconds=seconds)

    link = upkeep.find(token, later)

    assert (link is not None) == is_open
    if link is None:
        with pytest.raises(upkeep.NoLongerOpen):
            upkeep.confirm(UpkeepLink.objects.get(), now=later)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "token",
    ["", "x", "a" * 43, "a" * 100_000, "\x00" * 43, "\ud800" * 43, "é" * 43, "a" * 42 + "\n"],
)
def test_no_text_but_the_token_itself_finds_a_link(therapist: Therapist, token: str) -> None:
    upkeep.make_link(therapist, NOW)

    assert upkeep.find(token, NOW) is None


@pytest.mark.django_db
def test_the_digest_in_the_table_opens_nothing(therapist: Therapist) -> None:
    upkeep.make_link(therapist, NOW)
    digest = UpkeepLink.objects.get().digest

    assert upkeep.find(digest, NOW) is None
    assert upkeep.find(digest[:43], NOW) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status", [ProfileStatus.DRAFT, ProfileStatus.PENDING, ProfileStatus.SUSPENDED, "removed"]
)
def test_a_link_to_a_profile_that_is_not_published_is_dead(
    therapist: Therapist, status: str
) -> None:
    token = upkeep.make_link(therapist, NOW)
    link = upkeep.find(token, NOW)
    assert link
    Therapist.objects.filter(pk=therapist.pk).update(status=status)

    assert upkeep.find(token, NOW) is None
    for act in (upkeep.confirm, functools.partial(upkeep.pause, until=date(2026, 7, 1))):
        with pytest.raises(upkeep.NoLongerOpen):
            act(link, now=NOW)
    with pytest.raises(upkeep.NoLongerOpen):
        upkeep.confirm_own(therapist, by=therapist.owner, now=NOW)
    assert not UpkeepLink.objects.filter(used_at__isnull=False).exists()
    assert kinds(therapist) == []


@pytest.mark.django_db
def test_a_link_of_a_closed_account_is_dead(therapist: Therapist) -> None:
    token = upkeep.make_link(therapist, NOW)
    therapist.owner.is_active = False
    therapist.owner.save()

    assert upkeep.find(token, NOW) is None


@pytest.mark.django_db
def test_a_link_to_a_profile_that_is_gone_changes_nothing(therapist: Therapist) -> None:
    link = link_to(therapist)
    therapist.delete()

    with pytest.raises(upkeep.NoLongerOpen):
        upkeep.confirm(link, now=NOW)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_confirming_sets_the_day_and_nothing_else(therapist: Therapist) -> None:
    before = Therapist.objects.values().get()

    upkeep.confirm(link_to(therapist), now=NOW)

    after = Therapist.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"confirmed_on", "updated_at"}
    assert after["confirmed_on"] == NOW.date()
    assert kinds(therapist) == [EventKind.CONFIRMED]
    assert ProfileEvent.objects.get().actor == therapist.owner
    assert list(rebuild.differences()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "seconds", "day"),
    [
        ("UTC", -1, 14),
        ("UTC", 0, 15),
        ("America/New_York", -1, 14),
        ("America/New_York", 0, 15),
        ("Pacific/Auckland", 0, 15),
    ],
)
def test_the_day_is_the_one_of_the_site_and_not_of_utc(
    settings: Settings, vocabulary: None, zone: str, seconds: int, day: int
) -> None:
    settings.TIME_ZONE = zone
    midnight = timezone.make_aware(datetime(2026, 6, 15))
    with time_machine.travel(midnight + timedelta(seconds=seconds), tick=False):
        therapist = TherapistFactory(published=True)
        upkeep.confirm(link_to(therapist, timezone.now()))

    assert Therapist.objects.get().confirmed_on == date(2026, 6, day)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_confirming_spends_all_links_of_this_therapist_and_of_nobody_else(
    therapist: Therapist,
) -> None:
    tokens = [upkeep.make_link(therapist, NOW) for _ in range(3)]
    other = upkeep.make_link(TherapistFactory(published=True), NOW)
    link = upkeep.find(tokens[1], NOW)
    assert link

    upkeep.confirm(link, now=NOW)

    assert [upkeep.find(token, NOW) for token in tokens] == [None] * 3
    assert upkeep.find(other, NOW)
    with pytest.raises(upkeep.NoLongerOpen):
        upkeep.confirm(link, now=NOW)
    assert kinds(therapist) == [EventKind.CONFIRMED]


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_a_hidden_profile_comes_back_by_confirming(vocabulary: None) -> None:
    therapist = TherapistFactory(published=True, confirmed_days_ago=181)
    assert not SearchDoc.objects.exists()

    upkeep.confirm(link_to(therapist), now=NOW)

    assert Therapist.objects.public().get() == therapist
    assert SearchDoc.objects.filter(therapist=therapist).exists()
    assert list(rebuild.differences()) == []


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_the_owner_confirms_without_a_link(therapist: Therapist) -> None:
    token = upkeep.make_link(therapist, NOW)

    upkeep.confirm_own(therapist, by=therapist.owner, now=NOW)

    assert Therapist.objects.get().confirmed_on == NOW.date()
    assert upkeep.find(token, NOW) is None
    assert kinds(therapist) == [EventKind.CONFIRMED]


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_a_pause_is_a_change_that_can_be_undone_and_confirms_nothing(therapist: Therapist) -> None:
    first, second = link_to(therapist), link_to(therapist)

    upkeep.pause(first, until=date(2026, 7, 13), now=NOW)

    now = Therapist.objects.get()
    assert now.paused_until == date(2026, 7, 13)
    assert (now.confirmed_on, now.accepting) == (therapist.confirmed_on, "yes")
    assert LiveChange.objects.get().fact == LiveFact.AVAILABILITY
    assert kinds(therapist) == [EventKind.LIVE_CHANGED, EventKind.PAUSED]
    assert list(rebuild.differences()) == []
    with pytest.raises(upkeep.NoLongerOpen):
        upkeep.pause(first, until=date(2027, 7, 13), now=NOW)
    upkeep.confirm(second, now=NOW)
    assert Therapist.objects.get().paused_until == date(2026, 7, 13)


def test_of_two_clicks_at_once_one_counts(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        therapist = TherapistFactory(published=True, confirmed_days_ago=80)

        one, two = (link_to(therapist, timezone.now()) for _ in range(2))
        same: list[Callable[[], None]] = [lambda: upkeep.confirm(one)] * 3
        assert at_once(*same) == ["NoLongerOpen", "NoLongerOpen", "None"]
        assert kinds(therapist) == [EventKind.CONFIRMED]

        # Two links of one therapist, and two answers to one link.
        one, two = (link_to(therapist, timezone.now()) for _ in range(2))
        outcomes = at_once(lambda: upkeep.confirm(one), lambda: upkeep.confirm(two))
        assert outcomes == ["NoLongerOpen", "None"]
        one = link_to(therapist, timezone.now())
        until = timezone.localdate() + timedelta(days=28)
        outcomes = at_once(lambda: upkeep.confirm(one), lambda: upkeep.pause(one, until=until))
        assert outcomes == ["NoLongerOpen", "None"]
        assert len(kinds(therapist)) in (3, 4)
