"""Numbers about the directory: counted by the same rules that the pages follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from directory import figures, search_misses
from directory.choices import ProfileStatus
from sciatica_site.hooks import FigureGroup
from tests.factories.directory import CredentialFactory, LocationFactory, TherapistFactory
from tests.factories.moderation import AppealFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def values(group: FigureGroup) -> list[str]:
    return [figure.value for figure in group.figures]


def today() -> date:
    return timezone.localdate()


def test_only_public_profiles_are_counted() -> None:
    for _ in range(5):
        TherapistFactory(published=True)
    TherapistFactory()
    TherapistFactory(published=True, status=ProfileStatus.SUSPENDED)
    TherapistFactory(published=True, confirmed_on=today() - timedelta(days=181))

    assert values(figures.listed(today())) == ["5", "100%", "0%"]


def test_confirmed_and_checked_follow_the_rules_of_profiles() -> None:
    for days in (0, 90, 91, 120):
        TherapistFactory(published=True, confirmed_on=today() - timedelta(days=days))
    checked = TherapistFactory(published=True, confirmed_on=today())
    CredentialFactory(therapist=checked, checked=True)
    CredentialFactory(therapist=checked, checked=True, kind="state-certification")
    lapsed = TherapistFactory(published=True, confirmed_on=today())
    CredentialFactory(therapist=lapsed, checked=True, checked_days_ago=366)
    insured = TherapistFactory(published=True, confirmed_on=today())
    CredentialFactory(therapist=insured, checked=True, kind="insurance")

    assert values(figures.listed(today())) == ["7", "71%", "14%"]


def test_the_list_is_counted_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        figures.listed(today())


def test_decisions_are_counted_with_the_time_that_half_of_them_took() -> None:
    now = timezone.now()
    for hours, status in ((1, "approved"), (2, "approved"), (30, "approved"), (40, "rejected"),
                          (90, "changes-asked")):  # fmt: skip
        RevisionFactory(status=status, submitted_at=now - timedelta(hours=hours), decided_at=now)
    RevisionFactory(status="submitted")
    RevisionFactory(status="approved", decided_at=now - timedelta(days=100))

    texts, wait, approved, asked, rejected, *_appeals = values(figures.decided(today()))

    assert (texts, wait) == ("5", "30 hours")
    assert (approved, asked, rejected) == ("60%", "20%", "20%")


def test_a_few_decisions_say_nothing() -> None:
    RevisionFactory(status="rejected")

    assert values(figures.decided(today()))[:2] == ["fewer than 5", "too few to say"]


def test_appeals_are_counted_once_they_are_decided() -> None:
    for _ in range(3):
        AppealFactory(granted=True)
    for _ in range(3):
        AppealFactory(denied=True)
    AppealFactory()

    assert values(figures.decided(today()))[-2:] == ["6", "50%"]


def test_states_are_listed_by_their_number_of_therapists() -> None:
    for places in (("CO", "CO", "NV"), ("NV",)):
        therapist = TherapistFactory(published=True)
        therapist.locations.all().delete()
        for position, state in enumerate(places):
            LocationFactory(therapist=therapist, state=state, position=position)
    LocationFactory(state="NV")

    assert figures.by_state(today()).rows == (("Nevada", 2), ("Colorado", 1))


def test_searches_that_found_nobody_are_listed_in_words() -> None:
    month = today().replace(day=1)
    search_misses.write(
        {
            (month, "Reno, NV", "technique:swedish"): 7,
            (month, "", ""): 6,
            (month, "Reno, NV", "technique:no-longer-there"): 5,
        }
    )

    assert figures.missed(today()).rows == (
        ("Reno, NV", "Swedish (relaxation) massage", 7),
        ("Anywhere", "Anybody", 6),
        ("Reno, NV", "technique:no-longer-there", 5),
    )
